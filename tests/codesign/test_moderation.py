"""Reported by anyone, kept or hidden with a reason, looked at again by another (domain 5.7, SOD-27)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.codesign import permissions as may
from portal.codesign.models import Comment, CommentReport, SpecificationVersion
from portal.codesign.selectors.work import work_for
from portal.codesign.services import (
    comment_appeal,
    comment_appeal_refuse,
    comment_hide,
    comment_keep,
    comment_reply,
    comment_report,
    comment_restore,
)
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.characters import NAMES, VISITOR, Cast
from tests.codesign import factories as make

BODY = "Nurse Brown in bay 4 told me so."
SIGNED_IN = set(NAMES) - {VISITOR}


@pytest.fixture
def version(cast: Cast) -> SpecificationVersion:
    return make.published_version(cast)


@pytest.fixture
def said(cast: Cast, version: SpecificationVersion) -> Comment:
    return make.comment(cast, version, body=BODY)


def _url(said: Comment, act: str) -> str:
    return reverse(f"codesign:comment_{act}", args=[said.passage.project.ref, said.pk])


def _text(cast: Cast, said: Comment, who: str = "visitor") -> str:
    return cast.client(who).get(reverse("codesign:specification", args=[said.passage.project.ref])).content.decode()


def _queue(cast: Cast, who: str = "moderator") -> str:
    return cast.client(who).get(reverse("codesign:moderation_list")).content.decode()


def _mails(key: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(event_key__startswith=key).values_list("email", flat=True))


def test_reported_by_one_hidden_by_a_moderator_and_its_author_told(cast: Cast, said: Comment, committed: Any) -> None:
    assert "Nothing waits" in _queue(cast)
    with committed():
        cast.client("carer").post(_url(said, "report"), {"reason": "personal", "note": "She is named."})
    assert _mails("codesign.report:") == ["moderator@example.org"]
    assert [item.title for item in work_for(cast.moderator)] == ["Look at 1 reported comment"]
    queue = _queue(cast)
    assert BODY in queue
    assert "Personal data about somebody else" in queue
    page = cast.client("moderator").get(_url(said, "moderate")).content.decode()
    assert "She is named." in page
    assert "Sam" not in page
    typed = {"decision": "hide", "reason": "personal", "note": "Say it without the name."}
    with committed():
        assert cast.client("moderator").post(_url(said, "moderate"), typed).status_code == 302
    assert not work_for(cast.moderator)
    for name in NAMES:
        text = _text(cast, said, name)
        assert BODY not in text, name
        assert "A moderator hid this comment" in text, name
        assert "personal data about somebody else" in text, name
        assert ("Read why, and ask for another look" in text) == (name == "member"), name
        assert "Say it without the name." not in text, name
    assert _mails("codesign.hidden:") == ["member@example.org"]
    assert "Say it without the name." in cast.client("member").get(_url(said, "appeal")).content.decode()


def test_what_is_hidden_needs_no_answer_and_is_in_no_count(cast: Cast, said: Comment) -> None:
    facilitator = cast.client("facilitator")
    answers = reverse("codesign:answer_list", args=[said.passage.project.ref])
    assert BODY in facilitator.get(answers).content.decode()
    make.hidden(cast, said)
    assert BODY not in facilitator.get(answers).content.decode()
    project = cast.client().get(reverse("codesign:project_detail", args=[said.passage.project.ref])).content.decode()
    assert "Nobody has commented yet." in project
    thread = cast.client().get(reverse("codesign:thread", args=[said.passage.project.ref, "2-1"])).content.decode()
    assert "A moderator hid this comment" in thread
    assert BODY not in thread


def test_what_a_moderator_keeps_stays_and_the_report_is_settled(cast: Cast, said: Comment) -> None:
    comment_report(actor=cast.carer, comment=said, reason="off_topic")
    comment_report(actor=cast.expert, comment=said, reason="off_topic")
    assert [item.title for item in work_for(cast.moderator)] == ["Look at 1 reported comment"]
    cast.client("moderator").post(_url(said, "moderate"), {"decision": "keep"})
    assert not work_for(cast.moderator)
    assert BODY in _text(cast, said)
    assert not CommentReport.objects.filter(settled_at=None).exists()


def test_the_same_person_reports_once_and_the_record_does_not_say_who(cast: Cast, said: Comment) -> None:
    first = comment_report(actor=cast.carer, comment=said, reason="abuse")
    assert comment_report(actor=cast.carer, comment=said, reason="spam") == first
    assert {row.actor_id for row in AuditEvent.objects.filter(verb="codesign.comment.report")} == {None}


def test_somebody_in_danger_reaches_the_safeguarding_lead_at_once(cast: Cast, said: Comment, committed: Any) -> None:
    with committed():
        cast.client("carer").post(_url(said, "report"), {"reason": "safeguarding"})
    assert _mails("codesign.safeguarding:") == ["safeguarding2@example.org", "safeguarding@example.org"]
    with committed():
        cast.client("expert").post(_url(said, "report"), {"reason": "spam"})
    assert len(_mails("codesign.safeguarding:")) == 2


def test_the_safeguarding_lead_sees_to_it_even_when_it_is_hidden(cast: Cast, version: SpecificationVersion) -> None:
    said = make.danger(cast, version)
    assert [item.url for item in work_for(cast.safeguarding)] == [_url(said, "danger")]
    make.hidden(cast, said, "safeguarding")
    client = cast.client("safeguarding")
    page = client.get(_url(said, "danger")).content.decode()
    assert "He says he will not open the door to me again." in page
    assert "I know the family." in page
    assert "Error:" in client.post(_url(said, "danger"), {"note": ""}).content.decode()
    client.post(_url(said, "danger"), {"note": "Rang the duty team at 12:10; they visit today."})
    assert not work_for(cast.safeguarding)
    assert "Rang the duty team" in client.get(_url(said, "danger")).content.decode()
    for name in ("member", "moderator", "admin"):
        assert cast.client(name).get(_url(said, "danger")).status_code == 403, name
    assert cast.client("carer").get(_url(said, "danger")).status_code == 404
    assert "Rang the duty team" not in cast.client("moderator").get(_url(said, "moderate")).content.decode()
    assert cast.allowed(may.can_see_to_danger, said) == {"safeguarding", "safeguarding2"}
    assert cast.allowed(may.can_see_to_danger, make.comment(cast, version)) == set()


def test_sod_27_an_appeal_is_decided_by_somebody_else(cast: Cast, said: Comment, committed: Any) -> None:
    make.hidden(cast, said)
    with committed():
        cast.client("member").post(_url(said, "appeal"), {"text": "I made that name up."})
    assert _mails("codesign.appeal:") == ["admin2@example.org", "admin@example.org"]
    assert not work_for(cast.moderator)
    assert len(work_for(cast.admin)) == 1
    with pytest.raises(NotAllowed, match="You hid this comment"):
        comment_restore(actor=cast.moderator, comment=said, answer="Fine.")
    refused = cast.client("moderator").get(_url(said, "moderate"))
    assert refused.status_code == 403
    assert "I made that name up." in cast.client("admin").get(_url(said, "moderate")).content.decode()
    with committed():
        cast.client("admin").post(_url(said, "moderate"), {"decision": "restore", "answer": "The name is made up."})
    assert BODY in _text(cast, said)
    assert not work_for(cast.admin)
    assert _mails("codesign.second_look:") == ["member@example.org"]


def test_sod_27_the_database_too_refuses_the_same_person_twice(cast: Cast, said: Comment) -> None:
    hidden = make.hidden(cast, said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=hidden.pk).update(appeal_decided_by=cast.moderator)


def test_an_appeal_that_is_refused_says_why_to_its_author_alone(cast: Cast, said: Comment) -> None:
    comment_appeal(actor=cast.member, comment=make.hidden(cast, said), text="Please.")
    with pytest.raises(NotAllowed, match="already"):
        comment_appeal(actor=cast.member, comment=said, text="Please!")
    cast.client("admin").post(_url(said, "moderate"), {"decision": "refuse", "answer": "A nurse can be known by it."})
    assert "A nurse can be known by it." in _text(cast, said, "member")
    assert "A nurse can be known by it." not in _text(cast, said)
    with pytest.raises(NotAllowed, match="looked at again"):
        comment_appeal_refuse(actor=cast.admin2, comment=said, answer="No.")
    assert {row.actor_id for row in AuditEvent.objects.filter(verb="codesign.comment.appeal")} == {None}


def test_sod_27_nobody_moderates_their_own_words_or_their_own_organisations_thread(cast: Cast) -> None:
    version = make.published_version(cast)
    own = make.comment(cast, version, who="moderator")
    assert cast.allowed(may.can_moderate_comment, own) == set()
    with pytest.raises(NotAllowed, match="You wrote this"):
        comment_keep(actor=cast.moderator, comment=own)
    other = make.comment(cast, version)
    assert cast.allowed(may.can_moderate_comment, other) == {"moderator"}
    assert cast.allowed(may.can_report_comment, other) == SIGNED_IN - {"member"}
    assert cast.allowed(may.can_reply, other) == SIGNED_IN
    hidden = make.hidden(cast, other)
    for policy in (may.can_moderate_comment, may.can_report_comment, may.can_reply):
        assert cast.allowed(policy, hidden) == set()
    assert cast.allowed(may.can_appeal_comment, hidden) == {"member"}
    assert cast.allowed(may.can_decide_appeal, hidden) == set()
    comment_appeal(actor=cast.member, comment=hidden, text="Please.")
    assert cast.allowed(may.can_decide_appeal, Comment.objects.get(pk=hidden.pk)) == {"admin", "admin2"}


@pytest.mark.parametrize("typed", [{"decision": "hide"}, {"decision": "hide", "reason": "spam"}, {"decision": ""}])
def test_nothing_is_hidden_without_reason_and_note(cast: Cast, said: Comment, typed: dict[str, str]) -> None:
    page = cast.client("moderator").post(_url(said, "moderate"), typed).content.decode()
    assert "Error:" in page
    assert BODY in _text(cast, said)
    with pytest.raises(DomainError):
        comment_hide(actor=cast.moderator, comment=said, reason="spam", note=" ")
    with pytest.raises(DomainError):
        comment_hide(actor=cast.moderator, comment=said, reason="dislike", note="I do.")


def test_what_is_hidden_is_not_found_by_others(cast: Cast, said: Comment) -> None:
    make.hidden(cast, said)
    for act in ("reply", "report", "appeal", "moderate"):
        assert cast.client("carer").get(_url(said, act)).status_code == 404, act


# -- Replies ---------------------------------------------------------------------------------------------------------


def test_a_reply_stands_under_the_comment_and_its_author_is_told(cast: Cast, said: Comment, committed: Any) -> None:
    assert _url(said, "reply") in _text(cast, said, "carer")
    assert _url(said, "reply") not in _text(cast, said)
    assert BODY in cast.client("carer").get(_url(said, "reply")).content.decode()
    with committed():
        cast.client("carer").post(_url(said, "reply"), {"body": "For me it is mornings.", "name_choice": "first"})
    page = _text(cast, said)
    assert "For me it is mornings." in page
    assert page.index(BODY) < page.index("For me it is mornings.")
    assert _mails("codesign.reply:") == ["member@example.org"]
    assert not _mails("codesign.comments:")


def test_a_reply_needs_no_answer_of_its_own(cast: Cast, said: Comment) -> None:
    reply = comment_reply(actor=cast.carer, comment=said, body="Yes.")
    assert comment_reply(actor=cast.member, comment=reply, body="Thank you.").parent == said
    make.answer(cast, said)
    page = cast.client("facilitator").get(reverse("codesign:answer_list", args=[said.passage.project.ref]))
    assert "Every comment has an answer" in page.content.decode()


def test_a_reply_is_reported_and_hidden_like_a_comment(cast: Cast, said: Comment) -> None:
    reply = comment_reply(actor=cast.carer, comment=said, body="Buy my pills!")
    comment_report(actor=cast.member, comment=reply, reason="spam")
    assert "Buy my pills!" in _queue(cast)
    comment_hide(actor=cast.moderator, comment=reply, reason="spam", note="No advertising.")
    page = _text(cast, said)
    assert "Buy my pills!" not in page
    assert "A moderator hid a reply" in page
    assert BODY in page


def test_replies_and_hidden_ones_cost_no_query_each(cast: Cast, said: Comment, assert_constant_queries: Any) -> None:
    def more() -> None:
        other = make.comment(cast, SpecificationVersion.objects.get(), "1.1")
        comment_reply(actor=cast.carer, comment=other, body="Yes.")
        make.hidden(cast, make.comment(cast, SpecificationVersion.objects.get(), "1.2"))

    url = reverse("codesign:specification", args=[said.passage.project.ref])
    assert_constant_queries(lambda: cast.client("carer").get(url), more)
