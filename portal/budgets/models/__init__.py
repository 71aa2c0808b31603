from portal.budgets.models.allocation import Allocation
from portal.budgets.models.circle import CircleGrant, CircleNote
from portal.budgets.models.fund import (
    Contribution,
    Forecast,
    FundAssignment,
    PooledFund,
    PooledFundGroupObjectPermission,
    PooledFundUserObjectPermission,
    Scheme,
)
from portal.budgets.models.ledger import JournalEntry, JournalLine, LedgerAccount, LedgerHead
from portal.budgets.models.payment import Commitment, Payment
from portal.budgets.models.period import PeriodClosing
from portal.budgets.models.personal import (
    BudgetAssignment,
    BudgetDecision,
    BudgetReview,
    FundingPart,
    Holding,
    LegalAuthority,
    MoneyIn,
    PersonalBudget,
    Reconsideration,
)
from portal.budgets.models.plan import (
    Goal,
    GoalReading,
    LineTime,
    PlanAuthor,
    PlanCheck,
    PlanLine,
    PlanSection,
    PlanSignature,
)
from portal.budgets.models.release import Release
from portal.budgets.models.spend import SpendLine, SpendQuery
from portal.budgets.models.statistics import PublishedStatistic, StatisticRelease
from portal.budgets.models.virement import Virement

__all__ = [
    "Allocation",
    "BudgetAssignment",
    "BudgetDecision",
    "BudgetReview",
    "CircleGrant",
    "CircleNote",
    "Commitment",
    "Contribution",
    "Forecast",
    "FundAssignment",
    "FundingPart",
    "Goal",
    "GoalReading",
    "Holding",
    "JournalEntry",
    "JournalLine",
    "LedgerAccount",
    "LedgerHead",
    "LegalAuthority",
    "LineTime",
    "MoneyIn",
    "Payment",
    "PeriodClosing",
    "PersonalBudget",
    "PlanAuthor",
    "PlanCheck",
    "PlanLine",
    "PlanSection",
    "PlanSignature",
    "PooledFund",
    "PooledFundGroupObjectPermission",
    "PooledFundUserObjectPermission",
    "PublishedStatistic",
    "Reconsideration",
    "Release",
    "Scheme",
    "SpendLine",
    "SpendQuery",
    "StatisticRelease",
    "Virement",
]
