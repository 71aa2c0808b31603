from django.urls import path

from portal.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("instruments/", views.instruments_view, name="instruments"),
    path("distance/", views.distance_view, name="distance"),
    path("licences/<str:org_ref>/", views.licence_list_view, name="licence_list"),
    path("licences/<str:org_ref>/<int:number>/end/", views.licence_end_view, name="licence_end"),
    path("mine/", views.answers_mine_view, name="answers_mine"),
    path("mine/<str:instrument>/start/", views.sheet_start_view, name="sheet_start"),
    path("mine/<str:ref>/<int:number>/", views.sheet_question_view, name="sheet_question"),
    path("mine/<str:ref>/check/", views.sheet_check_view, name="sheet_check"),
    path("mine/<str:ref>/remove/", views.sheet_remove_view, name="sheet_remove"),
    path("<str:ref>/", views.framework_detail_view, name="framework_detail"),
    path("<str:ref>/outcomes/new/", views.outcome_add_view, name="outcome_add"),
    path("<str:ref>/outcomes/<int:number>/", views.outcome_edit_view, name="outcome_edit"),
    path("<str:ref>/outcomes/<int:number>/remove/", views.outcome_remove_view, name="outcome_remove"),
    path("<str:ref>/outcomes/<int:number>/measures/new/", views.indicator_add_view, name="indicator_add"),
    path(
        "<str:ref>/outcomes/<int:number>/measures/<int:position>/",
        views.indicator_detail_view,
        name="indicator_detail",
    ),
    path(
        "<str:ref>/outcomes/<int:number>/measures/<int:position>/remove/",
        views.indicator_remove_view,
        name="indicator_remove",
    ),
    path(
        "<str:ref>/outcomes/<int:number>/measures/<int:position>/<slug:part>/",
        views.indicator_edit_view,
        name="indicator_edit",
    ),
]
