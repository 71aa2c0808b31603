"""Who is told by mail, once, after the commit. Mail carries links, never amounts."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.budgets import events
from portal.budgets.enums import FundRole
from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    FundAssignment,
    Payment,
    PeriodClosing,
    PooledFund,
    Release,
    Virement,
)
from portal.budgets.selectors.work import due
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.organisations.models import Membership
from portal.outcomes.models import Observation
from portal.tenders.models import Contract


def _people(fund: PooledFund, role: FundRole, but: int | None = None) -> list[User]:
    rows = FundAssignment.objects.filter(fund=fund, role=role, ended_at=None).exclude(user=but)
    return [row.user for row in rows.select_related("user").order_by("number")]


def _ask_board(key: str, fund: PooledFund, prepared_by: int, about: str, url: str, due_at: Any = None) -> None:
    notify(
        event_key=key,
        recipients=_people(fund, FundRole.BOARD, prepared_by),
        mail=Mail(
            subject=_("Please decide: %(about)s") % {"about": about},
            opening=_("You need to decide. Somebody else prepared it, so it comes to you."),
            link=url,
            link_text=_("Go to the decision"),
            must_act=True,
            lines=[_("Fund: %(name)s") % {"name": fund.name}],
            due_at=due_at,
        ),
    )


def _tell(
    key: str, people: Iterable[User], subject: str, url: str, *, must_act: bool = False, opening: str = ""
) -> None:
    notify(
        event_key=key,
        recipients=people,
        mail=Mail(
            subject=subject,
            opening=opening or _("You do not need to do anything."),
            link=url,
            link_text=_("See it on the portal"),
            must_act=must_act,
        ),
    )


def _contribution(pk: int) -> tuple[Contribution, str]:
    row = Contribution.objects.select_related("fund", "organisation", "recorded_by").get(pk=pk)
    return row, _("contribution of %(name)s") % {"name": row.organisation.name}


@subscribe(events.ContributionProposed)
def ask_about_contribution(event: events.ContributionProposed) -> None:
    """The board decides."""
    row, about = _contribution(event.contribution_id)
    url = reverse("budgets:contribution_decide", args=[row.fund.ref, row.number])
    _ask_board(f"budgets.contribution.proposed:{row.pk}", row.fund, row.recorded_by_id, about, url)


@subscribe(events.ContributionAgreed, events.ContributionRefused)
def tell_about_contribution(event: events.ContributionAgreed | events.ContributionRefused) -> None:
    """Who proposed it hears what became of it."""
    row, about = _contribution(event.contribution_id)
    is_yes = isinstance(event, events.ContributionAgreed)
    words = _("Agreed: %(about)s") if is_yes else _("Not agreed: %(about)s")
    opening = _("You need to record when the money comes in.") if is_yes else ""
    url = reverse("budgets:contribution_detail", args=[row.fund.ref, row.number])
    key = f"budgets.contribution.decided:{row.pk}"
    _tell(key, [row.recorded_by], words % {"about": about}, url, must_act=is_yes, opening=opening)


def _decided(noun: str, row: Any, about: str, is_yes: bool, extra: Iterable[User] = ()) -> None:
    words = _("Approved: %(about)s") if is_yes else _("Not approved: %(about)s")
    url = reverse(f"budgets:{noun}_detail", args=[row.ref])
    _tell(f"budgets.{noun}.decided:{row.pk}", [row.prepared_by, *extra], words % {"about": about}, url)


def _allocation(pk: int) -> tuple[Allocation, str]:
    row = Allocation.objects.select_related("scheme__fund", "project__created_by", "prepared_by").get(pk=pk)
    return row, _("money set aside for %(name)s") % {"name": row.project.title}


@subscribe(events.AllocationPrepared)
def ask_about_allocation(event: events.AllocationPrepared) -> None:
    """The board decides."""
    row, about = _allocation(event.allocation_id)
    url = reverse("budgets:allocation_decide", args=[row.ref])
    _ask_board(f"budgets.allocation.prepared:{row.pk}", row.scheme.fund, row.prepared_by_id, about, url)


@subscribe(events.AllocationApproved, events.AllocationRefused)
def tell_about_allocation(event: events.AllocationApproved | events.AllocationRefused) -> None:
    """Who prepared it hears; the project hears when there is money."""
    row, about = _allocation(event.allocation_id)
    is_yes = isinstance(event, events.AllocationApproved)
    _decided("allocation", row, about, is_yes)
    if is_yes:
        url = reverse("budgets:fund_detail", args=[row.scheme.fund.ref])
        subject = _("Money is set aside for %(name)s") % {"name": row.project.title}
        _tell(f"budgets.allocation.project:{row.pk}", [row.project.created_by], subject, url)


def _commitment(pk: int) -> tuple[Commitment, str]:
    row = Commitment.objects.select_related("scheme__fund", "contract", "prepared_by").get(pk=pk)
    return row, _("money promised to %(name)s") % {"name": row.contract.title}


@subscribe(events.CommitmentPrepared)
def ask_about_commitment(event: events.CommitmentPrepared) -> None:
    """The board decides."""
    row, about = _commitment(event.commitment_id)
    url = reverse("budgets:commitment_decide", args=[row.ref])
    _ask_board(f"budgets.commitment.prepared:{row.pk}", row.scheme.fund, row.prepared_by_id, about, url)


@subscribe(events.CommitmentApproved, events.CommitmentRefused)
def tell_about_commitment(event: events.CommitmentApproved | events.CommitmentRefused) -> None:
    """Who prepared it hears; the provider hears when it is promised."""
    row, about = _commitment(event.commitment_id)
    is_yes = isinstance(event, events.CommitmentApproved)
    _decided("commitment", row, about, is_yes)
    if is_yes:
        url = reverse("budgets:contract_money", args=[row.contract.ref])
        subject = _("Money is promised to %(name)s") % {"name": row.contract.title}
        _tell(f"budgets.commitment.provider:{row.pk}", _providers(row.contract), subject, url)


def _providers(contract: Contract) -> list[User]:
    """Those who look after money at the organisations that deliver."""
    bodies = contract.parties.values("organisation")
    rows = Membership.objects.current().filter(organisation__in=bodies).select_related("user").order_by("pk")
    return [row.user for row in rows if row.is_finance or row.is_administrator]


def _payment(pk: int) -> tuple[Payment, str]:
    row = Payment.objects.select_related("commitment__scheme__fund", "commitment__contract", "prepared_by").get(pk=pk)
    return row, _("payment %(ref)s on %(name)s") % {"ref": row.ref, "name": row.commitment.contract.title}


@subscribe(events.PaymentPrepared)
def ask_about_payment(event: events.PaymentPrepared) -> None:
    """The board decides before the last day to pay."""
    row, about = _payment(event.payment_id)
    url = reverse("budgets:payment_decide", args=[row.ref])
    fund = row.commitment.scheme.fund
    _ask_board(f"budgets.payment.prepared:{row.pk}", fund, row.prepared_by_id, about, url, due(row))


@subscribe(events.PaymentApproved, events.PaymentRefused)
def tell_about_payment(event: events.PaymentApproved | events.PaymentRefused) -> None:
    """Who prepared it hears; the provider hears when it is paid."""
    row, about = _payment(event.payment_id)
    is_yes = isinstance(event, events.PaymentApproved)
    _decided("payment", row, about, is_yes, _providers(row.commitment.contract) if is_yes else ())


@subscribe(events.OutcomeReported)
def tell_about_result(event: events.OutcomeReported) -> None:
    """The manager of the fund that pays has the next step; without one nobody waits."""
    observation = Observation.objects.select_related("indicator").get(pk=event.observation_id)
    contract = Contract.objects.get(pk=event.contract_id)
    commitment = Commitment.objects.filter(contract=contract, state="approved").select_related("scheme__fund").first()
    if commitment is None:
        return
    _tell(
        f"budgets.outcome.reported:{observation.pk}",
        _people(commitment.scheme.fund, FundRole.MANAGER),
        _("A result was reported: %(name)s") % {"name": observation.indicator.title},
        reverse("budgets:result_detail", args=[contract.ref, observation.ref]),
        must_act=True,
        opening=_("You need to work out the payment."),
    )


def _release(pk: int) -> tuple[Release, str]:
    row = Release.objects.select_related("commitment__scheme__fund", "commitment__contract", "prepared_by").get(pk=pk)
    return row, _("money to give back from %(name)s") % {"name": row.commitment.contract.title}


@subscribe(events.ReleasePrepared)
def ask_about_release(event: events.ReleasePrepared) -> None:
    """The board decides."""
    row, about = _release(event.release_id)
    url = reverse("budgets:release_decide", args=[row.ref])
    _ask_board(f"budgets.release.prepared:{row.pk}", row.commitment.scheme.fund, row.prepared_by_id, about, url)


@subscribe(events.ReleaseApproved, events.ReleaseRefused)
def tell_about_release(event: events.ReleaseApproved | events.ReleaseRefused) -> None:
    """Who prepared it hears; the provider hears when the money went back."""
    row, about = _release(event.release_id)
    is_yes = isinstance(event, events.ReleaseApproved)
    _decided("release", row, about, is_yes)
    if is_yes:
        contract = row.commitment.contract
        subject = _("What was not earned went back: %(name)s") % {"name": contract.title}
        url = reverse("budgets:contract_money", args=[contract.ref])
        _tell(f"budgets.release.provider:{row.pk}", _providers(contract), subject, url)


def _closing(pk: int) -> tuple[PeriodClosing, str]:
    row = PeriodClosing.objects.select_related("fund", "prepared_by").get(pk=pk)
    month = date_format(row.starts_on, "F Y")
    return row, _("closing %(month)s of %(name)s") % {"month": month, "name": row.fund.name}


@subscribe(events.PeriodPrepared)
def ask_about_period(event: events.PeriodPrepared) -> None:
    """The board decides."""
    row, about = _closing(event.closing_id)
    url = reverse("budgets:period_decide", args=[row.ref])
    _ask_board(f"budgets.period.prepared:{row.pk}", row.fund, row.prepared_by_id, about, url)


@subscribe(events.PeriodClosed, events.PeriodRefused)
def tell_about_period(event: events.PeriodClosed | events.PeriodRefused) -> None:
    """Who prepared it hears."""
    row, about = _closing(event.closing_id)
    _decided("period", row, about, isinstance(event, events.PeriodClosed))


def _virement(pk: int) -> tuple[Virement, str]:
    row = Virement.objects.select_related("from_scheme__fund", "to_scheme", "prepared_by").get(pk=pk)
    return row, _("money to move to %(name)s") % {"name": row.to_scheme.name}


@subscribe(events.VirementPrepared)
def ask_about_virement(event: events.VirementPrepared) -> None:
    """The board decides."""
    row, about = _virement(event.virement_id)
    url = reverse("budgets:virement_decide", args=[row.ref])
    _ask_board(f"budgets.virement.prepared:{row.pk}", row.from_scheme.fund, row.prepared_by_id, about, url)


@subscribe(events.VirementApproved, events.VirementRefused)
def tell_about_virement(event: events.VirementApproved | events.VirementRefused) -> None:
    """Who prepared it hears."""
    row, about = _virement(event.virement_id)
    _decided("virement", row, about, isinstance(event, events.VirementApproved))
