"""You said, we did: answers to one paragraph or to a theme, the words that changed, the comparison with its reasons."""

from typing import Any

import pytest
from django.urls import reverse

from portal.codesign.models import Answer, Comment, SpecificationVersion
from portal.codesign.services import answer_give, answer_link, specification_draft, specification_publish
from portal.codesign.services.text import paragraph_add, paragraph_edit, paragraph_remove
from portal.common.exceptions import DomainError, NotAllowed
from tests.characters import Cast
from tests.codesign import factories as make

TYPED = {
    "theme": "Opening hours",
    "heard": "Nights are worst.",
    "quote": "Nights!",
    "outcome": "changed",
    "decision": "It opens at night.",
    "reason": "Most calls come then.",
    "decided_by": "The board",
    "decided_on_day": "20",
    "decided_on_month": "11",
    "decided_on_year": "2026",
    "changed": "",
}


def _url(version: SpecificationVersion, name: str, *rest: Any) -> str:
    return reverse(f"codesign:{name}", args=[version.project.ref, *rest])


def _second(cast: Cast, first: SpecificationVersion) -> SpecificationVersion:
    """Version 2: 2.1 in other words, 2.2 taken out, 2.2 new."""
    draft = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_edit(actor=cast.facilitator, paragraph=make.paragraph(draft, "2.1"), text="A helpline answers at night.")
    paragraph_remove(actor=cast.facilitator, paragraph=make.paragraph(draft, "2.2"))
    paragraph_add(actor=cast.facilitator, section=draft.sections.get(position=2), text="Taxis are paid for.")
    return specification_publish(
        actor=cast.facilitator, version=draft, summary_of_changes="What people said.", **make.PROMISED
    )


def test_comments_on_one_paragraph_are_answered_with_one_form(cast: Cast) -> None:
    version = make.published_version(cast)
    said = [make.comment(cast, version, who=who) for who in ("member", "carer")]
    client = cast.client("facilitator")
    url = _url(version, "answer_give", said[0].pk)
    assert "A helpline answers from 9:00 to 17:00" in client.get(url).content.decode()
    client.post(url, TYPED | {"comments": [str(row.pk) for row in said]})
    answer = Answer.objects.get()
    assert set(answer.comments.all()) == set(said)
    assert (answer.people_count, answer.passage_id) == (2, said[0].passage_id)
    page = cast.client().get(_url(version, "answered_list")).content.decode()
    for words in ("Opening hours", "“Nights!”", "We did", "It opens at night.", "The board, 20 November 2026"):
        assert words in page


def test_what_was_answered_is_gone_from_the_list(cast: Cast) -> None:
    version = make.published_version(cast)
    said = make.comment(cast, version)
    make.comment(cast, version, "1.1", who="carer", body="Where from?")
    with make.later(3):
        page = cast.client("facilitator").get(_url(version, "answer_list")).content.decode()
        assert "2 comments wait" in page
        assert "3 days ago" in page
    make.answer(cast, said)
    page = cast.client("facilitator").get(_url(version, "answer_list")).content.decode()
    assert "1 comment waits" in page
    assert said.body not in page
    assert cast.client("facilitator").get(_url(version, "answer_give", said.pk)).status_code == 404


def test_one_answer_covers_a_theme_over_several_paragraphs(cast: Cast) -> None:
    version = make.published_version(cast)
    said = [make.comment(cast, version, "2.1"), make.comment(cast, version, "2.2", who="carer")]
    client = cast.client("facilitator")
    url = _url(version, "answer_together") + f"?comment={said[0].pk}&comment={said[1].pk}"
    page = client.get(url).content.decode()
    assert "Groups meet every week." in page
    client.post(url, TYPED | {"comments": [str(row.pk) for row in said]})
    answer = Answer.objects.get()
    assert answer.passage is None
    assert answer.comments.count() == 2
    second = _second(cast, version)
    answer.refresh_from_db()
    assert answer.changed_paragraph == make.paragraph(second, "2.1")


