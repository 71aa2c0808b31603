"""Pooled funds, what the partners put in, and what it is for (domain 6). Money in pence."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.budgets.enums import ContributionSource, ContributionState, FundRole, FundType


class PooledFund(models.Model):
    """One pot for one financial year (1 April to 31 March), held by its host partner."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    name = models.CharField(max_length=200)
    fund_type = models.CharField(max_length=30, choices=FundType)
    host = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    aims = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    agreement_reference = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "name", "pk"]
        permissions = [
            ("prepare_pooledfund", "Can prepare contributions, schemes, allocations and payments"),
            ("approve_pooledfund", "Can approve allocations and payments"),
            ("read_pooledfund_money", "Can read all money of the fund"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(fund_type__in=FundType.values), name="fund_type_valid"),
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="fund_dates_ordered"),
        ]

    def __str__(self) -> str:
        return self.name


class FundAssignment(models.Model):
    """A person's part in a fund, with its dates. The manager is an officer of the host (SI 2000/617 reg 7(4))."""

    fund = models.ForeignKey(PooledFund, models.CASCADE, related_name="assignments")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=FundRole)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["fund", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "user", "role"], condition=models.Q(ended_at=None), name="fund_assignment_once"
            ),
            models.UniqueConstraint(fields=["fund", "number"], name="fund_assignment_number_unique"),
            models.CheckConstraint(condition=models.Q(role__in=FundRole.values), name="fund_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Contribution(models.Model):
    """What one partner puts in. Proposed by the manager, agreed by somebody of the board, then received."""

    fund = models.ForeignKey(PooledFund, models.PROTECT, related_name="contributions")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    source_code = models.CharField(max_length=20, choices=ContributionSource)
    agreed_pence = models.BigIntegerField()
    state = models.CharField(
        max_length=20, choices=ContributionState, default=ContributionState.PROPOSED, editable=False
    )
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["fund", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="contribution_number_unique"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["agreed", "received"]) | ~models.Q(decided_by=models.F("recorded_by")),
                name="contribution_second_person",
            ),
            models.CheckConstraint(condition=models.Q(agreed_pence__gt=0), name="contribution_positive"),
            models.CheckConstraint(
                condition=models.Q(state__in=ContributionState.values), name="contribution_state_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_source_code_display()}"


class Scheme(models.Model):
    """One line of the fund's plan: what kind of support, and how much is planned for it."""

    fund = models.ForeignKey(PooledFund, models.PROTECT, related_name="schemes")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    area_of_spend = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    planned_pence = models.BigIntegerField()
    is_contingency = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["fund", "number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="scheme_number_unique"),
            models.CheckConstraint(condition=models.Q(planned_pence__gt=0), name="scheme_planned_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class Forecast(models.Model):
    """What the manager expects a scheme to have cost by the fund's end. The newest counts; without one, the plan."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="forecasts")
    amount_pence = models.BigIntegerField()
    note = models.CharField(max_length=300)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["scheme", "-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount_pence__gte=0), name="forecast_not_negative")]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.amount_pence}"


class PooledFundUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(PooledFund, models.CASCADE, related_name="user_grants")


class PooledFundGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(PooledFund, models.CASCADE, related_name="group_grants")
