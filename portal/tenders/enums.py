"""Kinds and states of the tender journey. What only time brings is a property, never a state."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Regime(models.TextChoices):
    """Domain 1.1."""

    PSR = "psr", _("Provider Selection Regime")
    PA23_LIGHT_TOUCH = "pa23_lighttouch", _("Procurement Act, light touch")
    PA23_STANDARD = "pa23_standard", _("Procurement Act")
    BELOW_THRESHOLD = "below_threshold", _("Below threshold")
    GRANT = "grant", _("Grant")
    SOURCED = "sourced", _("As published")


class Process(models.TextChoices):
    """Ways of choosing. Only the competitive ones run through the portal."""

    PSR_COMPETITIVE = "psr_competitive", _("Competitive process")
    PA23_OPEN = "pa23_open", _("Open procedure")
    SOURCED = "sourced", _("As published")


class ProcurementState(models.TextChoices):
    """Closed for bids is `now >= deadline_at`, not a state."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    OPENED = "opened", _("Bids opened")
    COMPLETE = "complete", _("Complete")
    ABANDONED = "abandoned", _("Abandoned")
    SOURCED = "sourced", _("From a published source")


class Phase(models.TextChoices):
    """What everybody reads about a procurement: its state and the clock (`phase_of`). Never stored."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for bids")
    CLOSED = "closed", _("Closed, waiting to be opened")
    EVALUATION = "evaluation", _("Being evaluated")
    STANDSTILL = "standstill", _("Decision announced, standstill")
    AWARDED = "awarded", _("Awarded")
    COMPLETE = "complete", _("Complete")
    ABANDONED = "abandoned", _("Abandoned")
    SOURCED_OPEN = "sourced_open", _("Open, at its source")
    SOURCED_CLOSED = "sourced_closed", _("As published at its source")


PHASE_KINDS = {
    Phase.DRAFT: "draft",
    Phase.OPEN: "open",
    Phase.CLOSED: "sealed",
    Phase.EVALUATION: "waiting",
    Phase.STANDSTILL: "waiting",
    Phase.AWARDED: "done",
    Phase.COMPLETE: "done",
    Phase.ABANDONED: "stopped",
    Phase.SOURCED_OPEN: "open",
    Phase.SOURCED_CLOSED: "draft",
}
"""The colour of each phase's tag (a key of the component)."""


class TeamRole(models.TextChoices):
    """Assignments to one procurement (domain 10.1)."""

    LEAD = "lead", _("Procurement lead")
    PACK_AUTHOR = "pack_author", _("Pack author")
    PUBLISHER = "publisher", _("Publisher")
    OPENER = "opener", _("Opening officer")
    FACILITATOR = "facilitator", _("Moderation facilitator")
    EVALUATOR = "evaluator", _("Evaluator")
    LIVED_EVALUATOR = "lived_evaluator", _("Lived-experience evaluator")
    APPROVER = "approver", _("Award approver")


EVALUATORS = (TeamRole.EVALUATOR, TeamRole.LIVED_EVALUATOR)


class QuestionKind(models.TextChoices):
    SCORED = "scored", _("Scored")
    PASS_FAIL = "pass_fail", _("Pass or fail")
    INFORMATION = "information", _("For information")


class EvaluatorGroup(models.TextChoices):
    ALL = "all", _("Every evaluator")
    PROFESSIONAL = "professional", _("Professional evaluators")
    LIVED_EXPERIENCE = "lived_experience", _("Lived-experience evaluators")


class KeyCriterion(models.TextChoices):
    """The five key criteria of the Provider Selection Regime (domain 1.3)."""

    KC1 = "KC1", _("Quality and innovation")
    KC2 = "KC2", _("Value")
    KC3 = "KC3", _("Integration, collaboration and service sustainability")
    KC4 = "KC4", _("Improving access, reducing health inequalities, facilitating choice")
    KC5 = "KC5", _("Social value")


class PriceFormula(models.TextChoices):
    """Domain 2.3."""

    RELATIVE_LOWEST = "relative_lowest", _("Lowest price divided by this price")
    FIXED_PRICE = "fixed_price", _("The price is fixed, quality decides")
    DEVIATION_FROM_MEAN = "deviation_from_mean", _("Distance from the mean price")
    PRICE_PER_QUALITY_POINT = "price_per_quality_point", _("Price for each quality point")
    BENCHMARK = "benchmark", _("Against a published benchmark")


