"""The alliance Alongside: three organisations, their principles, a decision, an agreement signed by all."""

from datetime import datetime
from decimal import Decimal

from portal.alliances.enums import AdherenceKind, AllianceModel, VoteChoice
from portal.alliances.models import Agreement, Alliance, AllianceMember, Decision
from portal.alliances.services.agreement import agreement_open, agreement_sign, agreement_write
from portal.alliances.services.alliance import alliance_form, alliance_start, shares_set
from portal.alliances.services.decision import decision_propose, decision_vote
from portal.alliances.services.member import invitation_accept, member_invite, readiness_share
from portal.alliances.services.post import post_add
from portal.alliances.services.principles import adherence_record, principles_write
from portal.alliances.services.seat import seat_give
from portal.alliances.services.steps import agreement_approve, agreement_countersign
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.readiness import in_order
from portal.dashboards.demo.scenes.stage import body, day, instant, on, who

NAME = "Alongside"
SPEAKERS = {"harbour": "lead", "easton": "partner1", "northgate": "partner2"}
PRINCIPLES = """We decide together, and nobody is outvoted on who leads the work with people.
People who live with pain hold half of the seats wherever we decide.
We share what we earn and what we owe in the shares we agreed.
We show each other our books.
Whoever makes a mistake says so first."""
AGREEMENT = """1. Purpose. We deliver together what none of us can deliver alone: support for people who live with pain.

2. Deciding. Every member has one vote. Decisions need every member.

3. Money. We share income and loss in the shares that we agreed. Each member shows the others its costs.

4. Leaving. A member can leave with six months' notice, and stays answerable for what it promised before."""


def member(alliance: Alliance, key: str) -> AllianceMember:
    """The place of an organisation in the alliance."""
    return AllianceMember.objects.select_related("alliance", "organisation").get(
        alliance=alliance, organisation=body(key)
    )


def load(noon: datetime) -> None:
    """From its start 90 days ago to a signed agreement and a question that waits for a vote now."""
    alliance = _together(noon)
    in_order(noon, SPEAKERS)
    _principles(noon, alliance)
    agreement = _agreed_text(noon, alliance)
    with on(noon, -42):
        agreement = agreement_open(actor=who("lead"), agreement=agreement)
    for number, (key, person) in enumerate(SPEAKERS.items()):
        with on(noon, -40 + number):
            agreement_sign(
                actor=who(person), agreement=agreement, member=member(alliance, key), text_hash=agreement.text_hash
            )
    with on(noon, -36):
        agreement = Agreement.objects.get(pk=agreement.pk)
        agreement_approve(actor=who("partner1"), agreement=agreement, text_hash=agreement.text_hash)
    with on(noon, -35):
        agreement_countersign(actor=who("lead"), agreement=agreement, text_hash=agreement.text_hash)
    with on(noon, -30):
        seat_give(actor=who("lead"), alliance=Alliance.objects.get(pk=alliance.pk), person=who("carer"))
    with on(noon, -3):
        question = _question(noon, alliance, "Who runs the evening helpline?", 4)
        decision_vote(
            actor=who("lead"), decision=question, member=member(alliance, "harbour"), choice=VoteChoice.APPROVE
        )


def _together(noon: datetime) -> Alliance:
    with on(noon, -90):
        alliance = alliance_start(
            actor=who("lead"),
            lead=body("harbour"),
            name=NAME,
            purpose="Nobody in Riverside has to manage pain alone.",
            model=AllianceModel.ALLIANCE,
            area="Riverside",
            seeking="A group that reaches people who do not speak English at home.",
            lead_role="Leads, convenes and keeps the accounts",
        )
        roles = {
            "easton": "Runs groups and trains those who answer the phone",
            "northgate": "Gives rooms and a kitchen",
        }
        for key, role in roles.items():
            member_invite(actor=who("lead"), alliance=alliance, organisation=body(key), role=role, message="Join us.")
    for number, key in enumerate(("easton", "northgate")):
        with on(noon, -86 + number):
            invitation_accept(actor=who(SPEAKERS[key]), member=member(alliance, key), shares_readiness=True)
    with on(noon, -80):
        readiness_share(actor=who("lead"), member=member(alliance, "harbour"), is_shared=True)
        alliance = alliance_form(
            actor=who("lead"), alliance=Alliance.objects.get(pk=alliance.pk), model=AllianceModel.ALLIANCE
        )
        shares = {"harbour": Decimal(50), "easton": Decimal(30), "northgate": Decimal(20)}
        shares_set(
            actor=who("lead"),
            alliance=alliance,
            shares={member(alliance, key).pk: part for key, part in shares.items()},
        )
        post_add(
            actor=who("lead"),
            organisation=body("harbour"),
            kind="wanted",
            title="A hall with a step-free way in, two evenings a week",
            detail="For a group of 15 people who live with pain. A kitchen would be good.",
            area="East Riverside",
            until_on=day(noon, 60),
            alliance=alliance,
        )
    return Alliance.objects.get(pk=alliance.pk)


def _principles(noon: datetime, alliance: Alliance) -> None:
    with on(noon, -75):
        version = principles_write(actor=who("lead"), alliance=alliance, text=PRINCIPLES)
    with on(noon, -73):
        for key, person in SPEAKERS.items():
            has_doubt = key == "northgate"
            adherence_record(
                actor=who(person),
                version=version,
                member=member(alliance, key),
                kind=AdherenceKind.RESERVATION if has_doubt else AdherenceKind.ADHERES,
                reservation="Our hall rents are one figure for the whole building." if has_doubt else "",
            )


def _agreed_text(noon: datetime, alliance: Alliance) -> Agreement:
    with on(noon, -60):
        agreement = agreement_write(actor=who("lead"), alliance=alliance, title="Our agreement", text=AGREEMENT)
    with on(noon, -58):
        decision = decision_propose(
            actor=who("lead"),
            alliance=alliance,
            title="Agree version 1 of our agreement and sign it",
            proposal="We agree to the text as it is written now.",
            impact_on_people="They keep the peers they know, whoever employs them.",
            closes_at=instant(noon, -46),
            agreement=agreement,
        )
    for number, (key, person) in enumerate(SPEAKERS.items()):
        with on(noon, -56 + number):
            decision_vote(actor=who(person), decision=decision, member=member(alliance, key), choice=VoteChoice.APPROVE)
    return Agreement.objects.get(pk=agreement.pk)


def _question(noon: datetime, alliance: Alliance, title: str, days: float) -> Decision:
    return decision_propose(
        actor=who("lead"),
        alliance=Alliance.objects.get(pk=alliance.pk),
        title=title,
        proposal="Easton Pain Peers runs it, with two of Harbour Carers' people on the rota.",
        impact_on_people="Whoever calls talks to somebody who lives with pain.",
        lived_experience_view="The circle of people with pain asked for exactly this.",
        closes_at=instant(noon, days),
    )


SCENE = Scene("An alliance with a signed agreement", lambda: Alliance.objects.filter(name=NAME).exists(), load)
