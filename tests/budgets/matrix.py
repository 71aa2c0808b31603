from collections.abc import Callable
from typing import Any

from tests.budgets import factories as make
from tests.budgets.personal import matrix as personal
from tests.characters import Cast
from tests.matrix import SIGN_IN, Row, allow
from tests.tenders.factories import agreed_specification

FUND = "fund board finance"
READ = f"{FUND} auditor"
MANAGE = allow("fund")
BUYERS = "officer publisher opener1 facilitator evaluator1 approver signoff"
"""People of the ICB, which buys; fund@ is one of them."""


def _args(*names: str, rest: tuple[Any, ...] = ()) -> Callable[[dict[str, Any]], list[Any]]:
    return lambda world: [*(world[name] for name in names), *rest]


def _public(*names: str) -> Row:
    return Row({}, others=200, args=_args(*names))


def _fund(who: str, *names: str, others: int = 403, rest: tuple[Any, ...] = (), status: int = 200) -> Row:
    """A page inside a fund, whose existence is public: others get the reason."""
    method = "post" if status == 302 else "get"
    return Row(allow(who, status), others=others, visitor=SIGN_IN, args=_args("fund", *names, rest=rest), method=method)


def _hidden(who: str, name: str, refused: str = "", status: int = 200) -> Row:
    """A page about something that only some may know."""
    expect = allow(who, status) | (allow(refused, 403) if refused else {})
    method = "post" if status == 302 else "get"
    return Row(expect, others=404, visitor=SIGN_IN, args=_args(name), method=method)


NOT_BOARD = "fund finance auditor"
NOT_FUND = "board finance auditor"

MATRIX: dict[str, Row] = {
    **personal.MATRIX,
    "budgets:fund_list": _public(),
    "budgets:fund_detail": _public("fund"),
    "budgets:fund_csv": _public("fund"),
    "budgets:fund_json": _public("fund"),
    "budgets:contract_money": _public("contract"),
    "budgets:fund_create": Row(allow("fund finance"), others=403, visitor=SIGN_IN),
    "budgets:fund_manage": _fund(READ),
    "budgets:ledger_detail": _fund(READ),
    "budgets:person_add": _fund("fund"),
    "budgets:person_end": _fund("fund", rest=(3,), status=302),
    "budgets:scheme_add": _fund("fund"),
    "budgets:scheme_forecast": _fund("fund", rest=(1,)),
    "budgets:contribution_propose": _fund("fund"),
    "budgets:contribution_detail": _fund(READ, rest=(3,)),
    "budgets:contribution_decide": _fund("board", rest=(3,)),
    "budgets:contribution_receive": _fund("fund", rest=(4,)),
    "budgets:allocation_prepare": _fund("fund"),
    "budgets:allocation_detail": _hidden(READ, "allocation"),
    "budgets:allocation_decide": _hidden("board", "allocation", NOT_BOARD),
    "budgets:allocation_withdraw": _hidden("fund", "allocation", NOT_FUND, status=302),
    "budgets:commitment_prepare": Row(MANAGE, others=403, visitor=SIGN_IN, args=_args("unpromised")),
    "budgets:commitment_detail": _hidden(READ, "commitment"),
    "budgets:commitment_decide": _hidden("board", "commitment", NOT_BOARD),
    "budgets:commitment_withdraw": _hidden("fund", "commitment", NOT_FUND, status=302),
    "budgets:virement_prepare": _fund("fund"),
    "budgets:virement_detail": _hidden(READ, "virement"),
    "budgets:virement_decide": _hidden("board", "virement", NOT_BOARD),
    "budgets:virement_withdraw": _hidden("fund", "virement", NOT_FUND, status=302),
    "budgets:release_prepare": Row(MANAGE, others=403, visitor=SIGN_IN, args=_args("contract")),
    "budgets:release_detail": _hidden(READ, "release"),
    "budgets:release_decide": _hidden("board", "release", NOT_BOARD),
    "budgets:release_withdraw": _hidden("fund", "release", NOT_FUND, status=302),
    "budgets:period_prepare": _fund("fund", rest=(2026, 11)),
    "budgets:period_detail": _hidden(READ, "month"),
    "budgets:period_decide": _hidden("board", "month", NOT_BOARD),
    "budgets:period_withdraw": _hidden("fund", "month", NOT_FUND, status=302),
    "budgets:result_choose": Row(allow("lead"), others=403, visitor=SIGN_IN, args=_args("contract")),
    "budgets:result_report": Row(allow("lead"), others=403, visitor=SIGN_IN, args=_args("contract", rest=(1, 1))),
    "budgets:result_detail": Row(
        allow(f"{READ} {BUYERS} lead"), others=404, visitor=SIGN_IN, args=_args("contract", "result")
    ),
    "budgets:result_file": Row(
        allow(f"{READ} {BUYERS} lead"), others=404, visitor=SIGN_IN, args=_args("contract", "result")
    ),
    "budgets:result_correct": Row(
        allow(f"{READ} {BUYERS}", 403) | allow("lead"),
        others=404,
        visitor=SIGN_IN,
        args=_args("contract", "result"),
    ),
    "budgets:payment_prepare": Row(
        allow(f"{READ} {BUYERS} lead", 403) | allow("fund"),
        others=404,
        visitor=SIGN_IN,
        args=_args("contract", "result"),
    ),
    "budgets:payment_prepare_fixed": Row(MANAGE, others=403, visitor=SIGN_IN, args=_args("contract")),
    "budgets:payment_detail": _hidden(f"{READ} lead", "payment"),
    "budgets:payment_decide": _hidden("board", "payment", NOT_BOARD),
    "budgets:payment_withdraw": _hidden("fund", "payment", NOT_FUND, status=302),
}


def world(cast: Cast) -> dict[str, Any]:
    """A fund with something at each step: proposed, agreed, set aside, promised, reported, to pay."""
    pot = make.fund(cast)
    make.scheme(cast, pot)
    make.contribution(cast, pot)
    make.contribution(cast, pot, agreed=True)
    signed, unpromised = make.contract(cast), make.contract(cast)
    promised = make.commitment(cast, signed)
    make.approved_allocation(cast, make.project_of(unpromised), 1_000_00)
    waiting = make.prepared_commitment(cast, make.contract(cast), 1_000_00)
    paid = make.prepared_payment(cast, promised)
    back = make.prepared_release(cast, promised)
    month = make.prepared_closing(cast, pot)
    moving = make.prepared_virement(cast, pot)
    found = make.result(cast, signed, number=1, value="5.5", evidence_file=make.SHEET)
    allocation = make.prepared_allocation(cast, agreed_specification(cast).project, 1_000_00)
    return {
        "fund": pot.ref,
        "contract": signed.ref,
        "unpromised": unpromised.ref,
        "allocation": allocation.ref,
        "commitment": waiting.ref,
        "payment": paid.ref,
        "result": found.ref,
        "release": back.ref,
        "month": month.ref,
        "virement": moving.ref,
        "personal": personal.world(cast),
    }
