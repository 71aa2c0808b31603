from django.db import models
from django.utils.translation import gettext_lazy as _


class AllianceModel(models.TextChoices):
    """Who contracts (domain 4.1)."""

    ALLIANCE = "alliance", _("Alliance: one agreement, shared outcomes and risk")
    LEAD_PROVIDER = "lead_provider", _("Lead provider with subcontractors")
    MANAGING_AGENT = "managing_agent", _("Managing agent that does not deliver")
    MANAGING_PROVIDER = "managing_provider", _("Managing provider that delivers part")
    SPV = "spv_hub_and_spoke", _("New legal body owned by the members")
    JOINT_BID = "joint_bid_unincorporated", _("Joint bid, jointly and severally")
    NETWORK = "network_mou", _("Network with a memorandum, not binding")


class AllianceState(models.TextChoices):
    """Life-cycle of domain 4.3."""

    INTEREST = "interest", _("Looking for partners")
    EXPLORING = "exploring", _("Exploring")
    FORMING = "forming", _("Forming")
    MOU_SIGNED = "mou_signed", _("Agreement signed")
    BIDDING = "bidding", _("Bidding")
    AWARDED = "awarded_mobilising", _("Awarded, getting ready")
    DELIVERING = "delivering", _("Delivering")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SOURCED = "sourced", _("From a published source")


class MemberState(models.TextChoices):
    INVITED = "invited", _("Invited")
    REQUESTED = "requested", _("Asked to join")
    ADMITTED = "admitted", _("Member")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Invitation taken back")
    LEFT = "left", _("Left")
    SOURCED = "sourced", _("From a published source")


class DecisionKind(models.TextChoices):
    UNANIMOUS = "unanimous", _("Needs every member")
    MAJORITY = "majority", _("Needs a majority")


class DecisionState(models.TextChoices):
    OPEN = "open", _("Open for votes")
    AGREED = "agreed", _("Agreed")
    NOT_AGREED = "not_agreed", _("Not agreed")


class VoteChoice(models.TextChoices):
    APPROVE = "approve", _("Yes")
    REJECT = "reject", _("No")
    ABSTAIN = "abstain", _("Abstain")


STARTABLE_MODELS = [model for model in AllianceModel if model is not AllianceModel.SPV]
"""What organisations can choose when they start; a new legal body registers as an organisation of its own."""

FORMING_STATES = (AllianceState.INTEREST, AllianceState.EXPLORING, AllianceState.FORMING)
"""Before anything is signed."""

AGREED_STATES = (
    AllianceState.MOU_SIGNED,
    AllianceState.BIDDING,
    AllianceState.AWARDED,
    AllianceState.DELIVERING,
)
"""With an agreement in force, or one to be renewed."""

ENDING_STATES = (AllianceState.CLOSING, AllianceState.CLOSED)
"""The work under the contract ends by the exit plan, or has ended; auditors may look too (domain 4.3)."""

LIVE_STATES = (*FORMING_STATES, *AGREED_STATES, AllianceState.CLOSING)
"""In which members can still decide."""


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Open for signatures")
    SIGNED = "signed", _("Signed by every member")
    ON_HOLD = "on_hold", _("On hold")
    APPROVED = "approved", _("Approved")
    COUNTERSIGNED = "countersigned", _("Countersigned")
    SUPERSEDED = "superseded", _("Replaced")


IN_FORCE = (AgreementState.SIGNED, AgreementState.APPROVED, AgreementState.COUNTERSIGNED)
"""Every member signed the text, so it binds them; approval and countersignature are further checks (B12)."""

STANDING = (*IN_FORCE, AgreementState.ON_HOLD)
"""Signed by every member and not replaced."""


class StepKind(models.TextChoices):
    """What was done with a version besides writing and signing it; each with person, member and time."""

    OPEN = "open", _("Opened for signatures")
    APPROVE = "approve", _("Approved")
    COUNTERSIGN = "countersign", _("Countersigned")
    HOLD = "hold", _("Put on hold")
    LIFT = "lift", _("Hold lifted")


class VariationState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    OPEN = "open", _("Waits for the members")
    AGREED = "agreed", _("Agreed by every member")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Lapsed")


UNSETTLED = (VariationState.DRAFT, VariationState.OPEN)
"""Variations of which nothing has come yet."""


class VariationAnswerKind(models.TextChoices):
    AGREES = "agrees", _("Agrees")
    REFUSES = "refuses", _("Refuses")


class ClosingPart(models.TextChoices):
    """What has to be written down before an alliance closes, beside the exit plan (domain 4.3)."""

    ACCOUNT = "account", _("Final account")
    DATA = "data", _("Data returned or destroyed")
    LESSONS = "lessons", _("Lessons")


class PostKind(models.TextChoices):
    WANTED = "wanted", _("Wanted")
    OFFERED = "offered", _("Offered")


class AdherenceKind(models.TextChoices):
    ADHERES = "adheres", _("Adheres")
    RESERVATION = "reservation", _("Adheres with a reservation")
    DECLINES = "declines", _("Does not adhere")
