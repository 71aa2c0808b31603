"""What the partners put in: proposed by one, agreed by another, received."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.bookings import contribution_agreed, contribution_received
from portal.budgets.enums import COUNCIL_SOURCES, NHS_SOURCES, ContributionSource, FundType
from portal.budgets.events import ContributionProposed
from portal.budgets.models import Contribution, PooledFund
from portal.budgets.permissions import can_manage_fund
from portal.budgets.services.ledger import book, ledger_lock, open_on
from portal.budgets.workflow import CONTRIBUTION
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.enums import LegalForm, OrganisationState

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Organisation

NHS_BODIES = frozenset({LegalForm.ICB, LegalForm.NHS_TRUST})


@transaction.atomic
def contribution_propose(
    *, actor: "User", fund: PooledFund, organisation: "Organisation", source_code: str, agreed_pence: int
) -> Contribution:
    """Note what a partner would put in, in pence. Only NHS bodies and councils contribute (SI 2000/617, domain 6.1)."""
    if not (decision := can_manage_fund(actor, fund)):
        raise NotAllowed(decision.reason, subject=fund)
    check_contributor(fund.fund_type, organisation, source_code)
    ledger_lock(fund)
    last = fund.contributions.aggregate(last=Max("number"))["last"] or 0
    contribution = Contribution(
        fund=fund,
        number=last + 1,
        organisation=organisation,
        source_code=source_code,
        agreed_pence=agreed_pence,
        recorded_by=actor,
        recorded_at=now(),
    )
    contribution.full_clean()
    contribution.save()
    audit_record(
        actor=actor,
        verb="budgets.contribution.propose",
        subject=contribution,
        data={"fund": fund.ref, "organisation": organisation.ref, "agreed_pence": agreed_pence},
    )
    publish(ContributionProposed(contribution.pk))
    return contribution


def check_contributor(fund_type: str, organisation: "Organisation", source_code: str) -> None:
    """Whether the law lets this body put this kind of money into this kind of fund. Raises DomainError."""
    form = organisation.legal_form
    if organisation.state != OrganisationState.VERIFIED or form not in NHS_BODIES | {LegalForm.COUNCIL}:
        raise DomainError(_("Only NHS bodies and councils put money into a fund. Others may see and advise."))
    if fund_type == FundType.POOLED_S65Z6 and form == LegalForm.COUNCIL:
        raise DomainError(
            _("A fund under section 65Z6 holds NHS money only. Council money is pooled under section 75.")
        )
    source = ContributionSource(source_code)
    if (source in NHS_SOURCES and form == LegalForm.COUNCIL) or (source in COUNCIL_SOURCES and form in NHS_BODIES):
        raise DomainError(_("%(name)s cannot give “%(source)s”.") % {"name": organisation.name, "source": source.label})


@transaction.atomic
def contribution_agree(*, actor: "User", contribution: Contribution, reason: str = "") -> Contribution:
    """The board agrees; the partner owes it to the fund from now on."""
    head = ledger_lock(contribution.fund)
    agreed: Contribution = transition(
        CONTRIBUTION, contribution, "agree", actor=actor, changes=_decided(actor, reason), reason=reason
    )
    book(
        head=head,
        booking=contribution_agreed(agreed),
        description=_("Contribution of %(name)s agreed") % {"name": agreed.organisation.name},
        prepared_by=agreed.recorded_by,
        approved_by=actor,
    )
    return agreed


@transaction.atomic
def contribution_refuse(*, actor: "User", contribution: Contribution, reason: str) -> Contribution:
    """The board does not agree, and says why."""
    if not reason.strip():
        raise DomainError(_("Say why it is not agreed."))
    refused: Contribution = transition(
        CONTRIBUTION, contribution, "refuse", actor=actor, changes=_decided(actor, reason), reason=reason
    )
    return refused


def _decided(actor: "User", reason: str) -> dict[str, object]:
    return {"decided_by": actor, "decided_at": now(), "decision_reason": reason}


@transaction.atomic
def contribution_receive(*, actor: "User", contribution: Contribution, received_on: date) -> Contribution:
    """Book that the money has come in."""
    if received_on > today():
        raise DomainError(_("The day cannot lie in the future."))
    head = ledger_lock(contribution.fund)
    open_on(contribution.fund_id, received_on)
    received: Contribution = transition(
        CONTRIBUTION, contribution, "receive", actor=actor, changes={"received_on": received_on}
    )
    assert received.decided_by is not None  # noqa: S101 - agreed before, the database says so
    book(
        head=head,
        booking=contribution_received(received),
        description=_("Contribution of %(name)s received") % {"name": received.organisation.name},
        prepared_by=actor,
        approved_by=received.decided_by,
    )
    return received
