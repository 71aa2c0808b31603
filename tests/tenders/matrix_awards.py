"""Every address of decisions, letters, representations and contracts, as each character."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.common import clock
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.tenders import factories_awards as make
from tests.tenders.factories_evaluation import bid_of, ranked

TEAM = "officer publisher opener1 opener2 facilitator evaluator1 evaluator2 evaluator3 expert approver"
MEMBERS = "lead partner1 partner2"


class Steps:
    """A decision at the step that a row asks for, made when it is asked."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.made: dict[str, Any] = {}

    def at(self, step: str) -> Any:
        """The award of that step (or what its maker returns)."""
        if step not in self.made:
            maker = globals().get(f"_{step}") or getattr(make, step)
            self.made[step] = maker(self.cast)
        return self.made[step]


def _received(cast: Cast) -> Any:
    award = make.announced(cast)
    make.represented(cast, award)
    return award


def _answered(cast: Cast) -> Any:
    award = make.announced(cast)
    make.reviewed(cast, award)
    return award


def _frozen_uk(cast: Cast) -> Any:
    return make.frozen(cast, **make.PA23)


def _over(cast: Cast) -> Any:
    """Announced so long ago that the standstill has ended."""
    with clock.at(clock.now() - timedelta(days=30)):
        return make.announced(cast)


def _signing(cast: Cast) -> Any:
    return make.awarded(cast, _over(cast))


def _active(cast: Cast) -> Any:
    return make.entered(cast, _signing(cast))


def world(cast: Cast) -> dict[str, Any]:
    """Nothing before it is asked for."""
    return {"awards": Steps(cast)}


def _ref(step: str, *rest: Any) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["awards"].at(step).lot.procurement.ref, *rest]


def _team(step: str, names: str, *rest: Any) -> Row:
    return Row(allow(TEAM, 403) | allow(names), others=404, visitor=SIGN_IN, args=_ref(step, *rest))


def _ranked(world: dict[str, Any]) -> list[Any]:
    steps = world["awards"]
    steps.made.setdefault("ranked", ranked(steps.cast))
    return [steps.made["ranked"].ref, 1]


def _own_letter(world: dict[str, Any]) -> list[Any]:
    steps = world["awards"]
    procurement = steps.at("announced").lot.procurement
    return [procurement.ref, bid_of(steps.cast, procurement, "harbour").ref]


def _contract(step: str) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["awards"].at(step).ref]


MATRIX: dict[str, Row] = {
    "tenders:award_detail": Row(
        allow(TEAM, 403) | allow("officer approver publisher auditor"), others=404, visitor=404, args=_ref("approved")
    ),
    "tenders:award_lot": Row({}, others=200, args=_ref("announced", 1)),
    "tenders:award_recommend": Row(allow(TEAM, 403) | allow("officer"), others=404, visitor=SIGN_IN, args=_ranked),
    "tenders:award_approve": _team("recommended", "approver", 1),
    "tenders:award_return": _team("recommended", "approver officer", 1),
    "tenders:letter_make": _team("approved", "officer", 1),
    "tenders:letter_review": _team("written", "officer approver", 1, "A"),
    "tenders:letter_send": _team("frozen_uk", "officer", 1),
    "tenders:letter_detail": Row(allow(MEMBERS), others=404, visitor=SIGN_IN, args=_own_letter),
    "tenders:notice_publish": _team("frozen", "publisher", 1, "intention"),
    "tenders:award_confirm": _team("over", "officer", 1),
    "tenders:award_abandon": _team("over", "officer", 1),
    "tenders:award_repeat": _team("over", "officer", 1),
    "tenders:standstill_detail": Row({}, others=200, args=_ref("announced", 1)),
    "tenders:representation_make": Row(allow("rival micro"), others=403, visitor=SIGN_IN, args=_ref("announced", 1)),
    "tenders:representation_detail": Row(
        allow("rival officer approver"), others=404, visitor=SIGN_IN, args=_ref("received", 1, 1)
    ),
    "tenders:representation_review": Row(
        allow("rival approver", 403) | allow("officer"), others=404, visitor=SIGN_IN, args=_ref("received", 1, 1)
    ),
    "tenders:further_decide": _team("answered", "approver", 1),
    "contracts:contract_list": Row({}, others=200),
    "contracts:contract_detail": Row({}, others=200, args=_contract("active")),
    "contracts:contract_sign": Row(
        allow("officer approver publisher", 403) | allow(MEMBERS),
        others=404,
        visitor=SIGN_IN,
        args=_contract("signing"),
    ),
}
