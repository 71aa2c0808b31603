"""Every address of openings, declarations, scoring, moderation and the order, as each character."""

from collections.abc import Callable
from typing import Any

from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.tenders import factories_evaluation as make

TEAM = "officer publisher opener1 opener2 facilitator evaluator1 evaluator2 evaluator3 expert approver"
EVALUATORS = "evaluator1 evaluator2 evaluator3 expert"
READERS = f"officer facilitator {EVALUATORS} approver"


class Phases:
    """A procurement in the phase that a row asks for, made when it is asked."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.made: dict[str, Any] = {}

    def at(self, phase: str) -> Any:
        """The procurement of that phase (or what its maker returns)."""
        if phase not in self.made:
            maker = globals().get(f"_{phase}") or getattr(make, phase)
            self.made[phase] = maker(self.cast)
        return self.made[phase]


def _ready(cast: Cast) -> Any:
    procurement = make.closed(cast)
    make.clear(cast, procurement, "opener1", "opener2")
    return procurement


def _started(cast: Cast) -> Any:
    procurement = _ready(cast)
    make.opening_start(actor=cast.user("opener1"), procurement=procurement)
    return procurement


def _declared(cast: Cast) -> Any:
    procurement = make.opened(cast)
    return procurement, make.declare(cast, procurement, "evaluator1").number


def world(cast: Cast) -> dict[str, Any]:
    """Nothing before it is asked for: each phase is made by the row that needs it."""
    return {"evaluation": Phases(cast)}


def _ref(phase: str, *rest: Any) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["evaluation"].at(phase).ref, *rest]


def _row(phase: str, names: str, *rest: Any, status: int = 200) -> Row:
    expect = allow(TEAM, 403) | allow(names, status)
    return Row(expect, others=404, visitor=SIGN_IN, args=_ref(phase, *rest))


def _assignment(world: dict[str, Any]) -> list[Any]:
    procurement = world["evaluation"].at("scoring")
    row = procurement.assignments.get(user__email="evaluator1@example.org")
    return [procurement.ref, 1, row.number]


def _file(world: dict[str, Any]) -> list[Any]:
    procurement, slot = world["evaluation"].at("with_file")
    return [procurement.ref, 1, "A", 2, slot]


def _declaration(world: dict[str, Any]) -> list[Any]:
    procurement, number = world["evaluation"].at("declared")
    return [procurement.ref, number]


def _bid_to_explain(world: dict[str, Any]) -> list[Any]:
    phases = world["evaluation"]
    procurement = phases.at("asked")
    return [procurement.ref, make.bid_of(phases.cast, procurement, "meridian").ref]


MATRIX: dict[str, Row] = {
    "tenders:evaluation_detail": _row("opened", TEAM),
    "tenders:opening_detail": _row("closed", "officer publisher opener1 opener2"),
    "tenders:opening_start": _row("ready", "opener1 opener2"),
    "tenders:opening_confirm": _row("started", "opener2"),
    "tenders:declaration_make": _row("opened", f"{READERS} opener1 opener2"),
    "tenders:declaration_list": _row("opened", "officer publisher"),
    "tenders:declaration_decide": Row(
        allow(TEAM, 403) | allow("officer"), others=404, visitor=SIGN_IN, args=_declaration
    ),
    "tenders:ranking_first": _row("opened", TEAM, status=302),
    "tenders:compliance_decide": _row("cleared", "officer", 1, "A"),
    "tenders:answer_read": _row("cleared", READERS, 1, "A", 1),
    "tenders:answer_file": Row(
        allow(TEAM, 403) | allow("officer facilitator evaluator1 evaluator2 evaluator3 approver"),
        others=404,
        visitor=SIGN_IN,
        args=_file,
    ),
    "tenders:scoring_detail": _row("scoring", EVALUATORS, 1),
    "tenders:scoring_start": _row("cleared", "officer", 1),
    "tenders:score_submit": _row("scoring", EVALUATORS, 1),
    "tenders:scoring_close": _row("scoring", "officer", 1),
    "tenders:absence_log": Row(allow(TEAM, 403) | allow("officer"), others=404, visitor=SIGN_IN, args=_assignment),
    "tenders:score_save": _row("scoring", EVALUATORS, 1, 1, "A"),
    "tenders:moderation_detail": _row("scored", READERS, 1),
    "tenders:moderation_numbers": _row("scored", READERS, 1),
    "tenders:consensus_record": _row("scored", READERS, 1, 1, "A"),
    "tenders:quality_lock": _row("agreed", "facilitator", 1),
    "tenders:price_open": _row("locked", "officer", 1),
    "tenders:price_ask": _row("priced", "officer", 1, "A"),
    "tenders:price_decide": _row("priced", "officer", 1, "A"),
    "tenders:price_explain": Row(allow("rival"), others=404, visitor=SIGN_IN, args=_bid_to_explain),
    "tenders:ranking_detail": _row("ranked", "officer approver", 1),
    "tenders:ranking_make": _row("priced", "officer", 1),
}
