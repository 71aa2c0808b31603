"""Money on a contract: what was promised, what each outcome could bring, what it brought."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from portal.budgets.enums import ApprovalState
from portal.budgets.links import JOINED, framework_of, project_of
from portal.budgets.models import Allocation, Commitment, Payment, PooledFund, Release
from portal.budgets.paying import most_pence, pay_by
from portal.codesign.models import Project
from portal.common.disclosure import disclose_average, disclose_count, disclose_percent
from portal.outcomes.models import Indicator, Observation
from portal.outcomes.wording import measured
from portal.tenders.models import Contract, ContractParty

DISPLAY_LEAST = 10
"""Below this many pairs of answers a figure is not shown (domain 3.2)."""


@dataclass(frozen=True)
class FoundView:
    """A result as everybody may see it: small numbers hidden, numbers of people rounded."""

    observation: Observation
    value: str
    answered: str
    period: tuple[date, date]

    @property
    def is_shown(self) -> bool:
        return bool(self.value)


def found_view(observation: Observation) -> FoundView:
    """Passes the disclosure filter; too few answers give no value at all."""
    people, began = observation.people_measured, observation.people_started
    figure = disclose_average(observation.value, people, places=2)
    is_hidden = people < DISPLAY_LEAST or figure.is_suppressed or figure.value is None
    words = _("Too few to report")
    if not is_hidden:
        words = _("About %(n)s of about %(all)s people answered both times (%(share)s%%)") % {
            "n": disclose_count(people),
            "all": disclose_count(began),
            "share": disclose_percent(people, began),
        }
    value = "" if is_hidden else measured(observation.indicator, observation.value)
    return FoundView(observation, value, words, (observation.period_from_on, observation.period_to_on))


@dataclass(frozen=True)
class OutcomeMoney:
    """One outcome's measure under one contract, in pence."""

    indicator: Indicator
    most_pence: int
    earned_pence: int = 0
    waiting_pence: int = 0
    is_settled: bool = False
    found: FoundView | None = None

    @property
    def start(self) -> str:
        return measured(self.indicator, self.indicator.baseline)

    @property
    def target(self) -> str:
        return measured(self.indicator, self.indicator.target)

    @property
    def not_earned_pence(self) -> int:
        """What the results so far did not bring. Later results can still bring some of it."""
        return self.most_pence - self.earned_pence - self.waiting_pence


@dataclass(frozen=True)
class ContractMoney:
    """All money of one contract, in pence. `commitment` is None while nothing is promised."""

    contract: Contract
    commitment: Commitment | None = None
    fund: PooledFund | None = None
    outcomes: list[OutcomeMoney] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)

    @property
    def promised_pence(self) -> int:
        """What is promised now: what went back to its scheme no longer is."""
        return (self.commitment.amount_pence if self.commitment else 0) - self.released_pence

    @property
    def pot_pence(self) -> int:
        """The part for outcomes that is promised now."""
        return self.most_pence - self.released_outcome_pence

    @property
    def most_pence(self) -> int:
        """All that outcomes could ever bring, as it was promised at first."""
        return self.commitment.outcome_pot_pence if self.commitment else 0

    @property
    def released_pence(self) -> int:
        """What was not earned and went back to its scheme."""
        return sum(release.amount_pence for release in self.releases)

    @property
    def released_outcome_pence(self) -> int:
        return sum(release.outcome_pence for release in self.releases)

    @property
    def fixed_pence(self) -> int:
        """The part that does not depend on outcomes."""
        return self.promised_pence - self.pot_pence

    @property
    def paid_pence(self) -> int:
        return sum(payment.amount_pence for payment in self.payments)

    @property
    def earned_pence(self) -> int:
        return sum(each.earned_pence for each in self.outcomes)

    @property
    def waiting_pence(self) -> int:
        return sum(each.waiting_pence for each in self.outcomes)

    @property
    def settled_not_earned_pence(self) -> int:
        """Of outcomes with a decided result: what they did not bring."""
        return sum(each.not_earned_pence for each in self.outcomes if each.is_settled)


def contract_money(contract: Contract) -> ContractMoney:
    """What was promised and paid, outcome by outcome."""
    promised = Commitment.objects.filter(contract=contract, state=ApprovalState.APPROVED)
    commitment = promised.select_related("scheme__fund__host").order_by("-pk").first()
    framework = framework_of(contract)
    return _money([_Promise(contract, commitment, framework.pk if framework else None)])[0]


@dataclass(frozen=True)
class _Promise:
    """A contract, what is promised to it, and the outcomes that it pays for."""

    contract: Contract
    commitment: Commitment | None
    framework_id: int | None


