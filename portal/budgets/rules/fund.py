"""The identities of a pooled fund (domain 6.3), its variance in words, and who carries it (6.4). Integer pence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.money import format_pounds, largest_remainder
from portal.common.rounding import exact, round_places

GREEN_WITHIN_PERCENT = Decimal(1)
AMBER_WITHIN_PERCENT = Decimal(3)


def available(received_pence: Iterable[int], paid_pence: Iterable[int]) -> int:
    """Money that is there: sum of received less sum of paid."""
    return sum(received_pence) - sum(paid_pence)


def uncommitted(agreed_budget_pence: int, committed_pence: int) -> int:
    """What is not yet promised to anybody. Below zero: an over-commitment, which needs approval."""
    return agreed_budget_pence - committed_pence


def forecast_outturn(paid_pence: int, accrued_pence: int, forecast_remaining_pence: int) -> int:
    return paid_pence + accrued_pence + forecast_remaining_pence


def variance(forecast_outturn_pence: int, budget_pence: int) -> int:
    """Above zero is over budget."""
    return forecast_outturn_pence - budget_pence


def variance_in_words(variance_pence: int) -> str:
    """ "£12,000 over", "£500 under", "On budget": the sign is always said in words too."""
    if not variance_pence:
        return _("On budget")
    amount = {"amount": format_pounds(abs(variance_pence))}
    return _("%(amount)s over") % amount if variance_pence > 0 else _("%(amount)s under") % amount


def variance_percent(variance_pence: int, budget_pence: int) -> Decimal | None:
    """Percent of the budget with one decimal, for display; None without a budget."""
    return round_places(Fraction(variance_pence * 100, budget_pence), 1) if budget_pence else None


class Rag(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


RAG_KINDS = {Rag.GREEN: "near", Rag.AMBER: "watch", Rag.RED: "act"}
"""The shape that the variance component draws for each: circle, triangle, square."""


def rag(
    variance_pence: int,
    budget_pence: int,
    *,
    green_within: Decimal = GREEN_WITHIN_PERCENT,
    amber_within: Decimal = AMBER_WITHIN_PERCENT,
) -> Rag:
    """Green within 1% of the budget, amber over 1% to 3%, red over 3%, over or under. ValueError below zero."""
    if budget_pence < 0:
        raise ValueError("A budget cannot be below zero.")
    size = abs(variance_pence) * 100
    if size <= exact(green_within) * budget_pence:
        return Rag.GREEN
    return Rag.AMBER if size <= exact(amber_within) * budget_pence else Rag.RED


@dataclass(frozen=True)
class SchemeFigures:
    """One scheme at one date, in pence."""

    name: str
    budget_pence: int
    committed_pence: int = 0
    paid_pence: int = 0
    is_overcommitment_approved: bool = False


def scheme_problems(scheme: SchemeFigures) -> list[str]:
    """Committed stays within budget (or its excess is approved), and paid within committed."""
    problems = []
    if scheme.committed_pence > scheme.budget_pence and not scheme.is_overcommitment_approved:
        over = format_pounds(scheme.committed_pence - scheme.budget_pence)
        problems.append(_("%(name)s is promised %(over)s more than its budget.") % {"name": scheme.name, "over": over})
    if scheme.paid_pence > scheme.committed_pence:
        over = format_pounds(scheme.paid_pence - scheme.committed_pence)
        problems.append(_("%(name)s is paid %(over)s more than was promised.") % {"name": scheme.name, "over": over})
    return problems


def fund_problems(
    schemes: Sequence[SchemeFigures], agreed_contributions_pence: Iterable[int], *, contingency_pence: int = 0
) -> list[str]:
    """What breaks the identities of a fund; empty when all hold.

    Budgets of schemes plus the recorded contingency (below zero: planned beyond what is agreed) equal contributions.
    """
    problems = [problem for scheme in schemes for problem in scheme_problems(scheme)]
    planned = sum(scheme.budget_pence for scheme in schemes) + contingency_pence
    agreed = sum(agreed_contributions_pence)
    if planned != agreed:
        words = {"planned": format_pounds(planned), "agreed": format_pounds(agreed)}
        problems.append(_("%(planned)s is planned and %(agreed)s is agreed; they must be equal.") % words)
    return problems


def virement_problem(changes_pence: Mapping[str, int]) -> str:
    """Why money cannot be moved like this: what some schemes lose, others gain. Empty when it nets to zero."""
    net = sum(changes_pence.values())
    if net:
        return _("The changes must come to nothing together; they come to %(net)s.") % {"net": format_pounds(net)}
    return ""


class RiskBasis(StrEnum):
    PROPORTION = "proportion_of_contribution"
    FIXED_PERCENT = "fixed_percent"
    HOST_BEARS = "host_bears"
    COST_CAUSER = "cost_causer"


@dataclass(frozen=True)
class RiskShareRule:
    """Who carries an overspend and who keeps an underspend, from a date on.

    `over_percent` and `under_percent` (fixed_percent only) each sum to 100. `cap_pence`: the most that is shared.
    """

    basis: RiskBasis
    from_on: date
    over_percent: Mapping[str, Decimal] = field(default_factory=dict)
    under_percent: Mapping[str, Decimal] = field(default_factory=dict)
    cap_pence: int | None = None


@dataclass(frozen=True)
class RiskShare:
    """Each organisation's part (above zero: it pays in; below: it is due back), and what lies beyond the cap."""

    parts_pence: Mapping[str, int]
    beyond_cap_pence: int


