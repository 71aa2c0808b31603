"""Opening by two, interests declared, scores alone, then together (domain 2.5 to 2.8)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from portal.tenders.enums import DeclarationState, EvaluationState
from portal.tenders.models.bid import Bid
from portal.tenders.models.procurement import Lot, Procurement
from portal.tenders.models.question import Question
from portal.tenders.rules.panel import OPENING_WINDOW


class Opening(models.Model):
    """Two different officers within 15 minutes of each other (SOD-06). Unconfirmed ones lapse by the clock."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="openings")
    first_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    lapse_recorded_at = models.DateTimeField(null=True, blank=True)
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

    @property
    def confirm_by_at(self) -> datetime:
        """Until when (that instant included) the second officer must act."""
        return self.first_at + OPENING_WINDOW

    @property
    def is_done(self) -> bool:
        """Whether the second officer acted in time."""
        return self.second_by_id is not None

    def is_waiting(self, now: datetime) -> bool:
        """Begun, and the second officer can still act."""
        return not self.is_done and self.first_at <= now <= self.confirm_by_at

    def has_lapsed(self, now: datetime) -> bool:
        """Nobody confirmed it in time."""
        return not self.is_done and now > self.confirm_by_at


class InterestDeclaration(models.Model):
    """What one person declares about one procurement; decided by the lead (the lead's own by the publisher)."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="declarations")
    number = models.PositiveIntegerField()
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    are_names_known = models.BooleanField(default=False)
    has_interest = models.BooleanField(default=False)
    details = models.TextField(blank=True)
    confidentiality_accepted = models.BooleanField(default=False)
    state = models.CharField(max_length=30, choices=DeclarationState, default=DeclarationState.PENDING, editable=False)
    declared_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["procurement", "declared_at"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="declaration_number_unique"),
            models.UniqueConstraint(
                fields=["procurement", "user"], condition=models.Q(superseded_at=None), name="declaration_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeclarationState.values), name="declaration_state_valid"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("user")),
                name="declaration_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_state_display()}"

    @property
    def is_cleared(self) -> bool:
        """Whether it lets its maker see bids."""
        return self.state in (DeclarationState.CLEARED, DeclarationState.CLEARED_WITH_MITIGATION)


class BidInterest(models.Model):
    """The declaration's answer about one bidder (C21); before the opening, about one that registered interest."""

    declaration = models.ForeignKey(InterestDeclaration, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    bid = models.ForeignKey(Bid, models.PROTECT, null=True, blank=True, related_name="+")
    has_interest = models.BooleanField()
    details = models.TextField(blank=True)

    class Meta:
        ordering = ["declaration", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "bid"], condition=models.Q(bid__isnull=False), name="bid_interest_once"
            ),
            models.UniqueConstraint(
                fields=["declaration", "organisation"], condition=models.Q(bid=None), name="bidder_interest_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.has_interest}"


class Evaluation(models.Model):
    """The evaluation of one lot. `labels`: bid -> letter, shuffled once at the opening, never changed."""

    lot = models.OneToOneField(Lot, models.PROTECT, related_name="evaluation")
    state = models.CharField(max_length=20, choices=EvaluationState, default=EvaluationState.DECLARING, editable=False)
    created_at = models.DateTimeField()
    labels = models.JSONField(default=dict, blank=True)
    scoring_started_at = models.DateTimeField(null=True, blank=True)
    scoring_due_at = models.DateTimeField(null=True, blank=True)
    scoring_closed_at = models.DateTimeField(null=True, blank=True)
    quality_locked_at = models.DateTimeField(null=True, blank=True)
    prices_opened_at = models.DateTimeField(null=True, blank=True)
    ranking = models.JSONField(default=dict, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["lot"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=EvaluationState.values), name="evaluation_state_valid")
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.lot}"

    def letter_of(self, bid: Any) -> str:
        """The bid's letter."""
        return str(self.labels[str(bid.pk)])

    def label_of(self, bid: Any) -> str:
        """What the panel calls the bid: "Bid B"."""
        return _("Bid %(letter)s") % {"letter": self.letter_of(bid)}

    def bid_pk_of(self, letter: str) -> int | None:
        """Which bid has this letter."""
        return next((int(pk) for pk, known in self.labels.items() if known == letter.upper()), None)


class ComplianceCheck(models.Model):
    """The lead's judgement on one bid's pass-or-fail answers, before anybody scores."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="compliance_checks")
    bid = models.OneToOneField(Bid, models.PROTECT, related_name="compliance_check")
    is_compliant = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluation", "pk"]

    def __str__(self) -> str:
        return f"{self.bid}: {self.is_compliant}"


class EvaluatorAbsence(models.Model):
    """Why an evaluator's scores are not waited for. It counts only while that person has not submitted."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="absences")
    evaluator = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.TextField()
    logged_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluation", "logged_at"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "evaluator"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.evaluator} absent from {self.evaluation}"


class ScoresSetAside(models.Model):
    """An evaluator was barred after scoring: the scores stay as they are and count no more."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="set_aside")
    evaluator = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.TextField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluation", "decided_at"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "evaluator"], name="set_aside_once")]

    def __str__(self) -> str:
        return f"scores of {self.evaluator} set aside in {self.evaluation}"


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
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "bid", "question__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["bid", "question", "evaluator"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.bid} question {self.question.number}: {self.value}"


class Consensus(models.Model):
    """The agreed score of one question of one bid, with its reasons (domain 2.7). Not an average.

    Until quality is locked a new record may replace it and says why; the old one stays.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="agreed")
    bid = models.ForeignKey(Bid, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=5, decimal_places=2)
    strengths = models.TextField()
    weaknesses = models.TextField()
    reason_for_change = models.TextField(blank=True)
    participants = models.JSONField(default=list)
    absences = models.TextField(blank=True)
    replaces_reason = models.TextField(blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["evaluation", "bid", "question__number", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "question"], condition=models.Q(superseded_at=None), name="consensus_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bid} question {self.question.number}: {self.value}"


class OpenedPrice(models.Model):
    """The price of a bid, unsealed after the quality scores are locked. Pence; empty when none was given.

    An abnormally low price is asked about, answered, and decided on with reasons; the flag alone rejects nothing.
    """

    bid = models.OneToOneField(Bid, models.PROTECT, related_name="opened_price")
    price_pence = models.BigIntegerField(null=True, blank=True)
    is_abnormally_low = models.BooleanField(default=False)
    low_reasons = models.JSONField(default=list, blank=True)
    explanation_asked_at = models.DateTimeField(null=True, blank=True)
    explanation_due_at = models.DateTimeField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    explained_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    explained_at = models.DateTimeField(null=True, blank=True)
    is_explanation_accepted = models.BooleanField(null=True, blank=True)
    explanation_decision = models.TextField(blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["bid"]

    def __str__(self) -> str:
        return f"price of {self.bid}"
