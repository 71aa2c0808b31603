from portal.codesign.services.answer import answer_give, answer_link
from portal.codesign.services.comment import comment_post, comment_reply, comment_write_down
from portal.codesign.services.moderation import (
    comment_appeal,
    comment_appeal_refuse,
    comment_danger_seen,
    comment_hide,
    comment_keep,
    comment_report,
    comment_restore,
)
from portal.codesign.services.project import (
    project_close,
    project_frame,
    project_open,
    project_report,
    project_start,
    project_team_add,
    project_team_end,
)
from portal.codesign.services.specification import (
    specification_agree,
    specification_draft,
    specification_framework_attach,
    specification_framework_create,
    specification_freeze,
    specification_publish,
)

__all__ = [
    "answer_give",
    "answer_link",
    "comment_appeal",
    "comment_appeal_refuse",
    "comment_danger_seen",
    "comment_hide",
    "comment_keep",
    "comment_post",
    "comment_reply",
    "comment_report",
    "comment_restore",
    "comment_write_down",
    "project_close",
    "project_frame",
    "project_open",
    "project_report",
    "project_start",
    "project_team_add",
    "project_team_end",
    "specification_agree",
    "specification_draft",
    "specification_framework_attach",
    "specification_framework_create",
    "specification_freeze",
    "specification_publish",
]
