"""One-off payments and setting unused money off (SI 2013/1617 regs 10(6)-(8), 13(4)-(8)). Money in pence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.common.exceptions import DomainError

MOST_ITEMS = 5


def financial_year(day: date) -> int:
    """The year in which the financial year of that day began (1 April)."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def may_go_to_own_account(items: int, paid_on: date, others_paid_on: Iterable[date]) -> bool:
    """A one-off payment: for at most five items or services, and the body's only one of the financial year."""
    year = financial_year(paid_on)
    return 1 <= items <= MOST_ITEMS and all(financial_year(other) != year for other in others_paid_on)


@dataclass(frozen=True)
class SetOff:
    """What is set off against a payment, what is paid, and what stays unused."""

    set_off_pence: int
    pay_pence: int
    stays_pence: int


def set_off(*, unused_pence: int, payment_pence: int, wanted_pence: int | None = None) -> SetOff:
    """Unused money against the next payment, never by more than that payment. DomainError below zero."""
    wanted = unused_pence if wanted_pence is None else wanted_pence
    if min(unused_pence, payment_pence, wanted) < 0:
        raise DomainError("Amounts are not below zero.")
    taken = min(unused_pence, payment_pence, wanted)
    return SetOff(taken, payment_pence - taken, unused_pence - taken)
