"""Gain and pain shared in an alliance (domain 3.4). Integer pence; the split is exact to the penny.

Commissioners carry what members do not: the part outside the cap, their own share, and the shortfall of limited
recourse, which never falls on other members unless the agreement says so (the caller then passes no `fee_at_risk`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError
from portal.common.money import format_pounds, largest_remainder, to_pence
from portal.common.rounding import Exact, digits, exact


@dataclass(frozen=True)
class GainShareTerms:
    """As agreed. Percents 0 to 100; `outcome_gate` 0 to 1; `participation` sums to 100.

    `fee_at_risk_pence`: the most a member can lose; a member that is not in it can lose its whole part.
    """

    target_cost_pence: int
    cap_percent: Decimal
    provider_share_percent: Decimal
    participation: Mapping[str, Decimal]
    outcome_gate: Decimal = Decimal(0)
    fee_at_risk_pence: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class GainShare:
    """Who gains (above zero) or loses (below zero), in pence. Members and commissioners together are `raw_pence`."""

    raw_pence: int
    shared_pence: int
    pool_pence: int
    members_pence: Mapping[str, int]
    shortfall_pence: int
    commissioners_pence: int
    working: tuple[str, ...]

    @property
    def outside_cap_pence(self) -> int:
        return self.raw_pence - self.shared_pence


def terms_problem(terms: GainShareTerms) -> str:
    """Why these terms cannot be agreed; empty when they can."""
    if terms.target_cost_pence <= 0:
        return _("The target cost must be above zero.")
    if not (0 <= terms.cap_percent <= 100 and 0 <= terms.provider_share_percent <= 100):
        return _("The cap and the providers' share lie between 0 and 100 percent.")
    if not 0 <= terms.outcome_gate <= 1:
        return _("The outcome gate lies between 0 and 1.")
    if any(part < 0 for part in terms.participation.values()):
        return _("A member's part cannot be below zero.")
    if sum(map(exact, terms.participation.values()), start=Fraction(0)) != 100:
        return _("The members' parts must sum to 100 percent.")
    if any(fee < 0 for fee in terms.fee_at_risk_pence.values()):
        return _("A fee at risk cannot be below zero.")
    return ""


def gain_share(terms: GainShareTerms, *, actual_cost_pence: int, outcome_score: Exact) -> GainShare:
    """Share the difference between target and actual cost. `outcome_score` 0 to 1.

    DomainError: terms that cannot be agreed, a score outside 0 to 1, or an actual cost below zero.
    """
    if problem := terms_problem(terms):
        raise DomainError(problem)
    if not 0 <= exact(outcome_score) <= 1:
        raise DomainError(_("The outcome score lies between 0 and 1."))
    if actual_cost_pence < 0:
        raise DomainError(_("The actual cost cannot be below zero."))
    raw = terms.target_cost_pence - actual_cost_pence
    shared = _within_cap(terms, raw)
    pool = _pool(terms, shared, exact(outcome_score))
    due = largest_remainder(pool, terms.participation)
    members = {member: _limited(terms, member, part) for member, part in due.items()}
    shortfall = sum(members.values()) - pool
    working = _working(terms, raw, shared, pool, exact(outcome_score))
    return GainShare(raw, shared, pool, members, shortfall, raw - sum(members.values()), working)


def _within_cap(terms: GainShareTerms, raw: int) -> int:
    most = to_pence(exact(terms.target_cost_pence) * exact(terms.cap_percent) / 100)
    return min(raw, most) if raw >= 0 else max(raw, -most)


def _pool(terms: GainShareTerms, shared: int, outcome: Fraction) -> int:
    """Gain is earned by outcomes, and none below the gate: no reward for savings made by poor outcomes."""
    share = shared * exact(terms.provider_share_percent) / 100
    if shared <= 0:
        return to_pence(share)
    return 0 if outcome < exact(terms.outcome_gate) else to_pence(share * outcome)


def _limited(terms: GainShareTerms, member: str, part: int) -> int:
    at_risk = terms.fee_at_risk_pence.get(member)
    return part if at_risk is None else max(part, -at_risk)


def _working(terms: GainShareTerms, raw: int, shared: int, pool: int, outcome: Fraction) -> tuple[str, ...]:
    actual = terms.target_cost_pence - raw
    lines = [f"{format_pounds(terms.target_cost_pence)} − {format_pounds(actual)} = {format_pounds(raw)}"]
    if shared != raw:
        words = {"cap": digits(terms.cap_percent), "shared": format_pounds(shared)}
        lines.append(_("At most %(cap)s%% of the target cost is shared: %(shared)s") % words)
    sum_shown = f"{format_pounds(shared)} × {digits(terms.provider_share_percent)}%"
    if shared > 0 and outcome < exact(terms.outcome_gate):
        words = {"outcome": digits(outcome), "gate": digits(terms.outcome_gate)}
        return (*lines, _("Outcomes at %(outcome)s are below the gate of %(gate)s, so nothing is shared out") % words)
    if shared > 0:
        sum_shown += f" × {digits(outcome)}"
    return (*lines, f"{sum_shown} = {format_pounds(pool)}")
