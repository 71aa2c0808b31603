"""Addresses of tenders, their packs, teams and questions."""

from django.urls import path

from portal.tenders.views import clarification, feeds, interest, pack, procurement, publication, record, team

urlpatterns = [
    path("", procurement.procurement_list_view, name="procurement_list"),
    path("feed.atom", feeds.procurement_feed_view, name="procurement_feed"),
    path("calendar.ics", feeds.procurement_calendar_view, name="procurement_calendar"),
    path("draft/", procurement.procurement_draft_view, name="procurement_draft"),
    path("<str:ref>/", procurement.procurement_detail_view, name="procurement_detail"),
    path("<str:ref>/pack/", procurement.pack_detail_view, name="pack_detail"),
    path("<str:ref>/pack.pdf", procurement.pack_file_view, {"kind": "pdf"}, name="pack_pdf"),
    path("<str:ref>/pack.docx", procurement.pack_file_view, {"kind": "docx"}, name="pack_word"),
    path("<str:ref>/dates.ics", feeds.procurement_dates_view, name="procurement_dates"),
    path("<str:ref>/record/", record.procurement_record_view, name="procurement_record"),
    path("<str:ref>/abandon/", procurement.procurement_abandon_view, name="procurement_abandon"),
    path("<str:ref>/draft/", pack.pack_tasks_view, name="pack_tasks"),
    path("<str:ref>/draft/check/", pack.pack_check_view, name="pack_check"),
    path("<str:ref>/draft/ask/", pack.publication_ask_view, name="publication_ask"),
    path("<str:ref>/draft/lots/", pack.lot_list_view, name="lot_list"),
    path("<str:ref>/draft/lots/add/", pack.lot_edit_view, name="lot_add"),
    path("<str:ref>/draft/lots/<int:number>/", pack.lot_edit_view, name="lot_edit"),
    path("<str:ref>/draft/lots/<int:number>/remove/", pack.lot_remove_view, name="lot_remove"),
    path("<str:ref>/draft/questions/", pack.question_list_view, name="question_list"),
    path("<str:ref>/draft/questions/add/", pack.question_edit_view, name="question_add"),
    path("<str:ref>/draft/questions/<int:number>/", pack.question_edit_view, name="question_edit"),
    path("<str:ref>/draft/questions/<int:number>/remove/", pack.question_remove_view, name="question_remove"),
    path("<str:ref>/draft/conflicts/add/", pack.conflict_add_view, name="conflict_add"),
    path("<str:ref>/draft/<slug:part>/", pack.pack_edit_view, name="pack_edit"),
    path("<str:ref>/team/", team.team_list_view, name="team_list"),
    path("<str:ref>/team/add/", team.team_assign_view, name="team_assign"),
    path("<str:ref>/team/<int:number>/end/", team.team_end_view, name="team_end"),
    path("<str:ref>/publish/", publication.procurement_publish_view, name="procurement_publish"),
    path("<str:ref>/publish/done/", publication.procurement_published_view, name="procurement_published"),
    path("<str:ref>/extend/", publication.deadline_extend_view, name="deadline_extend"),
    path("<str:ref>/interest/", interest.interest_register_view, name="interest_register"),
    path("<str:ref>/interest/withdraw/", interest.interest_withdraw_view, name="interest_withdraw"),
    path("<str:ref>/clarifications/", clarification.clarification_list_view, name="clarification_list"),
    path("<str:ref>/clarifications/ask/", clarification.clarification_ask_view, name="clarification_ask"),
    path(
        "<str:ref>/clarifications/<int:number>/answer/",
        clarification.clarification_answer_view,
        name="clarification_answer",
    ),
    path(
        "<str:ref>/clarifications/<int:number>/confidential/",
        clarification.clarification_confidential_view,
        name="clarification_confidential",
    ),
    path(
        "<str:ref>/clarifications/<int:number>/release/",
        clarification.clarification_release_view,
        name="clarification_release",
    ),
    path(
        "<str:ref>/clarifications/<int:number>/withdraw/",
        clarification.clarification_withdraw_view,
        name="clarification_withdraw",
    ),
]
