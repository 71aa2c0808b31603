"""The agreement of an alliance, signed by every member on the hash of its text."""

from django.db import models

from portal.alliances.enums import AgreementState, StepKind, VariationAnswerKind, VariationState
from portal.alliances.models.alliance import Alliance, AllianceMember


def whole_text(text: str, exit_plan: str) -> str:
    """What a fingerprint is taken of. Without an exit plan it is the text alone."""
    return f"{text}\n\nExit plan\n\n{exit_plan}" if exit_plan else text


class Agreement(models.Model):
    """One version of the agreement: its text and its exit plan, fixed once signing begins."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    exit_plan = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=AgreementState, default=AgreementState.DRAFT, editable=False)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="agreement_number_unique"),
            models.CheckConstraint(condition=models.Q(state__in=AgreementState.values), name="agreement_state_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def whole(self) -> str:
        """All that is signed: the text, and below it the exit plan."""
        return whole_text(self.text, self.exit_plan)


class Signature(models.Model):
    """One member's signature by an authorised person, bound to the hash of the text."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    text_hash = models.CharField(max_length=64)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement", "signed_at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "member"], name="agreement_signature_once")]

    def __str__(self) -> str:
        return f"{self.member}, {self.signed_name}"


class AgreementStep(models.Model):
    """One act on a version: opened, approved, countersigned, put on hold, hold lifted. Who, for whom, when, why."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    reason = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    acted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    acted_name = models.CharField(max_length=200)
    acted_at = models.DateTimeField()

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=StepKind.values), name="agreement_step_kind_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_kind_display()}"


class Variation(models.Model):
    """A change of an agreement in force: its new wording, put to the members one by one (B12)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="variations")
    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="variations")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    reason = models.TextField()
    text = models.TextField()
    exit_plan = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=VariationState, default=VariationState.DRAFT, editable=False)
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    begun_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    made = models.OneToOneField(
        Agreement, models.PROTECT, null=True, blank=True, related_name="made_by", verbose_name="version that it made"
    )

    class Meta:
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="variation_number_unique"),
            models.CheckConstraint(condition=models.Q(state__in=VariationState.values), name="variation_state_valid"),
            models.UniqueConstraint(
                fields=["alliance"], condition=models.Q(state=VariationState.OPEN), name="variation_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def whole(self) -> str:
        """All that is agreed to: the text, and below it the exit plan."""
        return whole_text(self.text, self.exit_plan)


class VariationAnswer(models.Model):
    """One member's answer by an authorised signatory, bound to the hash of the new wording."""

    variation = models.ForeignKey(Variation, models.CASCADE, related_name="answers")
    member = models.ForeignKey(AllianceMember, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=VariationAnswerKind)
    reason = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    answered_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["variation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["variation", "member"], name="variation_answer_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=VariationAnswerKind.values), name="variation_answer_kind_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_kind_display()}"
