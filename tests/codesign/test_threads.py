"""Comments beside the text: filters, earlier wordings, whole threads, other ways than the screen."""

from typing import Any

import pytest
from django.urls import reverse

from portal.codesign.models import Comment, SpecificationVersion
from portal.codesign.services import (
    comment_post,
    comment_write_down,
    specification_draft,
    specification_freeze,
    specification_publish,
)
from portal.codesign.services.text import paragraph_edit, paragraph_remove
from portal.common.exceptions import DomainError, NotAllowed
from tests.characters import Cast
from tests.codesign import factories as make


def _next(cast: Cast, first: SpecificationVersion, texts: dict[str, str]) -> SpecificationVersion:
    """Version 2, with other words for some paragraphs and without those given as empty."""
    draft = specification_draft(actor=cast.facilitator, project=first.project)
    for number, words in texts.items():
        row = make.paragraph(draft, number)
        if words:
            paragraph_edit(actor=cast.facilitator, paragraph=row, text=words)
        else:
            paragraph_remove(actor=cast.facilitator, paragraph=row)
    return specification_publish(
        actor=cast.facilitator, version=draft, summary_of_changes="What people said.", **make.PROMISED
    )


def _get(
    cast: Cast, version: SpecificationVersion, who: str = "visitor", name: str = "specification", **query: Any
) -> Any:
    numbers = [query.pop("number")] if "number" in query else []
    return cast.client(who).get(reverse(f"codesign:{name}", args=[version.project.ref, *numbers]), query)


def _said(response: Any) -> set[str]:
    page = response.context["page"]
    parts = [part for chapter in page.chapters for part in chapter.parts] + page.gone
    return {voice.comment.body for part in parts for voice in part.thread.voices}


@pytest.fixture
def spoken(cast: Cast) -> SpecificationVersion:
    """Version 2 of a text: 2.1 changed, 2.2 taken out, 1.1 as it was; each with something said before, one answered."""
    first = make.published_version(cast)
    make.answer(cast, make.comment(cast, first, "2.1", body="changed"))
    make.comment(cast, first, "2.2", who="carer", body="gone")
    make.comment(cast, first, "1.1", who="carer", body="same")
    second = _next(cast, first, {"2.1": "A helpline answers from 18:00 to midnight.", "2.2": ""})
    make.comment(cast, second, "1.1", body="new")
    return second


@pytest.mark.parametrize(
    ("show", "who", "bodies"),
    [
        ("all", "visitor", {"changed", "gone", "same", "new"}),
        ("waiting", "visitor", {"gone", "same", "new"}),
        ("answered", "visitor", {"changed"}),
        ("earlier", "visitor", {"changed", "gone"}),
        ("mine", "member", {"changed", "new"}),
        ("mine", "visitor", set()),
        ("nonsense", "visitor", {"changed", "gone", "same", "new"}),
    ],
)
def test_each_filter_shows_its_comments_and_counts_them(
    cast: Cast, spoken: SpecificationVersion, show: str, who: str, bodies: set[str]
) -> None:
    response = _get(cast, spoken, who, show=show)
    assert _said(response) == bodies
    counts = response.context["page"].counts
    assert counts.get(show, 4) == len(bodies)
    assert f"<b>{len(bodies)}</b>" in response.content.decode()


def test_only_what_was_said_about_other_words_is_marked(cast: Cast, spoken: SpecificationVersion) -> None:
    page = _get(cast, spoken).content.decode()
    assert page.count("On earlier wording</span>") == 2
    assert "It was taken out." in page


def test_an_older_version_shows_only_what_was_said_by_then(cast: Cast, spoken: SpecificationVersion) -> None:
    response = _get(cast, spoken, name="version_detail", number=1)
    assert _said(response) == {"changed", "gone", "same"}
    page = response.content.decode()
    assert "This is an earlier version." in page
    assert "On earlier wording</span>" not in page
    assert "?comment=" not in page


def test_the_title_names_the_version_where_the_address_does(cast: Cast, spoken: SpecificationVersion) -> None:
    title = spoken.project.title
    assert f"<title>The specification - {title} - " in _get(cast, spoken).text
    for number in (1, 2):
        chosen = _get(cast, spoken, name="version_detail", number=number).text
        assert f"<title>The specification, version {number} - {title} - " in chosen


def test_a_version_that_is_not_public_does_not_exist(cast: Cast, spoken: SpecificationVersion) -> None:
    specification_draft(actor=cast.facilitator, project=spoken.project)
    assert _get(cast, spoken, "facilitator", "version_detail", number=3).status_code == 404


def test_three_are_shown_and_the_rest_is_one_link_away(cast: Cast) -> None:
    version = make.published_version(cast)
    for number in range(25):
        make.comment(cast, version, body=f"Said {number:02}")
    response = _get(cast, version)
    assert _said(response) == {"Said 22", "Said 23", "Said 24"}
    assert "All 25 comments on 2.1" in response.content.decode()
    whole = _get(cast, version, name="thread", number="2-1")
    assert [voice.comment.body for voice in whole.context["voices"]] == [f"Said {n:02}" for n in range(24, 4, -1)]
    rest = _get(cast, version, name="thread", number="2-1", page=2)
    assert [voice.comment.body for voice in rest.context["voices"]] == [f"Said {n:02}" for n in range(4, -1, -1)]


