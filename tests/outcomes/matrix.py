from collections.abc import Callable
from typing import Any

from tests.characters import Cast
from tests.matrix import Row, allow
from tests.outcomes.factories import framework, indicator, outcome

ICB = "officer publisher opener1 facilitator evaluator1 approver signoff fund"
"""People of the ICB: they may read a draft. Only its maker writes in it."""


def _args(*rest: Any) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["framework"].ref, *rest]


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
}


def world(cast: Cast) -> dict[str, Any]:
    """A draft of the ICB."""
    draft = framework(cast, fixed=False)
    indicator(outcome(draft))
    return {"framework": draft}
