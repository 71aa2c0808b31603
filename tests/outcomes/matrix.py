from collections.abc import Callable
from typing import Any

from portal.common.clock import today
from portal.outcomes.services.answers import sheet_start
from portal.outcomes.services.licence import licence_record
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.outcomes.factories import framework, indicator, outcome

ICB = "officer publisher opener1 facilitator evaluator1 approver signoff fund"
"""People of the ICB: they may read a draft. Only its maker writes in it."""


def _args(*rest: Any) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["framework"].ref, *rest]


def _sheet(*rest: Any) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["sheet"].ref, *rest]


STAFF = f"{ICB} finance board evaluator2 evaluator3 opener2 planner safeguarding"
WRITE = allow(ICB, 403) | allow("officer")
SAVE = allow(ICB, 403) | allow("officer", 302)

MATRIX: dict[str, Row] = {
    "outcomes:framework_detail": Row(allow(ICB), others=404, args=_args()),
    "outcomes:outcome_add": Row(WRITE, others=404, args=_args()),
    "outcomes:outcome_edit": Row(WRITE, others=404, args=_args(1)),
    "outcomes:outcome_remove": Row(SAVE, others=404, method="post", args=_args(1)),
    "outcomes:indicator_add": Row(
        SAVE, others=404, method="post", args=_args(1), data=lambda world: {"instrument": "GBO"}
    ),
    "outcomes:indicator_detail": Row(allow(ICB), others=404, args=_args(1, 1)),
    "outcomes:indicator_edit": Row(WRITE, others=404, args=_args(1, 1, "numbers")),
    "outcomes:indicator_remove": Row(SAVE, others=404, method="post", args=_args(1, 1)),
    "outcomes:instruments": Row({}, others=200),
    "outcomes:distance": Row(allow(STAFF), others=403, visitor=SIGN_IN),
    "outcomes:licence_list": Row(allow("lead"), others=403, visitor=SIGN_IN, args=lambda world: [world["licence"].ref]),
    "outcomes:licence_end": Row(
        allow("lead"), others=403, visitor=SIGN_IN, args=lambda world: [world["licence"].ref, 1]
    ),
    "outcomes:answers_mine": Row({}, others=200, visitor=SIGN_IN),
    "outcomes:sheet_start": Row({}, others=302, method="post", args=lambda world: ["ONS4"]),
    "outcomes:sheet_question": Row(allow("holder"), others=404, visitor=SIGN_IN, args=_sheet(1)),
    "outcomes:sheet_check": Row(allow("holder"), others=404, visitor=SIGN_IN, args=_sheet()),
    "outcomes:sheet_remove": Row(allow("holder"), others=404, visitor=SIGN_IN, args=_sheet()),
}


def world(cast: Cast) -> dict[str, Any]:
    """A draft of the ICB."""
    draft = framework(cast, fixed=False)
    indicator(outcome(draft))
    harbour = cast.org("harbour")
    licence_record(actor=cast.lead, organisation=harbour, instrument="STAR", reference="L 1", valid_from_on=today())
    return {
        "framework": draft,
        "licence": harbour,
        "sheet": sheet_start(actor=cast.holder, instrument="ONS4"),
    }
