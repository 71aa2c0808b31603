from portal.tenders.models.award import (
    Award,
    FeedbackLetter,
    FurtherDecision,
    Notice,
    Representation,
    Standstill,
)
from portal.tenders.models.bid import (
    Bid,
    BidGroupObjectPermission,
    BidMember,
    BidReceipt,
    BidSignature,
    BidUserObjectPermission,
    BidVersion,
    ProcurementKey,
    SealedPart,
)
from portal.tenders.models.clarification import Clarification, Interest
from portal.tenders.models.conflict import ConflictEntry
from portal.tenders.models.contract import (
    Contract,
    ContractGroupObjectPermission,
    ContractParty,
    ContractUserObjectPermission,
)
from portal.tenders.models.evaluation import (
    BidInterest,
    Consensus,
    Evaluation,
    InterestDeclaration,
    OpenedPrice,
    Opening,
    Score,
)
from portal.tenders.models.procurement import (
    Lot,
    Procurement,
    ProcurementAssignment,
    ProcurementGroupObjectPermission,
    ProcurementUserObjectPermission,
)
from portal.tenders.models.question import Question

__all__ = [
    "Award",
    "Bid",
    "BidGroupObjectPermission",
    "BidInterest",
    "BidMember",
    "BidReceipt",
    "BidSignature",
    "BidUserObjectPermission",
    "BidVersion",
    "Clarification",
    "ConflictEntry",
    "Consensus",
    "Contract",
    "ContractGroupObjectPermission",
    "ContractParty",
    "ContractUserObjectPermission",
    "Evaluation",
    "FeedbackLetter",
    "FurtherDecision",
    "Interest",
    "InterestDeclaration",
    "Lot",
    "Notice",
    "OpenedPrice",
    "Opening",
    "Procurement",
    "ProcurementAssignment",
    "ProcurementGroupObjectPermission",
    "ProcurementKey",
    "ProcurementUserObjectPermission",
    "Question",
    "Representation",
    "Score",
    "SealedPart",
    "Standstill",
]
