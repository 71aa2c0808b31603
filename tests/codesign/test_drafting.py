"""Writing the draft through its pages: sections, paragraphs, a Word file."""

import io
import zipfile
from typing import Any

import docx
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.selectors import events_about
from portal.codesign.models import Passage, Project, SpecificationVersion
from portal.codesign.rules.word import DraftSection
from portal.codesign.services import specification_draft
from portal.codesign.services.text import paragraph_use_suggestion, text_replace
from portal.codesign.views.drafting import SALT
from tests.characters import Cast
from tests.codesign import factories as make


@pytest.fixture
def drafting(cast: Cast) -> SpecificationVersion:
    """A draft of two sections with two paragraphs each."""
    return make.draft(cast, make.project(cast))


def _texts(version: SpecificationVersion) -> list[tuple[str, list[str]]]:
    return [
        (part.title, [row.text for row in part.paragraphs.order_by("position")])
        for part in version.sections.order_by("position")
    ]


def _url(version: SpecificationVersion, name: str, *rest: Any) -> str:
    return reverse(f"codesign:{name}", args=[version.project.ref, *rest])


def test_a_section_and_its_paragraphs_are_written(cast: Cast) -> None:
    row = make.project(cast)
    client = cast.client("facilitator")
    client.post(reverse("codesign:draft_start", args=[row.ref]))
    version = row.versions.get()
    client.post(_url(version, "section_add"), {"title": "Why this is needed"})
    response = client.post(_url(version, "paragraph_add", 1), {"text": "Many wait a year."})
    assert response.url.endswith("#p1-1")
    client.post(_url(version, "paragraph_edit", "1-1"), {"text": "Many wait more than a year."})
    client.post(_url(version, "section_edit", 1), {"title": "Why"})
    assert _texts(version) == [("Why", ["Many wait more than a year."])]
    assert [event.data["what"] for event in events_about(version) if event.verb == "codesign.version.write"] == [
        "section 1 added",
        "paragraph 1.1 added",
        "paragraph 1.1 changed",
        "section 1 renamed",
    ]


def test_an_empty_paragraph_is_refused_at_the_field(cast: Cast, drafting: SpecificationVersion) -> None:
    page = cast.client("facilitator").post(_url(drafting, "paragraph_edit", "1-1"), {"text": "  "}).content.decode()
    assert "<title>Error:" in page
    assert "Answer “The words”" in page


def test_starting_a_draft_twice_opens_the_same_one(cast: Cast, drafting: SpecificationVersion) -> None:
    again = specification_draft(actor=cast.officer, project=drafting.project)
    assert again.pk == drafting.pk


@pytest.mark.parametrize(
    ("number", "way", "first", "second"),
    [
        ("1-1", "down", ["b", "a"], ["c", "d"]),
        ("1-2", "up", ["b", "a"], ["c", "d"]),
        ("1-2", "down", ["a"], ["b", "c", "d"]),
        ("2-1", "up", ["a", "b", "c"], ["d"]),
        ("1-1", "up", ["a", "b"], ["c", "d"]),
        ("2-2", "down", ["a", "b"], ["c", "d"]),
    ],
)
def test_a_paragraph_moves_one_place_across_sections_too(
    cast: Cast, number: str, way: str, first: list[str], second: list[str]
) -> None:
    version = make.draft(cast, make.project(cast), {"One": ["a", "b"], "Two": ["c", "d"]})
    passage = make.paragraph(version, number.replace("-", ".")).passage_id
    response = cast.client("expert").post(_url(version, "paragraph_move", number), {"way": way})
    assert _texts(version) == [("One", first), ("Two", second)]
    there = response.url.rpartition("#p")[2].replace("-", ".")
    assert make.paragraph(version, there).passage_id == passage


def test_a_section_moves_with_its_paragraphs(cast: Cast) -> None:
    version = make.draft(cast, make.project(cast), {"One": ["a"], "Two": ["b"], "Three": ["c"]})
    client = cast.client("facilitator")
    client.post(_url(version, "section_move", 3), {"way": "up"})
    client.post(_url(version, "section_move", 1), {"way": "up"})
    client.post(_url(version, "section_move", 1), {"way": "down"})
    assert _texts(version) == [("Three", ["c"]), ("One", ["a"]), ("Two", ["b"])]


@pytest.mark.parametrize(
    ("name", "number", "left"),
    [
        ("paragraph_remove", "1-1", [("One", ["b", "c"]), ("Two", ["d"])]),
        ("section_remove", 1, [("Two", ["d"])]),
    ],
)
def test_taking_out_asks_first_and_closes_the_gap(cast: Cast, name: str, number: Any, left: Any) -> None:
    version = make.draft(cast, make.project(cast), {"One": ["a", "b", "c"], "Two": ["d"]})
    client = cast.client("facilitator")
    asked = client.get(_url(version, name, number)).content.decode()
    assert "What people said about it is kept" in asked
    assert len(_texts(version)) == 2
    client.post(_url(version, name, number))
    assert _texts(version) == left
    assert [part.position for part in version.sections.order_by("position")] == list(range(1, len(left) + 1))
    assert Passage.objects.filter(project=version.project).count() == 4


def test_what_does_not_exist_is_not_found(cast: Cast, drafting: SpecificationVersion) -> None:
    client = cast.client("facilitator")
    for name, number in (("paragraph_edit", "9-9"), ("paragraph_edit", "x"), ("section_edit", 9)):
        assert client.get(_url(drafting, name, number)).status_code == 404
    assert client.post(_url(drafting, "paragraph_move", "9-9"), {"way": "up"}).status_code == 404
    fresh = make.project(cast, title="No draft")
    assert client.get(reverse("codesign:draft_detail", args=[fresh.ref])).status_code == 404


