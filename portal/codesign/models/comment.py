"""What people said, on the wording they said it about."""

from django.db import models

from portal.codesign.enums import CommentChannel, CommentName, CommentState
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

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["passage", "created_at"], name="comment_passage_time")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CommentState.values), name="comment_state_valid")
        ]

    def __str__(self) -> str:
        return f"{self.shown_as}: {self.body[:40]}"
