"""What is bought, how it is judged, and by when (domain 1 and 2.1). Money in pence including VAT."""

from datetime import datetime

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.tenders.enums import PriceFormula, Process, ProcurementState, Regime, TeamRole


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    """Words about procurements."""

    def public(self) -> "ProcurementQuerySet":
        """Everything published, here or at its source."""
        return self.exclude(state=ProcurementState.DRAFT)

    def open_for_bids(self, now: datetime) -> "ProcurementQuerySet":
        """Published, and the deadline instant has not passed."""
        return self.filter(state=ProcurementState.PUBLISHED, deadline_at__gte=now)


class Procurement(models.Model):
    """One tender. A sourced one keeps everything its notice said in `source_data` and offers no act."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    buyer = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    specification = models.ForeignKey(
        "codesign.SpecificationVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=300)
    summary = models.TextField()
    regime = models.CharField(max_length=20, choices=Regime, blank=True)
    process = models.CharField(max_length=30, choices=Process, blank=True)
    regime_facts = models.JSONField(default=dict, blank=True)
    regime_rationale = models.TextField(blank=True)
    main_cpv = models.CharField(max_length=12, blank=True)
    cpv_codes = models.JSONField(default=list, blank=True)
    estimated_value_pence = models.BigIntegerField(null=True, blank=True)
    outcome_share_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    payment_terms = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    price_weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    price_formula = models.CharField(max_length=30, choices=PriceFormula, default=PriceFormula.RELATIVE_LOWEST)
    price_benchmark_pence = models.BigIntegerField(null=True, blank=True)
    abnormally_low_percent = models.PositiveSmallIntegerField(default=15)
    scale = models.JSONField(default=dict, blank=True)
    tie_rule = models.JSONField(default=list, blank=True)
    key_criteria_reasons = models.JSONField(default=dict, blank=True)
    conflicts_note = models.TextField(blank=True)
    conflicts_assessed_at = models.DateTimeField(null=True, blank=True)
    questions_close_at = models.DateTimeField(null=True, blank=True)
    answers_by_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/London")
    intention_planned_on = models.DateField(null=True, blank=True)
    allows_alliances = models.BooleanField(default=True)
    panel_note = models.TextField(blank=True)
    typed = models.JSONField(default=dict, blank=True)
    publish_asked_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ProcurementState, default=ProcurementState.DRAFT, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    ocid = models.CharField(max_length=100, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=100, blank=True)
    source_data = models.JSONField(default=dict, blank=True)

    objects = ProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("lead_procurement", "Can lead the procurement"),
            ("author_procurement", "Can write the tender pack"),
            ("publish_procurement", "Can publish the tender"),
            ("open_procurement", "Can open bids"),
            ("facilitate_procurement", "Can facilitate moderation"),
            ("score_procurement", "Can score bids"),
            ("approve_procurement", "Can approve the award"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ProcurementState.values), name="procurement_state_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(specification__isnull=False) | ~models.Q(source_name=""),
                name="procurement_specification_or_source",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProcurementState.SOURCED, created_by=None)
                | ~models.Q(state=ProcurementState.SOURCED) & models.Q(created_by__isnull=False),
                name="procurement_maker_or_source",
            ),
            models.UniqueConstraint(fields=["ocid"], condition=~models.Q(ocid=""), name="procurement_ocid_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sourced(self) -> bool:
        """Whether it is known only from a published source."""
        return self.state == ProcurementState.SOURCED

    def is_open_for_bids(self, now: datetime) -> bool:
        """Published, and the deadline instant has not passed: a bid at the instant itself is accepted."""
        return self.state == ProcurementState.PUBLISHED and self.deadline_at is not None and now <= self.deadline_at

    def is_past_deadline(self, now: datetime) -> bool:
        """Whether bids can be opened."""
        return self.deadline_at is not None and now > self.deadline_at


class Lot(models.Model):
    """A separately awarded part. Every procurement has at least one."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    value_pence = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [models.UniqueConstraint(fields=["procurement", "number"], name="lot_number_unique")]

    def __str__(self) -> str:
        """The number alone where its title only repeats that of the whole."""
        is_whole = self.title == self.procurement.title[:200]
        return f"Lot {self.number}" if is_whole else f"Lot {self.number}: {self.title}"


class ProcurementAssignment(models.Model):
    """A person's part in one procurement, with its dates. `number` is its place in addresses."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="assignments")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=TeamRole)
    supporter = models.CharField(max_length=120, blank=True)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "user", "role"],
                condition=models.Q(ended_at=None),
                name="procurement_assignment_once",
            ),
            models.UniqueConstraint(fields=["procurement", "number"], name="procurement_assignment_number"),
            models.CheckConstraint(condition=models.Q(role__in=TeamRole.values), name="team_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def is_active(self, now: datetime) -> bool:
        """Begun and not ended."""
        return self.assigned_at <= now and (self.ended_at is None or now < self.ended_at)


class ProcurementUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Procurement, models.CASCADE, related_name="user_grants")


class ProcurementGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Procurement, models.CASCADE, related_name="group_grants")
