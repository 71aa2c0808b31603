"""A fund, its people and what it is for."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.budgets.bookings import scheme_planned
from portal.budgets.enums import FundRole
from portal.budgets.models import Forecast, FundAssignment, PooledFund, Scheme
from portal.budgets.permissions import can_create_fund, can_manage_fund, wanted_grants
from portal.budgets.services.ledger import book, ledger_lock, ledger_open
from portal.budgets.sums import agreed_pence, planned_pence
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.money import format_pounds
from portal.common.references import next_reference
from portal.organisations.enums import OrganisationKind
from portal.organisations.models import Membership

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation


@transaction.atomic
def fund_create(
    *,
    actor: "User",
    host: "Organisation",
    name: str,
    fund_type: str,
    aims: str,
    starts_on: date,
    ends_on: date,
    agreement_reference: str = "",
) -> PooledFund:
    """Set up a fund held by `host`; the actor, an officer of the host, becomes its manager."""
    if not (decision := can_create_fund(actor, host)):
        raise NotAllowed(decision.reason, subject=host)
    fund = PooledFund(
        ref=next_reference(PooledFund, "PF"),
        name=name,
        fund_type=fund_type,
        host=host,
        aims=aims,
        starts_on=starts_on,
        ends_on=ends_on,
        agreement_reference=agreement_reference,
        created_by=actor,
        created_at=now(),
    )
    fund.full_clean()
    fund.save()
    ledger_open(fund)
    _assign(fund, actor, actor, FundRole.MANAGER)
    audit_record(actor=actor, verb="budgets.fund.create", subject=fund)
    return fund


@transaction.atomic
def person_add(*, actor: "User", fund: PooledFund, user: "User", role: str) -> FundAssignment:
    """Give a person a part in the fund. Nobody both prepares and approves (SOD-22)."""
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    _check_person(fund, user, FundRole(role))
    assignment = _assign(fund, actor, user, FundRole(role))
    audit_record(actor=actor, verb="budgets.person.add", subject=fund, data={"person": user.pk, "role": role})
    return assignment


def _check_person(fund: PooledFund, user: "User", role: FundRole) -> None:
    current = FundAssignment.objects.filter(fund=fund, user=user, ended_at=None)
    held = {FundRole(row.role) for row in current}
    if role in held:
        raise DomainError(_("This person has that part already."))
    if held | {role} >= {FundRole.MANAGER, FundRole.BOARD}:
        raise DomainError(_("The same person cannot prepare and approve. Choose somebody else."))
    employers = Membership.objects.current().filter(user=user)
    if role == FundRole.MANAGER and not employers.filter(organisation=fund.host).exists():
        raise DomainError(
            _("The fund manager must belong to %(host)s, which holds the fund.") % {"host": fund.host.name}
        )
    if not employers.filter(organisation__kind=OrganisationKind.COMMISSIONER).exists():
        raise DomainError(_("Only people of the NHS bodies and councils in the fund can have this part."))


def _assign(fund: PooledFund, actor: "User", user: "User", role: FundRole) -> FundAssignment:
    last = fund.assignments.aggregate(last=Max("number"))["last"] or 0
    assignment = FundAssignment.objects.create(
        fund=fund, number=last + 1, user=user, role=role, assigned_by=actor, assigned_at=now()
    )
    grants_sync(fund, wanted_grants(fund))
    return assignment


@transaction.atomic
def person_end(*, actor: "User", assignment: FundAssignment) -> FundAssignment:
    """End a person's part: refused with the next request. A fund is never without a manager."""
    fund = assignment.fund
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    ledger_lock(fund)
    assignment.refresh_from_db()
    if assignment.ended_at is not None:
        raise DomainError(_("This person's part has ended already."))
    others = FundAssignment.objects.filter(fund=fund, role=FundRole.MANAGER, ended_at=None).exclude(pk=assignment.pk)
    if assignment.role == FundRole.MANAGER and not others.exists():
        raise DomainError(_("A fund always has a manager. Add another one first."))
    assignment.ended_at = now()
    assignment.save(update_fields=["ended_at"])
    grants_sync(fund, wanted_grants(fund))
    audit_record(
        actor=actor,
        verb="budgets.person.end",
        subject=fund,
        data={"person": assignment.user_id, "role": assignment.role},
    )
    return assignment


@transaction.atomic
def scheme_add(
    *,
    actor: "User",
    fund: PooledFund,
    name: str,
    area_of_spend: str,
    planned_pence: int,
    description: str = "",
    is_contingency: bool = False,
) -> Scheme:
    """Plan part of the pot for something. All plans together never exceed the agreed contributions. Pence."""
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    head = ledger_lock(fund)
    _check_room(fund, planned_pence)
    last = fund.schemes.aggregate(last=Max("number"))["last"] or 0
    scheme = Scheme(
        fund=fund,
        number=last + 1,
        name=name,
        area_of_spend=area_of_spend,
        description=description,
        planned_pence=planned_pence,
        is_contingency=is_contingency,
        created_by=actor,
        created_at=now(),
    )
    scheme.full_clean()
    scheme.save()
    book(
        head=head,
        booking=scheme_planned(scheme),
        description=_("Planned for %(scheme)s") % {"scheme": scheme.name},
        prepared_by=actor,
    )
    audit_record(
        actor=actor, verb="budgets.scheme.add", subject=fund, data={"scheme": name, "planned_pence": planned_pence}
    )
    return scheme


def _check_room(fund: PooledFund, wanted_pence: int) -> None:
    room = agreed_pence(fund) - planned_pence(fund)
    if wanted_pence > room:
        raise DomainError(
            _("Only %(room)s of the agreed contributions is not planned yet. Agree more contributions first.")
            % {"room": format_pounds(room)}
        )


@transaction.atomic
def scheme_forecast(*, actor: "User", scheme: Scheme, amount_pence: int, note: str) -> Forecast:
    """Say what the scheme is expected to have cost by the fund's end, in pence, and why. Earlier ones are kept."""
    if not (decision := can_manage_fund(actor, scheme.fund)):
        raise NotAllowed(decision.reason, subject=scheme.fund)
    forecast = Forecast(scheme=scheme, amount_pence=amount_pence, note=note, made_by=actor, made_at=now())
    forecast.full_clean()
    forecast.save()
    audit_record(
        actor=actor,
        verb="budgets.scheme.forecast",
        subject=scheme.fund,
        data={"scheme": scheme.name, "amount_pence": amount_pence},
    )
    return forecast
