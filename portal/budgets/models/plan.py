"""The plan in the person's own words: sections, goals, what to buy, checks, signature (domain 7.3). Money in pence."""

from django.db import models
from django.db.models import Q

from portal.budgets.enums import Category, CheckKey, LineState, Relation, SectionKey
from portal.budgets.models.personal import FundingPart, PersonalBudget


class PlanSection(models.Model):
    """A part of the plan in words. Who reads it follows from its access class."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, choices=SectionKey)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    is_for_holder = models.BooleanField(default=False)

    class Meta:
        ordering = ["budget", "key"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="plan_section_once"),
            models.CheckConstraint(condition=Q(key__in=SectionKey.values), name="plan_section_key_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.get_key_display()}"


class PlanAuthor(models.Model):
    """Somebody who wrote in the plan: such a person never approves it (SOD-18)."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="authors")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["budget", "pk"]
        constraints = [models.UniqueConstraint(fields=["budget", "user"], name="plan_author_once")]

    def __str__(self) -> str:
        return f"{self.budget}: {self.user}"


class Goal(models.Model):
    """What the person wants, in their own words."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [models.UniqueConstraint(fields=["budget", "number"], name="goal_number_unique")]

    def __str__(self) -> str:
        return self.words


class GoalReading(models.Model):
    """How far the person feels they are, 0 to 10 (goal-based outcome). Never changed; a new one is added."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="readings")
    score = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    said_on = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    is_for_holder = models.BooleanField(default=False)

    class Meta:
        ordering = ["goal", "said_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(score__gte=0, score__lte=10), name="goal_reading_0_to_10")]

    def __str__(self) -> str:
        return f"{self.goal}: {self.score}"


class PlanLine(models.Model):
    """One thing to buy, from the directory or an idea of the person's own, paid by one funder's money.

    `rule_reason`: why it needs a talk. `planned_pence` is what it may cost in the whole period.
    """

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    part = models.ForeignKey(FundingPart, models.PROTECT, related_name="lines")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="lines")
    service = models.ForeignKey("marketplace.Service", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    provider_name = models.CharField(max_length=200, blank=True)
    details = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    payee_relation = models.CharField(max_length=20, choices=Relation, default=Relation.NONE)
    is_payee_at_home = models.BooleanField(default=False)
    is_for_plan_service = models.BooleanField(default=False)
    planned_pence = models.BigIntegerField()
    state = models.CharField(max_length=20, choices=LineState, default=LineState.PLANNED, editable=False)
    rule_reason = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="plan_line_number_unique"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="plan_line_state_valid"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="plan_line_category_valid"),
            models.CheckConstraint(condition=Q(payee_relation__in=Relation.values), name="plan_line_relation_valid"),
            models.CheckConstraint(condition=Q(planned_pence__gt=0), name="plan_line_positive"),
        ]

    def __str__(self) -> str:
        return self.name


class LineTime(models.Model):
    """When it happens: a weekday and a time, and where. What a carer may see without seeing why or what it costs."""

    line = models.ForeignKey(PlanLine, models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField()
    from_time = models.TimeField()
    to_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["weekday", "from_time", "pk"]
        constraints = [models.CheckConstraint(condition=Q(weekday__lte=6), name="line_time_weekday")]

    def __str__(self) -> str:
        return f"{self.line}: {self.from_time:%H:%M}"


class PlanCheck(models.Model):
    """One line of the checklist, ticked by the co-ordinator."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="checks")
    key = models.CharField(max_length=20, choices=CheckKey)
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["budget", "key"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "key"], name="plan_check_once"),
            models.CheckConstraint(condition=Q(key__in=CheckKey.values), name="plan_check_key_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.get_key_display()}"


class PlanSignature(models.Model):
    """The person, or who may sign for them by law, agrees to exactly this plan and to the three things of reg 8(7)."""

    budget = models.ForeignKey(PersonalBudget, models.PROTECT, related_name="signatures")
    plan_hash = models.CharField(max_length=64)
    cost_pence = models.BigIntegerField()
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    is_for_holder = models.BooleanField(default=False)
    void_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["budget"], condition=Q(void_at=None), name="plan_signature_one_counts"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("signed_by")), name="plan_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget}: {self.signed_at:%d %m %Y}"
