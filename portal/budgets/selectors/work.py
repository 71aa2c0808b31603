"""What waits for the people of the funds and for those who report results."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.budgets.enums import ApprovalState, ContributionState, FundRole
from portal.budgets.links import JOINED, framework_of
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
from portal.budgets.paying import pay_by
from portal.budgets.selectors.period import can_close_now, next_month
from portal.budgets.selectors.release import ended_with_money_left
from portal.budgets.selectors.work_personal import personal_waiting_for, personal_work_for
from portal.budgets.sums import AGREED, LIVE
from portal.codesign.enums import VersionState
from portal.codesign.models import Project, SpecificationVersion
from portal.common.clock import LONDON
from portal.common.work import Waiting, WorkItem
from portal.organisations.models import Membership
from portal.outcomes.models import Indicator, Observation
from portal.tenders.enums import ContractState
from portal.tenders.models import Contract, ContractParty

if TYPE_CHECKING:
    from portal.accounts.models import User


def funds_of(user: "User") -> dict[str, list[int]]:
    """The funds in which the person has a part, by role: one query."""
    held: dict[str, list[int]] = defaultdict(list)
    for role, fund_id in FundAssignment.objects.filter(user=user, ended_at=None).values_list("role", "fund_id"):
        held[role].append(fund_id)
    return held


def my_funds(user: Any) -> QuerySet[PooledFund]:
    """The funds in which the person has a part."""
    if not user.is_authenticated:
        return PooledFund.objects.none()
    return PooledFund.objects.filter(assignments__user=user, assignments__ended_at=None).distinct().order_by("ref")


def work_for(user: Any) -> list[WorkItem]:
    """Everything about funds, contracts' money and results that waits for this person."""
    if not user.is_authenticated:
        return []
    held = funds_of(user)
    items: list[WorkItem] = []
    if FundRole.BOARD in held:
        items += _for_board(user, held[FundRole.BOARD])
    if FundRole.MANAGER in held:
        items += _for_manager(held[FundRole.MANAGER])
    return [*items, *_for_provider(user), *personal_work_for(user)]


def due(payment: Payment) -> datetime:
    """The end of the last day to pay."""
    return datetime.combine(pay_by(payment.invoice_received_on) + timedelta(days=1), time(0), tzinfo=LONDON)


def _for_board(user: "User", funds: list[int]) -> Iterator[WorkItem]:
    proposed = Contribution.objects.filter(fund__in=funds, state=ContributionState.PROPOSED)
    for row in proposed.exclude(recorded_by=user).select_related("fund", "organisation").order_by("pk"):
        yield WorkItem(
            title=_("Decide on a contribution of %(name)s") % {"name": row.organisation.name},
            url=reverse("budgets:contribution_decide", args=[row.fund.ref, row.number]),
            about=row.fund.name,
            ref=row.fund.ref,
            why=_("You are on the board of this fund, and somebody else proposed it."),
            role=str(FundRole.BOARD.label),
            action=_("Decide"),
        )
    prepared = {"state": ApprovalState.PREPARED}
    allocations = Allocation.objects.filter(scheme__fund__in=funds, **prepared).exclude(prepared_by=user)
    for allocation in allocations.select_related("scheme__fund", "project").order_by("pk"):
        yield _decide("allocation", _("Decide: set money aside for %(name)s"), allocation, allocation.project.title)
    commitments = Commitment.objects.filter(scheme__fund__in=funds, **prepared).exclude(prepared_by=user)
    for commitment in commitments.select_related("scheme__fund", "contract").order_by("pk"):
        yield _decide("commitment", _("Decide: promise money to %(name)s"), commitment, commitment.contract.title)
    releases = Release.objects.filter(commitment__scheme__fund__in=funds, **prepared).exclude(prepared_by=user)
    for release in releases.select_related("commitment__contract").order_by("pk"):
        title = _("Decide: give money back from %(name)s")
        yield _decide("release", title, release, release.commitment.contract.title)
    virements = Virement.objects.filter(from_scheme__fund__in=funds, **prepared).exclude(prepared_by=user)
    for virement in virements.select_related("to_scheme").order_by("pk"):
        yield _decide("virement", _("Decide: move money to %(name)s"), virement, virement.to_scheme.name)
    closings = PeriodClosing.objects.filter(fund__in=funds, **prepared).exclude(prepared_by=user)
    for closing in closings.select_related("fund").order_by("pk"):
        title = _("Decide: close a month of %(name)s")
        yield _decide("period", title, closing, closing.fund.name)
    payments = Payment.objects.filter(commitment__scheme__fund__in=funds, **prepared).exclude(prepared_by=user)
    for payment in payments.select_related("commitment__contract").order_by("pk"):
        title = _("Decide: a payment on %(name)s")
        yield _decide("payment", title, payment, payment.commitment.contract.title, due(payment))


