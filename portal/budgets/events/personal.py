"""What happens to personal budgets, told after the commit. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BudgetAsked:
    budget_id: int


@dataclass(frozen=True)
class BudgetPersonAdded:
    assignment_id: int


@dataclass(frozen=True)
class BudgetFoundEligible:
    budget_id: int


@dataclass(frozen=True)
class AmountShown:
    budget_id: int


@dataclass(frozen=True)
class AmountChanged:
    budget_id: int


@dataclass(frozen=True)
class PlanStarted:
    budget_id: int


@dataclass(frozen=True)
class LineAsked:
    line_id: int


@dataclass(frozen=True)
class LineAgreed:
    line_id: int


@dataclass(frozen=True)
class LineRefused:
    line_id: int


@dataclass(frozen=True)
class PlanSubmitted:
    budget_id: int


@dataclass(frozen=True)
class PlanWithdrawn:
    budget_id: int


@dataclass(frozen=True)
class PlanReturned:
    budget_id: int


@dataclass(frozen=True)
class PlanAgreed:
    budget_id: int


@dataclass(frozen=True)
class BudgetActivated:
    budget_id: int


@dataclass(frozen=True)
class BudgetStateChanged:
    budget_id: int


@dataclass(frozen=True)
class MoneyPaidIn:
    payment_id: int


@dataclass(frozen=True)
class SpendWaiting:
    spend_id: int


@dataclass(frozen=True)
class SpendQueried:
    query_id: int


@dataclass(frozen=True)
class SpendAnswered:
    query_id: int


@dataclass(frozen=True)
class CircleInvited:
    grant_id: int


@dataclass(frozen=True)
class CircleAnswered:
    grant_id: int


@dataclass(frozen=True)
class CircleStopped:
    grant_id: int


@dataclass(frozen=True)
class NoteLeft:
    note_id: int


@dataclass(frozen=True)
class AuthorityVerified:
    authority_id: int


@dataclass(frozen=True)
class DecisionMade:
    decision_id: int


@dataclass(frozen=True)
class ReconsiderationAsked:
    reconsideration_id: int


@dataclass(frozen=True)
class ReconsiderationAnswered:
    reconsideration_id: int


@dataclass(frozen=True)
class ReviewAsked:
    budget_id: int
