from collections.abc import Callable
from typing import Any

from tests.characters import Cast
from tests.dashboards.who_sees import Made
from tests.matrix import SIGN_IN, Row, allow

PLAN = "holder carer broker expert finance planner signoff"
MEMBERS = "lead partner1 partner2 micro member"
SIGNING = "lead partner1 partner2 officer publisher approver"
PROJECT = "officer facilitator expert publisher"
TEAM = "officer publisher opener1 opener2 facilitator evaluator1 evaluator2 evaluator3 expert approver"

NOT_A_DEMO = 404
"""The tests run without DEMO, so the demo's own pages do not exist for anybody."""


def _made(name: str) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: world["made"].args(name)


MATRIX: dict[str, Row] = {
    "dashboards:my_work": Row({}, others=200, visitor=SIGN_IN),
    "dashboards:record_list": Row(allow("auditor admin admin2"), others=403, visitor=SIGN_IN),
    "dashboards:healthz": Row({}, others=200),
    "dashboards:readyz": Row({}, others=200),
    "dashboards:robots": Row({}, others=200),
    "dashboards:sitemap": Row({}, others=200),
    "dashboards:sitemap_part": Row({}, others=200, args=lambda world: ["pages"]),
    "dashboards:demo_outbox": Row({}, others=NOT_A_DEMO),
    "dashboards:demo_message": Row({}, others=NOT_A_DEMO, args=lambda world: [1]),
    "dashboards:demo_clock": Row({}, others=NOT_A_DEMO),
    # Who may know of the thing may know who sees it.
    "dashboards:who_sees_project": Row(allow(PROJECT), others=404, args=_made("project")),
    "dashboards:who_sees_comment": Row(allow("member moderator admin admin2"), others=404, args=_made("comment")),
    "dashboards:who_sees_alliance": Row(
        allow("lead partner1 partner2 micro member"), others=404, args=_made("alliance")
    ),
    "dashboards:who_sees_procurement": Row(allow(TEAM), others=404, args=_made("procurement")),
    "dashboards:who_sees_evaluation": Row(allow(TEAM), others=404, args=_made("evaluation")),
    "dashboards:who_sees_bid": Row(allow("lead"), others=404, args=_made("bid")),
    "dashboards:who_sees_contract": Row(allow(SIGNING), others=404, args=_made("contract")),
    "dashboards:who_sees_fund": Row({}, others=200, args=_made("fund")),
    "dashboards:who_sees_budget": Row(allow(PLAN), others=404, args=_made("budget")),
    "dashboards:who_sees_answers": Row(allow("holder"), others=404, args=_made("answers")),
}


def world(cast: Cast) -> dict[str, Any]:
    """What the rows need to exist."""
    return {"made": Made(cast)}