def test_nothing_ticked_leads_back_with_a_word(cast: Cast) -> None:
    version = make.published_version(cast)
    page = cast.client("facilitator").get(_url(version, "answer_together"), follow=True).content.decode()
    assert "Tick the comments that you want to answer together." in page


def test_an_answer_without_its_reason_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    version = make.published_version(cast)
    said = make.comment(cast, version)
    typed = TYPED | {"comments": [str(said.pk)], "reason": "", "outcome": "not_changed"}
    page = cast.client("facilitator").post(_url(version, "answer_give", said.pk), typed).content.decode()
    assert "<title>Error:" in page
    assert "It opens at night." in page
    assert not Answer.objects.exists()


def test_a_person_counts_once_and_those_written_down_each(cast: Cast) -> None:
    version = make.published_version(cast)
    twice = [make.comment(cast, version), make.comment(cast, version, body="And again")]
    phoned = Comment.objects.create(
        paragraph=twice[0].paragraph,
        passage=twice[0].passage,
        shown_as="Three, by phone",
        body="Yes",
        channel="phone",
        people_count=3,
        created_at=version.created_at,
    )
    assert make.answer(cast, *twice, phoned).people_count == 4


@pytest.mark.parametrize("outcome", ["not_changed", "later"])
def test_what_changed_nothing_points_at_no_words(cast: Cast, outcome: str) -> None:
    first = make.published_version(cast)
    answer = make.answer(cast, make.comment(cast, first), outcome=outcome)
    second = _second(cast, first)
    answer.refresh_from_db()
    assert answer.changed_paragraph is None
    with pytest.raises(DomainError, match="nothing changed"):
        answer_link(actor=cast.facilitator, answer=answer, changed=make.paragraph(second, "2.1"))


def test_words_that_had_changed_already_are_found(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first)
    second = _second(cast, first)
    assert make.answer(cast, said).changed_paragraph == make.paragraph(second, "2.1")


def test_the_facilitator_points_an_answer_at_a_new_paragraph(cast: Cast) -> None:
    first = make.published_version(cast)
    answer = make.answer(cast, make.comment(cast, first, "1.2"), theme="Getting there")
    second = _second(cast, first)
    client = cast.client("facilitator")
    page = client.get(_url(first, "answered_list")).content.decode()
    link = _url(first, "answer_link", answer.pk)
    assert link in page
    assert link not in cast.client("member").get(_url(first, "answered_list")).content.decode()
    client.post(link, {"changed": "2.2"})
    answer.refresh_from_db()
    assert answer.changed_paragraph == make.paragraph(second, "2.2")
    compared = cast.client().get(_url(first, "version_compare", 2, 1))
    change = next(row for row in compared.context["changes"] if row.number == "2.2" and row.kind == "new")
    assert change.answers == [answer]


def test_a_paragraph_is_chosen_while_answering(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first, "1.2")
    second = _second(cast, first)
    typed = TYPED | {"comments": [str(said.pk)], "changed": "2.2"}
    cast.client("facilitator").post(_url(first, "answer_give", said.pk), typed)
    assert Answer.objects.get().changed_paragraph == make.paragraph(second, "2.2")


def test_answers_stay_inside_their_project(cast: Cast) -> None:
    here = make.published_version(cast)
    there = make.published_version(cast, make.project(cast, title="Another"))
    foreign = make.comment(cast, there)
    values = {key: value for key, value in TYPED.items() if not key.startswith(("decided_on", "changed"))}
    with pytest.raises(DomainError, match="another project"):
        answer_give(
            actor=cast.facilitator,
            project=here.project,
            comments=[foreign],
            decided_on=here.created_at.date(),
            **values,
        )
    answer = make.answer(cast, make.comment(cast, here))
    with pytest.raises(DomainError, match="published version of this project"):
        answer_link(actor=cast.facilitator, answer=answer, changed=make.paragraph(there, "2.1"))
    with pytest.raises(NotAllowed, match="Only the facilitator"):
        answer_link(actor=cast.expert, answer=answer, changed=make.paragraph(here, "2.1"))
    assert cast.client("facilitator").get(_url(there, "answer_link", answer.pk)).status_code == 404


