"""Agreeing a version: the summary before, the reason, the receipt, and what follows."""

import pytest
from django.urls import reverse

from portal.audit.selectors import events_about
from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.services import (
    project_report,
    specification_agree,
    specification_draft,
    specification_freeze,
    specification_publish,
)
from portal.common.exceptions import DomainError, NotAllowed
from tests.characters import Cast
from tests.codesign import factories as make


def _url(version: SpecificationVersion, name: str) -> str:
    return reverse(f"codesign:{name}", args=[version.project.ref, version.number])


def test_the_decider_sees_what_to_look_at_agrees_and_gets_a_receipt(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version)
    client = cast.client("publisher")
    page = client.get(_url(version, "version_agree")).content.decode()
    for words in ("1 comment has no answer yet", "Comments are open until", "says nothing about what has to change"):
        assert words in page
    response = client.post(_url(version, "version_agree"), {"reason": "It is what people asked for.", "has_read": "on"})
    assert response.url == _url(version, "version_decision")
    version.refresh_from_db()
    receipt = cast.client().get(response.url).content.decode()
    for words in ("Version 1 is agreed", "Priya Nair, for the co-design board", "24 November 2026, 12:00:00"):
        assert words in receipt
    assert "It is what people asked for." in receipt
    assert version.text_hash[:4] in receipt
    assert client.get(_url(version, "version_agree")).url == response.url


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": "", "has_read": "on"}, "Answer “Why do you agree this text?”"),
        ({"reason": "Good."}, "Tick the box to go on: I have read what people said and how it was answered"),
    ],
)
def test_without_reason_or_reading_nothing_is_agreed(cast: Cast, typed: dict[str, str], words: str) -> None:
    version = make.published_version(cast)
    page = cast.client("publisher").post(_url(version, "version_agree"), typed).content.decode()
    assert words in page
    version.refresh_from_db()
    assert version.state == "published"


def test_there_is_no_receipt_before_the_decision(cast: Cast) -> None:
    assert cast.client().get(_url(make.published_version(cast), "version_decision")).status_code == 404


def test_only_the_newest_version_is_decided_on(cast: Cast) -> None:
    first = make.published_version(cast)
    make.published_version(cast, first.project)
    response = cast.client("publisher").get(_url(first, "version_agree"))
    assert response.status_code == 403
    assert "Version 2 is newer" in response.content.decode()


def test_a_consultation_is_not_decided_before_it_closed(cast: Cast) -> None:
    version = make.published_version(cast, make.project(cast, ladder_step=4))
    with pytest.raises(NotAllowed, match="decided once comments have closed"):
        specification_agree(actor=cast.publisher, version=version, reason="Good.")
    with make.later(60):
        assert specification_agree(actor=cast.publisher, version=version, reason="Good.").state == "agreed"


def test_whoever_wrote_the_text_does_not_agree_it(cast: Cast) -> None:
    version = make.published_version(cast)
    response = cast.client("facilitator").get(_url(version, "version_agree"))
    assert response.status_code == 403
    page = response.content.decode()
    assert "Only the person named to decide can agree the text." in page
    assert "The co-design board decides." in page


def test_the_project_page_offers_the_decision_to_the_decider_alone(cast: Cast) -> None:
    version = make.published_version(cast)
    url = reverse("codesign:project_detail", args=[version.project.ref])
    assert _url(version, "version_agree") in cast.client("publisher").get(url).content.decode()
    assert _url(version, "version_agree") not in cast.client("officer").get(url).content.decode()
    specification_agree(actor=cast.publisher, version=version, reason="Good.")
    assert _url(version, "version_agree") not in cast.client("publisher").get(url).content.decode()
    assert "Version 1 is agreed" in cast.client().get(url).content.decode()


def test_after_a_decision_a_new_version_opens_the_question_again(cast: Cast) -> None:
    agreed = make.agreed_version(cast)
    assert Project.objects.get(pk=agreed.project_id).state == "decided"
    second = specification_draft(actor=cast.facilitator, project=agreed.project)
    assert second.framework != agreed.framework
    specification_publish(actor=cast.facilitator, version=second, summary_of_changes="A new law.", **make.PROMISED)
    assert Project.objects.get(pk=agreed.project_id).state == "testing"
    agreed.refresh_from_db()
    assert agreed.state == "agreed"


def test_only_an_agreed_text_is_frozen(cast: Cast) -> None:
    with pytest.raises(DomainError, match="already published"):
        specification_freeze(actor=cast.officer, version=make.published_version(cast))


def test_nothing_is_published_without_a_word_in_it(cast: Cast) -> None:
    empty = specification_draft(actor=cast.facilitator, project=make.project(cast))
    with pytest.raises(DomainError, match="nothing to publish"):
        specification_publish(actor=cast.facilitator, version=empty, **make.PROMISED)


def test_a_project_that_is_not_decided_does_not_report_back(cast: Cast) -> None:
    with pytest.raises(DomainError, match="cannot be done now"):
        project_report(actor=cast.facilitator, project=make.published_version(cast).project)


def test_every_step_of_a_text_is_in_the_record(cast: Cast) -> None:
    version = make.agreed_version(cast)
    verbs = [event.verb for event in events_about(version) if event.verb != "codesign.version.write"]
    assert verbs == [
        "codesign.version.draft",
        "codesign.version.framework",
        "codesign.version.publish",
        "codesign.version.agree",
    ]
    states = [event.data["to"] for event in events_about(version.project) if "to" in event.data]
    assert states == ["gathering", "drafting", "testing", "decided"]
