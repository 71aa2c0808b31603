from django.urls import path

from portal.marketplace.views import directory, editing, manage, needs, told

app_name = "marketplace"
urlpatterns = [
    path("needs/", needs.need_list_view, name="need_list"),
    path("needs/new/", needs.need_record_view, name="need_record"),
    path("needs/missing/", told.gap_list_view, name="gap_list"),
    path("needs/<str:ref>/", needs.need_detail_view, name="need_detail"),
    path("needs/<str:ref>/sources/new/", needs.need_evidence_add_view, name="need_evidence_add"),
    path("marketplace/", directory.service_list_view, name="service_list"),
    path("marketplace/shortlist/", directory.shortlist_view, name="shortlist"),
    path("marketplace/compare/", directory.compare_view, name="compare"),
    path("marketplace/missing/", told.gap_tell_view, name="gap_tell"),
    path("marketplace/services/<uuid:uuid>/", directory.service_detail_view, name="service_detail"),
    path("marketplace/services/<uuid:uuid>/keep/", told.shortlist_keep_view, name="shortlist_keep"),
    path("marketplace/services/<uuid:uuid>/drop/", told.shortlist_drop_view, name="shortlist_drop"),
    path("marketplace/services/<uuid:uuid>/report/", told.report_make_view, name="report_make"),
    path("marketplace/services/<uuid:uuid>/change/", manage.service_change_view, name="service_change"),
    path("marketplace/services/<uuid:uuid>/confirm/", manage.service_confirm_view, name="service_confirm"),
    path("marketplace/mine/", manage.managed_list_view, name="managed_list"),
    path("marketplace/mine/new/", manage.proposal_start_view, name="proposal_start"),
    path("marketplace/proposals/<str:ref>/", manage.proposal_detail_view, name="proposal_detail"),
    path("marketplace/proposals/<str:ref>/send/", manage.proposal_send_view, name="proposal_send"),
    path("marketplace/proposals/<str:ref>/withdraw/", manage.proposal_withdraw_view, name="proposal_withdraw"),
    path("marketplace/proposals/<str:ref>/take/", editing.proposal_take_view, name="proposal_take"),
    path("marketplace/proposals/<str:ref>/approve/", editing.proposal_approve_view, name="proposal_approve"),
    path("marketplace/proposals/<str:ref>/return/", editing.proposal_return_view, name="proposal_return"),
    path("marketplace/proposals/<str:ref>/<str:step>/", manage.proposal_step_view, name="proposal_step"),
    path(
        "marketplace/proposals/<str:ref>/<str:step>/remove/",
        manage.proposal_row_remove_view,
        name="proposal_row_remove",
    ),
    path("marketplace/editing/", editing.editing_list_view, name="editing_list"),
    path("marketplace/reports/<str:ref>/answer/", told.report_answer_view, name="report_answer"),
    path("marketplace/reports/<str:ref>/", editing.report_detail_view, name="report_detail"),
]
