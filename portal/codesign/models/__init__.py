from portal.codesign.models.answer import Answer
from portal.codesign.models.comment import Comment, CommentReport
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
    "Paragraph",
    "Passage",
    "Project",
    "ProjectAssignment",
    "ProjectGroupObjectPermission",
    "ProjectUserObjectPermission",
    "Section",
    "SpecificationVersion",
]
