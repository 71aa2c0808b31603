"""How organisations, join requests and invitations move. An invitation that ran out is no state."""

from portal.common.workflow import Transition, Workflow
from portal.organisations import events, permissions
from portal.organisations.enums import InvitationState, OrganisationState, RequestState

ORGANISATION = Workflow(
    "organisations.organisation",
    (
        Transition(
            "verify",
            frozenset({OrganisationState.REGISTERED}),
            OrganisationState.VERIFIED,
            permissions.can_verify_organisation,
            events.OrganisationVerified,
        ),
    ),
)

_PENDING = frozenset({RequestState.PENDING})
JOIN_REQUEST = Workflow(
    "organisations.join_request",
    (
        Transition("approve", _PENDING, RequestState.APPROVED, permissions.can_answer_request, events.JoinApproved),
        Transition("decline", _PENDING, RequestState.DECLINED, permissions.can_answer_request, events.JoinDeclined),
        Transition("withdraw", _PENDING, RequestState.WITHDRAWN, permissions.can_withdraw_request),
    ),
)

_SENT = frozenset({InvitationState.SENT})
INVITATION = Workflow(
    "organisations.invitation",
    (
        Transition(
            "accept", _SENT, InvitationState.ACCEPTED, permissions.can_answer_invitation, events.InvitationAccepted
        ),
        Transition("decline", _SENT, InvitationState.DECLINED, permissions.can_answer_invitation),
        Transition("withdraw", _SENT, InvitationState.WITHDRAWN, permissions.can_withdraw_invitation),
    ),
)
