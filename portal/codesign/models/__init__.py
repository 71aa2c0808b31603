from portal.codesign.models.answer import Answer
from portal.codesign.models.comment import Comment, CommentReport, Reveal
from portal.codesign.models.format import FormatAsk, TextFormat
from portal.codesign.models.project import (
    Project,
    ProjectAssignment,
    ProjectGroupObjectPermission,
    ProjectUserObjectPermission,
)
from portal.codesign.models.specification import Paragraph, Passage, Section, SpecificationVersion

__all__ = [
    "Answer",
    "Comment",
    "CommentReport",
    "FormatAsk",
    "Paragraph",
    "Passage",
    "Project",
    "ProjectAssignment",
    "ProjectGroupObjectPermission",
    "ProjectUserObjectPermission",
    "Reveal",
    "Section",
    "SpecificationVersion",
    "TextFormat",
]
