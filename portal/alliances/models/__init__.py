from portal.alliances.models.agreement import Agreement, Signature
from portal.alliances.models.alliance import (
    Alliance,
    AllianceGroupObjectPermission,
    AllianceMember,
    AllianceUserObjectPermission,
)
from portal.alliances.models.decision import Decision, DecisionReview, Vote
from portal.alliances.models.post import PartnerPost
from portal.alliances.models.principles import Adherence, PrinciplesVersion
from portal.alliances.models.seat import Seat, SeatVote

__all__ = [
    "Adherence",
    "Agreement",
    "Alliance",
    "AllianceGroupObjectPermission",
    "AllianceMember",
    "AllianceUserObjectPermission",
    "Decision",
    "DecisionReview",
    "PartnerPost",
    "PrinciplesVersion",
    "Seat",
    "SeatVote",
    "Signature",
    "Vote",
]
