from django.urls import path

from portal.marketplace import views

app_name = "marketplace"
urlpatterns = [
    path("", views.need_list_view, name="need_list"),
    path("new/", views.need_record_view, name="need_record"),
    path("<str:ref>/", views.need_detail_view, name="need_detail"),
    path("<str:ref>/sources/new/", views.need_evidence_add_view, name="need_evidence_add"),
]