def _decide(noun: str, title: str, row: Any, name: str, due_at: datetime | None = None) -> WorkItem:
    return WorkItem(
        title=title % {"name": name},
        url=reverse(f"budgets:{noun}_decide", args=[row.ref]),
        about=name,
        ref=row.ref,
        why=_("You are on the board of this fund, and somebody else prepared it."),
        role=str(FundRole.BOARD.label),
        due_at=due_at,
        action=_("Decide"),
    )


def _for_manager(funds: list[int]) -> Iterator[WorkItem]:
    yield from _money_to_receive(funds)
    yield from _projects_without_money(funds)
    yield from _contracts_without_promise(funds)
    yield from _results_without_payment(funds)
    yield from _money_left_over(funds)
    yield from _months_to_close(funds)


def _money_to_receive(funds: list[int]) -> Iterator[WorkItem]:
    agreed = Contribution.objects.filter(fund__in=funds, state=ContributionState.AGREED)
    for row in agreed.select_related("fund", "organisation").order_by("pk"):
        yield WorkItem(
            title=_("Record when the money of %(name)s comes in") % {"name": row.organisation.name},
            url=reverse("budgets:contribution_receive", args=[row.fund.ref, row.number]),
            about=row.fund.name,
            ref=row.fund.ref,
            why=_("You manage this fund, and the contribution is agreed."),
            role=str(FundRole.MANAGER.label),
            action=_("Record it"),
        )


def _projects_without_money(funds: list[int]) -> Iterator[WorkItem]:
    """Specifications that were agreed, of a partner of the fund, with nothing set aside or asked for."""
    partners = Contribution.objects.filter(fund__in=funds, state__in=AGREED, organisation=OuterRef("organisation"))
    versions = SpecificationVersion.objects.filter(
        project=OuterRef("pk"), state__in=[VersionState.AGREED, VersionState.FROZEN]
    )
    asked = Allocation.objects.filter(project=OuterRef("pk"), state__in=LIVE)
    projects = Project.objects.filter(Exists(partners), Exists(versions), ~Exists(asked)).order_by("pk")
    fund_by_partner: dict[int, PooledFund] = {}
    for row in Contribution.objects.filter(fund__in=funds, state__in=AGREED).select_related("fund").order_by("-pk"):
        fund_by_partner[row.organisation_id] = row.fund
    for project in projects:
        fund = fund_by_partner[project.organisation_id]
        yield WorkItem(
            title=_("Ask the board to set money aside for %(name)s") % {"name": project.title},
            url=f"{reverse('budgets:allocation_prepare', args=[fund.ref])}?project={project.ref}",
            about=project.title,
            ref=project.ref,
            why=_("Its specification is agreed. No tender can be published before money is set aside."),
            role=str(FundRole.MANAGER.label),
            action=_("Prepare it"),
        )


def _contracts_without_promise(funds: list[int]) -> Iterator[WorkItem]:
    set_aside = Allocation.objects.filter(
        scheme__fund__in=funds,
        state=ApprovalState.APPROVED,
        project=OuterRef("award__lot__procurement__specification__project"),
    )
    promised = Commitment.objects.filter(contract=OuterRef("pk"), state__in=LIVE)
    contracts = Contract.objects.filter(Exists(set_aside), ~Exists(promised), state=ContractState.ACTIVE)
    for contract in contracts.order_by("pk"):
        yield WorkItem(
            title=_("Ask the board to promise money to %(name)s") % {"name": contract.title},
            url=reverse("budgets:commitment_prepare", args=[contract.ref]),
            about=contract.title,
            ref=contract.ref,
            why=_("The contract is in force, and money was set aside for its project."),
            role=str(FundRole.MANAGER.label),
            action=_("Prepare it"),
        )


def _results_without_payment(funds: list[int]) -> Iterator[WorkItem]:
    commitments = {
        row.contract.ref: row
        for row in Commitment.objects.filter(
            scheme__fund__in=funds, state=ApprovalState.APPROVED, outcome_pot_pence__gt=0
        ).select_related("contract")
    }
    paid = Payment.objects.filter(observation=OuterRef("pk"), state__in=LIVE)
    waiting = Observation.objects.filter(
        ~Exists(paid),
        context_ref__in=list(commitments),
        replaced_by=None,
        indicator__payment_weight__gt=0,
        people_measured__gte=F("indicator__min_n"),
    )
    for observation in waiting.select_related("indicator").order_by("recorded_at", "pk"):
        contract = commitments[observation.context_ref].contract
        yield WorkItem(
            title=_("Work out the payment for “%(name)s”") % {"name": observation.indicator.title},
            url=reverse("budgets:payment_prepare", args=[contract.ref, observation.ref]),
            about=contract.title,
            ref=contract.ref,
            why=_("You manage the fund that pays, and a result was reported."),
            role=str(FundRole.MANAGER.label),
            action=_("Work it out"),
        )


def _money_left_over(funds: list[int]) -> Iterator[WorkItem]:
    for commitment, _left in ended_with_money_left(funds):
        contract = commitment.contract
        yield WorkItem(
            title=_("Give back what was not earned on %(name)s") % {"name": contract.title},
            url=reverse("budgets:release_prepare", args=[contract.ref]),
            about=contract.title,
            ref=contract.ref,
            why=_("The contract is over, and some of its money was neither earned nor paid."),
            role=str(FundRole.MANAGER.label),
            action=_("Prepare it"),
        )


