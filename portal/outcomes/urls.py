from django.urls import path

from portal.outcomes import views

app_name = "outcomes"
urlpatterns = [
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