def risk_rule_problem(rule: RiskShareRule) -> str:
    """Why a rule cannot be agreed; empty when it can."""
    if rule.cap_pence is not None and rule.cap_pence < 0:
        return _("A cap cannot be below zero.")
    if rule.basis != RiskBasis.FIXED_PERCENT:
        return ""
    sides = (rule.over_percent, rule.under_percent)
    if any(part < 0 for side in sides for part in side.values()):
        return _("A share cannot be below zero.")
    if any(sum(map(exact, side.values()), start=Fraction(0)) != 100 for side in sides):
        return _("The shares of an overspend sum to 100 percent, and so do those of an underspend.")
    return ""


def rule_in_force(rules: Iterable[RiskShareRule], on: date) -> RiskShareRule | None:
    """The latest rule that began on or before `on`."""
    begun = [rule for rule in rules if rule.from_on <= on]
    return max(begun, key=lambda rule: rule.from_on, default=None)


def risk_share(
    rule: RiskShareRule,
    variance_pence: int,
    *,
    contributions_pence: Mapping[str, int],
    host: str,
    caused_pence: Mapping[str, int] | None = None,
) -> RiskShare:
    """Split a variance among the partners, exact to the penny.

    `caused_pence` (cost_causer only): how much of the variance each partner caused. DomainError: a rule that cannot be
    used, or nobody to split between.
    """
    if problem := risk_rule_problem(rule):
        raise DomainError(problem)
    size = abs(variance_pence) if rule.cap_pence is None else min(abs(variance_pence), rule.cap_pence)
    shared = size if variance_pence > 0 else -size
    shares = _shares(rule, variance_pence, contributions_pence, host, caused_pence or {})
    return RiskShare(largest_remainder(shared, shares), variance_pence - shared)


def _shares(
    rule: RiskShareRule,
    variance_pence: int,
    contributions: Mapping[str, int],
    host: str,
    caused: Mapping[str, int],
) -> Mapping[str, int | Decimal]:
    match rule.basis:
        case RiskBasis.PROPORTION:
            return contributions
        case RiskBasis.HOST_BEARS:
            return {host: 1}
        case RiskBasis.COST_CAUSER:
            return caused
        case RiskBasis.FIXED_PERCENT:
            return rule.over_percent if variance_pence > 0 else rule.under_percent
