"""Other forms of a text: asked for, promised, made or declined, and never at the cost of those who waited."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.codesign import permissions as may
from portal.codesign.models import Project, SpecificationVersion, TextFormat
from portal.codesign.rules.dates import days_late, format_due
from portal.codesign.selectors.work import waiting_for, work_for
from portal.codesign.services import format_ask, format_decline, format_deliver, specification_publish
from portal.common.clock import LONDON, now, today
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.characters import NAMES, VISITOR, Cast
from tests.codesign import factories as make

PDF = b"%PDF-1.7 easy words"


@pytest.fixture
def version(cast: Cast) -> SpecificationVersion:
    return make.published_version(cast)


def _url(version: SpecificationVersion, act: str, *args: Any) -> str:
    return reverse(f"codesign:format_{act}", args=[version.project.ref, *args])


def _text(cast: Cast, version: SpecificationVersion) -> str:
    return cast.client().get(reverse("codesign:specification", args=[version.project.ref])).text


def _mails(key: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(event_key__startswith=key).values_list("email", flat=True))


def _form(version: SpecificationVersion, kind: str) -> TextFormat:
    return TextFormat.objects.get(version=version, kind=kind)


def test_asked_for_by_one_made_by_the_team_and_there_for_everybody(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    page = cast.client("carer").get(_url(version, "ask")).text
    assert "never why" in page
    with committed():
        cast.client("carer").post(_url(version, "ask"), {"kind": "audio", "note": "I listen in the kitchen."})
    row = _form(version, "audio")
    assert row.due_on == today() + timedelta(days=14)
    assert _mails(f"codesign.format:{row.pk}:asked") == ["facilitator@example.org", "officer@example.org"]
    assert "Audio of version 1: have it made" in [item.title for item in work_for(cast.facilitator)]
    assert "Audio of the text" in [item.title for item in waiting_for(cast.carer)]
    assert "Audio: being made, by 8 December 2026" in _text(cast, version)
    sound = SimpleUploadedFile("read-aloud.mp3", b"ID3\x04 sound")
    with committed():
        cast.client("facilitator").post(_url(version, "deliver", row.number), {"file": sound})
    text = _text(cast, version)
    assert _url(version, "file", row.number) in text
    answer = cast.client().get(_url(version, "file", row.number))
    assert answer.content == b"ID3\x04 sound"
    assert answer["Content-Type"] == "audio/mpeg"
    assert "attachment" in answer["Content-Disposition"]
    assert _mails(f"codesign.format:{row.pk}:there") == ["carer@example.org"]
    assert "Audio of version 1: have it made" not in [item.title for item in work_for(cast.facilitator)]
    assert waiting_for(cast.carer) == []


def test_who_asked_is_seen_by_the_team_alone_and_is_not_in_the_record(
    cast: Cast, version: SpecificationVersion
) -> None:
    make.format_asked(cast, version)
    for name in NAMES:
        page = cast.client(name).get(_url(version, "list")).text
        assert ("I listen in the kitchen." in page) == (name in ("officer", "facilitator")), name
        assert "Audio: being made" in page, name
    assert {row.actor_id for row in AuditEvent.objects.filter(verb="codesign.format.ask")} == {None}


def test_a_second_person_joins_those_who_wait_and_what_is_there_is_not_asked_again(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    first = make.format_asked(cast, version)
    assert make.format_asked(cast, version, who="member") == first
    assert make.format_asked(cast, version, who="member") == first
    with committed():
        format_deliver(actor=cast.facilitator, text_format=first, how_to_get="By post: ring 01632 960 100")
    assert _mails(f"codesign.format:{first.pk}:there") == ["carer@example.org", "member@example.org"]
    page = cast.client("expert").post(_url(version, "ask"), {"kind": "audio"}).text
    assert "Error:" in page
    assert "It is" not in page or "there in this form already" in page
    assert "By post: ring 01632 960 100" in _text(cast, version)


def test_another_language_has_a_name(cast: Cast, version: SpecificationVersion) -> None:
    assert "Write which language" in cast.client("carer").post(_url(version, "ask"), {"kind": "language"}).text
    cast.client("carer").post(_url(version, "ask"), {"kind": "language", "language": "Polish"})
    cast.client("member").post(_url(version, "ask"), {"kind": "language", "language": "polish"})
    assert TextFormat.objects.filter(kind="language").count() == 1
    assert "Polish: being made" in _text(cast, version)


def test_easy_read_is_tried_out_and_a_file_is_told_by_its_content(cast: Cast, version: SpecificationVersion) -> None:
    row = _form(version, "easy_read")
    client, url = cast.client("facilitator"), _url(version, "deliver", row.number)
    assert "Error:" in client.post(url, {"file": SimpleUploadedFile("easy.pdf", PDF)}).text
    typed = {"file": SimpleUploadedFile("easy.pdf", b"MZ no paper"), "checked_by": "Six people of a group"}
    assert "not what we can take" in client.post(url, typed).text
    assert "Add the file" in client.post(url, {"checked_by": "Six people of a group"}).text
    client.post(url, {"file": SimpleUploadedFile("easy.pdf", PDF), "checked_by": "Six people of a group"})
    assert "tried out by: Six people of a group" in cast.client().get(_url(version, "list")).text
    with pytest.raises(DomainError, match="say with whom"):
        format_deliver(
            actor=cast.facilitator,
            text_format=TextFormat(version=version, kind="easy_read", state="asked"),
            how_to_get="Ring us",
        )


def test_what_cannot_be_made_says_why_and_can_be_asked_for_again(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    row = make.format_asked(cast, version, "bsl_video")
    with committed():
        cast.client("facilitator").post(
            _url(version, "decline", row.number), {"reason": "No interpreter is free. We read it with you on Friday."}
        )
    assert "No interpreter is free." in cast.client().get(_url(version, "list")).text
    assert _mails(f"codesign.format:{row.pk}:declined") == ["carer@example.org"]
    assert make.format_asked(cast, version, "bsl_video").pk != row.pk
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="settled already"):
        format_decline(actor=cast.facilitator, text_format=row, reason="Once more.")


def test_later_than_promised_comments_stay_open_as_many_days_longer(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    row = make.format_asked(cast, version)
    said = make.comment(cast, version)
    before = Project.objects.get(pk=version.project_id)
    assert before.closes_at is not None
    with make.later(17):
        assert "Late" in _text(cast, version)
        with committed():
            format_deliver(actor=cast.facilitator, text_format=row, how_to_get="By post: ring 01632 960 100")
        after = Project.objects.get(pk=version.project_id)
    assert after.closes_at is not None
    wall = [instant.astimezone(LONDON).replace(tzinfo=None) for instant in (before.closes_at, after.closes_at)]
    assert wall[1] - wall[0] == timedelta(days=3)
    assert after.decision_due_on is not None
    assert after.decision_due_on >= wall[1].date()
    told = _mails(f"codesign.project:{after.pk}:extended")
    assert said.author is not None
    assert said.author.email in told


def test_in_time_nothing_moves(cast: Cast, version: SpecificationVersion) -> None:
    row = make.format_asked(cast, version)
    before = Project.objects.get(pk=version.project_id).closes_at
    with make.later(14):
        format_deliver(actor=cast.facilitator, text_format=row, how_to_get="By post: ring 01632 960 100")
    assert Project.objects.get(pk=version.project_id).closes_at == before


def test_from_step_4_a_text_without_easy_read_says_why_and_by_when(cast: Cast) -> None:
    draft = make.draft(cast, make.project(cast))
    with pytest.raises(DomainError, match="no Easy Read"):
        specification_publish(actor=cast.facilitator, version=draft)
    url = reverse("codesign:draft_publish", args=[draft.project.ref])
    client = cast.client("facilitator")
    assert "Why is it not there in Easy Read" in client.get(url).text
    assert "Error:" in client.post(url, {"summary_of_changes": ""}).text
    typed = {"formats_reason": "A group tries it out.", "formats_due_on_day": "1", "formats_due_on_month": "12"}
    assert client.post(url, typed | {"formats_due_on_year": "2026"}).status_code == 302
    page = cast.client().get(reverse("codesign:format_list", args=[draft.project.ref])).text
    assert "Easy Read: being made, by 1 December 2026" in page
    assert "Plain English, in short: being made" in page
    assert "A group tries it out." in page


def test_what_is_awaited_moves_to_the_newest_text_with_its_day(cast: Cast, version: SpecificationVersion) -> None:
    row = make.format_asked(cast, version)
    second = make.published_version(cast, version.project)
    row.refresh_from_db()
    assert (row.version_id, row.due_on) == (second.pk, today() + timedelta(days=14))
    assert TextFormat.objects.filter(kind="easy_read").count() == 1
    assert "Audio: being made, by 8 December 2026" in _text(cast, version)


def test_below_step_4_nobody_is_asked_for_it(cast: Cast) -> None:
    draft = make.draft(cast, make.project(cast, ladder_step=3))
    page = cast.client("facilitator").get(reverse("codesign:draft_publish", args=[draft.project.ref])).text
    assert "Easy Read" not in page
    specification_publish(actor=cast.facilitator, version=draft)
    assert not TextFormat.objects.exists()


def test_policies(cast: Cast, version: SpecificationVersion) -> None:
    row = make.format_asked(cast, version)
    assert cast.allowed(may.can_ask_format, version.project) == set(NAMES) - {VISITOR}
    assert cast.allowed(may.can_make_format, row) == {"officer", "facilitator"}
    with pytest.raises(DomainError, match="not public"):
        format_ask(actor=cast.carer, version=make.draft(cast, version.project), kind="audio")


def test_the_days(cast: Cast) -> None:
    asked = today()
    assert format_due(asked) == asked + timedelta(days=14)
    assert [days_late(asked, asked + timedelta(days=n)) for n in (-1, 0, 1, 9)] == [0, 0, 1, 9]


def test_more_forms_cost_no_more(cast: Cast, version: SpecificationVersion, assert_constant_queries: Any) -> None:
    client, kinds = cast.client("facilitator"), iter(range(100))

    def one_more() -> None:
        row = format_ask(actor=cast.carer, version=version, kind="other", language=f"Form {next(kinds)}")
        assert row.created_at == now()

    assert_constant_queries(lambda: client.get(_url(version, "list")), one_more)
    assert_constant_queries(lambda: client.get(reverse("codesign:specification", args=[version.project.ref])), one_more)
