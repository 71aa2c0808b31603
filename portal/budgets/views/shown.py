"""Rows and sentences that several pages about money share."""

from typing import Any

from django.utils.translation import gettext as _

from portal.budgets.paying import pay_by
from portal.budgets.selectors.contract import ContractMoney
from portal.budgets.selectors.fund import FundView
from portal.common.templatetags.ui_text import day, pounds, to_the_penny, when


def coins_said(view: FundView) -> str:
    """The finding in a sentence."""
    rows = view.coins()
    sums = {kind: sum(row[kind] for row in rows) for kind in ("paid", "promised", "open")}
    return _("£%(paid)s is paid, £%(promised)s is promised, and £%(open)s is not promised to anyone yet.") % sums


def outcome_split(contracts: list[ContractMoney]) -> dict[str, Any]:
    """What the outcomes of these contracts brought, as one bar that says it all in words too."""
    most = sum(money.most_pence for money in contracts)
    back = sum(money.released_outcome_pence for money in contracts)
    earned = sum(money.earned_pence for money in contracts)
    waiting = sum(money.waiting_pence for money in contracts)
    missed = max(sum(money.settled_not_earned_pence for money in contracts) - back, 0)
    left = most - earned - waiting - missed - back
    words = {
        "most": pounds(most),
        "earned": pounds(earned),
        "waiting": pounds(waiting),
        "rest": pounds(missed + left + back),
    }
    return {
        "outcome_most": most,
        "split_title": _(
            "Of %(most)s: %(earned)s earned and paid, %(waiting)s being checked, %(rest)s not earned or not yet known"
        )
        % words,
        "split_rows": [
            (_("Earned and paid"), earned, pounds(earned), "full", ""),
            (_("Being checked"), waiting, pounds(waiting), "stripe", _("Prepared, waiting for the board")),
            (_("Not earned so far"), missed, pounds(missed), "none", _("Stays in the pot")),
            (_("Not yet measured or worked out"), left, pounds(left), "none", ""),
            *([(_("Not earned, back to its scheme"), back, pounds(back), "none", "")] if back else []),
        ],
    }


def payment_rows(money: ContractMoney) -> list[list[Any]]:
    """What was paid on a contract, for a table. Invoice numbers are not public."""
    return [
        [
            day(payment.decided_at),
            payment.observation.indicator.title if payment.observation else _("Part that does not depend on outcomes"),
            to_the_penny(payment.amount_pence),
        ]
        for payment in money.payments
    ]


def release_sentences(money: ContractMoney) -> list[str]:
    """What went back to its scheme, in words for everybody."""
    return [
        _("On %(day)s the partnership board gave %(amount)s back to “%(scheme)s”, because it was not earned.")
        % {
            "day": day(release.decided_at),
            "amount": to_the_penny(release.amount_pence),
            "scheme": release.commitment.scheme.name,
        }
        for release in money.releases
    ]


def who_did_what(row: Any, prepared: str) -> list[dict[str, str]]:
    """The two people and when, for a timeline."""
    first = getattr(row, "prepared_by", None) or row.recorded_by
    first_at = getattr(row, "prepared_at", None) or row.recorded_at
    steps = [
        {"date": when(first_at), "text": f"{prepared} {first.display_name}", "state": "done", "href": "", "small": ""}
    ]
    if row.decided_by is not None:
        text = _("%(state)s by %(name)s") % {"state": row.get_state_display(), "name": row.decided_by.display_name}
        steps.append(
            {
                "date": when(row.decided_at),
                "text": text,
                "state": "done",
                "href": "",
                "small": row.decision_reason,
            }
        )
    elif row.state in ("prepared", "proposed"):
        steps.append({"date": "", "text": _("The partnership board decides"), "state": "now", "href": "", "small": ""})
    return steps


def pay_by_words(payment: Any) -> str:
    """The last day to pay, in words."""
    return day(pay_by(payment.invoice_received_on))
