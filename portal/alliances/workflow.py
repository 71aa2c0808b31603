"""How alliances, memberships, decisions and agreements move (domain 4.3). An invitation that ran out is no state."""

from portal.alliances import events
from portal.alliances.enums import (
    STANDING,
    UNSETTLED,
    AgreementState,
    AllianceState,
    DecisionState,
    MemberState,
    VariationState,
)
from portal.alliances.permissions import agreement as agreements
from portal.alliances.permissions import agreement_steps as steps
from portal.alliances.permissions import alliance as alliances
from portal.alliances.permissions import closing, joining
from portal.alliances.permissions import decision as decisions
from portal.alliances.permissions import variation as variations
from portal.common.workflow import Transition, Workflow

A = AllianceState
ALLIANCE = Workflow(
    "alliances.alliance",
    (
        Transition("form", frozenset({A.INTEREST, A.EXPLORING}), A.FORMING, alliances.can_form_alliance),
        Transition("agree", frozenset({A.FORMING}), A.MOU_SIGNED, agreements.can_record_signing),
        Transition("reform", frozenset({A.MOU_SIGNED}), A.FORMING, agreements.can_reform_alliance),
        Transition("bid", frozenset({A.MOU_SIGNED}), A.BIDDING, alliances.can_start_bidding),
        Transition("end_bid", frozenset({A.BIDDING}), A.MOU_SIGNED, alliances.can_end_bidding),
        Transition("award", frozenset({A.BIDDING}), A.AWARDED, alliances.can_record_award),
        Transition("deliver", frozenset({A.AWARDED}), A.DELIVERING, alliances.can_record_award),
        Transition(
            "withdraw",
            frozenset({A.INTEREST, A.EXPLORING, A.FORMING, A.MOU_SIGNED}),
            A.WITHDRAWN,
            alliances.can_withdraw_alliance,
            events.AllianceEnded,
        ),
        Transition(
            "wind_down",
            frozenset({A.AWARDED, A.DELIVERING}),
            A.CLOSING,
            closing.can_begin_closing,
            events.AllianceClosing,
        ),
        Transition("close", frozenset({A.CLOSING}), A.CLOSED, closing.can_close_alliance, events.AllianceClosed),
    ),
)

M = MemberState
MEMBER = Workflow(
    "alliances.member",
    (
        Transition("found", frozenset({M.INVITED}), M.ADMITTED, alliances.can_found_membership),
        Transition(
            "accept", frozenset({M.INVITED}), M.ADMITTED, alliances.can_answer_invitation, events.MemberAdmitted
        ),
        Transition(
            "decline", frozenset({M.INVITED}), M.DECLINED, alliances.can_answer_invitation, events.MemberDeclined
        ),
        Transition("withdraw", frozenset({M.INVITED}), M.WITHDRAWN, alliances.can_withdraw_invitation),
        Transition(
            "send_again",
            frozenset({M.INVITED, M.DECLINED, M.WITHDRAWN, M.LEFT}),
            M.INVITED,
            alliances.can_send_again,
            events.MemberInvited,
        ),
        Transition(
            "ask",
            frozenset({M.INVITED, M.DECLINED, M.WITHDRAWN, M.LEFT}),
            M.REQUESTED,
            joining.can_ask_membership,
            events.JoinAsked,
        ),
        Transition("admit", frozenset({M.REQUESTED}), M.ADMITTED, joining.can_answer_join, events.JoinAdmitted),
        Transition("turn_down", frozenset({M.REQUESTED}), M.DECLINED, joining.can_answer_join, events.JoinTurnedDown),
        Transition("take_back", frozenset({M.REQUESTED}), M.WITHDRAWN, joining.can_take_back_join),
        Transition("leave", frozenset({M.ADMITTED}), M.LEFT, alliances.can_leave_alliance, events.MemberLeft),
    ),
)

_OPEN = frozenset({DecisionState.OPEN})
DECISION = Workflow(
    "alliances.decision",
    (
        Transition("agree", _OPEN, DecisionState.AGREED, decisions.can_settle_decision, events.DecisionSettled),
        Transition("reject", _OPEN, DecisionState.NOT_AGREED, decisions.can_settle_decision, events.DecisionSettled),
    ),
)

G = AgreementState
AGREEMENT = Workflow(
    "alliances.agreement",
    (
        Transition("open", frozenset({G.DRAFT}), G.SIGNING, agreements.can_open_agreement, events.AgreementOpened),
        Transition(
            "complete", frozenset({G.SIGNING}), G.SIGNED, agreements.can_complete_agreement, events.AgreementSigned
        ),
        Transition("vary", frozenset({G.DRAFT}), G.SIGNED, agreements.can_complete_agreement),
        Transition("approve", frozenset({G.SIGNED}), G.APPROVED, steps.can_approve_agreement, events.AgreementApproved),
        Transition(
            "countersign",
            frozenset({G.APPROVED}),
            G.COUNTERSIGNED,
            steps.can_countersign_agreement,
            events.AgreementCountersigned,
        ),
        Transition(
            "hold",
            frozenset({G.SIGNED, G.APPROVED, G.COUNTERSIGNED}),
            G.ON_HOLD,
            steps.can_hold_agreement,
            events.AgreementHeld,
        ),
        Transition("lift", frozenset({G.ON_HOLD}), G.SIGNED, steps.can_lift_agreement, events.AgreementLifted),
        Transition(
            "supersede", frozenset({G.DRAFT, G.SIGNING, *STANDING}), G.SUPERSEDED, agreements.can_supersede_agreement
        ),
    ),
)

V = VariationState
VARIATION = Workflow(
    "alliances.variation",
    (
        Transition("propose", frozenset({V.DRAFT}), V.OPEN, variations.can_propose_variation, events.VariationProposed),
        Transition("agree", frozenset({V.OPEN}), V.AGREED, variations.can_settle_variation, events.VariationAgreed),
        Transition("refuse", frozenset({V.OPEN}), V.REFUSED, variations.can_settle_variation, events.VariationRefused),
        Transition(
            "withdraw",
            frozenset(UNSETTLED),
            V.WITHDRAWN,
            variations.can_withdraw_variation,
            events.VariationWithdrawn,
        ),
        Transition("lapse", frozenset(UNSETTLED), V.LAPSED, variations.can_lapse_variation),
    ),
)