def _money(promises: list[_Promise]) -> list[ContractMoney]:
    """The money of these contracts: four queries, however many there are."""
    wanted = [each.contract for each in promises]
    payments: dict[int, list[Payment]] = defaultdict(list)
    rows = Payment.objects.filter(
        commitment__contract__in=wanted, state__in=[ApprovalState.PREPARED, ApprovalState.APPROVED]
    )
    for payment in rows.select_related("commitment", "observation__indicator").order_by("-prepared_at", "-pk"):
        payments[payment.commitment.contract_id].append(payment)
    releases: dict[int, list[Release]] = defaultdict(list)
    given_back = Release.objects.filter(commitment__contract__in=wanted, state=ApprovalState.APPROVED)
    for release in given_back.select_related("commitment__scheme").order_by("-decided_at", "-pk"):
        releases[release.commitment.contract_id].append(release)
    newest: dict[tuple[str, int], Observation] = {}
    refs = [contract.ref for contract in wanted]
    observations = Observation.objects.filter(context_ref__in=refs, replaced_by=None)
    for observation in observations.select_related("indicator").order_by("period_from_on", "pk"):
        newest[(observation.context_ref, observation.indicator_id)] = observation
    indicators: dict[int | None, list[Indicator]] = defaultdict(list)
    used = {each.framework_id for each in promises if each.framework_id}
    for indicator in Indicator.objects.filter(outcome__framework__in=used).select_related("outcome"):
        indicators[indicator.outcome.framework_id].append(indicator)
    found = []
    for each in promises:
        contract, commitment = each.contract, each.commitment
        outcomes = [
            _outcome_money(commitment, indicator, payments[contract.pk], newest.get((contract.ref, indicator.pk)))
            for indicator in indicators[each.framework_id]
        ]
        paid = [payment for payment in payments[contract.pk] if payment.state == ApprovalState.APPROVED]
        fund = commitment.scheme.fund if commitment else None
        found.append(ContractMoney(contract, commitment, fund, outcomes, paid, releases[contract.pk]))
    return found


def _outcome_money(
    commitment: Commitment | None, indicator: Indicator, payments: list[Payment], newest: Observation | None
) -> OutcomeMoney:
    mine = [row for row in payments if row.observation and row.observation.indicator_id == indicator.pk]
    approved = [row for row in mine if row.state == ApprovalState.APPROVED]
    return OutcomeMoney(
        indicator,
        most_pence(commitment, indicator) if commitment else 0,
        sum(row.amount_pence for row in approved),
        sum(row.amount_pence for row in mine if row.state == ApprovalState.PREPARED),
        bool(approved),
        found_view(newest) if newest else None,
    )


def fund_contracts(fund: PooledFund) -> list[ContractMoney]:
    """The contracts that this fund has promised money to."""
    promised = Commitment.objects.filter(scheme__fund=fund, state=ApprovalState.APPROVED)
    rows = promised.select_related("scheme", "contract").annotate(pays_for=F(f"contract__{JOINED}__framework"))
    promises = []
    for row in sorted(rows.order_by(), key=lambda row: (row.contract.title, row.contract_id)):
        row.scheme.fund = fund
        promises.append(_Promise(row.contract, row, row.pays_for))
    return _money(promises) if promises else []


def fund_of(project: Project) -> PooledFund | None:
    """The fund that has set money aside for a project (the first when several have)."""
    first = (
        Allocation.objects.filter(project=project, state=ApprovalState.APPROVED)
        .select_related("scheme__fund__host")
        .order_by("decided_at", "pk")
        .first()
    )
    return first.scheme.fund if first else None


@dataclass(frozen=True)
class ProjectMoney:
    """What a project's money has come to, in pence; for the journey line."""

    fund: PooledFund | None
    set_aside_pence: int
    promised_pence: int
    paid_pence: int


def project_money(project: Project) -> ProjectMoney:
    """Set aside, promised and paid for a project: four queries."""
    from portal.budgets.sums import allocated_pence, committed_pence, total

    paid = Payment.objects.filter(
        commitment__contract__award__lot__procurement__specification__project=project, state=ApprovalState.APPROVED
    )
    return ProjectMoney(
        fund_of(project), allocated_pence(project=project), committed_pence(project=project), total(paid)
    )


def payee(contract: Contract) -> str:
    """Who is paid: the lead or only provider."""
    party = ContractParty.objects.filter(contract=contract, role__in=["lead", "sole"])
    found = party.select_related("organisation").order_by("pk").first()
    return found.organisation.name if found else _("the provider")


def commitments_of(fund: PooledFund) -> QuerySet[Commitment]:
    """All promises of a fund, whatever became of them."""
    return Commitment.objects.filter(scheme__fund=fund).select_related("contract", "scheme").order_by("-prepared_at")


def payments_of(fund: PooledFund) -> QuerySet[Payment]:
    """All payments of a fund, whatever became of them."""
    return (
        Payment.objects.filter(commitment__scheme__fund=fund)
        .select_related("commitment__contract", "observation__indicator")
        .order_by("-prepared_at", "-pk")
    )


def allocations_of(fund: PooledFund) -> QuerySet[Allocation]:
    """All that was asked to be set aside, whatever became of it."""
    return Allocation.objects.filter(scheme__fund=fund).select_related("project", "scheme").order_by("-prepared_at")


def results_to_pay(commitment: Commitment) -> list[Observation]:
    """Results of a contract that no payment stands on yet, oldest first."""
    busy = Payment.objects.filter(
        commitment=commitment, state__in=[ApprovalState.PREPARED, ApprovalState.APPROVED]
    ).exclude(observation=None)
    found = Observation.objects.filter(
        context_ref=commitment.contract.ref, replaced_by=None, indicator__payment_weight__gt=0
    ).exclude(pk__in=busy.values("observation"))
    return list(found.select_related("indicator__outcome").order_by("period_from_on", "pk"))


__all__ = [
    "ContractMoney",
    "OutcomeMoney",
    "ProjectMoney",
    "contract_money",
    "found_view",
    "fund_contracts",
    "fund_of",
    "pay_by",
    "payee",
    "project_money",
    "project_of",
]
