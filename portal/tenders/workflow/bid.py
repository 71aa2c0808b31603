"""How a bid moves. Sealed at the deadline is no state: the policies ask the clock."""

from portal.common.workflow import Transition, Workflow
from portal.tenders.enums import BidState as State
from portal.tenders.events.bid import BidFoundNonCompliant, BidOpened, BidSubmitted, BidWithdrawn
from portal.tenders.permissions.bid import (
    can_find_non_compliant,
    can_open_bid,
    can_reopen_bid,
    can_submit_bid,
    can_withdraw_bid,
)

BID = Workflow(
    "tenders.bid",
    (
        Transition("submit", frozenset({State.DRAFT, State.SUBMITTED}), State.SUBMITTED, can_submit_bid, BidSubmitted),
        Transition(
            "withdraw", frozenset({State.DRAFT, State.SUBMITTED}), State.WITHDRAWN, can_withdraw_bid, BidWithdrawn
        ),
        Transition("reopen", frozenset({State.WITHDRAWN}), State.DRAFT, can_reopen_bid),
        Transition("open", frozenset({State.SUBMITTED}), State.OPENED, can_open_bid, BidOpened),
        Transition(
            "non_compliant",
            frozenset({State.OPENED}),
            State.NON_COMPLIANT,
            can_find_non_compliant,
            BidFoundNonCompliant,
        ),
    ),
)
