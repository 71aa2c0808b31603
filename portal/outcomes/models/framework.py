"""What has to change for people, how it is seen, and what was seen (domain 3.1)."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.outcomes.enums import (
    Direction,
    FrameworkRole,
    FrameworkState,
    Instrument,
    MeasureKind,
    Reporter,
    Statistic,
)


class OutcomesFramework(models.Model):
    """A set of outcomes that belongs together; fixed when the specification that uses it is agreed."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=FrameworkState, default=FrameworkState.DRAFT, editable=False)
    is_public = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    fixed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    fixed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("edit_outcomesframework", "Can edit the framework"),
            ("fix_outcomesframework", "Can fix the framework"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=FrameworkState.values), name="framework_state_valid")
        ]

    def __str__(self) -> str:
        return self.title


class FrameworkAssignment(models.Model):
    """Somebody who may write a framework or fix it, besides its maker."""

    framework = models.ForeignKey(OutcomesFramework, models.CASCADE, related_name="assignments")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=FrameworkRole)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["framework", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "user", "role"],
                condition=models.Q(ended_at=None),
                name="framework_assignment_once",
            ),
            models.CheckConstraint(condition=models.Q(role__in=FrameworkRole.values), name="framework_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Outcome(models.Model):
    """A change in a person's life, in plain words."""

    framework = models.ForeignKey(OutcomesFramework, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "position"], name="outcome_position_unique")]

    def __str__(self) -> str:
        return self.statement


class Indicator(models.Model):
    """What would show the outcome: measure, baseline, floor, target, and its share of the outcome pot in percent.

    The figures may be missing while the framework is a draft; a fixed one has them all.
    """

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=MeasureKind, default=MeasureKind.PROM)
    instrument = models.CharField(max_length=20, choices=Instrument, default=Instrument.GBO)
    statistic = models.CharField(max_length=30, choices=Statistic, default=Statistic.MEAN)
    direction = models.CharField(max_length=20, choices=Direction, default=Direction.HIGHER)
    population = models.CharField(max_length=200, blank=True)
    collection_points = models.CharField(max_length=200, blank=True)
    reporter = models.CharField(max_length=20, choices=Reporter, default=Reporter.PERSON)
    min_n = models.PositiveIntegerField(default=30)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_source = models.CharField(max_length=200, blank=True)
    floor = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    payment_weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        ordering = ["outcome__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "position"], name="indicator_position_unique"),
            models.CheckConstraint(
                condition=models.Q(payment_weight__gte=0) & models.Q(payment_weight__lte=100),
                name="indicator_weight_percent",
            ),
            models.CheckConstraint(condition=~models.Q(floor=models.F("target")), name="indicator_floor_is_not_target"),
        ]

    def __str__(self) -> str:
        return self.title


class Observation(models.Model):
    """A measured value of an indicator for one contract (its reference) and period, with its evidence.

    Written once; a mistake is put right by a new observation that replaces it.
    """

    ref = models.CharField(max_length=20, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    context_ref = models.CharField(max_length=20)
    period_from_on = models.DateField()
    period_to_on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    people_measured = models.PositiveIntegerField()
    people_started = models.PositiveIntegerField()
    evidence = models.TextField()
    evidence_file = models.FileField(upload_to="observations/", blank=True)
    evidence_name = models.CharField(max_length=150, blank=True)
    evidence_type = models.CharField(max_length=100, blank=True)
    scan_state = models.CharField(max_length=20, default="not_scanned")
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["context_ref", "indicator", "period_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "context_ref", "period_from_on"],
                condition=models.Q(replaces=None),
                name="observation_once",
            ),
            models.CheckConstraint(
                condition=models.Q(period_to_on__gte=models.F("period_from_on")), name="observation_period_ordered"
            ),
            models.CheckConstraint(
                condition=models.Q(people_measured__lte=models.F("people_started")), name="observation_pairs_of_started"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class OutcomesFrameworkUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(OutcomesFramework, models.CASCADE, related_name="user_grants")


class OutcomesFrameworkGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(OutcomesFramework, models.CASCADE, related_name="group_grants")
