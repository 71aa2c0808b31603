from typing import Any

from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow

NOT_A_DEMO = 404
"""The tests run without DEMO, so the demo's own pages do not exist for anybody."""

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
}


def world(cast: Cast) -> dict[str, Any]:
    """What the rows need to exist."""
    return {}
