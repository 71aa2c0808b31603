"""Addresses under /alliances/."""

from django.urls import path

from portal.alliances.views import (
    agreement,
    agreement_steps,
    alliance,
    closing,
    decision,
    joining,
    listing,
    member,
    principles,
    seat,
    variation,
)

app_name = "alliances"
urlpatterns = [
    path("", listing.alliance_list_view, name="alliance_list"),
    path("start/", alliance.alliance_start_view, name="alliance_start"),
    path("partners/", listing.post_list_view, name="post_list"),
    path("partners/new/", listing.post_add_view, name="post_add"),
    path("partners/<str:ref>/close/", listing.post_close_view, name="post_close"),
    path("<str:ref>/", alliance.alliance_detail_view, name="alliance_detail"),
    path("<str:ref>/about/", alliance.alliance_edit_view, name="alliance_edit"),
    path("<str:ref>/form/", alliance.alliance_form_view, name="alliance_form"),
    path("<str:ref>/end/", alliance.alliance_withdraw_view, name="alliance_withdraw"),
    path("<str:ref>/shares/", alliance.shares_edit_view, name="shares_edit"),
    path("<str:ref>/readiness/", alliance.readiness_list_view, name="readiness_list"),
    path("<str:ref>/join/", joining.join_ask_view, name="join_ask"),
    path("<str:ref>/join/<str:organisation_ref>/", joining.join_answer_view, name="join_answer"),
    path("<str:ref>/join/<str:organisation_ref>/take-back/", joining.join_take_back_view, name="join_take_back"),
    path("<str:ref>/invite/", member.member_find_view, name="member_find"),
    path("<str:ref>/invite/<str:organisation_ref>/", member.member_invite_view, name="member_invite"),
    path("<str:ref>/members/<str:organisation_ref>/answer/", member.invitation_answer_view, name="invitation_answer"),
    path(
        "<str:ref>/members/<str:organisation_ref>/again/",
        member.invitation_send_again_view,
        name="invitation_send_again",
    ),
    path(
        "<str:ref>/members/<str:organisation_ref>/take-back/",
        member.invitation_withdraw_view,
        name="invitation_withdraw",
    ),
    path("<str:ref>/members/<str:organisation_ref>/leave/", member.member_leave_view, name="member_leave"),
    path("<str:ref>/members/<str:organisation_ref>/readiness/", member.readiness_share_view, name="readiness_share"),
    path("<str:ref>/principles/write/", principles.principles_write_view, name="principles_write"),
    path("<str:ref>/principles/v<int:number>/", principles.principles_detail_view, name="principles_detail"),
    path("<str:ref>/principles/v<int:number>/answer/", principles.principles_answer_view, name="principles_answer"),
    path("<str:ref>/decisions/", decision.decision_list_view, name="decision_list"),
    path("<str:ref>/decisions/propose/", decision.decision_propose_view, name="decision_propose"),
    path("<str:ref>/decisions/<int:number>/", decision.decision_detail_view, name="decision_detail"),
    path("<str:ref>/decisions/<int:number>/vote/", decision.decision_vote_view, name="decision_vote"),
    path("<str:ref>/decisions/<int:number>/seat-vote/", seat.seat_vote_view, name="seat_vote"),
    path("<str:ref>/seats/give/", seat.seat_give_view, name="seat_give"),
    path("<str:ref>/seats/<int:number>/end/", seat.seat_end_view, name="seat_end"),
    path("<str:ref>/decisions/<int:number>/review/", decision.decision_review_view, name="decision_review"),
    path("<str:ref>/agreement/write/", agreement.agreement_write_view, name="agreement_write"),
    path("<str:ref>/agreement/v<int:number>/", agreement.agreement_detail_view, name="agreement_detail"),
    path("<str:ref>/agreement/v<int:number>/open/", agreement.agreement_open_view, name="agreement_open"),
    path("<str:ref>/agreement/v<int:number>/sign/", agreement.agreement_sign_view, name="agreement_sign"),
    path(
        "<str:ref>/agreement/v<int:number>/signed/<str:organisation_ref>/",
        agreement.agreement_signed_view,
        name="agreement_signed",
    ),
    path("<str:ref>/agreement/exit-plan/", agreement_steps.agreement_exit_plan_view, name="agreement_exit_plan"),
    path(
        "<str:ref>/agreement/v<int:number>/approve/", agreement_steps.agreement_approve_view, name="agreement_approve"
    ),
    path(
        "<str:ref>/agreement/v<int:number>/countersign/",
        agreement_steps.agreement_countersign_view,
        name="agreement_countersign",
    ),
    path("<str:ref>/agreement/v<int:number>/hold/", agreement_steps.agreement_hold_view, name="agreement_hold"),
    path("<str:ref>/agreement/v<int:number>/lift/", agreement_steps.agreement_lift_view, name="agreement_lift"),
    path(
        "<str:ref>/agreement/v<int:number>/receipt/<str:kind>/",
        agreement_steps.agreement_receipt_view,
        name="agreement_receipt",
    ),
    path("<str:ref>/variations/new/", variation.variation_begin_view, name="variation_begin"),
    path("<str:ref>/variations/<int:number>/", variation.variation_detail_view, name="variation_detail"),
    path("<str:ref>/variations/<int:number>/text/", variation.variation_text_view, name="variation_text"),
    path(
        "<str:ref>/variations/<int:number>/exit-plan/", variation.variation_exit_plan_view, name="variation_exit_plan"
    ),
    path("<str:ref>/variations/<int:number>/propose/", variation.variation_propose_view, name="variation_propose"),
    path("<str:ref>/variations/<int:number>/answer/", variation.variation_answer_view, name="variation_answer"),
    path(
        "<str:ref>/variations/<int:number>/answered/<str:organisation_ref>/",
        variation.variation_answered_view,
        name="variation_answered",
    ),
    path("<str:ref>/variations/<int:number>/take-back/", variation.variation_withdraw_view, name="variation_withdraw"),
    path("<str:ref>/closing/", closing.closing_begin_view, name="closing_begin"),
    path("<str:ref>/closing/done/", closing.alliance_close_view, name="alliance_close"),
    path("<str:ref>/closing/<str:part>/", closing.closing_record_view, name="closing_record"),
]
