from collections.abc import Callable
from typing import Any

from portal.alliances.models import ClosingRecord
from tests.alliances.factories import (
    alliance,
    answer_row,
    asking,
    draft,
    invited,
    post,
    principles,
    question,
    seat,
    sign_row,
    signed,
    step_row,
    variation,
)
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow

MEMBER_KEYS = ("harbour", "easton", "northgate")
MEMBERS = "lead partner1 partner2"
"""People of the three members: Harbour convenes, Easton and Northgate joined."""


def _args(*rest: Any, which: str = "alliance") -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world[which].ref, *rest]


def _for(org: str, which: str = "alliance") -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world[which].ref, world["cast"].org(org).ref]


def _for_variation(org: str) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [world["varied"].ref, 1, world["cast"].org(org).ref]


def _of_lead(**extra: Any) -> Row:
    """An act of the convener in the space of a listed alliance."""
    return Row(allow("lead"), others=403, visitor=SIGN_IN, **extra)


def _of_members(**extra: Any) -> Row:
    """A page of the members' space."""
    return Row(allow(MEMBERS), others=403, **extra)


def _act_of_members(names: str = MEMBERS, **extra: Any) -> Row:
    return Row(allow(names), others=403, visitor=SIGN_IN, **extra)


MATRIX: dict[str, Row] = {
    "alliances:alliance_list": Row({}, others=200),
    "alliances:alliance_start": Row(allow("lead partner1 partner2 rival micro"), others=403, visitor=SIGN_IN),
    "alliances:post_list": Row({}, others=200),
    "alliances:post_add": Row(allow("lead partner1 partner2 rival micro"), others=403, visitor=SIGN_IN),
    "alliances:post_close": Row(allow("lead"), others=403, visitor=SIGN_IN, args=lambda world: [world["post"].ref]),
    "alliances:alliance_detail": Row(allow(MEMBERS + " micro"), others=404, args=_args(which="hidden")),
    "alliances:alliance_edit": _of_lead(args=_args()),
    "alliances:alliance_form": Row(
        allow("lead") | allow("partner1", 403), others=404, visitor=SIGN_IN, args=_args(which="exploring")
    ),
    "alliances:alliance_withdraw": _of_lead(args=_args()),
    "alliances:shares_edit": _of_lead(args=_args()),
    "alliances:readiness_list": _of_members(args=_args()),
    "alliances:seat_give": _of_lead(args=_args()),
    "alliances:seat_end": Row(
        allow("lead member") | allow("partner1", 403),
        others=403,
        visitor=SIGN_IN,
        args=lambda world: [world["seated"].ref, world["seat"].pk],
    ),
    "alliances:seat_vote": Row(allow("member"), others=403, visitor=SIGN_IN, args=_args(1, which="seated")),
    "alliances:join_ask": Row(allow("rival"), others=403, visitor=SIGN_IN, args=_args()),
    "alliances:join_answer": _of_lead(args=_for("garden")),
    "alliances:join_take_back": Row(allow("micro"), others=403, visitor=SIGN_IN, args=_for("garden")),
    "alliances:member_find": _of_lead(args=_args(), query="?words=garden"),
    "alliances:member_invite": _of_lead(args=_for("meridian")),
    "alliances:invitation_answer": Row(
        allow("micro") | allow(MEMBERS, 403), others=404, visitor=SIGN_IN, args=_for("garden", "hidden")
    ),
    "alliances:invitation_send_again": Row(
        allow("lead") | allow("partner1 partner2", 403), others=403, visitor=SIGN_IN, args=_for("garden", "lapsed")
    ),
    "alliances:invitation_withdraw": Row(
        allow("lead") | allow("micro partner1 partner2", 403),
        others=404,
        visitor=SIGN_IN,
        args=_for("garden", "hidden"),
    ),
    "alliances:member_leave": _act_of_members("partner1", args=_for("easton")),
    "alliances:readiness_share": _act_of_members("partner1", args=_for("easton")),
    "alliances:principles_write": _of_lead(args=_args()),
    "alliances:principles_detail": Row({}, others=200, args=_args(1)),
    "alliances:principles_answer": _act_of_members(args=_args(1)),
    "alliances:decision_list": _of_members(args=_args()),
    "alliances:decision_propose": _act_of_members(args=_args()),
    "alliances:decision_detail": _of_members(args=_args(1)),
    "alliances:decision_vote": _act_of_members(args=_args(1)),
    "alliances:decision_review": _act_of_members(args=_args(2)),
    "alliances:agreement_write": _of_lead(args=_args()),
    "alliances:agreement_detail": _of_members(args=_args(1)),
    "alliances:agreement_open": _of_lead(args=_args(2)),
    "alliances:agreement_sign": _act_of_members("lead partner2", args=_args(1)),
    "alliances:agreement_signed": Row(
        allow(MEMBERS), others=403, args=lambda world: [world["alliance"].ref, 1, world["cast"].org("easton").ref]
    ),
    "alliances:agreement_exit_plan": _of_lead(args=_args()),
    "alliances:agreement_approve": _act_of_members("partner1 partner2", args=_args(1, which="to_check")),
    "alliances:agreement_countersign": _act_of_members("lead", args=_args(1, which="checked")),
    "alliances:agreement_hold": _act_of_members(args=_args(1, which="checked")),
    "alliances:agreement_lift": _act_of_members("partner1", args=_args(1, which="held")),
    "alliances:agreement_receipt": _of_members(args=_args(1, "approve", which="checked")),
    "alliances:variation_begin": _act_of_members(args=_args(which="checked")),
    "alliances:variation_detail": _of_members(args=_args(1, which="varied")),
    "alliances:variation_text": _act_of_members("partner1", args=_args(1, which="written")),
    "alliances:variation_exit_plan": _act_of_members("partner1", args=_args(1, which="written")),
    "alliances:variation_propose": _act_of_members("partner1", args=_args(1, which="written")),
    "alliances:variation_answer": _act_of_members("lead partner2", args=_args(1, which="varied")),
    "alliances:variation_answered": Row(allow(MEMBERS), others=403, args=_for_variation("easton")),
    "alliances:variation_withdraw": _act_of_members("lead partner1", args=_args(1, which="varied")),
    "alliances:closing_begin": _of_lead(args=_args(which="delivering")),
    "alliances:closing_record": Row(allow("lead"), others=403, visitor=SIGN_IN, args=_args("data", which="closing")),
    "alliances:alliance_close": _of_lead(args=_args(which="closed")),
}


