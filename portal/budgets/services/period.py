"""A month of a fund's books is closed: prepared by one, closed by another, unchanged ever after (SOD-23)."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import ApprovalState
from portal.budgets.events import PeriodPrepared
from portal.budgets.models import PeriodClosing
from portal.budgets.permissions import can_manage_fund
from portal.budgets.rules.period import month_end, period_number
from portal.budgets.selectors.period import month_close, next_month
from portal.budgets.services.allocation import decided, need_reason
from portal.budgets.services.ledger import ledger_lock
from portal.budgets.workflow import PERIOD
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.references import next_reference

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.budgets.models import PooledFund


@transaction.atomic
def period_prepare(*, actor: "User", fund: "PooledFund", starts_on: date, reason: str = "") -> PeriodClosing:
    """Ask the board to close the month that begins on this day, once it has ended. Months close in their order."""
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    _check_turn(fund, starts_on)
    closing = PeriodClosing(
        ref=next_reference(PeriodClosing, "MC"),
        fund=fund,
        number=period_number(starts_on),
        starts_on=starts_on,
        reason=reason.strip(),
        prepared_by=actor,
        prepared_at=now(),
    )
    closing.clean_fields()
    try:
        with transaction.atomic():
            closing.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("This month is closed, or waits for the board, already.")) from error
    audit_record(
        actor=actor,
        verb="budgets.period.prepare",
        subject=closing,
        data={"fund": fund.ref, "starts_on": closing.starts_on},
    )
    publish(PeriodPrepared(closing.pk))
    return closing


def _check_turn(fund: "PooledFund", starts_on: date) -> None:
    turn = next_month(fund)
    if starts_on < turn:
        raise DomainError(_("This month is closed already."))
    if starts_on != turn:
        raise DomainError(
            _("Months close in their order. The next one is %(month)s.") % {"month": date_format(turn, "F Y")}
        )
    last = month_end(starts_on)
    if last >= today():
        raise DomainError(_("This month ends on %(day)s. Close it after that.") % {"day": date_format(last, "j F Y")})


@transaction.atomic
def period_approve(*, actor: "User", closing: PeriodClosing, reason: str = "") -> PeriodClosing:
    """Close the month: the entry that ends it, and what it holds, are kept with the closing."""
    ledger_lock(closing.fund)
    closing.refresh_from_db(fields=["state"])
    if closing.state == ApprovalState.PREPARED:
        _check_turn(closing.fund, closing.starts_on)
    end = month_close(closing.fund, closing.starts_on)
    changes = decided(actor, reason) | {
        "last_sequence": end.last_sequence,
        "last_hash": end.last_hash,
        "figures": end.figures,
    }
    closed: PeriodClosing = transition(
        PERIOD, closing, "approve", actor=actor, changes=changes, reason=reason, last_sequence=end.last_sequence
    )
    return closed


@transaction.atomic
def period_refuse(*, actor: "User", closing: PeriodClosing, reason: str) -> PeriodClosing:
    """The board does not close it, with its reason; the month stays open."""
    need_reason(reason)
    refused: PeriodClosing = transition(
        PERIOD, closing, "refuse", actor=actor, changes=decided(actor, reason), reason=reason
    )
    return refused


@transaction.atomic
def period_withdraw(*, actor: "User", closing: PeriodClosing) -> PeriodClosing:
    """Take back what is not decided yet."""
    withdrawn: PeriodClosing = transition(PERIOD, closing, "withdraw", actor=actor)
    return withdrawn
