from typing import Any

from tests.characters import Cast
from tests.marketplace.factories import need, report, sent, swimming
from tests.matrix import SIGN_IN, Row, allow

ICB = "officer publisher opener1 facilitator evaluator1 approver signoff fund"
COMMISSIONERS = f"{ICB} opener2 evaluator2 evaluator3 planner finance board safeguarding"


def of_service(world: dict[str, Any]) -> list[Any]:
    return [world["service"].uuid]


def of_proposal(world: dict[str, Any]) -> list[Any]:
    return [world["proposal"].ref]


def writers(**more: Any) -> Row:
    """The sole trader writes; the editor is told why not; nobody else knows of it."""
    status = 302 if more.get("method") == "post" else 200
    return Row({"micro": status, "editor": 403}, others=404, visitor=SIGN_IN, **{"args": of_proposal, **more})


def deciding(**more: Any) -> Row:
    """The editor decides; whoever wrote it is told why not; nobody else knows of it."""
    status = 302 if more.get("method") == "post" else 200
    return Row({"editor": status, "micro": 403}, others=404, visitor=SIGN_IN, args=of_proposal, **more)


MATRIX: dict[str, Row] = {
    "marketplace:need_list": Row({}, others=200),
    "marketplace:need_record": Row(allow(COMMISSIONERS), others=403, visitor=SIGN_IN),
    "marketplace:need_detail": Row(allow(ICB), others=404, args=lambda w: [w["need"].ref]),
    "marketplace:need_evidence_add": Row(allow(ICB), others=404, visitor=SIGN_IN, args=lambda w: [w["need"].ref]),
    "marketplace:gap_list": Row(allow(COMMISSIONERS), others=403, visitor=SIGN_IN),
    "marketplace:gap_tell": Row({}, others=200),
    "marketplace:service_list": Row({}, others=200, query="?q=swimming&near=BS5&day=tu"),
    "marketplace:service_detail": Row({}, others=200, args=of_service),
    "marketplace:shortlist": Row({}, others=200),
    "marketplace:compare": Row({}, others=200),
    "marketplace:shortlist_keep": Row({}, others=302, method="post", args=of_service),
    "marketplace:shortlist_drop": Row({}, others=302, method="post", args=of_service),
    "marketplace:report_make": Row({}, others=200, args=of_service),
    "marketplace:report_detail": Row(allow("editor"), others=404, visitor=SIGN_IN, args=lambda w: [w["report"].ref]),
    "marketplace:report_answer": Row({}, others=200, args=lambda w: [w["closed"].ref]),
    "marketplace:service_change": Row(allow("partner1"), others=403, visitor=SIGN_IN, args=of_service),
    "marketplace:service_confirm": Row(allow("partner1 editor"), others=403, visitor=SIGN_IN, args=of_service),
    "marketplace:managed_list": Row({}, others=200, visitor=SIGN_IN),
    "marketplace:proposal_start": Row({}, others=200, visitor=SIGN_IN),
    "marketplace:proposal_detail": Row(allow("micro editor"), others=404, visitor=SIGN_IN, args=of_proposal),
    "marketplace:proposal_send": writers(),
    "marketplace:proposal_withdraw": writers(),
    "marketplace:proposal_step": writers(args=lambda w: [w["proposal"].ref, "about"]),
    "marketplace:proposal_row_remove": writers(args=lambda w: [w["proposal"].ref, "times"], method="post"),
    "marketplace:proposal_take": deciding(method="post"),
    "marketplace:proposal_approve": deciding(),
    "marketplace:proposal_return": deciding(),
    "marketplace:editing_list": Row(allow("editor"), others=403, visitor=SIGN_IN),
}


def world(cast: Cast) -> dict[str, Any]:
    """A need that is only recorded, a service, a proposal with an editor, a report, and one that was dealt with."""
    service = swimming(cast)
    return {
        "need": need(cast),
        "service": service,
        "proposal": sent(cast),
        "report": report(cast, service),
        "closed": report(cast, service, closed_by=cast.editor),
    }
