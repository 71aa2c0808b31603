from django.urls import path

from portal.codesign.views import answers, drafting, moderation, projects, setup, text

app_name = "codesign"
urlpatterns = [
    path("", projects.project_list_view, name="project_list"),
    path("start/", setup.project_start_view, name="project_start"),
    path("moderation/", moderation.moderation_list_view, name="moderation_list"),
    path("<str:ref>/", projects.project_detail_view, name="project_detail"),
    path("<str:ref>/set-up/", setup.project_setup_view, name="project_setup"),
    path("<str:ref>/set-up/open/", setup.project_open_view, name="project_open"),
    path("<str:ref>/set-up/<slug:part>/", setup.project_part_view, name="project_part"),
    path("<str:ref>/team/", setup.project_team_view, name="project_team"),
    path("<str:ref>/team/<int:number>/end/", setup.project_team_end_view, name="project_team_end"),
    path("<str:ref>/draft/", drafting.draft_detail_view, name="draft_detail"),
    path("<str:ref>/draft/start/", drafting.draft_start_view, name="draft_start"),
    path("<str:ref>/draft/upload/", drafting.draft_upload_view, name="draft_upload"),
    path("<str:ref>/draft/outcomes/", drafting.draft_outcomes_view, name="draft_outcomes"),
    path("<str:ref>/draft/publish/", drafting.draft_publish_view, name="draft_publish"),
    path("<str:ref>/draft/sections/new/", drafting.section_add_view, name="section_add"),
    path("<str:ref>/draft/sections/<int:number>/", drafting.section_edit_view, name="section_edit"),
    path("<str:ref>/draft/sections/<int:number>/remove/", drafting.section_remove_view, name="section_remove"),
    path("<str:ref>/draft/sections/<int:number>/move/", drafting.section_move_view, name="section_move"),
    path("<str:ref>/draft/sections/<int:number>/new/", drafting.paragraph_add_view, name="paragraph_add"),
    path("<str:ref>/draft/paragraphs/<str:number>/", drafting.paragraph_edit_view, name="paragraph_edit"),
    path("<str:ref>/draft/paragraphs/<str:number>/move/", drafting.paragraph_move_view, name="paragraph_move"),
    path("<str:ref>/draft/paragraphs/<str:number>/use/", drafting.paragraph_use_view, name="paragraph_use"),
    path("<str:ref>/draft/paragraphs/<str:number>/remove/", drafting.paragraph_remove_view, name="paragraph_remove"),
    path("<str:ref>/specification/", text.specification_view, name="specification"),
    path("<str:ref>/specification/compare/", text.version_choose_view, name="version_choose"),
    path("<str:ref>/specification/p/<str:number>/", text.thread_view, name="thread"),
    path("<str:ref>/specification/v<int:number>/", text.version_detail_view, name="version_detail"),
    path("<str:ref>/specification/v<int:number>/text.pdf", text.version_file_view, {"kind": "pdf"}, name="version_pdf"),
    path(
        "<str:ref>/specification/v<int:number>/text.docx", text.version_file_view, {"kind": "docx"}, name="version_word"
    ),
    path("<str:ref>/specification/v<int:number>/agree/", text.version_agree_view, name="version_agree"),
    path("<str:ref>/specification/v<int:number>/decision/", text.version_decision_view, name="version_decision"),
    path(
        "<str:ref>/specification/v<int:number>/compare/v<int:other>/", text.version_compare_view, name="version_compare"
    ),
    path("<str:ref>/comments/new/", text.comment_write_down_view, name="comment_write_down"),
    path("<str:ref>/comments/<int:comment_id>/reply/", moderation.comment_reply_view, name="comment_reply"),
    path("<str:ref>/comments/<int:comment_id>/report/", moderation.comment_report_view, name="comment_report"),
    path("<str:ref>/comments/<int:comment_id>/moderate/", moderation.comment_moderate_view, name="comment_moderate"),
    path("<str:ref>/comments/<int:comment_id>/danger/", moderation.comment_danger_view, name="comment_danger"),
    path("<str:ref>/comments/<int:comment_id>/appeal/", moderation.comment_appeal_view, name="comment_appeal"),
    path("<str:ref>/close/", setup.project_close_view, name="project_close"),
    path("<str:ref>/answers/", answers.answer_list_view, name="answer_list"),
    path("<str:ref>/answers/together/", answers.answer_together_view, name="answer_together"),
    path("<str:ref>/answers/<int:comment_id>/", answers.answer_give_view, name="answer_give"),
    path("<str:ref>/report/", answers.project_report_view, name="project_report"),
    path("<str:ref>/you-said-we-did/", answers.answered_list_view, name="answered_list"),
    path("<str:ref>/you-said-we-did/<int:answer_id>/change/", answers.answer_link_view, name="answer_link"),
]
