from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    COMMISSIONER = "commissioner", _("Commissioner")
    PROVIDER = "provider", _("Provider")
    USER_LED = "user_led", _("User-led organisation")
    OVERSIGHT = "oversight", _("Oversight body")


PROVIDES = (OrganisationKind.PROVIDER, OrganisationKind.USER_LED)
"""Kinds that bid and deliver."""


class LegalForm(models.TextChoices):
    ICB = "icb", _("Integrated care board")
    COUNCIL = "council", _("Council")
    NHS_TRUST = "nhs_trust", _("NHS trust or foundation trust")
    CHARITY = "charity", _("Registered charity")
    CIO = "cio", _("Charitable incorporated organisation")
    CIC = "cic", _("Community interest company")
    COMPANY = "company", _("Company")
    SOCIETY = "society", _("Community benefit or co-operative society")
    UNINCORPORATED = "unincorporated", _("Unincorporated association")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    PUBLIC_BODY = "public_body", _("Other public body")
    OTHER = "other", _("Another legal form")
    UNKNOWN = "unknown", _("Not recorded")


class OrganisationState(models.TextChoices):
    REGISTERED = "registered", _("Not yet verified")
    VERIFIED = "verified", _("Verified")
    DECLINED = "declined", _("Not verified")
    IMPORTED = "imported", _("From a published source")
    SUSPENDED = "suspended", _("Suspended")


class IdentifierScheme(models.TextChoices):
    """Register codes of org-id.guide."""

    GB_CHC = "GB-CHC", _("Charity Commission for England and Wales")
    GB_COH = "GB-COH", _("Companies House")
    GB_ODS = "GB-ODS", _("NHS Organisation Data Service")
    GB_LAE = "GB-LAE", _("Local authority code for England")
    OTHER = "other", _("Another register")


class MemberRole(models.TextChoices):
    """What a person may do in the name of an organisation."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MEMBER = "member", _("Member")
    BID_LEAD = "bid_lead", _("Bid lead")
    SIGNATORY = "signatory", _("Authorised signatory")
    FINANCE = "finance", _("Finance")


RESTING_ROLES = frozenset({MemberRole.BID_LEAD, MemberRole.SIGNATORY})
"""What nobody can do in the name of an organisation while it is suspended."""


class RequestState(models.TextChoices):
    PENDING = "pending", _("Waiting for an answer")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ClaimState(models.TextChoices):
    """A person says that they speak for an organisation known only from a published source."""

    PENDING = "pending", _("Waiting for an answer")
    APPROVED = "approved", _("Confirmed")
    DECLINED = "declined", _("Not confirmed")
    WITHDRAWN = "withdrawn", _("Taken back")


class InvitationState(models.TextChoices):
    """An invitation that ran out is a question of the clock, not a state."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReadinessKind(models.TextChoices):
    """The checklist of domain 4.5."""

    REGISTRATION = "registration", _("Legal form and registration")
    GOVERNANCE = "governance", _("Governing document and trustees")
    ACCOUNTS = "accounts", _("Accounts")
    INSURANCE = "insurance", _("Insurance")
    SAFEGUARDING = "safeguarding", _("Safeguarding")
    DBS = "dbs", _("Criminal record checks")
    DATA_PROTECTION = "data_protection", _("Data protection")
    DSPT = "dspt", _("Data security toolkit")
    CQC = "cqc", _("Care Quality Commission registration")
    POLICIES = "policies", _("Health and safety, equality, complaints and whistleblowing policies")
    QUALITY_MARK = "quality_mark", _("Quality mark")
    CONTINUITY = "continuity", _("Business continuity and cyber security")
    FINANCIAL_STANDING = "financial_standing", _("Financial standing")
    INVOLVEMENT = "involvement", _("Lived-experience involvement")
    EXCLUSION = "exclusion", _("Exclusion and debarment declaration")


class ReadinessStatus(models.TextChoices):
    MISSING = "missing", _("Missing")
    PARTIAL = "partial", _("Partly there")
    COMPLETE = "complete", _("Complete")
    NOT_REQUIRED = "not_required", _("Not required")


MANDATORY_READINESS = (
    ReadinessKind.REGISTRATION,
    ReadinessKind.GOVERNANCE,
    ReadinessKind.ACCOUNTS,
    ReadinessKind.INSURANCE,
    ReadinessKind.SAFEGUARDING,
    ReadinessKind.DATA_PROTECTION,
    ReadinessKind.POLICIES,
    ReadinessKind.EXCLUSION,
)
