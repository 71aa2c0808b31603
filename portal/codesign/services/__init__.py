from portal.codesign.services.answer import answer_give, answer_link
from portal.codesign.services.comment import comment_post, comment_write_down
from portal.codesign.services.project import (
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
    "comment_post",
    "comment_write_down",
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
