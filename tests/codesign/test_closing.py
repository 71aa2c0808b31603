"""Closing a project: with its reason, and with what becomes of what people said."""

from typing import Any

import pytest
from django.urls import reverse

from portal.codesign import permissions as may
from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.services import (
    project_close,
    project_report,
    specification_agree,
    specification_draft,
    specification_freeze,
    specification_publish,
)
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.characters import Cast
from tests.codesign import factories as make

WHY = "The council has taken the money back."
THEN = "The public health team gets everything that was said."


def _close(cast: Cast, project: Project, **typed: str) -> Any:
    return cast.client("officer").post(reverse("codesign:project_close", args=[project.ref]), typed)


def test_everybody_reads_why_and_whoever_took_part_is_told(cast: Cast, committed: Any) -> None:
    version = make.published_version(cast)
    project = version.project
    make.comment(cast, version)
    page = cast.client("officer").get(reverse("codesign:project_detail", args=[project.ref])).content.decode()
    assert reverse("codesign:project_close", args=[project.ref]) in page
    with committed():
        assert _close(cast, project, reason=WHY, what_of_comments=THEN).status_code == 302
    public = cast.client().get(reverse("codesign:project_detail", args=[project.ref])).content.decode()
    assert WHY in public
    assert THEN in public
    assert "Closed" in public
    told = set(OutboxMessage.objects.filter(event_key__endswith=":closed").values_list("email", flat=True))
    assert {"member@example.org", "expert@example.org", "facilitator@example.org"} <= told
    text = cast.client("member").get(reverse("codesign:specification", args=[project.ref])).content.decode()
    assert "?comment=" not in text
    assert "My pain is worst at ten at night." in text


def test_open_comments_are_not_forgotten(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version)
    page = _close(cast, version.project, reason=WHY).content.decode()
    assert "Say what becomes of them" in page
    assert WHY in page
    assert Project.objects.get().state != "closed"
    with pytest.raises(DomainError, match="Say why"):
        project_close(actor=cast.officer, project=version.project, reason=" ", what_of_comments=THEN)


def test_without_comments_the_reason_is_enough(cast: Cast) -> None:
    project = make.project(cast)
    _close(cast, project, reason=WHY)
    assert Project.objects.get().state == "closed"


def test_nothing_is_written_published_or_decided_in_a_closed_project(cast: Cast) -> None:
    version = make.published_version(cast)
    draft = specification_draft(actor=cast.facilitator, project=version.project)
    project_close(actor=cast.officer, project=version.project, reason=WHY)
    project = Project.objects.get()
    for policy in (may.can_edit_text, may.can_comment, may.can_close_project):
        assert cast.allowed(policy, project) == set()
    with pytest.raises(NotAllowed, match="closed"):
        specification_publish(
            actor=cast.facilitator, version=_again(draft), summary_of_changes="More.", **make.PROMISED
        )
    with pytest.raises(NotAllowed, match="closed"):
        specification_agree(actor=cast.publisher, version=_again(version), reason="It is good.")


def _again(version: SpecificationVersion) -> SpecificationVersion:
    return SpecificationVersion.objects.select_related("project").get(pk=version.pk)


def test_whoever_may_close_and_when(cast: Cast) -> None:
    assert cast.allowed(may.can_close_project, make.framed(cast)) == set()
    assert cast.allowed(may.can_close_project, make.project(cast)) == {"officer"}
    version = make.agreed_version(cast)
    decided = Project.objects.get(pk=version.project_id)
    assert cast.allowed(may.can_close_project, decided) == set()
    specification_freeze(actor=cast.officer, version=version)
    assert cast.allowed(may.can_close_project, Project.objects.get(pk=decided.pk)) == set()
    project_report(actor=cast.facilitator, project=decided)
    assert cast.allowed(may.can_close_project, Project.objects.get(pk=decided.pk)) == {"officer"}
    project_close(actor=cast.officer, project=decided, reason="The tender is out.")
    assert Project.objects.get(pk=decided.pk).state == "closed"
