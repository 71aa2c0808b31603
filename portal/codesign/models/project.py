"""A question worked on together with the people it is about (domain 5.2)."""

from datetime import datetime

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from portal.codesign.enums import COMMENT_STATES, LadderStep, ProjectRole, ProjectState


class ProjectQuerySet(models.QuerySet["Project"]):
    """Words about projects."""

    def public(self) -> "ProjectQuerySet":
        """Everything past framing can be read by everybody."""
        return self.exclude(state=ProjectState.FRAMING)


class Project(models.Model):
    """A co-design project: the question, how much say people have, who decides, what is fixed, by when."""

    ref = models.CharField(max_length=20, unique=True, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    need = models.ForeignKey("marketplace.UnmetNeed", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300)
    summary = models.TextField()
    area = models.CharField(max_length=100)
    ladder_step = models.PositiveSmallIntegerField(choices=LadderStep, null=True, blank=True)
    decision_maker = models.CharField(max_length=200, blank=True)
    decision_due_on = models.DateField(null=True, blank=True)
    already_fixed = models.TextField(blank=True)
    still_open = models.TextField(blank=True)
    accessibility_offer = models.CharField(max_length=300, blank=True)
    involvement_budget_pence = models.BigIntegerField(default=0)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ProjectState, default=ProjectState.FRAMING, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    closed_comments = models.TextField(blank=True)
    is_premoderated = models.BooleanField(default=False, editable=False)
    premoderated_reason = models.TextField(blank=True, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("manage_project", "Can manage the project"),
            ("edit_project_text", "Can edit the draft of the specification"),
            ("answer_project", "Can answer comments"),
            ("decide_project", "Can agree a version"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ProjectState.values), name="project_state_valid"),
            models.CheckConstraint(condition=models.Q(ladder_step__range=(2, 7)), name="project_ladder_step_valid"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="project_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open_for_comment(self, now: datetime) -> bool:
        """Public, not yet decided, and inside its dates."""
        if self.state not in COMMENT_STATES or self.opens_at is None or self.closes_at is None:
            return False
        return self.opens_at <= now < self.closes_at


class ProjectAssignment(models.Model):
    """A person's part in one project, with its dates."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="assignments")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=ProjectRole)
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["project", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "role"], condition=models.Q(ended_at=None), name="project_assignment_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=ProjectRole.values), name="project_role_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class ProjectUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Project, models.CASCADE, related_name="user_grants")


class ProjectGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Project, models.CASCADE, related_name="group_grants")
