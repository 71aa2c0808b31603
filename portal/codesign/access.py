"""The door to projects and versions: 404 for what one may not know, 403 with a reason for what one may not do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.http import Http404

from portal.codesign.enums import PUBLIC_VERSIONS, VersionState
from portal.codesign.models import Comment, Project, ProjectAssignment, Reveal, SpecificationVersion, TextFormat
from portal.codesign.permissions import (
    can_edit_text,
    can_know_comment,
    can_read_own_reveal,
    can_see_project,
    safeguards,
)
from portal.codesign.selectors.formats import format_at
from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.common.rows import only_one

if TYPE_CHECKING:
    from portal.accounts.models import User


def access_project(user: "User", ref: str, policy: "Callable[[User, Project], Decision] | None" = None) -> Project:
    """The project, if this person may know of it (else 404) and `policy` lets them act (else 403)."""
    project = only_one(
        Project.objects.filter(ref=ref)
        .select_related("organisation", "need")
        .prefetch_related(
            Prefetch("assignments", ProjectAssignment.objects.select_related("user").order_by("role", "pk")),
            Prefetch(
                "versions",
                SpecificationVersion.objects.select_related("framework", "published_by", "agreed_by").order_by(
                    "number"
                ),
            ),
        )
    )
    if project is None or not can_see_project(user, project):
        raise Http404
    if policy and not (decision := policy(user, project)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    return project


def access_version(project: Project, number: int | None = None) -> SpecificationVersion:
    """A public version of the project: that number, or the newest. 404 when there is none."""
    public = public_versions(project)
    version = next((row for row in public if number is None or row.number == number), None)
    if version is None:
        raise Http404
    version.project = project
    return version


def public_versions(project: Project) -> list[SpecificationVersion]:
    """What everybody may read, newest first."""
    return sorted((row for row in project.versions.all() if row.state in PUBLIC_VERSIONS), key=lambda row: -row.number)


def access_draft(user: "User", ref: str) -> SpecificationVersion:
    """The draft that is being written, for those who write it. 404 when there is none."""
    project = access_project(user, ref, can_edit_text)
    draft = next((row for row in project.versions.all() if row.state == VersionState.DRAFT), None)
    if draft is None:
        raise Http404
    draft.project = project
    return draft


def access_comment(user: "User", ref: str, comment_id: int, policy: "Callable[[User, Comment], Decision]") -> Comment:
    """A comment of that project (else 404) on which `policy` lets this person act (else 403).

    What is hidden is known to its author, to those who moderate, and to the safeguarding lead if somebody may be in
    danger; it is 404 to everybody else.
    """
    project = access_project(user, ref)
    comment = (
        Comment.objects.filter(pk=comment_id, passage__project=project)
        .select_related("passage", "organisation", "parent", "paragraph__section__version__project")
        .first()
    )
    if comment is None or not can_know_comment(user, comment):
        raise Http404
    comment.passage.project = project
    comment.paragraph.section.version.project = project
    if not (decision := policy(user, comment)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    return comment


def access_reveal(user: "User", ref: str, comment_id: int, policy: "Callable[[User, Reveal], Decision]") -> Reveal:
    """What two safeguarding leads decided about a comment.

    404 to everybody but safeguarding leads and, once told, whoever wrote it; 403 where `policy` refuses them.
    """
    project = access_project(user, ref)
    rows = Reveal.objects.filter(comment_id=comment_id, comment__passage__project=project)
    rows = rows.select_related("asked_by", "decided_by", "comment__author", "comment__paragraph__section")
    reveal = rows.order_by("-asked_at", "-pk").first()
    if reveal is None or not (safeguards(user) or can_read_own_reveal(user, reveal)):
        raise Http404
    reveal.comment.passage.project = project
    if not (decision := policy(user, reveal)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    return reveal


def access_format(
    user: "User", ref: str, number: int, policy: "Callable[[User, TextFormat], Decision] | None" = None
) -> TextFormat:
    """A form of one of the project's public versions (else 404); 403 where `policy` refuses."""
    project = access_project(user, ref)
    row = format_at(project, number)
    if row is None or row.version.state not in PUBLIC_VERSIONS:
        raise Http404
    if policy and not (decision := policy(user, row)):
        raise NotAllowed(decision.reason, subject=project, who_can=decision.who_can)
    return row
