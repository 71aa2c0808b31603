from django.urls import path

from portal.accounts import views

app_name = "people"
urlpatterns = [
    path("", views.account_view, name="account"),
    path("name/", views.name_change_view, name="name_change"),
    path("needs/", views.needs_change_view, name="needs_change"),
    path("data.json", views.account_data_view, name="account_data"),
    path("second-step/reset/", views.second_step_reset_view, name="second_step_reset"),
    path("close/", views.account_close_view, name="account_close"),
]
