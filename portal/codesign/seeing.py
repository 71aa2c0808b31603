"""Who can see a project, its draft, and a comment that a moderator looks after."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.codesign.access import access_comment, access_project
from portal.codesign.enums import VersionState
from portal.codesign.models import Comment, Project
from portal.codesign.permissions import (
    can_answer,
    can_edit_text,
    can_know_comment,
    can_manage_project,
    can_moderate,
    moderates,
    safeguards,
    takes_part,
)
from portal.codesign.permissions import can_see_project as can_see
from portal.common.clock import now
from portal.common.permissions import YES, Decision, no
from portal.common.seeing import Holder, Kind, Part, StandIn, register
from portal.organisations.seeing import others_of


def _parts(project: Project) -> list[Part]:
    parts = [Part(_("The project's page"), can_see)]
    if any(row.state == VersionState.DRAFT for row in project.versions.all()):
        parts.append(Part(_("The draft of the text, to read and to write"), can_edit_text))
    return [*parts, Part(_("The list of comments that wait for an answer"), can_answer)]


def _team(project: Project) -> list[Holder]:
    current = [row for row in project.assignments.all() if row.ended_at is None or row.ended_at > now()]
    return [
        Holder(
            user=row.user,
            label=str(row.get_role_display()),
            rule=_("Named for this project"),
            since=row.assigned_at,
            until=row.ended_at,
            until_words=_("until the owner ends the part"),
        )
        for row in current
    ]


def _names_team(user: Any, project: Project) -> Decision:
    return YES if takes_part(user, project) else no(_("The team is known to the team."))


register(
    Kind(
        key="codesign.project",
        title=gettext_noop("Who can see this project, and why"),
        heading=gettext_noop("Co-design"),
        section="codesign",
        door=access_project,
        parts=_parts,
        people=_team,
        called=lambda project: project.title,
        back=lambda project: reverse("codesign:project_detail", args=[project.ref]),
        may_name=_names_team,
        may_read_record=can_manage_project,
        stand_ins=lambda viewer, project: [others_of(project.organisation)],
    )
)


def _door(user: Any, ref: str, comment_id: int) -> Comment:
    return access_comment(user, ref, comment_id, can_know_comment)


def _author(comment: Comment) -> list[Holder]:
    if comment.author is None:
        return []
    return [
        Holder(
            user=comment.author,
            label=_("Whoever wrote it"),
            rule=_("These are their own words"),
            since=comment.created_at,
            is_hidden=True,
        )
    ]


def _watchers(viewer: Any, comment: Comment) -> Sequence[StandIn]:
    """Whether safeguarding leads see it tells that somebody may be in danger: for those who look after comments."""
    rule = _("The role of the portal")
    found = [StandIn(_("Moderators"), rule, frozenset({PortalRole.MODERATOR.value}))]
    if moderates(viewer) or safeguards(viewer) or has_role(viewer, PortalRole.ADMINISTRATOR):
        found.append(StandIn(_("Safeguarding leads"), rule, frozenset({PortalRole.SAFEGUARDING.value})))
    return [*found, others_of(comment.passage.project.organisation)]


register(
    Kind(
        key="codesign.comment",
        title=gettext_noop("Who can see this comment, and why"),
        heading=gettext_noop("Co-design"),
        section="codesign",
        door=_door,
        parts=lambda comment: [Part(_("The comment"), can_know_comment)],
        people=_author,
        called=lambda comment: comment.passage.project.title,
        back=lambda comment: reverse("codesign:project_detail", args=[comment.passage.project.ref]),
        may_read_record=lambda user, comment: can_moderate(user),
        stand_ins=_watchers,
    )
)
