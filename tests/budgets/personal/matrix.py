"""What every character gets from every address of personal budgets.

One budget of holder@ runs: planner@ co-ordinates, signoff@ approves, finance@ sees the money, broker@ helps, and carer@
was let in to the week. One of holder2@ waits for signoff@; expert@ acts for holder2@ by a power of attorney.
"""

from typing import Any

from portal.budgets.enums import DecisionKind, GrantAct
from portal.budgets.services.decisions import decision_make, reconsideration_ask
from portal.budgets.services.spend import query_ask
from tests.budgets.personal import factories as make
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow

MONEY = "holder planner signoff broker finance"
"""Who sees the money of the running budget."""
PLAN = "holder planner signoff broker carer"
"""Who sees some of its plan."""
ALL = f"{MONEY} carer"
ANY_SERVICE = "7f0f4d7a-4a52-4ea6-8f6b-6b0d5a3d0f11"


def _row(who: str, refused: str, *names: str, rest: tuple[Any, ...] = (), other: dict[str, int] | None = None) -> Row:
    """`who` gets the page, `refused` the reason, everybody else learns nothing."""
    wanted = set(refused.split()) - set(who.split())
    expect = allow(" ".join(sorted(wanted)), 403) | allow(who) | (other or {})
    return Row(
        expect,
        others=404,
        visitor=SIGN_IN,
        args=lambda world: [*(world["personal"][name] for name in names), *rest],
    )


def _one(who: str, refused: str = ALL, *rest: Any) -> Row:
    return _row(who, refused, "ref", rest=rest)


SENT = "holder2 planner signoff finance expert"
EVERYBODY = Row({}, others=200, visitor=SIGN_IN)

MATRIX: dict[str, Row] = {
    "budgets:statistics": Row({}, others=200),
    "budgets:statistics_release": Row(allow("fund finance"), others=403, visitor=SIGN_IN),
    "budgets:personal_list": EVERYBODY,
    "budgets:personal_ask": EVERYBODY,
    "budgets:line_choose": Row({"holder": 302}, others=200, visitor=SIGN_IN, args=lambda world: [ANY_SERVICE]),
    "budgets:circle_answer": Row(
        allow("member"), others=403, visitor=SIGN_IN, args=lambda world: [world["personal"]["token"]]
    ),
    "budgets:personal_detail": _row(PLAN, "", "ref", other={"finance": 302}),
    "budgets:budget_person_list": _one("planner"),
    "budgets:budget_person_add": _one("planner"),
    "budgets:budget_person_end": _one("planner", ALL, 3),
    "budgets:eligibility": _one("planner"),
    "budgets:assess": _one("planner"),
    "budgets:amount_set": _one("planner"),
    "budgets:amount_change": _one("planner", MONEY, 2),
    "budgets:funding_confirm": _one("finance", MONEY, 2),
    "budgets:plan_start": _one("holder planner"),
    "budgets:personal_plan": _one(PLAN, "finance"),
    "budgets:goal_add": _one("holder"),
    "budgets:goal_change": _one("holder", MONEY, 1),
    "budgets:goal_drop": _one("", MONEY, 1),
    "budgets:goal_progress": _one("holder planner", MONEY, 1),
    "budgets:line_add": _one("holder", MONEY),
    "budgets:line_detail": _one(MONEY, "", 1),
    "budgets:line_change": _one("", MONEY, 1),
    "budgets:line_remove": _one("holder", MONEY, 1),
    "budgets:line_time": _one("holder", MONEY, 1),
    "budgets:line_decide": _one("planner", MONEY, 1),
    "budgets:holding_set": _one("", MONEY, 2),
    "budgets:checks_set": _one("planner"),
    "budgets:plan_sign": _one(""),
    "budgets:plan_signed": _one("holder planner signoff broker", "finance"),
    "budgets:plan_take_back": _one("holder"),
    "budgets:plan_decide": _row("signoff", SENT, "sent"),
    "budgets:section_write": _one("", ALL, "about-me"),
    "budgets:personal_money": _one(MONEY, ""),
    "budgets:payment_in": _one("planner finance", MONEY, 2),
    "budgets:spend_choose": _one("holder planner", MONEY),
    "budgets:spend_record": _one("holder planner", MONEY, 1),
    "budgets:spend_detail": _one(MONEY, "", 1),
    "budgets:spend_receipt": _one(MONEY, "", 1),
    "budgets:spend_receipt_add": _one("holder planner", MONEY, 2),
    "budgets:spend_confirm": _one("holder", MONEY, 2),
    "budgets:spend_take_back": _one("holder", MONEY, 1),
    "budgets:query_ask": _one("planner finance", MONEY, 1),
    "budgets:query_answer": _one("holder", MONEY, 1, 1),
    "budgets:circle": _one("holder"),
    "budgets:circle_invite": _one("holder"),
    "budgets:circle_looks": _one("holder"),
    "budgets:notes_seen": _row("", ALL, "ref", other={"holder": 302}),
    "budgets:circle_change": _one("holder", "carer", 1),
    "budgets:circle_stop": _one("holder", "carer", 1),
    "budgets:circle_leave": _one("carer", "holder", 1),
    "budgets:note_leave": _one("carer"),
    "budgets:authority_verify": _one("planner"),
    "budgets:authority_end": _row("planner expert", SENT, "sent", rest=(1,)),
    "budgets:activate": _one("planner"),
    "budgets:budget_move": _one("planner", ALL, "pause"),
    "budgets:close": _one("planner"),
    "budgets:review_record": _one("planner"),
    "budgets:review_agree": _one("planner"),
    "budgets:review_ask": _one("holder"),
    "budgets:decision_list": _one("holder planner signoff", ""),
    "budgets:decision_make": _one("planner"),
    "budgets:decision_again": _one("holder", "planner signoff", 1),
    "budgets:decision_answer": _one("signoff", "holder planner", 1),
}


def world(cast: Cast) -> dict[str, Any]:
    """The two budgets, with something at each address."""
    budget = make.running(cast)
    make.payment(cast, budget)
    make.brokered(cast, budget)
    make.granted(cast, budget, acts=(GrantAct.COMMENT,))
    token = make.invited(cast, budget, "member").token
    first = make.spend(cast, budget, receipt=make.RECEIPT)
    make.spend(cast, budget, "planner", what="Taxi")
    query_ask(actor=cast.finance, spend=first, question="Which pool was it?")
    decision = decision_make(
        actor=cast.planner, budget=budget, kind=DecisionKind.REPAYMENT, reasons="Paid twice.", amount_pence=900
    )
    reconsideration_ask(actor=cast.holder, decision=decision, evidence="It was another day.")
    sent = make.submitted(cast, "holder2")
    make.authority(cast, sent)
    return {"ref": budget.ref, "sent": sent.ref, "token": token}
