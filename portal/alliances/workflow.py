"""How alliances, memberships, decisions and agreements move (domain 4.3). An invitation that ran out is no state."""

from portal.alliances import events
from portal.alliances.enums import AgreementState, AllianceState, DecisionState, MemberState
from portal.alliances.permissions import agreement as agreements
from portal.alliances.permissions import alliance as alliances
from portal.alliances.permissions import decision as decisions
from portal.alliances.permissions import joining
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
        Transition("supersede", frozenset({G.SIGNING, G.SIGNED}), G.SUPERSEDED, agreements.can_supersede_agreement),
    ),
)