def world(cast: Cast) -> dict[str, Any]:
    """A listed alliance with something open of each kind; one not listed that invites Garden Days; two more."""
    listed = alliance(cast, agreement_signed=False)
    asking(cast, listed, "garden")
    principles(cast, listed)
    question(cast, listed)
    signing = draft(cast, listed, state="signing")
    sign_row(cast, signing, "easton")
    text = draft(cast, listed, text="1. A new text.")
    named = {"agreement": text, "agreement_hash": text.text_hash}
    question(cast, listed, state="agreed", decided_at=listed.created_at, outcome="Every member said yes.", **named)
    hidden = alliance(cast, is_listed=False)
    invited(cast, hidden, "garden")
    lapsed = alliance(cast, agreement_signed=False)
    invited(cast, lapsed, "garden", expires_at=lapsed.created_at)
    exploring = alliance(cast, ("harbour", "easton"), agreement_signed=False, state="exploring", is_listed=False)
    seated = alliance(cast, ("harbour", "easton"), agreement_signed=False)
    held = seat(cast, seated)
    question(cast, seated)
    to_check = alliance(cast, agreement_signed=False, state="mou_signed")
    signed(cast, to_check, MEMBER_KEYS)
    checked = alliance(cast, agreement_signed=False, state="mou_signed")
    step_row(cast, signed(cast, checked, MEMBER_KEYS, state="approved"), "northgate", "approve")
    stopped = alliance(cast, agreement_signed=False, state="mou_signed")
    step_row(cast, signed(cast, stopped, MEMBER_KEYS, state="on_hold"), "easton", "hold", "A doubt.")
    varied, written = alliance(cast), alliance(cast)
    answer_row(cast, variation(cast, varied.agreements.get()), "easton")
    variation(cast, written.agreements.get(), state="draft", proposed_at=None, proposed_by=None)
    ending = {
        name: alliance(cast, agreement_signed=False, state=state)
        for name, state in (("delivering", "delivering"), ("closing", "closing"), ("closed", "closing"))
    }
    for made in ending.values():
        signed(cast, made, MEMBER_KEYS, exit_plan="We tell people first.")
    for part in ("account", "data", "lessons"):
        record = {"part": part, "text": "Done.", "recorded_by": listed.created_by, "recorded_at": listed.created_at}
        ClosingRecord.objects.create(alliance=ending["closed"], **record)
    return {
        "to_check": to_check,
        "checked": checked,
        "held": stopped,
        "varied": varied,
        "written": written,
        **ending,
        "seated": seated,
        "seat": held,
        "cast": cast,
        "alliance": listed,
        "hidden": hidden,
        "lapsed": lapsed,
        "exploring": exploring,
        "post": post(cast),
    }