def test_suggested_words_are_used_with_one_button(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first, who="lead", suggested_text="A helpline answers every night.")
    second = specification_draft(actor=cast.facilitator, project=first.project)
    client = cast.client("facilitator")
    page = client.get(_url(second, "paragraph_edit", "2-1")).content.decode()
    assert "Harbour Carers may bid. If you use its words, bidders are told." in page
    client.post(_url(second, "paragraph_use", "2-1"), {"comment": said.pk})
    assert make.paragraph(second, "2.1").text == "A helpline answers every night."
    assert "In the words of Harbour Carers" in client.get(_url(second, "draft_detail")).content.decode()


def _word(*blocks: tuple[str, str]) -> bytes:
    document = docx.Document()
    for kind, text in blocks:
        if kind == "heading":
            document.add_heading(text, level=1)
        else:
            document.add_paragraph(text, style="List Bullet" if kind == "bullet" else None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_word_file_becomes_sections_and_paragraphs_after_a_look_at_it(cast: Cast) -> None:
    row = make.project(cast)
    make.draft(cast, row)
    content = _word(
        ("heading", "What it does"),
        ("p", "It answers at night."),
        ("p", "It does <b>not</b> sell."),
        ("heading", "Who"),
        ("p", "Peers."),
    )
    url = reverse("codesign:draft_upload", args=[row.ref])
    client = cast.client("facilitator")
    page = client.post(url, {"file": SimpleUploadedFile("text.docx", content)})
    assert "It answers at night." in page.content.decode()
    client.post(url, {"kept": page.context["kept"]})
    version = row.versions.get()
    assert [section.title for section in version.sections.order_by("position")] == ["What it does", "Who"]
    assert make.paragraph(version, "1.2").text == "It does <b>not</b> sell."
    assert version.source_file_name == "text.docx"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 not a Word file", "Send one of these kinds: DOCX"),
        (_word(("heading", "Only a heading")), "no text that could become"),
    ],
    ids=["a PDF", "only a heading"],
)
def test_a_file_that_is_no_text_is_refused_with_the_way_to_mend_it(cast: Cast, content: bytes, words: str) -> None:
    row = make.project(cast)
    make.draft(cast, row)
    url = reverse("codesign:draft_upload", args=[row.ref])
    page = cast.client("facilitator").post(url, {"file": SimpleUploadedFile("text.docx", content)}).content.decode()
    assert words in page


def test_a_paragraph_with_the_same_words_keeps_its_comments_when_a_file_replaces_the_text(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first, "2.2")
    second = specification_draft(actor=cast.facilitator, project=first.project)
    parts = [DraftSection("All of it", ["Something new.", "Groups meet every week."])]
    text_replace(actor=cast.facilitator, version=second, sections=parts, file_name="new.docx")
    assert make.paragraph(second, "1.2").passage_id == said.passage_id
    assert make.paragraph(second, "1.1").passage_id != said.passage_id


def test_changed_words_in_a_file_keep_the_comments_and_the_preview_says_so(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first)
    second = specification_draft(actor=cast.facilitator, project=first.project)
    content = _word(
        ("heading", "What the service does"),
        ("p", "A helpline answers from 18:00 to midnight, every day."),
        ("p", "Groups meet every week."),
        ("p", "Taxis are paid for."),
    )
    client = cast.client("facilitator")
    page = client.post(_url(second, "draft_upload"), {"file": SimpleUploadedFile("v2.docx", content)})
    shown = page.content.decode()
    assert "1 paragraph stays as it is" in shown
    assert "1 paragraph gets other words" in shown
    assert "1 paragraph is new" in shown
    assert "2 paragraphs are taken out" in shown
    client.post(_url(second, "draft_upload"), {"kept": page.context["kept"]})
    assert make.paragraph(second, "1.1").passage_id == said.passage_id


def test_an_organisations_words_stay_marked_when_a_file_replaces_the_text(cast: Cast) -> None:
    first = make.published_version(cast)
    said = make.comment(cast, first, who="lead", suggested_text="A helpline answers every night.")
    second = specification_draft(actor=cast.facilitator, project=first.project)
    paragraph_use_suggestion(actor=cast.facilitator, paragraph=make.paragraph(second, "2.1"), comment=said)
    parts = [DraftSection("All of it", ["A helpline answers every night, free of charge."])]
    text_replace(actor=cast.facilitator, version=second, sections=parts, file_name="new.docx")
    assert make.paragraph(second, "1.1").author_organisation == cast.org("harbour")


@pytest.mark.parametrize(
    "kept", ["forged", signing.dumps({"name": "x", "sections": []}, salt="another")], ids=["forged", "another salt"]
)
def test_only_a_text_that_this_site_showed_can_replace_the_draft(
    cast: Cast, drafting: SpecificationVersion, kept: str
) -> None:
    before = _texts(drafting)
    page = cast.client("facilitator").post(_url(drafting, "draft_upload"), {"kept": kept}, follow=True)
    assert "Choose the file again" in page.content.decode()
    assert _texts(drafting) == before
    assert SALT != "another"


def test_a_packed_bomb_is_refused(cast: Cast, drafting: SpecificationVersion) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    page = cast.client("facilitator").post(
        _url(drafting, "draft_upload"), {"file": SimpleUploadedFile("bomb.docx", stream.getvalue())}
    )
    assert "This file is not what we can take" in page.content.decode()


def test_nobody_drafts_who_has_no_part(cast: Cast, drafting: SpecificationVersion) -> None:
    response = cast.client("publisher").post(_url(drafting, "section_add"), {"title": "Mine"})
    assert response.status_code == 403
    assert "Only those who write the specification" in response.content.decode()
    assert Project.objects.get(pk=drafting.project_id).versions.get().sections.count() == 2