def test_the_account_groups_what_was_done_and_counts_what_waits(cast: Cast) -> None:
    version = make.published_version(cast)
    for outcome in ("changed", "partly", "not_changed", "later"):
        make.answer(cast, make.comment(cast, version), outcome=outcome, theme=f"Theme {outcome}")
    make.comment(cast, version)
    response = cast.client().get(_url(version, "answered_list"))
    page = response.content.decode()
    assert [title for _key, title, _rows in response.context["groups"]] == [
        "What we changed",
        "What we changed in part, or will do later",
        "What we did not change, and why",
    ]
    assert [count for count, *_rest in response.context["tally"]] == [1, 2, 1, 1]
    for words in ("We did some of it", "We will", "We did not"):
        assert words in page


def test_how_many_took_part_in_which_way_is_hidden_when_few(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version)
    paragraph = make.paragraph(version, "2.1")
    Comment.objects.create(
        paragraph=paragraph,
        passage=paragraph.passage,
        shown_as="A meeting",
        body="We all agree.",
        channel="meeting",
        people_count=23,
        created_at=version.created_at,
    )
    channels = cast.client().get(_url(version, "answered_list")).context["channels"]
    assert {name: shown for name, _value, shown in channels} == {
        "On this page": "*",
        "By phone": "0",
        "By post": "0",
        "At a meeting": "25",
    }


def test_the_comparison_gives_each_change_its_reason(cast: Cast) -> None:
    first = make.published_version(cast)
    make.answer(cast, make.comment(cast, first))
    make.answer(cast, make.comment(cast, first, "1.1"), outcome="not_changed", reason="Never mind.")
    second = _second(cast, first)
    response = cast.client().get(_url(second, "version_compare", 2, 1))
    assert [(row.kind, row.number) for row in response.context["changes"]] == [
        ("changed", "2.1"),
        ("new", "2.2"),
        ("gone", "2.2"),
    ]
    page = response.content.decode()
    assert "<b>Why:</b> Most calls come then." in page
    assert "Never mind." not in page
    assert "2 paragraphs with no change" in page
    assert "3 changes. 2 paragraphs stayed as they were." in page
    assert second.text_hash[:4] in page


def test_the_order_of_the_versions_does_not_matter_and_lists_lead_there(cast: Cast) -> None:
    second = _second(cast, make.published_version(cast))
    right = _url(second, "version_compare", 2, 1)
    client = cast.client()
    assert client.get(_url(second, "version_compare", 1, 2)).url == right
    assert client.get(_url(second, "version_choose"), {"from": "1", "to": "2"}).url == right
    assert client.get(_url(second, "version_choose"), {"from": "x"}).url == _url(second, "specification")
    assert client.get(_url(second, "version_choose"), {"from": "1", "to": "9"}).status_code == 404
    assert "A helpline answers" in client.get(right + "?view=one").content.decode()


def test_a_version_compared_with_itself_says_so(cast: Cast) -> None:
    version = make.published_version(cast)
    assert "No words changed." in cast.client().get(_url(version, "version_compare", 1, 1)).content.decode()


def test_a_later_change_is_not_given_the_reason_of_an_earlier_one(cast: Cast) -> None:
    first = make.published_version(cast)
    make.answer(cast, make.comment(cast, first))
    second = _second(cast, first)
    draft = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_edit(actor=cast.facilitator, paragraph=make.paragraph(draft, "2.1"), text="A helpline, always.")
    specification_publish(actor=cast.facilitator, version=draft, summary_of_changes="More.", **make.PROMISED)
    changes = cast.client().get(_url(second, "version_compare", 3, 2)).context["changes"]
    assert [row.answers for row in changes] == [[]]
    both = cast.client().get(_url(second, "version_compare", 3, 1)).context["changes"]
    assert [len(row.answers) for row in both if row.kind == "changed"] == [1]