def test_the_thread_of_a_paragraph_that_was_taken_out_has_an_address(cast: Cast, spoken: SpecificationVersion) -> None:
    assert f"/co-design/{spoken.project.ref}/specification/p/v1-2-2/" in _get(cast, spoken).content.decode()
    page = _get(cast, spoken, name="thread", number="v1-2-2").content.decode()
    assert "Comments on 2.2 of version 1" in page
    assert "This paragraph was taken out of the text." in page
    assert "gone" in page


def test_an_old_address_leads_to_where_the_paragraph_stands_now(cast: Cast, spoken: SpecificationVersion) -> None:
    for number in ("v1-2-1", "v2-2-1", "2.1"):
        response = _get(cast, spoken, name="thread", number=number)
        assert response.url == reverse("codesign:thread", args=[spoken.project.ref, "2-1"]), number


@pytest.mark.parametrize("number", ["9-9", "v9-1-1", "v1", "x", "2"])
def test_a_paragraph_that_never_was_is_not_found(cast: Cast, spoken: SpecificationVersion, number: str) -> None:
    assert _get(cast, spoken, name="thread", number=number).status_code == 404
    assert _get(cast, spoken, "member", comment=number).status_code == 404


def test_the_page_says_which_paragraph_changed_and_which_is_new(cast: Cast, spoken: SpecificationVersion) -> None:
    page = _get(cast, spoken).content.decode()
    assert "Changed in version 2." in page
    assert f"/co-design/{spoken.project.ref}/specification/v2/compare/v1/#c2-1" in page


def test_suggested_words_are_shown_against_the_words_they_were_for(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version, suggested_text="A helpline answers at night.")
    page = _get(cast, version).content.decode()
    assert "Suggested words" in page
    assert '<ins class="now">' in page


def test_the_same_words_are_no_suggestion(cast: Cast) -> None:
    version = make.published_version(cast)
    said = make.comment(cast, version, suggested_text=f"  {make.paragraph(version, '2.1').text} ")
    assert said.suggested_text == ""


def test_a_name_that_somebody_chose_is_shown_instead_of_theirs(cast: Cast) -> None:
    cast.member.pseudonym = "Night owl"
    cast.member.save()
    version = make.published_version(cast)
    assert "Night owl" in _get(cast, version, "member", comment="2.1").content.decode()
    make.comment(cast, version, name_choice="pseudonym")
    page = _get(cast, version).content.decode()
    assert "Night owl" in page
    assert "Leila" not in page


def test_what_was_said_by_phone_counts_like_the_rest(cast: Cast) -> None:
    version = make.published_version(cast)
    url = reverse("codesign:comment_write_down", args=[version.project.ref])
    typed = {"paragraph": "2.1", "channel": "phone", "body": "Nights!", "shown_as": "Two sisters", "people_count": "2"}
    cast.client("facilitator").post(url, typed)
    page = _get(cast, version)
    assert page.context["page"].counts["all"] == 1
    assert "by phone, written down by Daniel Osei" in page.content.decode()
    account = _get(cast, version, name="answered_list").content.decode()
    assert "2 people told us 1 thing." in account


def test_only_those_who_answer_write_down_and_never_as_the_screen(cast: Cast) -> None:
    version = make.published_version(cast)
    values = {"paragraph": make.paragraph(version, "2.1"), "body": "Nights!", "shown_as": "A man"}
    with pytest.raises(DomainError, match="Choose how it reached you"):
        comment_write_down(actor=cast.facilitator, channel="web", **values)
    with pytest.raises(NotAllowed, match="Only the facilitator or the owner"):
        comment_write_down(actor=cast.expert, channel="phone", **values)


def test_a_draft_is_not_commented_on(cast: Cast) -> None:
    version = make.draft(cast, make.project(cast))
    with pytest.raises(DomainError, match="not public yet"):
        comment_post(actor=cast.member, paragraph=make.paragraph(version, "1.1"), body="I saw it!")


def test_while_competition_is_live_the_page_says_where_questions_go(cast: Cast) -> None:
    version = make.agreed_version(cast)
    specification_freeze(actor=cast.publisher, version=version)
    for name in ("specification", "project_detail"):
        page = _get(cast, version, "member", name).content.decode()
        assert "Competition live" in page
        assert "Questions go through the tender&#x27;s clarifications." in page
    assert "?comment=" not in _get(cast, version, "member").content.decode()
    assert "Competition live" in cast.client().get(reverse("codesign:project_list")).content.decode()


def test_what_a_moderator_hid_is_not_shown_and_waits_for_nothing(cast: Cast) -> None:
    version = make.published_version(cast)
    paragraph = make.paragraph(version, "2.1")
    Comment.objects.create(
        paragraph=paragraph,
        passage=paragraph.passage,
        author=cast.member,
        shown_as="Leila",
        body="Somebody else's illness",
        state="hidden",
        hidden_reason="health",
        hidden_at=version.created_at,
        created_at=version.created_at,
    )
    response = _get(cast, version)
    assert "illness" not in response.content.decode()
    assert response.context["page"].counts["all"] == 0
    assert "Every comment has an answer" in _get(cast, version, "facilitator", "answer_list").content.decode()


def test_comments_are_escaped(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version, body="<script>alert(1)</script>", suggested_text="<b>Bold</b> words")
    page = _get(cast, version).content.decode()
    assert "<script>alert" not in page
    assert "<b>Bold</b>" not in page
