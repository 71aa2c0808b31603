"""A person's budget: who it is for, who pays, who has a part in it, what was decided (domain 7). Money in pence."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.budgets.enums import (
    AuthorityKind,
    BudgetKind,
    BudgetRole,
    BudgetState,
    DecisionKind,
    FunderKind,
    HoldingMode,
    PaidInto,
    RightBasis,
)

if TYPE_CHECKING:
    from datetime import date, datetime


class PersonalBudget(models.Model):
    """One person's budget and plan for one period. Nobody else knows of it without a right (SOD-19)."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    holder = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BudgetKind, default=BudgetKind.ONGOING)
    state = models.CharField(max_length=20, choices=BudgetState, default=BudgetState.ENQUIRY, editable=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_words = models.TextField(blank=True)
    needs_summary = models.TextField(blank=True)
    amount_shown_at = models.DateTimeField(null=True, blank=True)
    difference_reason = models.TextField(blank=True)
    is_excluded_from_direct = models.BooleanField(default=False)
    review_on = models.DateField(null=True, blank=True)
    review_asked_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    continuing_care = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BudgetState.values), name="personal_budget_state_valid"),
            models.CheckConstraint(condition=Q(kind__in=BudgetKind.values), name="personal_budget_kind_valid"),
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
                name="personal_budget_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class BudgetAssignment(models.Model):
    """Somebody's part in a person's budget, with its dates and the reason for it (the legitimate relationship)."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="people")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=BudgetRole)
    reason = models.CharField(max_length=300, blank=True)
    ties = models.CharField(max_length=300, blank=True)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="budget_assignment_number_unique"),
            models.UniqueConstraint(
                fields=["budget", "user", "role"], condition=Q(ended_at=None), name="budget_assignment_once"
            ),
            models.CheckConstraint(condition=Q(role__in=BudgetRole.values), name="budget_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class FundingPart(models.Model):
    """What one funder gives: each pound can be traced (domain 7.1). `contribution`: the person's own, council only."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="funding")
    number = models.PositiveSmallIntegerField()
    funder_kind = models.CharField(max_length=20, choices=FunderKind)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    right_basis = models.CharField(max_length=20, choices=RightBasis)
    indicative_pence = models.BigIntegerField(null=True, blank=True)
    final_pence = models.BigIntegerField(null=True, blank=True)
    carried_forward_pence = models.BigIntegerField(default=0)
    contribution_pence = models.BigIntegerField(default=0)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "funder_kind"], name="funding_part_once_per_funder"),
            models.UniqueConstraint(fields=["budget", "number"], name="funding_part_number_unique"),
            models.CheckConstraint(condition=Q(funder_kind__in=FunderKind.values), name="funding_kind_valid"),
            models.CheckConstraint(condition=Q(right_basis__in=RightBasis.values), name="funding_basis_valid"),
            models.CheckConstraint(
                condition=Q(contribution_pence=0) | Q(funder_kind=FunderKind.COUNCIL), name="funding_no_nhs_top_up"
            ),
            models.CheckConstraint(
                condition=Q(carried_forward_pence__gte=0, contribution_pence__gte=0), name="funding_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("set_by")), name="funding_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.get_funder_kind_display()}"

    @property
    def amount_pence(self) -> int:
        """What counts now: the final amount, before it the indicative one."""
        return self.indicative_pence or 0 if self.final_pence is None else self.final_pence

    @property
    def whole_pence(self) -> int:
        """With what was carried forward and what the person adds."""
        return self.amount_pence + self.carried_forward_pence + self.contribution_pence


class Holding(models.Model):
    """How a part of a funder's money is held. The parts add up to what there is, to the penny."""

    part = models.ForeignKey(FundingPart, models.PROTECT, related_name="holdings")
    mode = models.CharField(max_length=20, choices=HoldingMode)
    amount_pence = models.BigIntegerField()
    holder_name = models.CharField(max_length=200, blank=True)
    paid_into = models.CharField(max_length=20, choices=PaidInto, blank=True)

    class Meta:
        ordering = ["part", "mode"]
        constraints = [
            models.UniqueConstraint(fields=["part", "mode"], name="holding_once_per_mode"),
            models.CheckConstraint(condition=Q(mode__in=HoldingMode.values), name="holding_mode_valid"),
            models.CheckConstraint(condition=Q(paid_into__in=["", *PaidInto.values]), name="holding_account_valid"),
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="holding_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.get_mode_display()}"


class MoneyIn(models.Model):
    """A payment into the budget that was made. `set_off_pence`: unused money that counted towards it, with reasons."""

    part = models.ForeignKey(FundingPart, models.PROTECT, related_name="payments")
    mode = models.CharField(max_length=20, choices=HoldingMode)
    amount_pence = models.BigIntegerField()
    set_off_pence = models.BigIntegerField(default=0)
    set_off_reason = models.TextField(blank=True)
    items = models.PositiveSmallIntegerField(default=0)
    paid_on = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["part", "-paid_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=HoldingMode.values), name="money_in_mode_valid"),
            models.CheckConstraint(condition=Q(amount_pence__gte=0, set_off_pence__gte=0), name="money_in_positive"),
            models.CheckConstraint(
                condition=Q(set_off_pence=0) | ~Q(set_off_reason=""), name="money_in_set_off_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.paid_on}"


class BudgetReview(models.Model):
    """A talk about how it goes: what came of it. The next date follows from the law and what was agreed."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    funders = models.CharField(max_length=40)
    outcome = models.TextField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["budget", "-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.budget}: {self.held_on}"


class BudgetDecision(models.Model):
    """A decision against the person, with its written reasons."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=DecisionKind)
    reasons = models.TextField()
    amount_pence = models.BigIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["budget", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="budget_decision_number_unique"),
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="budget_decision_kind_valid"),
            models.CheckConstraint(condition=~Q(reasons=""), name="budget_decision_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.get_kind_display()}"


class Reconsideration(models.Model):
    """The decision is looked at again, on the person's evidence, by somebody else, with a written answer."""

    decision = models.ForeignKey(BudgetDecision, models.PROTECT, related_name="reconsiderations")
    evidence = models.TextField()
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_changed = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decision", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(answered_at=None), name="reconsideration_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (Q(is_changed__isnull=False) & ~Q(answer="")),
                name="reconsideration_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.asked_at:%d %m %Y}"


class LegalAuthority(models.Model):
    """Somebody acts for the person by law: what document was seen, what it covers, until when, who verified it."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="authorities")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AuthorityKind)
    document = models.CharField(max_length=200)
    scope = models.CharField(max_length=300)
    expires_on = models.DateField()
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="legal_authority_number_unique"),
            models.CheckConstraint(condition=Q(kind__in=AuthorityKind.values), name="legal_authority_kind_valid"),
            models.CheckConstraint(
                condition=~Q(verified_by=models.F("user")), name="legal_authority_verified_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"

    def holds_at(self, instant: "datetime", today: "date") -> bool:
        """Whether it counts: neither ended nor run out."""
        return (self.ended_at is None or self.ended_at > instant) and today <= self.expires_on


def current(rows: Any, instant: "datetime") -> Any:
    """Of a queryset with `ended_at`: what has not ended."""
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=instant))
