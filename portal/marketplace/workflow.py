from portal.common.workflow import Transition, Workflow
from portal.marketplace import events, permissions
from portal.marketplace.enums import NeedState, ProposalState, ReportState

NEED = Workflow(
    "marketplace.need",
    (
        Transition(
            "publish",
            frozenset({NeedState.RECORDED}),
            NeedState.PUBLIC,
            permissions.can_publish_need,
            events.NeedPublished,
        ),
    ),
)

PROPOSAL = Workflow(
    "marketplace.proposal",
    (
        Transition(
            "send",
            frozenset({ProposalState.DRAFT, ProposalState.RETURNED}),
            ProposalState.PROPOSED,
            permissions.can_write_proposal,
            events.ProposalSent,
        ),
        Transition(
            "approve",
            frozenset({ProposalState.PROPOSED}),
            ProposalState.APPROVED,
            permissions.can_decide_proposal,
            events.ProposalApproved,
        ),
        Transition(
            "return",
            frozenset({ProposalState.PROPOSED}),
            ProposalState.RETURNED,
            permissions.can_decide_proposal,
            events.ProposalReturned,
        ),
        Transition(
            "withdraw",
            frozenset({ProposalState.DRAFT, ProposalState.PROPOSED, ProposalState.RETURNED}),
            ProposalState.WITHDRAWN,
            permissions.can_write_proposal,
        ),
    ),
)

REPORT = Workflow(
    "marketplace.report",
    (
        Transition(
            "deal_with",
            frozenset({ReportState.OPEN}),
            ReportState.DEALT_WITH,
            permissions.can_close_report,
            events.ReportDealtWith,
        ),
    ),
)
