"""What waits for a person in tenders and contracts: the parts of each aggregate, joined."""

from typing import Any

from portal.common.work import Waiting, WorkItem
from portal.tenders.selectors import work_award, work_bid, work_evaluation, work_procurement

_PARTS = (work_procurement, work_bid, work_evaluation, work_award)


def work_for(user: Any) -> list[WorkItem]:
    """Everything that waits for this person."""
    return [item for part in _PARTS for item in part.work_for(user)]


def waiting_for(user: Any) -> list[Waiting]:
    """What this person has done, and somebody else is to go on with."""
    return [item for part in _PARTS for item in part.waiting_for(user)]
