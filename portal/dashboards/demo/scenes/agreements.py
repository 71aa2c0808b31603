"""Two agreements in force: one countersigned and being varied, one that a member has put on hold."""

from datetime import datetime

from portal.alliances.enums import AllianceModel, VariationAnswerKind, VoteChoice
from portal.alliances.models import Agreement, Alliance
from portal.alliances.services.agreement import agreement_open, agreement_sign, agreement_write
from portal.alliances.services.alliance import alliance_form, alliance_start
from portal.alliances.services.decision import decision_propose, decision_vote
from portal.alliances.services.member import invitation_accept, member_invite
from portal.alliances.services.steps import agreement_approve, agreement_countersign, agreement_hold
from portal.alliances.services.variation import (
    variation_answer,
    variation_begin,
    variation_propose,
    variation_write,
)
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.alliance import SPEAKERS, member
from portal.dashboards.demo.scenes.stage import body, instant, on, who

SPEAK = SPEAKERS | {"garden": "micro"}
NAME = "Round the Table"
TABLE = """1. Purpose. Nobody in Riverside eats alone who would rather not: one long table, three evenings a week.

2. Deciding. Every member has one vote. Whoever sits at the table is asked first.

3. Money. Northgate keeps the till. Each member is paid for what it cooks, grows or carries, at cost.

4. Leaving. A member can leave at the end of a season and says so six weeks before."""
TABLE_EXIT = """Everybody who comes to the table is told eight weeks before, in person and on paper.

Easton Pain Peers visits whoever has nobody else, for three months.

What is left in the till is shared as it came in. The list of guests is destroyed, and Northgate says that it is done."""
VAN = """3. Money. Northgate keeps the till. Each member is paid for what it cooks, grows or carries, at cost. \
The van belongs to all; whoever drives it keeps the log, and the till pays for fuel."""
LIGHT = """1. Purpose. Somebody answers the phone between five and nine in the morning, when pain is worst.

2. Deciding. Both members decide together.

3. Money. Harbour Carers pays the phone. Garden Days is paid by the hour.

4. Leaving. Either can leave with four weeks' notice."""


def load(noon: datetime) -> None:
    """Round the Table varies its agreement and waits for one answer; First Light is on hold."""
    table = _together(noon, -70, NAME, "northgate", ("easton", "garden"), "A long table, a meal and company.")
    text = _signed(noon, -60, table, "How we run the table", TABLE, TABLE_EXIT)
    with on(noon, -50):
        agreement_approve(actor=who("micro"), agreement=text, text_hash=text.text_hash)
    with on(noon, -49):
        agreement_countersign(actor=who("partner2"), agreement=text, text_hash=text.text_hash)
    _varied(noon, table)
    light = _together(noon, -40, "First Light", "harbour", ("garden",), "A voice on the phone before the day begins.")
    text = _signed(noon, -30, light, "Our mornings", LIGHT)
    with on(noon, -6):
        agreement_hold(
            actor=who("micro"),
            agreement=text,
            reason="The insurance for work before seven has not come. Until it has, I cannot promise the hours.",
        )


def _together(noon: datetime, start: int, name: str, lead: str, others: tuple[str, ...], purpose: str) -> Alliance:
    speaker = who(SPEAK[lead])
    with on(noon, start):
        alliance = alliance_start(actor=speaker, lead=body(lead), name=name, purpose=purpose, area="Riverside")
        for key in others:
            member_invite(actor=speaker, alliance=alliance, organisation=body(key), role="Takes its turn")
    with on(noon, start + 2):
        for key in others:
            invitation_accept(actor=who(SPEAK[key]), member=member(alliance, key), shares_readiness=True)
    with on(noon, start + 3):
        alliance = Alliance.objects.get(pk=alliance.pk)
        return alliance_form(actor=speaker, alliance=alliance, model=AllianceModel.ALLIANCE)


def _signed(noon: datetime, start: int, alliance: Alliance, title: str, text: str, exit_plan: str = "") -> Agreement:
    """Written, agreed by a decision, opened and signed by every member."""
    keys = [key for key in SPEAK if alliance.members.filter(organisation=body(key)).exists()]
    lead = next(who(SPEAK[key]) for key in keys if body(key) == alliance.lead)
    with on(noon, start):
        agreement = agreement_write(actor=lead, alliance=alliance, title=title, text=text, exit_plan=exit_plan)
        question = decision_propose(
            actor=lead,
            alliance=alliance,
            title="Agree version 1 of our agreement and sign it",
            proposal="We agree to the text as it is written now.",
            impact_on_people="They know who is there for them, and when.",
            closes_at=instant(noon, start + 5),
            agreement=agreement,
        )
    with on(noon, start + 1):
        for key in keys:
            decision_vote(
                actor=who(SPEAK[key]), decision=question, member=member(alliance, key), choice=VoteChoice.APPROVE
            )
    with on(noon, start + 2):
        agreement = agreement_open(actor=lead, agreement=Agreement.objects.get(pk=agreement.pk))
    for place, key in enumerate(keys):
        with on(noon, start + 3 + place):
            agreement_sign(
                actor=who(SPEAK[key]),
                agreement=agreement,
                member=member(alliance, key),
                text_hash=agreement.text_hash,
            )
    return Agreement.objects.get(pk=agreement.pk)


def _varied(noon: datetime, table: Alliance) -> None:
    """Garden Days wants the van to belong to all; Northgate agreed, Easton has not answered."""
    old = next(part for part in TABLE.split("\n\n") if part.startswith("3."))
    with on(noon, -5):
        variation = variation_begin(
            actor=who("micro"),
            alliance=table,
            title="The van belongs to all of us",
            reason="It stands still on the days when somebody else could fetch what the shops give away.",
        )
        variation = variation_write(actor=who("micro"), variation=variation, text=TABLE.replace(old, VAN))
        variation = variation_propose(actor=who("micro"), variation=variation, text_hash=variation.text_hash)
    for days, key in ((-4, "garden"), (-2, "northgate")):
        with on(noon, days):
            variation_answer(
                actor=who(SPEAK[key]),
                variation=variation,
                member=member(table, key),
                kind=VariationAnswerKind.AGREES,
                text_hash=variation.text_hash,
            )


SCENE = Scene("An agreement that is varied, and one on hold", lambda: Alliance.objects.filter(name=NAME).exists(), load)