def _months_to_close(funds: list[int]) -> Iterator[WorkItem]:
    for fund in PooledFund.objects.filter(pk__in=funds).order_by("pk"):
        if not can_close_now(fund):
            continue
        turn = next_month(fund)
        month = date_format(turn, "F Y")
        yield WorkItem(
            title=_("Ask the board to close %(month)s") % {"month": month},
            url=reverse("budgets:period_prepare", args=[fund.ref, turn.year, turn.month]),
            about=fund.name,
            ref=fund.ref,
            why=_("The month is over. Once it is closed, its figures never change."),
            role=str(FundRole.MANAGER.label),
            action=_("Look at it"),
        )


def _for_provider(user: "User") -> Iterator[WorkItem]:
    """Contracts of the person's organisations with an outcome that nobody has reported on yet."""
    mine = Membership.objects.current().filter(user=user).values("organisation")
    parties = ContractParty.objects.filter(
        organisation__in=mine, role__in=["lead", "sole"], contract__state=ContractState.ACTIVE
    )
    contracts = list(
        Contract.objects.filter(pk__in=parties.values("contract"), award__isnull=False)
        .select_related(f"{JOINED}__framework")
        .order_by("pk")
    )
    if not contracts:
        return
    frameworks = {contract.pk: framework_of(contract) for contract in contracts}
    wanted: dict[int, set[int]] = defaultdict(set)
    indicators = Indicator.objects.filter(
        outcome__framework__in=[each.pk for each in frameworks.values() if each], payment_weight__gt=0
    )
    for pk, framework_id in indicators.order_by("pk").values_list("pk", "outcome__framework_id"):
        wanted[framework_id].add(pk)
    reported: dict[str, set[int]] = defaultdict(set)
    refs = [contract.ref for contract in contracts]
    for ref, pk in Observation.objects.filter(context_ref__in=refs).values_list("context_ref", "indicator_id"):
        reported[ref].add(pk)
    for contract in contracts:
        framework = frameworks[contract.pk]
        if framework and wanted[framework.pk] - reported[contract.ref]:
            yield WorkItem(
                title=_("Report what changed for people: %(name)s") % {"name": contract.title},
                url=reverse("budgets:result_choose", args=[contract.ref]),
                about=contract.title,
                ref=contract.ref,
                why=_("You deliver under this contract, and part of it is paid for outcomes."),
                role=_("Provider"),
                action=_("Report"),
            )


def waiting_for(user: Any) -> list[Waiting]:
    """What this person prepared and the board has not decided yet."""
    if not user.is_authenticated:
        return []
    mine = {"prepared_by": user, "state": ApprovalState.PREPARED}
    found = [
        Waiting(
            title=_("Contribution of %(name)s") % {"name": row.organisation.name},
            url=reverse("budgets:contribution_detail", args=[row.fund.ref, row.number]),
            about=row.fund.name,
            from_whom=str(FundRole.BOARD.label),
        )
        for row in Contribution.objects.filter(recorded_by=user, state=ContributionState.PROPOSED)
        .select_related("fund", "organisation")
        .order_by("pk")
    ]
    for allocation in Allocation.objects.filter(**mine).select_related("project").order_by("pk"):
        found.append(_waiting("allocation", _("Money to set aside"), allocation, allocation.project.title))
    for commitment in Commitment.objects.filter(**mine).select_related("contract").order_by("pk"):
        found.append(_waiting("commitment", _("Money to promise"), commitment, commitment.contract.title))
    for release in Release.objects.filter(**mine).select_related("commitment__contract").order_by("pk"):
        found.append(_waiting("release", _("Money to give back"), release, release.commitment.contract.title))
    for virement in Virement.objects.filter(**mine).select_related("to_scheme").order_by("pk"):
        found.append(_waiting("virement", _("Money to move"), virement, virement.to_scheme.name))
    for closing in PeriodClosing.objects.filter(**mine).select_related("fund").order_by("pk"):
        title = _("Closing %(month)s") % {"month": date_format(closing.starts_on, "F Y")}
        found.append(_waiting("period", title, closing, closing.fund.name))
    payments = Payment.objects.filter(**mine).select_related("commitment__contract").order_by("pk")
    for payment in payments:
        row = _waiting("payment", _("A payment"), payment, payment.commitment.contract.title, due(payment))
        found.append(row)
    return [*found, *personal_waiting_for(user)]


def _waiting(noun: str, title: str, row: Any, about: str, expected_at: datetime | None = None) -> Waiting:
    url = reverse(f"budgets:{noun}_detail", args=[row.ref])
    return Waiting(title=title, url=url, about=about, from_whom=str(FundRole.BOARD.label), expected_at=expected_at)


def managed_funds(user: Any) -> list[int]:
    """The funds that this person manages."""
    return funds_of(user).get(FundRole.MANAGER, []) if user.is_authenticated else []
