"""Members sign and vote at the same instant: each counts once, and the last one completes it once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.alliances.models import Decision, Signature, Vote
from portal.alliances.services.agreement import agreement_sign
from portal.alliances.services.decision import decision_vote
from portal.audit.selectors import events_about
from tests.alliances.factories import SPEAKERS, alliance, draft, question
from tests.characters import Cast
from tests.conftest import NOON
from tests.races.together import RACE, ROUND_BY_ROUND, together

pytestmark = RACE
KEYS = ("harbour", "easton", "northgate")


LATER = NOON + timedelta(minutes=1)


@ROUND_BY_ROUND
def test_all_sign_at_once_and_each_twice(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")

    def sign(key: str) -> Callable[[], Any]:
        member = made.members.get(organisation=cast.org(key))
        actor = cast.user(SPEAKERS[key])
        return lambda: agreement_sign(actor=actor, agreement=text, member=member, text_hash=text.text_hash)

    outcomes = together(*((LATER, sign(key)) for key in KEYS for _twice in range(2)))
    assert outcomes.count("done") == 3
    assert Signature.objects.count() == 3
    text.refresh_from_db()
    made.refresh_from_db()
    assert (text.state, made.state) == ("signed", "mou_signed")
    assert [event.verb for event in events_about(text)].count("alliances.agreement.complete") == 1


@ROUND_BY_ROUND
def test_all_vote_at_once_and_one_of_them_twice(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    made = alliance(cast)
    open_one = question(cast, made)

    def vote(key: str, choice: str) -> Callable[[], Any]:
        member = made.members.get(organisation=cast.org(key))
        actor = cast.user(SPEAKERS[key])
        return lambda: decision_vote(actor=actor, decision=open_one, member=member, choice=choice)

    outcomes = together(*((LATER, vote(key, "approve")) for key in (*KEYS, "easton")))
    assert outcomes.count("done") == 3
    assert Vote.objects.count() == 3
    assert Decision.objects.get().state == "agreed"
