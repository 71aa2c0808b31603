from django.urls import path

from portal.organisations.views import joining, people, public, readiness, registering

app_name = "organisations"
urlpatterns = [
    path("", public.organisation_list_view, name="organisation_list"),
    path("start/", registering.organisation_register_view, name="organisation_register"),
    path("waiting/", registering.organisation_waiting_view, name="organisation_waiting"),
    path("commissioners/new/", registering.commissioner_create_view, name="commissioner_create"),
    path("invitations/<str:token>/", joining.invitation_answer_view, name="invitation_answer"),
    path("<str:ref>/", public.organisation_detail_view, name="organisation_detail"),
    path("<str:ref>/verify/", registering.organisation_verify_view, name="organisation_verify"),
    path("<str:ref>/join/", joining.join_ask_view, name="join_ask"),
    path("<str:ref>/join/withdraw/", joining.join_withdraw_view, name="join_withdraw"),
    path("<str:ref>/people/", people.member_list_view, name="member_list"),
    path("<str:ref>/people/invite/", joining.invitation_send_view, name="invitation_send"),
    path(
        "<str:ref>/people/invited/<str:token>/withdraw/", joining.invitation_withdraw_view, name="invitation_withdraw"
    ),
    path("<str:ref>/people/asked/<str:request_ref>/", joining.join_answer_view, name="join_answer"),
    path("<str:ref>/people/<str:member_ref>/roles/", people.roles_change_view, name="roles_change"),
    path("<str:ref>/people/<str:member_ref>/remove/", people.member_remove_view, name="member_remove"),
    path("<str:ref>/readiness/", readiness.readiness_list_view, name="readiness_list"),
    path("<str:ref>/readiness/<str:kind>/", readiness.readiness_change_view, name="readiness_change"),
]
