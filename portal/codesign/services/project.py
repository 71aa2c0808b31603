"""Framing a project, its team, opening it, reporting back."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.enums import ProjectRole
from portal.codesign.events import ProjectTeamChanged
from portal.codesign.models import Project, ProjectAssignment
from portal.codesign.permissions import (
    can_frame_project,
    can_manage_project,
    can_start_project,
    can_switch_premoderation,
    wanted_grants,
)
from portal.codesign.selectors.checks import missing_in_frame, wrong_in_frame
from portal.codesign.selectors.projects import numbers_of
from portal.codesign.selectors.team import people_with
from portal.codesign.workflow import PROJECT
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.marketplace.services import unmet_need_publish
from portal.outcomes.services import framework_share

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.marketplace.models import UnmetNeed
    from portal.organisations.models import Organisation

FRAME_FIELDS = frozenset(
    {
        "title",
        "question",
        "summary",
        "area",
        "ladder_step",
        "decision_maker",
        "decision_due_on",
        "already_fixed",
        "still_open",
        "accessibility_offer",
        "involvement_budget_pence",
        "opens_at",
        "closes_at",
    }
)


@transaction.atomic
def project_start(
    *,
    actor: "User",
    organisation: "Organisation",
    title: str,
    question: str,
    summary: str,
    area: str,
    need: "UnmetNeed | None" = None,
) -> Project:
    """A project seen only by its team and organisation; the actor owns it."""
    if not (decision := can_start_project(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation)
    project = Project(
        ref=next_reference(Project, "CD"),
        organisation=organisation,
        need=need,
        title=title,
        question=question,
        summary=summary,
        area=area,
        created_by=actor,
        created_at=now(),
    )
    project.full_clean()
    project.save()
    ProjectAssignment.objects.create(
        project=project, user=actor, role=ProjectRole.OWNER, assigned_by=actor, assigned_at=now()
    )
    grants_sync(project, wanted_grants(project))
    audit_record(actor=actor, verb="codesign.project.start", subject=project, data={"need": need.ref if need else ""})
    return project


@transaction.atomic
def project_frame(*, actor: "User", project: Project, **values: Any) -> Project:
    """Say or change what people will be promised; possible until the project opens."""
    unknown = values.keys() - FRAME_FIELDS
    if unknown:
        raise ValueError(f"not part of the frame: {sorted(unknown)}")
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not (decision := can_frame_project(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    for name, value in values.items():
        setattr(locked, name, value)
        setattr(project, name, value)
    if locked.opens_at and locked.closes_at and locked.closes_at <= locked.opens_at:
        raise DomainError("The project closes before it opens. Choose a later closing date.")
    locked.save(update_fields=sorted(values))
    grants_sync(locked, wanted_grants(locked))
    audit_record(actor=actor, verb="codesign.project.frame", subject=locked, data={"parts": sorted(values)})
    return locked


@transaction.atomic
def project_team_add(*, actor: "User", project: Project, user: "User", role: str) -> ProjectAssignment:
    """Give a person a part in the project; harmless when they have it."""
    if not (decision := can_manage_project(actor, project)):
        raise NotAllowed(decision.reason, subject=project)
    known = project.assignments.filter(user=user, role=role, ended_at=None).first()
    if known:
        return known
    row = ProjectAssignment.objects.create(project=project, user=user, role=role, assigned_by=actor, assigned_at=now())
    _team_changed(actor, project)
    audit_record(actor=actor, verb="codesign.project.team", subject=project, data={"person": user.pk, "role": role})
    publish(ProjectTeamChanged(row.pk))
    return row


@transaction.atomic
def project_team_end(*, actor: "User", project: Project, assignment: ProjectAssignment) -> None:
    """End a person's part; it stops with their next request. The last owner stays."""
    if not (decision := can_manage_project(actor, project)):
        raise NotAllowed(decision.reason, subject=project)
    owners = project.assignments.filter(role=ProjectRole.OWNER, ended_at=None)
    if assignment.role == ProjectRole.OWNER and owners.count() == 1:
        raise DomainError("A project needs an owner. Name another one first.")
    assignment.ended_at = now()
    assignment.save(update_fields=["ended_at"])
    _team_changed(actor, project)
    audit_record(
        actor=actor,
        verb="codesign.project.team_end",
        subject=project,
        data={"person": assignment.user_id, "role": assignment.role},
    )


@transaction.atomic
def project_open(*, actor: "User", project: Project) -> Project:
    """Let everybody see the project; its need becomes public with it."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if missing := missing_in_frame(project):
        raise DomainError("Before it can open, say: " + ", ".join(missing) + ".")
    if wrong := wrong_in_frame(project):
        raise DomainError(" ".join(wrong))
    opened: Project = transition(PROJECT, project, "open", actor=actor)
    if opened.need:
        unmet_need_publish(actor=actor, need=opened.need)
    return opened


@transaction.atomic
def premoderation_switch(*, actor: "User", project: Project, is_on: bool, reason: str) -> Project:
    """From now on a moderator reads each comment before it shows, or no longer. Everybody reads the reason.

    What waits already goes on waiting until a moderator has read it.
    """
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not (decision := can_switch_premoderation(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    if is_on and not reason.strip():
        raise DomainError("Say why: everybody who wants to comment reads it.")
    if locked.is_premoderated == is_on:
        return locked
    locked.is_premoderated, locked.premoderated_reason = is_on, reason.strip()
    locked.save(update_fields=["is_premoderated", "premoderated_reason"])
    project.is_premoderated = is_on
    audit_record(actor=actor, verb="codesign.project.premoderate", subject=locked, data={"on": is_on})
    return locked


@transaction.atomic
def project_report(*, actor: "User", project: Project) -> Project:
    """Report back: everybody's comment has an answer (A10)."""
    if waiting := numbers_of(project)["waiting"]:
        people = "1 comment has" if waiting == 1 else f"{waiting} comments have"
        raise DomainError(f"{people} no answer yet. Answer each before you report back.")
    reported: Project = transition(PROJECT, project, "report", actor=actor)
    return reported


@transaction.atomic
def project_close(*, actor: "User", project: Project, reason: str, what_of_comments: str = "") -> Project:
    """Close a project for good, with the reason and what becomes of what people said; everybody reads both."""
    if not reason.strip():
        raise DomainError("Say why it is closed: everybody who took part reads it.")
    if numbers_of(project)["waiting"] and not what_of_comments.strip():
        raise DomainError("Some comments have no answer. Say what becomes of them.")
    closed: Project = transition(
        PROJECT,
        project,
        "close",
        actor=actor,
        changes={
            "closed_at": now(),
            "closed_reason": reason.strip(),
            "closed_comments": what_of_comments.strip(),
        },
        reason=reason.strip(),
    )
    return closed


def _team_changed(actor: "User", project: Project) -> None:
    grants_sync(project, wanted_grants(project))
    share_frameworks(actor, project)


def share_frameworks(actor: "User", project: Project) -> None:
    """Those who write the text write its outcomes; those who decide fix them."""
    for version in project.versions.filter(framework__state="draft").select_related("framework"):
        if version.framework:
            editors, deciders = people_with(project)
            framework_share(actor=actor, framework=version.framework, editors=editors, deciders=deciders)
