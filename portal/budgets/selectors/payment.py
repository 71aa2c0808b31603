"""What is shown beside a payment: the checks the portal made, and what the ledger will say."""

from typing import Any

from django.utils.translation import gettext as _

from portal.budgets.bookings import Booking, payment_approved
from portal.budgets.enums import AccountKind, ApprovalState
from portal.budgets.models import Commitment, Payment
from portal.budgets.sums import contract_payments, paid_pence, received_pence, total
from portal.common.money import format_pounds
from portal.tenders.models import Contract

MONEY_SIDE = frozenset({AccountKind.BANK, AccountKind.EXPENDITURE})


def commitment_for(contract: Contract) -> Commitment | None:
    """The approved promise to a contract."""
    rows = Commitment.objects.select_related("scheme__fund__host", "contract")
    return rows.filter(contract=contract, state=ApprovalState.APPROVED).first()


def checks_of(payment: Payment) -> list[tuple[str, str]]:
    """What the portal has checked, each with its figures."""
    commitment, fund = payment.commitment, payment.commitment.scheme.fund
    paid = total(contract_payments(commitment.contract))
    held = received_pence(fund) - paid_pence(fund)
    checks = []
    if payment.observation is not None:
        indicator, observation = payment.observation.indicator, payment.observation
        checks.append(
            (
                _("Enough answers"),
                _("%(n)d pairs of answers; the contract needs %(least)d")
                % {"n": observation.people_measured, "least": indicator.min_n},
            )
        )
        checks.append((_("Not paid before"), _("No other payment stands on this result")))
    checks.append(
        (
            _("The money was promised"),
            _("%(promised)s was promised to the contract, %(paid)s of it is paid so far")
            % {"promised": format_pounds(commitment.amount_pence), "paid": format_pounds(paid)},
        )
    )
    checks.append((_("The money is there"), _("The pot holds %(held)s today") % {"held": format_pounds(held)}))
    checks.append(
        (
            _("Two people"),
            _("Prepared by %(name)s; somebody else of the board decides") % {"name": payment.prepared_by.display_name},
        )
    )
    return checks


def ledger_preview(payment: Payment) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    """The two halves of the booking: caption, small, rows of (account, debit, credit) in pence."""
    booking = payment_approved(payment)
    if not booking.lines:
        return []
    return [
        (_("What is paid"), _("The money itself"), _rows(booking, True, payment)),
        (_("The promise is kept"), _("What the money was meant for"), _rows(booking, False, payment)),
    ]


def _rows(booking: Booking, is_money: bool, payment: Payment) -> list[tuple[str, int, int]]:
    scheme = payment.commitment.scheme.name
    found: list[tuple[str, int, int]] = []
    for line in booking.lines:
        if (line.kind in MONEY_SIDE) == is_money:
            label: Any = line.kind.label
            name = f"{label}: {scheme}" if line.scheme_id else str(label)
            found.append((name, max(line.amount_pence, 0), max(-line.amount_pence, 0)))
    return found
