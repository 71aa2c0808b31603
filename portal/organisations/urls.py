from django.urls import path

from portal.organisations.views import claiming, joining, people, profile, public, readiness, registering, standing

app_name = "organisations"
urlpatterns = [
    path("", public.organisation_list_view, name="organisation_list"),
    path("start/", registering.organisation_register_view, name="organisation_register"),
    path("start/alike/", registering.registration_alike_view, name="registration_alike"),
    path("start/check/", registering.registration_check_view, name="registration_check"),
    path("start/discard/", registering.registration_discard_view, name="registration_discard"),
    path("start/<slug:step>/", registering.registration_step_view, name="registration_step"),
    path("waiting/", standing.organisation_waiting_view, name="organisation_waiting"),
    path("commissioners/new/", registering.commissioner_create_view, name="commissioner_create"),
    path("invitations/<str:token>/", joining.invitation_answer_view, name="invitation_answer"),
    path("claims/<str:claim_ref>/", claiming.claim_detail_view, name="claim_detail"),
    path("claims/<str:claim_ref>/answer/", claiming.claim_answer_view, name="claim_answer"),
    path("claims/<str:claim_ref>/withdraw/", claiming.claim_withdraw_view, name="claim_withdraw"),
    path("<str:ref>/", public.organisation_detail_view, name="organisation_detail"),
    path("<str:ref>/verify/", standing.organisation_verify_view, name="organisation_verify"),
    path("<str:ref>/verify/decline/", standing.verification_decline_view, name="verification_decline"),
    path("<str:ref>/verify/ask/", standing.verification_ask_view, name="verification_ask"),
    path("<str:ref>/suspend/", standing.organisation_suspend_view, name="organisation_suspend"),
    path("<str:ref>/suspend/lift/", standing.suspension_lift_view, name="suspension_lift"),
    path("<str:ref>/claim/", claiming.claim_ask_view, name="claim_ask"),
    path("<str:ref>/profile/", profile.profile_detail_view, name="profile_detail"),
    path("<str:ref>/profile/name/", profile.name_change_view, name="name_change"),
    path("<str:ref>/profile/<slug:step>/", profile.profile_change_view, name="profile_change"),
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
    path("<str:ref>/readiness/<str:kind>/seen/", readiness.readiness_seen_view, name="readiness_seen"),
]
