"""The door to projects and versions: 404 for what one may not know, 403 with a reason for what one may not do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404

from portal.codesign.enums import PUBLIC_VERSIONS, VersionState
from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.permissions import can_edit_text, can_see_project
from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision

if TYPE_CHECKING:
    from portal.accounts.models import User


def access_project(user: "User", ref: str, policy: "Callable[[User, Project], Decision] | None" = None) -> Project:
    """The project, if this person may know of it (else 404) and `policy` lets them act (else 403)."""
    project = (
        Project.objects.filter(ref=ref)
        .select_related("organisation", "need")
        .prefetch_related("assignments__user", "versions")
        .first()
    )
    if project is None or not can_see_project(user, project):
        raise Http404
    if policy and not (decision := policy(user, project)):
        raise NotAllowed(decision.reason, subject=project)
    return project


def access_version(project: Project, number: int | None = None) -> SpecificationVersion:
    """A public version of the project: that number, or the newest. 404 when there is none."""
    public = project.versions.filter(state__in=PUBLIC_VERSIONS).order_by("-number")
    version = public.filter(number=number).first() if number is not None else public.first()
    if version is None:
        raise Http404
    version.project = project
    return version


def access_draft(user: "User", ref: str) -> SpecificationVersion:
    """The draft that is being written, for those who write it. 404 when there is none."""
    project = access_project(user, ref, can_edit_text)
    draft = project.versions.filter(state=VersionState.DRAFT).select_related("framework").first()
    if draft is None:
        raise Http404
    draft.project = project
    return draft
