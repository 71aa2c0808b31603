"""What bidders are asked, and how it is judged. Frozen at publication."""

from django.db import models

from portal.tenders.enums import EvaluatorGroup, KeyCriterion, QuestionKind
from portal.tenders.models.procurement import Lot, Procurement


class Question(models.Model):
    """One question of the pack; of one lot, or of all when `lot` is empty. `weight` in percent."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="questions")
    lot = models.ForeignKey(Lot, models.CASCADE, null=True, blank=True, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind, default=QuestionKind.SCORED)
    title = models.CharField(max_length=200)
    text = models.TextField()
    plain_text = models.TextField(blank=True)
    guidance = models.TextField(blank=True)
    word_limit = models.PositiveIntegerField(default=750)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    minimum_score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    evaluator_group = models.CharField(max_length=20, choices=EvaluatorGroup, default=EvaluatorGroup.ALL)
    key_criterion = models.CharField(max_length=5, choices=KeyCriterion, blank=True)
    outcomes = models.ManyToManyField("outcomes.Outcome", blank=True, related_name="+")
    allows_files = models.BooleanField(default=False)

    class Meta:
        ordering = ["procurement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="question_number_unique"),
            models.CheckConstraint(condition=models.Q(kind__in=QuestionKind.values), name="question_kind_valid"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0) & models.Q(weight__lte=100), name="question_weight_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
