"""The fund's double-entry ledger in pence. Entries are append-only and chained; a correction is a new entry."""

import uuid

from django.db import models

from portal.budgets.enums import AccountKind
from portal.budgets.models.fund import PooledFund, Scheme


class LedgerAccount(models.Model):
    """One account of one fund, of a scheme where it belongs to one."""

    fund = models.ForeignKey(PooledFund, models.PROTECT, related_name="accounts")
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="accounts")
    kind = models.CharField(max_length=20, choices=AccountKind)

    class Meta:
        ordering = ["fund", "kind", "scheme"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "kind", "scheme"], name="ledger_account_of_scheme_once"),
            models.UniqueConstraint(
                fields=["fund", "kind"], condition=models.Q(scheme=None), name="ledger_account_of_fund_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=AccountKind.values), name="ledger_account_kind_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.scheme or ''}".strip()


class JournalEntry(models.Model):
    """One booking: lines that sum to zero, what it is for, who prepared and (where two are needed) who approved it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(PooledFund, models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    booked_at = models.DateTimeField()
    description = models.CharField(max_length=300)
    source = models.CharField(max_length=100)
    prepared_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["fund", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "sequence"], name="journal_sequence_unique"),
            models.UniqueConstraint(fields=["source"], name="journal_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} #{self.sequence}: {self.description}"


class JournalLine(models.Model):
    """A debit (positive) or credit (negative) on one account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="lines")
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    amount_pence = models.BigIntegerField()

    class Meta:
        ordering = ["entry", "position"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="journal_line_position_unique"),
            models.CheckConstraint(condition=~models.Q(amount_pence=0), name="journal_line_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.amount_pence}"


class LedgerHead(models.Model):
    """The signed end of one fund's ledger."""

    fund = models.OneToOneField(PooledFund, models.PROTECT, related_name="ledger_head")
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["fund"]

    def __str__(self) -> str:
        return f"{self.fund_id} #{self.sequence}"
