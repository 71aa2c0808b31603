"""You said, we did: the answer to what people said about one passage, or about the whole."""

from django.db import models

from portal.codesign.enums import AnswerOutcome
from portal.codesign.models.comment import Comment
from portal.codesign.models.project import Project
from portal.codesign.models.specification import Paragraph, Passage


class Answer(models.Model):
    """What was heard, from how many, what was decided and why, by whom, and which wording changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="answers")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="answers")
    theme = models.CharField(max_length=120)
    heard = models.TextField()
    quote = models.CharField(max_length=300, blank=True)
    people_count = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=20, choices=AnswerOutcome)
    decision = models.TextField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    changed_paragraph = models.ForeignKey(Paragraph, models.PROTECT, null=True, blank=True, related_name="+")
    comments = models.ManyToManyField(Comment, related_name="answers", blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=AnswerOutcome.values), name="answer_outcome_valid")
        ]

    def __str__(self) -> str:
        return self.theme
