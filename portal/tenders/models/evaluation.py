"""Opening by two, interests declared, scores alone, then together (domain 2.5 to 2.8)."""

from django.db import models

from portal.tenders.enums import DeclarationState, EvaluationState
from portal.tenders.models.bid import Bid
from portal.tenders.models.procurement import Lot, Procurement
from portal.tenders.models.question import Question


class Opening(models.Model):
    """Two different officers within 15 minutes of each other (SOD-06). Unconfirmed ones lapse by the clock."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="openings")
    first_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    bidder_names = models.JSONField(default=list)
    comments = models.TextField(blank=True)

    class Meta:
        ordering = ["procurement", "first_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="opening_two_people",
            ),
            models.UniqueConstraint(
                fields=["procurement"], condition=models.Q(second_by__isnull=False), name="opening_done_once"
            ),
        ]

    def __str__(self) -> str:
        return f"opening of {self.procurement_id}"


class InterestDeclaration(models.Model):
    """What one person declares about one procurement; decided by the lead (the lead's own by the publisher)."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="declarations")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    are_names_known = models.BooleanField(default=False)
    has_interest = models.BooleanField(default=False)
    details = models.TextField(blank=True)
    confidentiality_accepted = models.BooleanField(default=False)
    state = models.CharField(
        max_length=30, choices=DeclarationState, default=DeclarationState.PENDING, editable=False
    )
    declared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "user"], condition=models.Q(superseded_at=None), name="declaration_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=DeclarationState.values), name="declaration_state_valid"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("user")),
                name="declaration_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_state_display()}"


class BidInterest(models.Model):
    """The declaration's answer about one bidder (C21)."""

    declaration = models.ForeignKey(InterestDeclaration, models.CASCADE, related_name="answers")
    bid = models.ForeignKey(Bid, models.CASCADE, related_name="+")
    has_interest = models.BooleanField()
    details = models.TextField(blank=True)

    class Meta:
        ordering = ["declaration", "bid"]
        constraints = [models.UniqueConstraint(fields=["declaration", "bid"], name="bid_interest_once")]

    def __str__(self) -> str:
        return f"{self.bid}: {self.has_interest}"


class Evaluation(models.Model):
    """The evaluation of one lot."""

    lot = models.OneToOneField(Lot, models.PROTECT, related_name="evaluation")
    state = models.CharField(
        max_length=20, choices=EvaluationState, default=EvaluationState.DECLARING, editable=False
    )
    created_at = models.DateTimeField()
    scoring_due_at = models.DateTimeField(null=True, blank=True)
    ranking = models.JSONField(default=dict, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lot"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=EvaluationState.values), name="evaluation_state_valid")
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.lot}"


class Score(models.Model):
    """One evaluator's own score with its reason. Locked for good when individual scoring closes (SOD-09)."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    evaluator = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=5, decimal_places=2)
    reason = models.TextField()
    scored_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "bid", "question__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["bid", "question", "evaluator"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.bid} question {self.question.number}: {self.value}"


class Consensus(models.Model):
    """The agreed score of one question of one bid, with its reasons (domain 2.7). Not an average."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="agreed")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=5, decimal_places=2)
    strengths = models.TextField()
    weaknesses = models.TextField()
    reason_for_change = models.TextField(blank=True)
    participants = models.JSONField(default=list)
    absences = models.TextField(blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluation", "bid", "question__number"]
        constraints = [models.UniqueConstraint(fields=["bid", "question"], name="consensus_once")]

    def __str__(self) -> str:
        return f"{self.bid} question {self.question.number}: {self.value}"


class OpenedPrice(models.Model):
    """The price of a bid, unsealed after the quality scores are locked. Pence."""

    bid = models.OneToOneField(Bid, models.PROTECT, related_name="opened_price")
    price_pence = models.BigIntegerField(null=True, blank=True)
    is_abnormally_low = models.BooleanField(default=False)
    explanation = models.TextField(blank=True)
    explanation_decision = models.TextField(blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["bid"]

    def __str__(self) -> str:
        return f"price of {self.bid}"
