"""Addresses of tenders, drafts, teams and questions."""

from typing import Any

from portal.tenders.models import Clarification
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.tenders.factories import clarification, draft_procurement, interested, published

READERS = "officer publisher approver"
TEAM = "officer publisher opener1 opener2 facilitator evaluator1 evaluator2 evaluator3 expert approver"
BIDDERS = "lead rival micro"


def world(cast: Cast) -> dict[str, Any]:
    """A draft; a tender with interest and a question that waits."""
    draft = draft_procurement(cast)
    tender = published(cast)
    interested(cast, tender, "harbour")
    asked: Clarification = clarification(cast, tender)
    claimed = clarification(cast, tender, confidential_status="claimed", confidential_claim="It names our method.")
    refused = clarification(cast, tender, confidential_status="refused", state="not_confidential")
    return {
        "draft_ref": draft.ref,
        "tender_ref": tender.ref,
        "question_number": asked.number,
        "claimed_number": claimed.number,
        "refused_number": refused.number,
    }


def _draft(world: dict[str, Any]) -> list[Any]:
    return [world["draft_ref"]]


def _tender(world: dict[str, Any]) -> list[Any]:
    return [world["tender_ref"]]


def _hidden(names: str, status: int = 200, team: int = 403, **kwargs: Any) -> Row:
    """A page of the draft: some of its team, 403 for the rest of it, 404 for everybody else."""
    expect = allow(TEAM, team) | allow(names, status)
    return Row(expect, others=404, visitor=SIGN_IN, args=kwargs.pop("args", _draft), **kwargs)


def _with(*more: Any) -> Any:
    return lambda world: [world["draft_ref"], *more]


MATRIX: dict[str, Row] = {
    "tenders:procurement_list": Row({}, others=200),
    "tenders:procurement_feed": Row({}, others=200),
    "tenders:procurement_calendar": Row({}, others=200),
    "tenders:procurement_draft": Row({}, others=200, visitor=SIGN_IN),
    "tenders:procurement_detail": Row(allow(TEAM), others=404, args=_draft),
    "tenders:pack_detail": Row(allow(TEAM), others=404, args=_draft),
    "tenders:pack_pdf": Row(allow(TEAM), others=404, args=_draft),
    "tenders:pack_word": Row(allow(TEAM), others=404, args=_draft),
    "tenders:procurement_dates": Row({}, others=200, args=_tender),
    "tenders:procurement_record": Row(allow(f"{READERS} auditor"), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:procurement_abandon": Row(allow("officer"), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:pack_tasks": _hidden(READERS),
    "tenders:pack_check": _hidden(READERS),
    "tenders:publication_ask": _hidden("officer", 302, method="post"),
    "tenders:lot_list": _hidden(READERS),
    "tenders:lot_add": _hidden("officer"),
    "tenders:lot_edit": _hidden("officer", args=_with(1)),
    "tenders:lot_remove": _hidden("officer", args=_with(1)),
    "tenders:question_list": _hidden(READERS),
    "tenders:question_add": _hidden("officer"),
    "tenders:question_edit": _hidden("officer", args=_with(1)),
    "tenders:question_remove": _hidden("officer", args=_with(1)),
    "tenders:conflict_add": _hidden("officer"),
    "tenders:pack_edit": _hidden("officer", args=_with("dates")),
    "tenders:team_list": _hidden(TEAM),
    "tenders:team_assign": _hidden("officer"),
    "tenders:team_end": _hidden("officer", args=_with(3)),
    "tenders:procurement_publish": _hidden("publisher"),
    "tenders:procurement_published": Row(allow(READERS), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:deadline_extend": Row(allow("officer"), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:interest_register": Row(allow(BIDDERS), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:interest_withdraw": Row(allow("lead"), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:clarification_list": Row({}, others=200, args=_tender),
    "tenders:clarification_ask": Row(allow("lead"), others=403, visitor=SIGN_IN, args=_tender),
    "tenders:clarification_answer": Row(
        allow("officer"),
        others=403,
        visitor=SIGN_IN,
        args=lambda world: [world["tender_ref"], world["question_number"]],
    ),
    "tenders:clarification_confidential": Row(
        allow("officer"), others=403, visitor=SIGN_IN, args=lambda world: [world["tender_ref"], world["claimed_number"]]
    ),
    "tenders:clarification_release": Row(
        allow("lead"), others=404, visitor=SIGN_IN, args=lambda world: [world["tender_ref"], world["refused_number"]]
    ),
    "tenders:clarification_withdraw": Row(
        allow("lead"),
        others=404,
        visitor=SIGN_IN,
        args=lambda world: [world["tender_ref"], world["question_number"]],
    ),
}
