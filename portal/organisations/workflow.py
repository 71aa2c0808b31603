"""How organisations, join requests and invitations move. An invitation that ran out is no state."""

from portal.common.workflow import Transition, Workflow
from portal.organisations import events, permissions
from portal.organisations.enums import ClaimState, InvitationState, OrganisationState, RequestState

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
        Transition(
            "decline",
            frozenset({OrganisationState.REGISTERED}),
            OrganisationState.DECLINED,
            permissions.can_verify_organisation,
            events.VerificationDeclined,
        ),
        Transition(
            "ask_again",
            frozenset({OrganisationState.DECLINED}),
            OrganisationState.REGISTERED,
            permissions.can_ask_verification,
            events.VerificationAsked,
        ),
        Transition(
            "claim",
            frozenset({OrganisationState.IMPORTED}),
            OrganisationState.VERIFIED,
            permissions.can_verify_organisation,
            events.OrganisationClaimed,
        ),
        Transition(
            "suspend",
            frozenset({OrganisationState.REGISTERED, OrganisationState.DECLINED, OrganisationState.VERIFIED}),
            OrganisationState.SUSPENDED,
            permissions.can_suspend_organisation,
            events.OrganisationSuspended,
        ),
        Transition(
            "lift",
            frozenset({OrganisationState.SUSPENDED}),
            OrganisationState.VERIFIED,
            permissions.can_lift_suspension,
            events.SuspensionLifted,
        ),
        Transition(
            "lift_unverified",
            frozenset({OrganisationState.SUSPENDED}),
            OrganisationState.REGISTERED,
            permissions.can_lift_unverified,
            events.SuspensionLifted,
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

_ASKED = frozenset({ClaimState.PENDING})
CLAIM = Workflow(
    "organisations.claim",
    (
        Transition("approve", _ASKED, ClaimState.APPROVED, permissions.can_decide_claim, events.ClaimApproved),
        Transition("decline", _ASKED, ClaimState.DECLINED, permissions.can_decide_claim, events.ClaimDeclined),
        Transition("withdraw", _ASKED, ClaimState.WITHDRAWN, permissions.can_withdraw_claim),
    ),
)
