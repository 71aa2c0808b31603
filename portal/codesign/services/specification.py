"""Versions of the text: drafted, published, agreed, frozen. A published version never changes."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.enums import ProjectState, VersionState
from portal.codesign.models import Paragraph, Project, Section, SpecificationVersion
from portal.codesign.permissions import can_edit_text
from portal.codesign.selectors.formats import must_promise_formats
from portal.codesign.services.answer import link_answers
from portal.codesign.services.format import formats_carry, formats_promise
from portal.codesign.services.project import share_frameworks
from portal.codesign.workflow import PROJECT, VERSION
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.outcomes.models import OutcomesFramework
from portal.outcomes.services import framework_copy, framework_create, framework_fix, framework_publish

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def specification_draft(*, actor: "User", project: Project) -> SpecificationVersion:
    """The draft to write in: the one there is, or a new one that begins as a copy of the newest version."""
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not (decision := can_edit_text(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    newest = locked.versions.select_related("framework").order_by("-number").first()
    if newest is not None and newest.state == VersionState.DRAFT:
        return newest
    draft = SpecificationVersion.objects.create(
        project=locked,
        number=newest.number + 1 if newest else 1,
        title=newest.title if newest else locked.title,
        introduction=newest.introduction if newest else "",
        framework=_framework_for(actor, newest),
        created_by=actor,
        created_at=now(),
    )
    if newest:
        _copy_text(newest, draft)
    audit_record(actor=actor, verb="codesign.version.draft", subject=draft, data={"number": draft.number})
    if locked.state == ProjectState.GATHERING:
        transition(PROJECT, locked, "draft", actor=actor)
    share_frameworks(actor, locked)
    return draft


def _framework_for(actor: "User", newest: SpecificationVersion | None) -> OutcomesFramework | None:
    if newest is None or newest.framework is None:
        return None
    if newest.framework.state == "draft":
        return newest.framework
    return framework_copy(actor=actor, framework=newest.framework)


def _copy_text(source: SpecificationVersion, target: SpecificationVersion) -> None:
    for section in source.sections.prefetch_related("paragraphs").order_by("position"):
        copy = Section.objects.create(version=target, position=section.position, title=section.title)
        Paragraph.objects.bulk_create(
            Paragraph(
                section=copy,
                passage_id=paragraph.passage_id,
                position=paragraph.position,
                text=paragraph.text,
                author_organisation_id=paragraph.author_organisation_id,
            )
            for paragraph in section.paragraphs.all()
        )


@transaction.atomic
def specification_framework_create(*, actor: "User", version: SpecificationVersion) -> OutcomesFramework:
    """An empty outcomes framework on the draft; harmless when it has one."""
    draft = lock_draft(actor, version)
    if draft.framework:
        return draft.framework
    framework = framework_create(actor=actor, organisation=draft.project.organisation, title=draft.project.title)
    specification_framework_attach(actor=actor, version=draft, framework=framework)
    version.framework = framework
    return framework


@transaction.atomic
def specification_framework_attach(
    *, actor: "User", version: SpecificationVersion, framework: OutcomesFramework
) -> SpecificationVersion:
    """Put a framework on the draft."""
    draft = lock_draft(actor, version)
    draft.framework = framework
    draft.save(update_fields=["framework"])
    version.framework = framework
    share_frameworks(actor, draft.project)
    audit_record(actor=actor, verb="codesign.version.framework", subject=draft, data={"framework": framework.ref})
    return draft


def lock_draft(actor: "User", version: SpecificationVersion) -> SpecificationVersion:
    """The draft, locked, when the actor may write in it. A published version is never edited."""
    locked = (
        SpecificationVersion.objects.select_for_update(of=("self",))
        .select_related("project__organisation", "framework")
        .get(pk=version.pk)
    )
    if locked.state != VersionState.DRAFT:
        raise DomainError(
            f"Version {locked.number} is published and stays as it is. Start a new draft to change the text."
        )
    if not (decision := can_edit_text(actor, locked.project)):
        raise NotAllowed(decision.reason, subject=locked.project)
    return locked


def text_hash(version: SpecificationVersion) -> str:
    """SHA-256 over titles and texts in their order."""
    lines = [version.title, version.introduction]
    for section in version.sections.prefetch_related("paragraphs").order_by("position"):
        lines.append(section.title)
        lines += [paragraph.text for paragraph in section.paragraphs.all()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@transaction.atomic
def specification_publish(
    *,
    actor: "User",
    version: SpecificationVersion,
    summary_of_changes: str = "",
    formats_reason: str = "",
    formats_due_on: date | None = None,
) -> SpecificationVersion:
    """Show the draft to everybody as the newest version. From version 2 on it says what changed.

    From step 4 on, Easy Read and plain English are there or get a reason and a day (`formats_*`, domain 5.4).
    """
    if not Paragraph.objects.filter(section__version=version).exists():
        raise DomainError("There is nothing to publish yet: write at least one paragraph.")
    if version.number > 1 and not summary_of_changes.strip():
        raise DomainError("Say in a few sentences what changed since the last version, and why.")
    published: SpecificationVersion = transition(
        VERSION,
        version,
        "publish",
        actor=actor,
        changes={
            "published_by": actor,
            "published_at": now(),
            "summary_of_changes": summary_of_changes,
            "text_hash": text_hash(version),
        },
        number=version.number,
    )
    project = Project.objects.get(pk=published.project_id)
    if must_promise_formats(published):
        formats_promise(actor, published, formats_reason, formats_due_on)
    formats_carry(published)
    transition(PROJECT, project, "test", actor=actor)
    if published.framework and not published.framework.is_public:
        framework_publish(actor=actor, framework=published.framework)
    link_answers(project)
    return published


@transaction.atomic
def specification_agree(*, actor: "User", version: SpecificationVersion, reason: str) -> SpecificationVersion:
    """The person named to decide says yes to the text, with a reason; its outcomes are fixed with it."""
    if not reason.strip():
        raise DomainError("Write why: people who took part read it.")
    agreed: SpecificationVersion = transition(
        VERSION,
        version,
        "agree",
        actor=actor,
        changes={"agreed_by": actor, "agreed_at": now(), "agreed_reason": reason},
        number=version.number,
    )
    project = Project.objects.get(pk=agreed.project_id)
    if project.state == ProjectState.TESTING:
        transition(PROJECT, project, "decide", actor=actor)
    if agreed.framework and agreed.framework.state == "draft":
        framework_fix(actor=actor, framework=agreed.framework)
    return agreed


def specification_freeze(*, actor: "User", version: SpecificationVersion) -> SpecificationVersion:
    """Competition begins on this text: nobody drafts any more. Harmless when it is frozen already."""
    if version.state == VersionState.FROZEN:
        return version
    frozen: SpecificationVersion = transition(VERSION, version, "freeze", actor=actor, number=version.number)
    return frozen
