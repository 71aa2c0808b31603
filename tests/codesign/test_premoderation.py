"""On a text where a moderator reads first, nobody else reads a comment before that."""

from typing import Any

import pytest
from django.urls import reverse

from portal.codesign import permissions as may
from portal.codesign.models import Comment, SpecificationVersion
from portal.codesign.selectors.work import waiting_for, work_for
from portal.codesign.services import comment_release, comment_reply, comment_write_down, premoderation_switch
from portal.common.exceptions import DomainError
from portal.notifications.models import OutboxMessage
from tests.characters import NAMES, Cast
from tests.codesign import factories as make

BODY = "I was there on the ward that night."


@pytest.fixture
def version(cast: Cast) -> SpecificationVersion:
    made = make.published_version(cast)
    premoderation_switch(actor=cast.officer, project=made.project, is_on=True, reason="Some of it hurts to read.")
    return made


def _page(cast: Cast, version: SpecificationVersion, who: str = "visitor", name: str = "specification") -> str:
    return cast.client(who).get(reverse(f"codesign:{name}", args=[version.project.ref])).text


def _mails(key: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(event_key__startswith=key).values_list("email", flat=True))


def _url(said: Comment) -> str:
    return reverse("codesign:comment_moderate", args=[said.passage.project.ref, said.pk])


def test_switched_on_by_the_owner_with_a_reason_that_everybody_reads(cast: Cast) -> None:
    version = make.published_version(cast)
    url = reverse("codesign:premoderation", args=[version.project.ref])
    client = cast.client("officer")
    assert "Say why" in client.post(url, {"is_on": "yes", "reason": ""}).text
    client.post(url, {"is_on": "yes", "reason": "Some of it hurts to read."})
    for name in ("visitor", "member", "facilitator"):
        assert "Some of it hurts to read." in _page(cast, version, name)
    assert "after a moderator has read them" in _page(cast, version, "officer", "project_detail")
    client.post(url, {"is_on": "no"})
    assert "Some of it hurts to read." not in _page(cast, version)
    assert cast.allowed(may.can_switch_premoderation, version.project) == {"officer"}


def test_nobody_but_its_author_and_moderators_reads_it_before(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    url = reverse("codesign:specification", args=[version.project.ref]) + "?comment=2.1"
    with committed():
        told = cast.client("member").post(url, {"body": BODY, "name_choice": "first"}, follow=True).text
    assert "waits for a moderator" in told
    said = Comment.objects.get()
    for name in NAMES:
        for place in ("specification", "project_detail", "answered_list"):
            assert (BODY in _page(cast, version, name, place)) == (name == "member" and place == "specification"), name
    assert "Nobody has commented yet." in _page(cast, version, "visitor", "project_detail")
    assert BODY not in _page(cast, version, "facilitator", "answer_list")
    assert _mails("codesign.held:") == ["moderator@example.org"]
    assert _mails("codesign.comments:") == []
    assert [item.title for item in work_for(cast.moderator)] == ["Read 1 comment before it shows"]
    assert [row.title for row in waiting_for(cast.member)] == ["A moderator to read what you wrote"]
    assert BODY in cast.client("moderator").get(reverse("codesign:moderation_list")).text
    thread = reverse("codesign:thread", args=[version.project.ref, "2-1"])
    assert BODY not in cast.client("carer").get(thread).text
    assert BODY in cast.client("member").get(thread).text
    for act in ("reply", "report"):
        other = reverse(f"codesign:comment_{act}", args=[version.project.ref, said.pk])
        assert cast.client("carer").get(other).status_code == 404


def test_shown_once_a_moderator_has_read_it_and_then_the_facilitator_is_told(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    said = make.comment(cast, version, body=BODY)
    page = cast.client("moderator").get(_url(said)).text
    assert "Show it to everybody" in page
    with committed():
        cast.client("moderator").post(_url(said), {"decision": "keep"})
    assert BODY in _page(cast, version)
    assert _mails("codesign.comments:") == ["facilitator@example.org"]
    assert work_for(cast.moderator) == []
    assert "shown already" in may.can_release_comment(cast.moderator, Comment.objects.get()).reason
    with pytest.raises(DomainError):
        comment_release(actor=cast.moderator, comment=said)


def test_not_shown_at_all_its_author_reads_why(cast: Cast, version: SpecificationVersion, committed: Any) -> None:
    said = make.comment(cast, version, body=BODY)
    typed = {"decision": "hide", "reason": "health", "note": "Leave out the ward and the night."}
    with committed():
        cast.client("moderator").post(_url(said), typed)
    assert BODY not in _page(cast, version)
    assert _mails("codesign.hidden:") == ["member@example.org"]


def test_a_reply_waits_too_and_what_a_colleague_wrote_down_does_not(
    cast: Cast, version: SpecificationVersion, committed: Any
) -> None:
    said = make.comment(cast, version, body="The first.")
    comment_release(actor=cast.moderator, comment=said)
    with committed():
        reply = comment_reply(actor=cast.carer, comment=Comment.objects.get(pk=said.pk), body=BODY)
    assert BODY not in _page(cast, version)
    assert BODY in _page(cast, version, "carer")
    assert _mails("codesign.reply:") == []
    with committed():
        comment_release(actor=cast.moderator, comment=reply)
    assert BODY in _page(cast, version)
    assert _mails("codesign.reply:") == ["member@example.org"]
    words = comment_write_down(
        actor=cast.facilitator, paragraph=make.paragraph(version, "1.1"), body="Said by phone.", channel="phone",
        shown_as="A caller",
    )  # fmt: skip
    assert words.state == "published"


def test_sod_27_a_moderator_does_not_release_their_own_words(cast: Cast, version: SpecificationVersion) -> None:
    own = make.comment(cast, version, who="moderator", body="My own words.")
    assert cast.allowed(may.can_release_comment, own) == set()
    other = make.comment(cast, version, body=BODY)
    assert cast.allowed(may.can_release_comment, other) == {"moderator"}


def test_switched_off_what_waits_goes_on_waiting(cast: Cast, version: SpecificationVersion) -> None:
    make.comment(cast, version, body=BODY)
    premoderation_switch(actor=cast.officer, project=version.project, is_on=False, reason="")
    assert BODY not in _page(cast, version)
    make.comment(cast, SpecificationVersion.objects.get(pk=version.pk), body="Later words.")
    assert "Later words." in _page(cast, version)
