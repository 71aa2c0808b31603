"""Two alliances that begin: an agreement that waits for a signature, an invitation that waits for an answer."""

from datetime import datetime

from portal.alliances.enums import AllianceModel, PostKind, VoteChoice
from portal.alliances.models import Agreement, Alliance
from portal.alliances.services.agreement import agreement_open, agreement_sign, agreement_write
from portal.alliances.services.alliance import alliance_form, alliance_start
from portal.alliances.services.decision import decision_propose, decision_vote
from portal.alliances.services.joining import join_ask
from portal.alliances.services.member import invitation_accept, member_invite
from portal.alliances.services.post import post_add
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.alliance import SPEAKERS, member
from portal.dashboards.demo.scenes.stage import body, day, instant, on, who

NAME = "Next Door"
AGREEMENT = """1. Purpose. Neighbours who live with pain find a group, a meal and a room within a mile of home.

2. Deciding. Both members decide together, and the circle of people with pain is asked first.

3. Money. Each member keeps what its own work earns. We share the cost of the rooms by the hours used.

4. Leaving. A member can leave at the end of a quarter and says so three months before."""


def load(noon: datetime) -> None:
    """Next Door signs; Out of Doors looks for its first members; a gardener offers a greenhouse."""
    started_next_door = _next_door(noon)
    _sign(noon, started_next_door)
    with on(noon, -6):
        started = alliance_start(
            actor=who("rival"),
            lead=body("meridian"),
            name="Out of Doors",
            purpose="People who feel low find something to do outdoors, with others, all year round.",
            area="Riverside",
            seeking="Somebody with a garden who likes company.",
        )
    with on(noon, -5):
        post_add(
            actor=who("micro"),
            organisation=body("garden"),
            kind=PostKind.OFFERED,
            title="A greenhouse with a ramp, two mornings a week",
            detail="For six people at a time. There is a stove, tea, and something to do in the rain.",
            area="Riverside",
            until_on=day(noon, 45),
        )
    with on(noon, -2):
        join_ask(
            actor=who("rival"),
            alliance=started_next_door,
            organisation=body("meridian"),
            role="Trains those who lead the groups",
            message="We could train your people in return for a room.",
        )
        member_invite(
            actor=who("rival"),
            alliance=started,
            organisation=body("garden"),
            role="Opens the greenhouse and shows people what to do",
            message="Your greenhouse is what people ask us for. Shall we do this together?",
        )


def _next_door(noon: datetime) -> Alliance:
    with on(noon, -45):
        alliance = alliance_start(
            actor=who("partner1"),
            lead=body("easton"),
            name=NAME,
            purpose="A group, a meal and a room within a mile of home for everybody who lives with pain.",
            area="Riverside",
        )
        member_invite(
            actor=who("partner1"),
            alliance=alliance,
            organisation=body("northgate"),
            role="Opens its building and cooks",
            message="We have the people, you have the rooms.",
        )
    with on(noon, -43):
        invitation_accept(actor=who("partner2"), member=member(alliance, "northgate"), shares_readiness=True)
    with on(noon, -40):
        return alliance_form(
            actor=who("partner1"), alliance=Alliance.objects.get(pk=alliance.pk), model=AllianceModel.ALLIANCE
        )


def _sign(noon: datetime, alliance: Alliance) -> None:
    """Both agreed to the text; Easton has signed, Northgate has not."""
    with on(noon, -20):
        agreement = agreement_write(actor=who("partner1"), alliance=alliance, title="How we share", text=AGREEMENT)
        decision = decision_propose(
            actor=who("partner1"),
            alliance=alliance,
            title="Agree version 1 of how we share, and sign it",
            proposal="We agree to the text as it is written now.",
            impact_on_people="They know which door is open on which evening.",
            closes_at=instant(noon, -8),
            agreement=agreement,
        )
    with on(noon, -18):
        for key in ("easton", "northgate"):
            decision_vote(
                actor=who(SPEAKERS[key]),
                decision=decision,
                member=member(alliance, key),
                choice=VoteChoice.APPROVE,
            )
    with on(noon, -4):
        agreement = agreement_open(actor=who("partner1"), agreement=Agreement.objects.get(pk=agreement.pk))
        agreement_sign(
            actor=who("partner1"),
            agreement=agreement,
            member=member(alliance, "easton"),
            text_hash=agreement.text_hash,
        )


SCENE = Scene("Two alliances that begin", lambda: Alliance.objects.filter(name=NAME).exists(), load)
