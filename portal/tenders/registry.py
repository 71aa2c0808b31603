"""What the portal knows of this app: workflows, derived grants, protected tables. One line each, by aggregate."""

from portal.audit.triggers import protect
from portal.common.grants import register_grants
from portal.common.workflow import register
from portal.tenders.models import Bid, Contract, Procurement
from portal.tenders.permissions import bid as bid_permissions
from portal.tenders.permissions import contract as contract_permissions
from portal.tenders.permissions import procurement as procurement_permissions
from portal.tenders.workflow.award import AWARD, REPRESENTATION
from portal.tenders.workflow.bid import BID
from portal.tenders.workflow.contract import CONTRACT
from portal.tenders.workflow.evaluation import DECLARATION, EVALUATION
from portal.tenders.workflow.procurement import CLARIFICATION, PROCUREMENT

# Procurements and questions about them
register(PROCUREMENT)
register(CLARIFICATION)
register_grants(Procurement, procurement_permissions.wanted_grants)

# Openings, interests, scores: what is judged stays as it was judged
register(DECLARATION)
register(EVALUATION)
for _label in ("ComplianceCheck", "ScoresSetAside"):
    protect(f"tenders.{_label}")
protect("tenders.Opening", when="OLD.second_at IS NOT NULL")
protect("tenders.Score", when="OLD.locked_at IS NOT NULL")
protect("tenders.Consensus", when="OLD.locked_at IS NOT NULL")

# Bids
register(BID)
register_grants(Bid, bid_permissions.wanted_grants)
protect("tenders.BidReceipt")

# Awards and contracts: what was announced, told and sent stays as it was
register(AWARD)
register(REPRESENTATION)
register(CONTRACT)
register_grants(Contract, contract_permissions.wanted_grants)
for _label in ("Standstill", "FurtherDecision", "Notice"):
    protect(f"tenders.{_label}")
protect("tenders.FeedbackLetter", when="OLD.sent_at IS NOT NULL")
