"""What people said, on the wording they said it about."""

from django.db import models

from portal.codesign.enums import CommentChannel, CommentName, CommentState, ModerationReason, RevealState
from portal.codesign.models.specification import Paragraph, Passage


class Comment(models.Model):
    """One contribution. It belongs to a wording and is reached from the passage ever after."""

    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="comments")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="comments")
    author = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name_choice = models.CharField(max_length=10, choices=CommentName, default=CommentName.FIRST)
    shown_as = models.CharField(max_length=120)
    body = models.TextField()
    suggested_text = models.TextField(blank=True)
    channel = models.CharField(max_length=10, choices=CommentChannel, default=CommentChannel.WEB)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    people_count = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    state = models.CharField(max_length=20, choices=CommentState, default=CommentState.PUBLISHED, editable=False)
    created_at = models.DateTimeField()
    released_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_reason = models.CharField(max_length=20, choices=ModerationReason, blank=True, editable=False)
    hidden_note = models.TextField(blank=True, editable=False)
    hidden_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    appeal = models.TextField(blank=True, editable=False)
    appealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    appeal_answer = models.TextField(blank=True, editable=False)
    appeal_decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    appeal_decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["passage", "created_at"], name="comment_passage_time")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CommentState.values), name="comment_state_valid"),
            models.CheckConstraint(
                condition=~models.Q(state=CommentState.HIDDEN) | ~models.Q(hidden_reason=""),
                name="comment_hidden_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(appeal_decided_by=None) | ~models.Q(appeal_decided_by=models.F("hidden_by")),
                name="comment_appeal_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_as}: {self.body[:40]}"


class CommentReport(models.Model):
    """Somebody asks a moderator to look at a comment. Who did is shown to nobody."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reports")
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=ModerationReason)
    note = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_note = models.TextField(blank=True)

    class Meta:
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reported_by"], condition=models.Q(settled_at=None), name="comment_report_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=ModerationReason.values), name="comment_report_reason_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Reveal(models.Model):
    """Two safeguarding officers may learn who wrote a comment: one asks with the reason, another agrees or refuses.

    The person is told, unless that would put somebody in danger; then it says why, and they are told once it is safe.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reveals")
    reason = models.TextField()
    unsafe_reason = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=RevealState, default=RevealState.ASKED, editable=False)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RevealState.values), name="reveal_state_valid"),
            models.UniqueConstraint(
                fields=["comment"], condition=~models.Q(state=RevealState.REFUSED), name="reveal_once"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="reveal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RevealState.ASKED) | models.Q(decided_by__isnull=False),
                name="reveal_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
