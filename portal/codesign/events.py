"""What co-design announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProjectOpened:
    project_id: int


@dataclass(frozen=True)
class ProjectTeamChanged:
    assignment_id: int


@dataclass(frozen=True)
class VersionPublished:
    version_id: int


@dataclass(frozen=True)
class VersionAgreed:
    version_id: int


@dataclass(frozen=True)
class VersionFrozen:
    version_id: int


@dataclass(frozen=True)
class CommentPosted:
    comment_id: int


@dataclass(frozen=True)
class CommentsAnswered:
    answer_id: int


@dataclass(frozen=True)
class ProjectReported:
    project_id: int


@dataclass(frozen=True)
class CommentReplied:
    comment_id: int


@dataclass(frozen=True)
class CommentReported:
    report_id: int


@dataclass(frozen=True)
class CommentHidden:
    comment_id: int


@dataclass(frozen=True)
class CommentAppealed:
    comment_id: int


@dataclass(frozen=True)
class CommentRestored:
    comment_id: int


@dataclass(frozen=True)
class AppealRefused:
    comment_id: int


@dataclass(frozen=True)
class CommentHeld:
    comment_id: int


@dataclass(frozen=True)
class RevealAsked:
    reveal_id: int


@dataclass(frozen=True)
class RevealDecided:
    reveal_id: int


@dataclass(frozen=True)
class AuthorTold:
    reveal_id: int


@dataclass(frozen=True)
class FormatAsked:
    format_id: int


@dataclass(frozen=True)
class FormatDelivered:
    format_id: int


@dataclass(frozen=True)
class FormatDeclined:
    format_id: int


@dataclass(frozen=True)
class ProjectExtended:
    project_id: int


@dataclass(frozen=True)
class ProjectClosed:
    project_id: int
