from portal.alliances.models.agreement import (
    Agreement,
    AgreementStep,
    Signature,
    Variation,
    VariationAnswer,
    whole_text,
)
from portal.alliances.models.alliance import (
    Alliance,
    AllianceGroupObjectPermission,
    AllianceMember,
    AllianceUserObjectPermission,
)
from portal.alliances.models.closing import ClosingRecord
from portal.alliances.models.decision import Decision, DecisionReview, Vote
from portal.alliances.models.post import PartnerPost
from portal.alliances.models.principles import Adherence, PrinciplesVersion
from portal.alliances.models.seat import Seat, SeatVote

__all__ = [
    "Adherence",
    "Agreement",
    "AgreementStep",
    "Alliance",
    "AllianceGroupObjectPermission",
    "AllianceMember",
    "AllianceUserObjectPermission",
    "ClosingRecord",
    "Decision",
    "DecisionReview",
    "PartnerPost",
    "PrinciplesVersion",
    "Seat",
    "SeatVote",
    "Signature",
    "Variation",
    "VariationAnswer",
    "Vote",
    "whole_text",
]
