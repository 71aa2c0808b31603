from portal.budgets.models.allocation import Allocation
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
from portal.budgets.models.release import Release
from portal.budgets.models.virement import Virement

__all__ = [
    "Allocation",
    "Commitment",
    "Contribution",
    "Forecast",
    "FundAssignment",
    "JournalEntry",
    "JournalLine",
    "LedgerAccount",
    "LedgerHead",
    "Payment",
    "PeriodClosing",
    "PooledFund",
    "PooledFundGroupObjectPermission",
    "PooledFundUserObjectPermission",
    "Release",
    "Scheme",
    "Virement",
]
