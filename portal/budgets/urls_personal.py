"""Addresses of personal budgets, below /budgets/."""

from django.urls import path

from portal.budgets.views import published
from portal.budgets.views.personal import circle, detail, lines, money, plan, running, start, statistics

ONE = "personal/<str:ref>/"
PLAN = f"{ONE}plan/"
GOAL = f"{PLAN}goals/<int:number>/"
LINE = f"{PLAN}lines/<int:number>/"
MONEY = f"{ONE}money/"
SPEND = f"{MONEY}spent/<int:number>/"
CIRCLE = f"{ONE}circle/"
DECISION = f"{ONE}decisions/<int:number>/"

urlpatterns = [
    path("statistics/", published.statistics_view, name="statistics"),
    path("statistics/release/", statistics.statistics_release_view, name="statistics_release"),
    path("personal/", start.personal_list_view, name="personal_list"),
    path("personal/ask/", start.personal_ask_view, name="personal_ask"),
    path("personal/add/<uuid:uuid>/", lines.line_choose_view, name="line_choose"),
    path("personal/invitations/<str:token>/", circle.circle_answer_view, name="circle_answer"),
    path(ONE, detail.personal_detail_view, name="personal_detail"),
    path(f"{ONE}people/", start.person_list_view, name="budget_person_list"),
    path(f"{ONE}people/new/", start.budget_person_add_view, name="budget_person_add"),
    path(f"{ONE}people/<int:number>/end/", start.budget_person_end_view, name="budget_person_end"),
    path(f"{ONE}possible/", start.eligibility_view, name="eligibility"),
    path(f"{ONE}needs/", start.assess_view, name="assess"),
    path(f"{ONE}amount/", start.amount_set_view, name="amount_set"),
    path(f"{MONEY}amounts/<int:number>/", start.amount_change_view, name="amount_change"),
    path(f"{MONEY}amounts/<int:number>/confirm/", start.funding_confirm_view, name="funding_confirm"),
    path(f"{ONE}start/", start.plan_start_view, name="plan_start"),
    path(PLAN, plan.personal_plan_view, name="personal_plan"),
    path(f"{PLAN}goals/new/", plan.goal_add_view, name="goal_add"),
    path(GOAL, plan.goal_change_view, name="goal_change"),
    path(f"{GOAL}drop/", plan.goal_drop_view, name="goal_drop"),
    path(f"{GOAL}progress/", plan.goal_progress_view, name="goal_progress"),
    path(f"{PLAN}lines/new/", lines.line_add_view, name="line_add"),
    path(LINE, lines.line_detail_view, name="line_detail"),
    path(f"{LINE}change/", lines.line_change_view, name="line_change"),
    path(f"{LINE}remove/", lines.line_remove_view, name="line_remove"),
    path(f"{LINE}times/new/", lines.line_time_view, name="line_time"),
    path(f"{LINE}decide/", lines.line_decide_view, name="line_decide"),
    path(f"{PLAN}holding/<int:number>/", plan.holding_set_view, name="holding_set"),
    path(f"{PLAN}checks/", plan.checks_set_view, name="checks_set"),
    path(f"{PLAN}sign/", plan.plan_sign_view, name="plan_sign"),
    path(f"{PLAN}signed/", plan.plan_signed_view, name="plan_signed"),
    path(f"{PLAN}take-back/", plan.plan_take_back_view, name="plan_take_back"),
    path(f"{PLAN}decide/", plan.plan_decide_view, name="plan_decide"),
    path(f"{PLAN}words/<slug:key>/", plan.section_write_view, name="section_write"),
    path(MONEY, money.personal_money_view, name="personal_money"),
    path(f"{MONEY}in/<int:number>/", money.payment_in_view, name="payment_in"),
    path(f"{MONEY}spend/", money.spend_choose_view, name="spend_choose"),
    path(f"{MONEY}spend/<int:number>/", money.spend_record_view, name="spend_record"),
    path(SPEND, money.spend_detail_view, name="spend_detail"),
    path(f"{SPEND}receipt/", money.spend_receipt_view, name="spend_receipt"),
    path(f"{SPEND}receipt/new/", money.spend_receipt_add_view, name="spend_receipt_add"),
    path(f"{SPEND}confirm/", money.spend_confirm_view, name="spend_confirm"),
    path(f"{SPEND}take-back/", money.spend_take_back_view, name="spend_take_back"),
    path(f"{SPEND}ask/", money.query_ask_view, name="query_ask"),
    path(f"{SPEND}questions/<int:query>/", money.query_answer_view, name="query_answer"),
    path(CIRCLE, circle.circle_view, name="circle"),
    path(f"{CIRCLE}new/", circle.circle_invite_view, name="circle_invite"),
    path(f"{CIRCLE}looks/", circle.circle_looks_view, name="circle_looks"),
    path(f"{CIRCLE}notes/seen/", circle.notes_seen_view, name="notes_seen"),
    path(f"{CIRCLE}<int:number>/", circle.circle_change_view, name="circle_change"),
    path(f"{CIRCLE}<int:number>/stop/", circle.circle_stop_view, name="circle_stop"),
    path(f"{CIRCLE}<int:number>/leave/", circle.circle_leave_view, name="circle_leave"),
    path(f"{ONE}note/", circle.note_leave_view, name="note_leave"),
    path(f"{ONE}authority/new/", circle.authority_verify_view, name="authority_verify"),
    path(f"{ONE}authority/<int:number>/end/", circle.authority_end_view, name="authority_end"),
    path(f"{ONE}begin/", running.activate_view, name="activate"),
    path(f"{ONE}move/<slug:step>/", running.move_view, name="budget_move"),
    path(f"{ONE}close/", running.close_view, name="close"),
    path(f"{ONE}talks/new/", running.review_record_view, name="review_record"),
    path(f"{ONE}talks/next/", running.review_agree_view, name="review_agree"),
    path(f"{ONE}talks/ask/", running.review_ask_view, name="review_ask"),
    path(f"{ONE}decisions/", running.decision_list_view, name="decision_list"),
    path(f"{ONE}decisions/new/", running.decision_make_view, name="decision_make"),
    path(f"{DECISION}again/", running.decision_again_view, name="decision_again"),
    path(f"{DECISION}answer/", running.decision_answer_view, name="decision_answer"),
]
