"""Which lines each act of the domain writes: used to book them, and again to prove that the ledger says the same."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.budgets.enums import AccountKind as Kind

if TYPE_CHECKING:
    from portal.budgets.models import Allocation, Commitment, Contribution, Payment, Release, Scheme, Virement


@dataclass(frozen=True)
class Line:
    """A debit (positive) or credit (negative) on the account of that kind, of a scheme or of the whole fund."""

    kind: Kind
    amount_pence: int
    scheme_id: int | None = None


@dataclass(frozen=True)
class Booking:
    """One entry to be: its source makes it unique."""

    source: str
    lines: tuple[Line, ...]


def contribution_agreed(contribution: "Contribution") -> Booking:
    """A partner owes the fund what was agreed."""
    amount = contribution.agreed_pence
    return Booking(
        f"contribution:{contribution.pk}:agreed", (Line(Kind.RECEIVABLE, amount), Line(Kind.CONTRIBUTIONS, -amount))
    )


def contribution_received(contribution: "Contribution") -> Booking:
    """What was owed has come in."""
    amount = contribution.agreed_pence
    return Booking(
        f"contribution:{contribution.pk}:received", (Line(Kind.BANK, amount), Line(Kind.RECEIVABLE, -amount))
    )


def scheme_planned(scheme: "Scheme") -> Booking:
    """Part of the pot is meant for a scheme."""
    amount = scheme.planned_pence
    return Booking(f"scheme:{scheme.pk}", (Line(Kind.UNALLOCATED, amount, scheme.pk), Line(Kind.PLANNED, -amount)))


def allocation_approved(allocation: "Allocation") -> Booking:
    """Part of a scheme is set aside for a project."""
    amount, scheme = allocation.amount_pence, allocation.scheme_id
    return Booking(
        f"allocation:{allocation.pk}",
        (Line(Kind.ALLOCATED, amount, scheme), Line(Kind.UNALLOCATED, -amount, scheme)),
    )


def commitment_approved(commitment: "Commitment") -> Booking:
    """What was set aside is promised to a contract."""
    amount, scheme = commitment.amount_pence, commitment.scheme_id
    return Booking(
        f"commitment:{commitment.pk}",
        (Line(Kind.COMMITTED, amount, scheme), Line(Kind.ALLOCATED, -amount, scheme)),
    )


def payment_approved(payment: "Payment") -> Booking:
    """Money leaves the pot, and that much of the promise is kept. Nothing to book when nothing was earned."""
    amount, scheme = payment.amount_pence, payment.commitment.scheme_id
    if not amount:
        return Booking(f"payment:{payment.pk}", ())
    return Booking(
        f"payment:{payment.pk}",
        (
            Line(Kind.EXPENDITURE, amount, scheme),
            Line(Kind.BANK, -amount),
            Line(Kind.SETTLED, amount, scheme),
            Line(Kind.COMMITTED, -amount, scheme),
        ),
    )


def release_approved(release: "Release") -> Booking:
    """What was promised and not earned is free again in its scheme."""
    amount, scheme = release.amount_pence, release.commitment.scheme_id
    return Booking(
        f"release:{release.pk}",
        (Line(Kind.UNALLOCATED, amount, scheme), Line(Kind.COMMITTED, -amount, scheme)),
    )


def virement_approved(virement: "Virement") -> Booking:
    """What one scheme may spend less, another may spend more."""
    amount = virement.amount_pence
    return Booking(
        f"virement:{virement.pk}",
        (
            Line(Kind.UNALLOCATED, amount, virement.to_scheme_id),
            Line(Kind.UNALLOCATED, -amount, virement.from_scheme_id),
        ),
    )
