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
    "PooledFund",
    "PooledFundGroupObjectPermission",
    "PooledFundUserObjectPermission",
    "Scheme",
]
