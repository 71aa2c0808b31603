"""Members sign and vote at the same instant: each counts once, and the last one completes it once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from portal.alliances.models import Decision, Signature, Vote
from portal.alliances.services.agreement import agreement_sign
from portal.alliances.services.decision import decision_vote
from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.exceptions import DomainError
from tests.alliances.factories import SPEAKERS, alliance, draft, question
from tests.characters import Cast
from tests.conftest import NOON

pytestmark = [
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"),
]

KEYS = ("harbour", "easton", "northgate")


def _together(acts: list[Callable[[], Any]]) -> list[str]:
    """Run all acts in threads of their own from one barrier; "done" or the refusal of each."""
    barrier, outcomes = Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            with clock.at(NOON + timedelta(minutes=1)):
                barrier.wait(timeout=10)
                act()
                outcomes[place] = "done"
        except DomainError as error:
            outcomes[place] = str(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_all_sign_at_once_and_each_twice(transactional_cast: Cast) -> None:
    cast = transactional_cast
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")

    def sign(key: str) -> Callable[[], Any]:
        member = made.members.get(organisation=cast.org(key))
        actor = cast.user(SPEAKERS[key])
        return lambda: agreement_sign(actor=actor, agreement=text, member=member, text_hash=text.text_hash)

    outcomes = _together([sign(key) for key in KEYS for _twice in range(2)])
    assert outcomes.count("done") == 3
    assert Signature.objects.count() == 3
    text.refresh_from_db()
    made.refresh_from_db()
    assert (text.state, made.state) == ("signed", "mou_signed")
    assert [event.verb for event in events_about(text)].count("alliances.agreement.complete") == 1


def test_all_vote_at_once_and_one_of_them_twice(transactional_cast: Cast) -> None:
    cast = transactional_cast
    made = alliance(cast)
    open_one = question(cast, made)

    def vote(key: str, choice: str) -> Callable[[], Any]:
        member = made.members.get(organisation=cast.org(key))
        actor = cast.user(SPEAKERS[key])
        return lambda: decision_vote(actor=actor, decision=open_one, member=member, choice=choice)

    outcomes = _together([vote(key, "approve") for key in KEYS] + [vote("easton", "approve")])
    assert outcomes.count("done") == 3
    assert Vote.objects.count() == 3
    assert Decision.objects.get().state == "agreed"
