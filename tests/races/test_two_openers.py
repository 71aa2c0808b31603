"""Two opening officers press at the same instant: exactly one start, exactly one opening, nothing lost."""

from typing import Any

from portal.tenders.models import Bid, Evaluation, Opening
from portal.tenders.services.opening import opening_confirm, opening_start
from tests.characters import Cast
from tests.races.together import RACE, ROUND_BY_ROUND, together
from tests.tenders import factories_evaluation as make

pytestmark = RACE


def _ready(cast: Cast) -> Any:
    procurement = make.closed(cast)
    make.clear(cast, procurement, "opener1", "opener2")
    return procurement


@ROUND_BY_ROUND
def test_two_starts_make_one(turn: int, transactional_cast: Cast) -> None:
    cast, procurement = transactional_cast, _ready(transactional_cast)
    outcomes = together(
        *(
            lambda who=who: opening_start(actor=cast.user(who), procurement=procurement)
            for who in ("opener1", "opener2")
        )
    )
    assert outcomes.count("done") == 1
    assert any("has started" in outcome for outcome in outcomes)
    assert Opening.objects.count() == 1


@ROUND_BY_ROUND
def test_a_confirmation_pressed_twice_opens_once(turn: int, transactional_cast: Cast) -> None:
    cast, procurement = transactional_cast, _ready(transactional_cast)
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    act = lambda: opening_confirm(actor=cast.user("opener2"), procurement=procurement)  # noqa: E731
    assert together(act, act) == ["done", "done"]
    assert Opening.objects.filter(second_by__isnull=False).count() == 1
    assert Evaluation.objects.count() == 1
    assert list(Bid.objects.values_list("state", flat=True)) == ["opened"] * 3
