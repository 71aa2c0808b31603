from typing import Any

from tests.characters import Cast
from tests.marketplace.factories import need
from tests.matrix import SIGN_IN, Row, allow

ICB = "officer publisher opener1 facilitator evaluator1 approver signoff fund"
COMMISSIONERS = f"{ICB} opener2 evaluator2 evaluator3 planner finance board safeguarding"

MATRIX: dict[str, Row] = {
    "marketplace:need_list": Row({}, others=200),
    "marketplace:need_record": Row(allow(COMMISSIONERS), others=403, visitor=SIGN_IN),
    "marketplace:need_detail": Row(allow(ICB), others=404, args=lambda w: [w["need"].ref]),
    "marketplace:need_evidence_add": Row(allow(ICB), others=404, visitor=SIGN_IN, args=lambda w: [w["need"].ref]),
}


def world(cast: Cast) -> dict[str, Any]:
    """A need that is only recorded."""
    return {"need": need(cast)}
