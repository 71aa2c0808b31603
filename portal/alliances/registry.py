"""What `grants_check` recomputes, the workflows, and the tables that nobody may change."""

from portal.alliances.models import Alliance
from portal.alliances.permissions.alliance import wanted_grants
from portal.alliances.workflow import AGREEMENT, ALLIANCE, DECISION, MEMBER, VARIATION
from portal.audit.triggers import protect
from portal.common.grants import register_grants
from portal.common.workflow import register

register_grants(Alliance, wanted_grants)
for workflow in (ALLIANCE, MEMBER, DECISION, AGREEMENT, VARIATION):
    register(workflow)
for table in (
    "PrinciplesVersion",
    "Adherence",
    "Vote",
    "SeatVote",
    "DecisionReview",
    "Signature",
    "AgreementStep",
    "VariationAnswer",
    "ClosingRecord",
):
    protect(f"alliances.{table}")
# The text is fixed from the moment signing begins; only its state and the day it was signed move.
protect("alliances.Variation", "OLD.state NOT IN ('draft', 'open')")
protect("alliances.Decision", "OLD.state <> 'open'")
