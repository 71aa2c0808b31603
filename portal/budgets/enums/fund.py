from django.db import models
from django.utils.translation import gettext_lazy as _


class FundType(models.TextChoices):
    """Legal shapes of domain 6.1."""

    POOLED_S75 = "pooled_s75", _("Pooled fund, section 75")
    POOLED_S65Z6 = "pooled_s65z6", _("NHS pooled fund, section 65Z6")
    DELEGATED_S75 = "delegated_s75", _("Lead commissioning or integrated provision, section 75")
    ALIGNED = "aligned", _("Aligned budgets")
    S256 = "s256_transfer", _("NHS payment to a council, section 256")
    S257 = "s257_voluntary", _("Payment to a voluntary organisation, section 257")
    S76 = "s76_transfer", _("Council payment to the NHS, section 76")
    BCF = "bcf_pool", _("Better Care Fund pool")
    GRANT = "grant", _("Grant fund")
    ALLIANCE_POOL = "alliance_pool", _("Alliance pool")


class FundRole(models.TextChoices):
    MANAGER = "manager", _("Pooled fund manager")
    BOARD = "board", _("Partnership board")
    FINANCE = "finance", _("Finance officer")


class ContributionSource(models.TextChoices):
    NHS_MINIMUM = "nhs_minimum", _("NHS minimum contribution")
    NHS_ADDITIONAL = "nhs_additional", _("Additional NHS contribution")
    LA_MINIMUM = "la_minimum", _("Council minimum contribution")
    LA_ADDITIONAL = "la_additional", _("Additional council contribution")
    LA_GRANT = "la_grant", _("Local authority grant")
    DFG = "dfg", _("Disabled Facilities Grant")
    OTHER = "other", _("Other")


class ContributionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    RECEIVED = "received", _("Received")
    REFUSED = "refused", _("Not agreed")


class ApprovalState(models.TextChoices):
    """What one person prepares and another approves (SOD-22)."""

    PREPARED = "prepared", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AccountKind(models.TextChoices):
    """Accounts of the fund's ledger. Debits are positive, credits negative.

    The money itself: receivable, bank, contributions, expenditure. What it is meant for: planned, unallocated,
    allocated, committed, settled. Each side sums to zero.
    """

    RECEIVABLE = "receivable", _("Agreed, not yet received")
    BANK = "bank", _("Money held")
    CONTRIBUTIONS = "contributions", _("Contributions agreed")
    EXPENDITURE = "expenditure", _("Paid out")
    PLANNED = "planned", _("Planned for schemes")
    UNALLOCATED = "unallocated", _("Planned, not yet set aside")
    ALLOCATED = "allocated", _("Set aside, not yet promised")
    COMMITTED = "committed", _("Promised, not yet paid")
    SETTLED = "settled", _("Promises kept")


COUNCIL_SOURCES = frozenset(
    {
        ContributionSource.LA_MINIMUM,
        ContributionSource.LA_ADDITIONAL,
        ContributionSource.LA_GRANT,
        ContributionSource.DFG,
    }
)
NHS_SOURCES = frozenset({ContributionSource.NHS_MINIMUM, ContributionSource.NHS_ADDITIONAL})
