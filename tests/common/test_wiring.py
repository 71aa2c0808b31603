"""Asking for guards or announcing an event leaves the wiring as it was."""

from portal.common.events import all_subscribers, publish
from portal.common.guards import all_guards, objections


class _NobodyListens:
    pass


def test_asking_and_announcing_add_nothing_to_the_wiring() -> None:
    before = all_guards(), all_subscribers()
    assert objections("nothing.at_all", object()) == []
    publish(_NobodyListens())
    assert (all_guards(), all_subscribers()) == before
