"""From a need to an agreed text: what people said, what was done with it, and what everybody can see of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from portal.codesign.models import Comment, Project, SpecificationVersion
from portal.codesign.selectors.text import provider_written_paragraphs
from portal.codesign.services import specification_draft, specification_freeze, specification_publish
from portal.codesign.services.text import paragraph_edit, paragraph_remove, paragraph_use_suggestion
from portal.common import clock
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.characters import Cast
from tests.codesign import factories as make


def _text(cast: Cast, row: Project, who: str = "visitor", query: str = "") -> str:
    return cast.client(who).get(reverse("codesign:specification", args=[row.ref]) + query).content.decode()


def test_a_project_opens_from_a_need_through_its_pages(cast: Cast) -> None:
    officer = cast.client("officer")
    need = make.make_need(cast)
    typed = {
        "organisation": cast.org("icb").pk,
        "title": "Evening helpline",
        "question": "When should it be open?",
        "summary": "A helpline by peers.",
        "area": "Riverside",
    }
    officer.post(reverse("codesign:project_start") + f"?need={need.ref}", typed)
    row = Project.objects.get(title="Evening helpline")
    parts: dict[str, dict[str, Any]] = {
        "say": {"ladder_step": "6"},
        "decides": {
            "decision_maker": "The board",
            "decision_due_on_day": 1,
            "decision_due_on_month": 3,
            "decision_due_on_year": 2027,
        },
        "fixed": {"already_fixed": "The money", "still_open": "The hours"},
        "dates": {
            "opens_at_day": 24,
            "opens_at_month": 11,
            "opens_at_year": 2026,
            "opens_at_time": "09:00",
            "closes_at_day": 12,
            "closes_at_month": 1,
            "closes_at_year": 2027,
            "closes_at_time": "17:00",
        },
    }
    for part, values in parts.items():
        assert officer.post(reverse("codesign:project_part", args=[row.ref, part]), values).status_code == 302, part
    page = officer.get(reverse("codesign:project_setup", args=[row.ref])).content.decode()
    assert "a facilitator who answers comments" in page
    assert "somebody with lived experience who writes with you" in page
    for name, role in (("facilitator", "facilitator"), ("publisher", "decider"), ("expert", "lived_experience")):
        officer.post(reverse("codesign:project_team", args=[row.ref]), {"email": f"{name}@example.org", "role": role})
    officer.post(reverse("codesign:project_open", args=[row.ref]))
    row.refresh_from_db()
    need.refresh_from_db()
    assert (row.state, need.state) == ("gathering", "public")
    assert cast.client().get(reverse("codesign:project_detail", args=[row.ref])).status_code == 200


def test_an_unfinished_frame_does_not_open_and_says_what_is_missing(cast: Cast) -> None:
    row = make.framed(cast, decision_maker="")
    response = cast.client("officer").post(reverse("codesign:project_open", args=[row.ref]))
    assert response.status_code == 409
    assert "who decides" in response.content.decode()


def test_the_promise_is_not_changed_once_the_project_is_open(cast: Cast) -> None:
    row = make.project(cast)
    response = cast.client("officer").post(
        reverse("codesign:project_part", args=[row.ref, "say"]), {"ladder_step": "3"}
    )
    assert response.status_code == 403


def test_a_comment_is_posted_in_place_without_javascript(cast: Cast, committed: Any) -> None:
    row = make.published_version(cast).project
    url = reverse("codesign:specification", args=[row.ref]) + "?comment=2.1"
    assert "Your comment on 2.1" in cast.client("member").get(url).content.decode()
    typed = {"body": "My pain is worst at ten at night.", "name_choice": "first", "suggested_text": ""}
    response = cast.client("member").post(url, typed)
    assert response.url.endswith("#p2-1")
    page = _text(cast, row)
    assert "My pain is worst at ten at night." in page
    assert "Leila" in page
    assert "Haddad" not in page


def test_an_empty_comment_is_refused_and_the_page_title_says_so(cast: Cast) -> None:
    row = make.published_version(cast).project
    url = reverse("codesign:specification", args=[row.ref]) + "?comment=2.1"
    page = (
        cast.client("member")
        .post(url, {"body": "", "suggested_text": "Other words", "name_choice": "first"})
        .content.decode()
    )
    assert "<title>Error:" in page
    assert "Other words" in page
    assert not Comment.objects.exists()


def test_without_a_name_nobody_is_shown_or_recorded(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version, name_choice="none")
    page = _text(cast, version.project, "officer")
    assert "No name" in page
    assert "Leila" not in page


def test_people_of_organisations_always_speak_under_their_name(cast: Cast) -> None:
    version = make.published_version(cast)
    made = make.comment(cast, version, who="lead", name_choice="none")
    assert made.shown_as == "Amina Yusuf, Harbour Carers"
    assert "an organisation that may bid" in _text(cast, version.project)


def test_nobody_comments_after_the_closing_instant_even_from_an_open_page(cast: Cast) -> None:
    version = make.published_version(cast)
    row = version.project
    url = reverse("codesign:specification", args=[row.ref]) + "?comment=2.1"
    with clock.at(row.closes_at):
        cast.client("member").post(url, {"body": "Too late", "name_choice": "first"})
        assert "not open for comment" in _text(cast, row, "member")
    assert not Comment.objects.exists()
    with clock.at(row.closes_at - timedelta(milliseconds=1)):
        cast.client("member").post(url, {"body": "Just in time", "name_choice": "first"})
    assert Comment.objects.get().body == "Just in time"


def test_a_comment_moves_with_the_text_and_shows_both_wordings(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first)
    second = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_edit(
        actor=cast.facilitator,
        paragraph=make.paragraph(second, "2.1"),
        text="A helpline answers from 18:00 to midnight.",
    )
    answer = make.answer(cast, said)
    specification_publish(
        actor=cast.facilitator, version=second, summary_of_changes="Evenings instead of days.", **make.PROMISED
    )
    page = _text(cast, first.project)
    assert "On earlier wording" in page
    assert "When this was written, 2.1 said (version 1):" in page
    assert "It now says (version 2):" in page
    answer.refresh_from_db()
    assert answer.changed_paragraph == make.paragraph(SpecificationVersion.objects.get(number=2), "2.1")
    account = cast.client().get(reverse("codesign:answered_list", args=[first.project.ref])).content.decode()
    assert f"/co-design/{first.project.ref}/specification/v2/compare/v1/#c2-1" in account
    compared = cast.client().get(reverse("codesign:version_compare", args=[first.project.ref, 2, 1])).content.decode()
    assert "Most calls come then." in compared


def test_comments_on_a_paragraph_that_was_taken_out_are_kept(cast: Cast) -> None:
    first = make.published_version(cast)
    make.comment(cast, first, "2.2", body="Keep the groups!")
    second = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_remove(actor=cast.facilitator, paragraph=make.paragraph(second, "2.2"))
    specification_publish(actor=cast.facilitator, version=second, summary_of_changes="No groups.", **make.PROMISED)
    page = _text(cast, first.project)
    assert "Paragraphs taken out" in page
    assert "Keep the groups!" in page


def test_a_published_version_never_changes(cast: Cast) -> None:
    version = make.published_version(cast)
    with pytest.raises(DomainError, match="stays as it is"):
        paragraph_edit(actor=cast.facilitator, paragraph=make.paragraph(version, "1.1"), text="Rewritten history")


def test_version_two_says_what_changed(cast: Cast) -> None:
    first = make.published_version(cast)
    second = specification_draft(actor=cast.facilitator, project=first.project)
    page = cast.client("facilitator").post(
        reverse("codesign:draft_publish", args=[first.project.ref]), {"summary_of_changes": ""}
    )
    assert "Say in a few sentences what changed" in page.content.decode()
    second.refresh_from_db()
    assert second.state == "draft"


def test_who_said_it_gets_one_mail_when_it_is_answered(cast: Cast, committed: Any) -> None:
    version = make.published_version(cast)
    said = make.comment(cast, version)
    with committed():
        make.answer(cast, said, outcome="not_changed")
    mails = OutboxMessage.objects.filter(email="member@example.org", event_key__startswith="codesign.answer")
    assert mails.count() == 1
    assert "ten at night" not in mails.get().opening + "".join(mails.get().lines)


def test_reporting_back_waits_until_everything_is_answered(cast: Cast) -> None:
    version = make.agreed_version(cast)
    row = version.project
    second = specification_draft(actor=cast.facilitator, project=row)
    assert second.number == 2
    said = Comment.objects.create(
        paragraph=make.paragraph(version, "1.1"),
        passage=make.paragraph(version, "1.1").passage,
        author=cast.member,
        shown_as="Leila",
        body="And children?",
        created_at=now(),
    )
    response = cast.client("facilitator").post(reverse("codesign:project_report", args=[row.ref]))
    assert response.status_code == 409
    make.answer(cast, said, outcome="later")
    cast.client("facilitator").post(reverse("codesign:project_report", args=[row.ref]))
    row.refresh_from_db()
    assert row.state == "reported"


def test_the_decider_agrees_with_a_reason_and_the_outcomes_are_fixed(cast: Cast) -> None:
    version = make.agreed_version(cast)
    version.refresh_from_db()
    assert version.state == "agreed"
    assert version.framework is not None
    version.framework.refresh_from_db()
    assert version.framework.state == "fixed"
    page = cast.client().get(reverse("codesign:project_detail", args=[version.project.ref])).content.decode()
    assert "It says what people asked for." in page


def test_freezing_ends_drafting_and_is_harmless_twice(cast: Cast) -> None:
    version = make.agreed_version(cast)
    specification_freeze(actor=cast.publisher, version=version)
    specification_freeze(actor=cast.publisher, version=version)
    with pytest.raises(NotAllowed, match="Competition is live"):
        specification_draft(actor=cast.facilitator, project=Project.objects.get(pk=version.project_id))


def test_an_organisations_accepted_words_are_marked_for_the_conflicts_assessment(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first, who="lead", suggested_text="A helpline answers every night.")
    second = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_use_suggestion(actor=cast.facilitator, paragraph=make.paragraph(second, "2.1"), comment=said)
    rows = list(provider_written_paragraphs(second))
    assert [(str(row), row.author_organisation.name) for row in rows if row.author_organisation] == [
        ("2.1", "Harbour Carers")
    ]


def test_forty_paragraphs_with_many_comments_take_at_most_twelve_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    row = make.project(cast)
    texts = {f"Part {n}": [f"Paragraph {n}.{m} of the text." for m in range(8)] for n in range(5)}
    version = specification_publish(actor=cast.facilitator, version=make.draft(cast, row, texts), **make.PROMISED)
    rows = list(SpecificationVersion.objects.get(pk=version.pk).sections.order_by("pk"))
    Comment.objects.bulk_create(
        Comment(
            paragraph=p, passage_id=p.passage_id, author=cast.member, shown_as="Leila", body=f"{n}", created_at=now()
        )
        for section in rows
        for p in section.paragraphs.order_by("pk")
        for n in range(10)
    )
    client = cast.client()
    client.get(reverse("codesign:specification", args=[row.ref]))
    with django_assert_max_num_queries(12):
        client.get(reverse("codesign:specification", args=[row.ref]))


def test_the_thread_page_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    version = make.published_version(cast)
    url = reverse("codesign:thread", args=[version.project.ref, "2-1"])
    assert_constant_queries(lambda: cast.client().get(url), lambda: make.comment(cast, version))


def test_the_list_of_projects_costs_the_same_for_any_number(cast: Cast, assert_constant_queries: Any) -> None:
    assert_constant_queries(lambda: cast.client().get(reverse("codesign:project_list")), lambda: make.project(cast))
