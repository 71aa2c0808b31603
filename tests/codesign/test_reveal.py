"""Who wrote a comment without a name: two safeguarding leads together, on record, and told to the person."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.codesign import permissions as may
from portal.codesign.models import Comment, Reveal, SpecificationVersion
from portal.codesign.selectors.work import waiting_for, work_for
from portal.codesign.services import comment_report, reveal_agree, reveal_refuse, reveal_tell
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.characters import NAMES, Cast
from tests.codesign import factories as make

WHY = "She may be locked in. We must reach her today."
EMAIL = "member@example.org"


@pytest.fixture
def version(cast: Cast) -> SpecificationVersion:
    return make.published_version(cast)


@pytest.fixture
def said(cast: Cast, version: SpecificationVersion) -> Comment:
    return make.danger(cast, version)


def _url(said: Comment, name: str) -> str:
    return reverse(f"codesign:{name}", args=[said.passage.project.ref, said.pk])


def _mails(key: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(event_key__contains=key).values_list("email", flat=True))


def test_two_decide_together_and_only_these_two_see_who_it_was(cast: Cast, said: Comment, committed: Any) -> None:
    first, second = cast.client("safeguarding"), cast.client("safeguarding2")
    assert "Ask to know who wrote it" in first.get(_url(said, "comment_danger")).text
    with committed():
        first.post(_url(said, "reveal_ask"), {"reason": WHY, "is_safe": "yes", "unsafe_reason": ""})
    assert _mails(":asked") == ["safeguarding2@example.org"]
    titles = [item.title for item in work_for(cast.safeguarding2)]
    assert "Decide whether two of you may know who wrote a comment" in titles
    assert [row.from_whom for row in waiting_for(cast.safeguarding)] == ["Another safeguarding lead"]
    assert EMAIL not in second.get(_url(said, "reveal_decide")).text
    assert WHY in second.get(_url(said, "reveal_decide")).text
    with committed():
        second.post(_url(said, "reveal_decide"), {"decision": "agree", "note": "No other way to reach her."})
    for name in NAMES:
        answer = cast.client(name).get(_url(said, "reveal_detail"))
        assert (EMAIL in answer.text) == (name in ("safeguarding", "safeguarding2")), name
    looks = AuditEvent.objects.filter(verb="codesign.reveal.read").values_list("actor_id", flat=True)
    assert set(looks) == {cast.safeguarding.pk, cast.safeguarding2.pk}
    assert _mails(":told") == [EMAIL]
    assert _mails(":decided") == ["safeguarding@example.org"]
    told = cast.client("member").get(_url(said, "reveal_told")).text
    assert WHY in told
    assert "David Grant" in told
    assert "Nora Whitfield" in told
    assert work_for(cast.safeguarding2) == work_for(cast.safeguarding)


def test_nobody_decides_alone(cast: Cast, said: Comment) -> None:
    asked = make.reveal_asked(cast, said)
    assert cast.allowed(may.can_decide_reveal, asked) == {"safeguarding2"}
    refused = cast.client("safeguarding").post(_url(said, "reveal_decide"), {"decision": "agree", "note": "Yes."})
    assert refused.status_code == 403
    assert "a second safeguarding lead decides" in refused.text
    with pytest.raises(NotAllowed):
        reveal_agree(actor=cast.safeguarding, reveal=asked, note="Yes.")
    assert "known to nobody" in may.can_see_author(cast.safeguarding, asked).reason
    assert cast.client("safeguarding").get(_url(said, "reveal_detail")).status_code == 403


def test_the_database_refuses_one_person_twice_and_a_decision_of_nobody(cast: Cast, said: Comment) -> None:
    asked = make.reveal_asked(cast, said)
    for changes in ({"decided_by": cast.safeguarding}, {"state": "revealed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reveal.objects.filter(pk=asked.pk).update(**changes)


def test_refused_nobody_learns_it_and_it_can_be_asked_again(cast: Cast, said: Comment, committed: Any) -> None:
    asked = make.reveal_asked(cast, said)
    with committed():
        reveal_refuse(actor=cast.safeguarding2, reveal=asked, note="The duty team knows the family already.")
    page = cast.client("safeguarding").get(_url(said, "comment_danger")).text
    assert "The duty team knows the family already." in page
    assert EMAIL not in page
    assert cast.client("safeguarding").get(_url(said, "reveal_detail")).status_code == 403
    assert _mails(":told") == []
    assert make.reveal_asked(cast, said).pk != asked.pk


def test_told_later_when_it_was_not_safe(cast: Cast, said: Comment, committed: Any) -> None:
    url = _url(said, "reveal_ask")
    missing = cast.client("safeguarding").post(url, {"reason": WHY, "is_safe": "no", "unsafe_reason": ""})
    assert "Say why it is not safe" in missing.text
    with committed():
        known = make.revealed(cast, said, unsafe_reason="He reads her mail.")
    assert _mails(":told") == []
    assert cast.client("member").get(_url(said, "reveal_told")).status_code == 404
    assert "He reads her mail." in cast.client("safeguarding2").get(_url(said, "reveal_detail")).text
    with committed():
        cast.client("safeguarding2").post(_url(said, "reveal_tell"))
    assert _mails(":told") == [EMAIL]
    told = cast.client("member").get(_url(said, "reveal_told")).text
    assert WHY in told
    assert "He reads her mail." not in told
    known.refresh_from_db()
    with pytest.raises(NotAllowed, match="has been told"):
        reveal_tell(actor=cast.safeguarding, reveal=known)


def test_who_tells_the_person_and_who_reads_it_then(cast: Cast, said: Comment) -> None:
    known = make.revealed(cast, said, unsafe_reason="He reads her mail.")
    assert cast.allowed(may.can_tell_author, known) == {"safeguarding", "safeguarding2"}
    assert cast.allowed(may.can_read_own_reveal, known) == set()
    reveal_tell(actor=cast.safeguarding2, reveal=known)
    known.refresh_from_db()
    assert cast.allowed(may.can_tell_author, known) == set()
    assert cast.allowed(may.can_read_own_reveal, known) == {"member"}


def test_only_what_was_reported_as_a_danger_and_does_not_show_its_author(
    cast: Cast, version: SpecificationVersion
) -> None:
    plain = make.comment(cast, version, name_choice="none")
    assert cast.allowed(may.can_ask_reveal, plain) == set()
    named = make.comment(cast, version, "1.1", name_choice="full")
    comment_report(actor=cast.carer, comment=named, reason="safeguarding")
    assert cast.allowed(may.can_ask_reveal, named) == set()
    assert cast.allowed(may.can_ask_reveal, make.danger(cast, version)) == {"safeguarding", "safeguarding2"}


def test_asked_once_and_with_a_reason(cast: Cast, said: Comment) -> None:
    with pytest.raises(DomainError, match="Say why"):
        make.reveal_asked(cast, said, reason=" ")
    make.reveal_asked(cast, said)
    with pytest.raises(NotAllowed, match="asked already"):
        make.reveal_asked(cast, said)
    assert cast.client("moderator").get(_url(said, "reveal_decide")).status_code == 404