class ClarificationState(models.TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    NOT_CONFIDENTIAL = "not_confidential", _("Waiting for the asker")
    ANSWERED = "answered", _("Answered to everyone")
    ANSWERED_ALONE = "answered_alone", _("Answered to the asker alone")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Confidentiality(models.TextChoices):
    """Whether a question holds a commercial confidence (domain 2.6): claimed by the asker, decided by the buyer."""

    NOT_CLAIMED = "not_claimed", _("Can be answered to everyone")
    CLAIMED = "claimed", _("Asked as confidential")
    ACCEPTED = "accepted", _("Confidential")
    REFUSED = "refused", _("Not confidential")


class BidState(models.TextChoices):
    """Sealed at the deadline is a property (domain 2.5)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OPENED = "opened", _("Opened")
    NON_COMPLIANT = "non_compliant", _("Not compliant")


class PartKind(models.TextChoices):
    """What a sealed part holds; price is sealed apart from quality."""

    ANSWER = "answer", _("Answer")
    PRICE = "price", _("Price")
    FILE = "file", _("File")
    DECLARATIONS = "declarations", _("Declarations")


class DeclarationState(models.TextChoices):
    """SOD-03."""

    NONE_DECLARED = "none_declared", _("Nothing declared yet")
    PENDING = "declared_pending", _("Waiting for clearance")
    CLEARED = "cleared", _("Cleared")
    CLEARED_WITH_MITIGATION = "cleared_with_mitigation", _("Cleared with conditions")
    BLOCKING = "blocking", _("Blocked")


class EvaluationState(models.TextChoices):
    """One lot's evaluation."""

    DECLARING = "declaring", _("Interests being declared")
    SCORING = "scoring", _("Individual scoring")
    MODERATION = "moderation", _("Moderation")
    QUALITY_LOCKED = "quality_locked", _("Quality scores locked")
    RANKED = "ranked", _("Ranked")


class AwardState(models.TextChoices):
    """Standstill over is a question of the clock (domain 1.4)."""

    RECOMMENDED = "recommended", _("Waiting for approval")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved, not yet announced")
    INTENTION_PUBLISHED = "intention_published", _("Announced, in standstill")
    UNDER_REPRESENTATION = "under_representation", _("Representation being reviewed")
    FURTHER_DECISION_SENT = "further_decision_sent", _("Further decision sent")
    AWARDED = "awarded", _("Awarded")
    ABANDONED = "abandoned", _("Abandoned")


class NoticeKind(models.TextChoices):
    """Statutory notices that the portal drafts or mirrors."""

    TENDER = "tender", _("Tender notice")
    AMENDMENT = "amendment", _("Change to the tender notice")
    INTENTION = "intention", _("Intention to award")
    CONTRACT_AWARD = "contract_award", _("Contract award notice")
    AWARD = "award", _("Award notice")
    CONTRACT_DETAILS = "contract_details", _("Contract details notice")
    ABANDONMENT = "abandonment", _("Notice of abandonment")


class RepresentationState(models.TextChoices):
    RECEIVED = "received", _("Received")
    REVIEWED = "reviewed", _("Reviewed")
    ANSWERED = "answered", _("Answered")


class FurtherDecisionKind(models.TextChoices):
    """What a further decision says is to happen (PSR reg 12(4)(f))."""

    AWARD = "award", _("Enter into the contract as intended")
    ABANDON = "abandon", _("Abandon the procurement")
    REPEAT = "repeat", _("Go back and decide again")


class PartyRole(models.TextChoices):
    """As what an organisation delivers under a contract."""

    LEAD = "lead", _("Lead provider")
    MEMBER = "member", _("Alliance member")
    SUBCONTRACTOR = "subcontractor", _("Subcontractor")
    SOLE = "sole", _("Provider")


class ContractState(models.TextChoices):
    SIGNING = "signing", _("Being signed")
    ACTIVE = "active", _("In force")
    ENDED = "ended", _("Ended")
    SOURCED = "sourced", _("From a published source")
