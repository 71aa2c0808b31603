"""My circle: what the holder lets others see and do, and until when (domain 7.6). Rights are asked of these rows."""

from datetime import date

from django.db import models
from django.db.models import Q

from portal.budgets.enums import GrantAct, GrantState, PlanPart
from portal.budgets.models.personal import PersonalBudget


class CircleGrant(models.Model):
    """One person in the circle: parts, acts, at most twelve months; asked by e-mail, with or without an account."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="circle")
    number = models.PositiveSmallIntegerField()
    email = models.EmailField()
    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    called = models.CharField(max_length=100)
    sees_narrative = models.BooleanField(default=False)
    sees_outcomes = models.BooleanField(default=False)
    sees_money = models.BooleanField(default=False)
    sees_logistics = models.BooleanField(default=False)
    may_comment = models.BooleanField(default=False)
    may_draft = models.BooleanField(default=False)
    may_submit = models.BooleanField(default=False)
    ends_on = models.DateField()
    state = models.CharField(max_length=20, choices=GrantState, default=GrantState.INVITED, editable=False)
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="circle_grant_number_unique"),
            models.CheckConstraint(condition=Q(state__in=GrantState.values), name="circle_grant_state_valid"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(user__isnull=False), name="circle_grant_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sees_narrative=True) | Q(sees_outcomes=True) | Q(sees_money=True) | Q(sees_logistics=True),
                name="circle_grant_sees_something",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def parts(self) -> frozenset[PlanPart]:
        """What the person sees."""
        return frozenset(part for part in PlanPart if getattr(self, f"sees_{part.value}"))

    @property
    def acts(self) -> frozenset[GrantAct]:
        """What the person may do; looking is always one of them."""
        held = (act for act in (GrantAct.COMMENT, GrantAct.DRAFT, GrantAct.SUBMIT) if getattr(self, f"may_{act.value}"))
        return frozenset({GrantAct.VIEW, *held})

    def holds_on(self, today: date) -> bool:
        """Whether it counts on this day; the last day is included."""
        return self.state == GrantState.ACTIVE and today <= self.ends_on


class CircleNote(models.Model):
    """A note to the holder. Only the holder reads it."""

    budget = models.ForeignKey(PersonalBudget, models.CASCADE, related_name="notes")
    text = models.CharField(max_length=1000)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["budget", "-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.budget}: {self.written_by}"
