"""Who takes part in a project."""

from typing import TYPE_CHECKING

from portal.codesign.models import Comment, Project
from portal.codesign.permissions import ProjectPerm, perms_of

if TYPE_CHECKING:
    from portal.accounts.models import User


def people_with(project: Project) -> tuple[list["User"], list["User"]]:
    """(those who write the text, those who decide on it)."""
    current = list(project.assignments.filter(ended_at=None).select_related("user").order_by("pk"))
    writes, decides = ProjectPerm.EDIT.value, ProjectPerm.DECIDE.value
    return (
        [row.user for row in current if writes in perms_of(row.role, project.ladder_step)],
        [row.user for row in current if decides in perms_of(row.role, project.ladder_step)],
    )


def team_of(project: Project, *roles: str) -> list["User"]:
    """People who have one of these parts now."""
    rows = project.assignments.filter(ended_at=None, role__in=roles).select_related("user").order_by("pk")
    return [row.user for row in rows]


def people_who_commented(project: Project) -> list["User"]:
    """Everybody who said something from their own account, each once."""
    rows = Comment.objects.filter(passage__project=project, author__isnull=False).select_related("author")
    found = {row.author.pk: row.author for row in rows.order_by("author_id") if row.author}
    return list(found.values())
