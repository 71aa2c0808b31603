"""Who is told what, once."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.codesign.events import CommentPosted, VersionPublished
from portal.codesign.models import Project
from portal.codesign.services import project_report, project_team_add
from portal.codesign.subscribers import tell_facilitator, tell_of_version
from portal.notifications.models import OutboxMessage
from tests.characters import Cast
from tests.codesign import factories as make


def _to(event: str) -> list[str]:
    rows = OutboxMessage.objects.filter(event_key__startswith=f"codesign.{event}")
    return sorted(row.email.partition("@")[0] for row in rows)


@pytest.fixture
def told(committed: Any) -> Callable[[Callable[[], Any]], Any]:
    """Do something and let what follows the commit happen."""

    def run(act: Callable[[], Any]) -> Any:
        with committed():
            return act()

    return run


def test_the_team_is_told_of_its_parts_and_of_the_opening(cast: Cast, told: Any) -> None:
    row = told(lambda: make.project(cast))
    assert _to("team") == ["expert", "facilitator", "publisher"]
    assert _to(f"project:{row.pk}:open") == ["expert", "facilitator", "officer", "publisher"]
    told(lambda: project_team_add(actor=cast.officer, project=row, user=cast.expert, role="lived_experience"))
    assert _to("team") == ["expert", "facilitator", "publisher"]


def test_whoever_decides_is_asked_to_and_the_others_can_read(cast: Cast, told: Any) -> None:
    version = told(lambda: make.published_version(cast))
    assert _to(f"version:{version.pk}:decide") == ["publisher"]
    assert _to(f"version:{version.pk}:published") == ["expert", "facilitator", "officer"]
    mail = OutboxMessage.objects.get(event_key=f"codesign.version:{version.pk}:decide")
    assert mail.opening.startswith("You need to decide on this text once comments have closed")
    told(lambda: tell_of_version(VersionPublished(version.pk)))
    assert _to(f"version:{version.pk}") == ["expert", "facilitator", "officer", "publisher"]


def test_a_version_after_closing_waits_for_the_decision_now(cast: Cast, told: Any) -> None:
    row = make.project(cast)
    with make.later(60):
        version = told(lambda: make.published_version(cast, row))
    mail = OutboxMessage.objects.get(event_key=f"codesign.version:{version.pk}:decide")
    assert mail.opening.startswith("You need to decide on this text now")


def test_the_facilitator_gets_one_mail_a_day_however_many_speak(cast: Cast, told: Any) -> None:
    version = make.published_version(cast)
    said = [told(lambda: make.comment(cast, version)) for _ in range(3)]
    told(lambda: tell_facilitator(CommentPosted(said[0].pk)))
    assert _to("comments") == ["facilitator"]
    with make.later(1):
        told(lambda: make.comment(cast, version))
    assert _to("comments") == ["facilitator", "facilitator"]
    assert "ten at night" not in "".join(row.opening + row.subject for row in OutboxMessage.objects.all())


def test_each_person_answered_gets_one_mail_and_those_written_down_none(cast: Cast, told: Any) -> None:
    version = make.published_version(cast)
    said = [
        make.comment(cast, version),
        make.comment(cast, version, body="Again"),
        make.comment(cast, version, who="lead"),
    ]
    answer = told(lambda: make.answer(cast, *said))
    assert _to(f"answer:{answer.pk}") == ["lead", "member"]


def test_the_team_hears_of_the_decision(cast: Cast, told: Any) -> None:
    version = told(lambda: make.agreed_version(cast))
    assert _to(f"version:{version.pk}:agreed") == ["expert", "facilitator", "officer"]


def test_everybody_who_spoke_hears_when_all_is_answered(cast: Cast, told: Any) -> None:
    row = make.project(cast)
    first = make.published_version(cast, row)
    make.answer(cast, make.comment(cast, first), make.comment(cast, first, who="carer"))
    make.agreed_version(cast, row)
    told(lambda: project_report(actor=cast.facilitator, project=Project.objects.get(pk=row.pk)))
    assert _to(f"project:{row.pk}:reported") == ["carer", "member"]
