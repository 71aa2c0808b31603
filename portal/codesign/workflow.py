from portal.codesign.enums import CommentState, FormatState, ProjectState, RevealState, VersionState
from portal.codesign.events import (
    CommentHidden,
    CommentPosted,
    CommentRestored,
    FormatDeclined,
    FormatDelivered,
    ProjectClosed,
    ProjectOpened,
    ProjectReported,
    RevealDecided,
    VersionAgreed,
    VersionFrozen,
    VersionPublished,
)
from portal.codesign.models import Project
from portal.codesign.permissions import (
    can_agree_version,
    can_answer,
    can_close_project,
    can_decide_appeal,
    can_decide_reveal,
    can_edit_text,
    can_freeze_version,
    can_make_format,
    can_moderate_comment,
    can_open_project,
    can_publish_version,
    can_release_comment,
    can_report_project,
)
from portal.common.permissions import YES, Decision, holds, no
from portal.common.workflow import Transition, Workflow

S, V = ProjectState, VersionState


def _decides(user: object, project: Project) -> Decision:
    if holds(user, "codesign.decide_project", project):
        return YES
    return no("Only the person named to decide can do this.")


PROJECT = Workflow(
    "codesign.project",
    (
        Transition("open", frozenset({S.FRAMING}), S.GATHERING, can_open_project, ProjectOpened),
        Transition("draft", frozenset({S.GATHERING}), S.DRAFTING, can_edit_text),
        Transition("test", frozenset({S.GATHERING, S.DRAFTING, S.TESTING, S.DECIDED}), S.TESTING, can_answer),
        Transition("decide", frozenset({S.TESTING}), S.DECIDED, _decides),
        Transition("report", frozenset({S.DECIDED}), S.REPORTED, can_report_project, ProjectReported),
        Transition(
            "close",
            frozenset({S.GATHERING, S.DRAFTING, S.TESTING, S.REPORTED}),
            S.CLOSED,
            can_close_project,
            ProjectClosed,
        ),
    ),
)
VERSION = Workflow(
    "codesign.version",
    (
        Transition("publish", frozenset({V.DRAFT}), V.PUBLISHED, can_publish_version, VersionPublished),
        Transition("agree", frozenset({V.PUBLISHED}), V.AGREED, can_agree_version, VersionAgreed),
        Transition("freeze", frozenset({V.AGREED}), V.FROZEN, can_freeze_version, VersionFrozen),
    ),
)
COMMENT = Workflow(
    "codesign.comment",
    (
        Transition(
            "release", frozenset({CommentState.HELD}), CommentState.PUBLISHED, can_release_comment, CommentPosted
        ),
        Transition(
            "hide",
            frozenset({CommentState.HELD, CommentState.PUBLISHED}),
            CommentState.HIDDEN,
            can_moderate_comment,
            CommentHidden,
        ),
        Transition(
            "restore", frozenset({CommentState.HIDDEN}), CommentState.PUBLISHED, can_decide_appeal, CommentRestored
        ),
    ),
)
REVEAL = Workflow(
    "codesign.reveal",
    (
        Transition("agree", frozenset({RevealState.ASKED}), RevealState.REVEALED, can_decide_reveal, RevealDecided),
        Transition("refuse", frozenset({RevealState.ASKED}), RevealState.REFUSED, can_decide_reveal, RevealDecided),
    ),
)
FORMAT = Workflow(
    "codesign.format",
    (
        Transition("deliver", frozenset({FormatState.ASKED}), FormatState.DELIVERED, can_make_format, FormatDelivered),
        Transition("decline", frozenset({FormatState.ASKED}), FormatState.DECLINED, can_make_format, FormatDeclined),
    ),
)
