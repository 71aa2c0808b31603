"""A Word file becomes sections and paragraphs, and nothing of it is lost silently."""

import base64
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document

from portal.codesign.rules import word
from portal.codesign.rules.word import WordText, read_word
from portal.common.exceptions import DomainError

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def read(*steps: Callable[[Document], Any]) -> WordText:
    """What is read from a document made by these steps."""
    document = docx.Document()
    for step in steps:
        step(document)
    stream = io.BytesIO()
    document.save(stream)
    return read_word(stream.getvalue())


def heading(text: str, level: int = 1) -> Callable[[Document], Any]:
    return lambda document: document.add_heading(text, level)


def text(words: str, style: str | None = None) -> Callable[[Document], Any]:
    return lambda document: document.add_paragraph(words, style)


def table(*rows: tuple[str, ...]) -> Callable[[Document], Any]:
    def step(document: Document) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                made.cell(y, x).text = cell

    return step


def plain(found: WordText) -> list[tuple[str, list[str]]]:
    return [(part.title, part.paragraphs) for part in found.sections]


def test_headings_become_sections_and_paragraphs_become_paragraphs() -> None:
    found = read(heading("Why"), text("Many wait."), text("Some give up."), heading("What", 2), text("A helpline."))
    assert plain(found) == [("Why", ["Many wait.", "Some give up."]), ("What", ["A helpline."])]
    assert found.notes == []


def test_numbers_in_headings_are_dropped_because_sections_are_numbered() -> None:
    found = read(heading("1. Why"), text("a"), heading("2.3 What"), text("b"), heading("24 hours a day"), text("c"))
    assert [part.title for part in found.sections] == ["Why", "What", "24 hours a day"]


def test_text_before_the_first_heading_is_kept() -> None:
    assert plain(read(text("Before."), heading("Why"), text("After."))) == [
        ("Introduction", ["Before."]),
        ("Why", ["After."]),
    ]


def test_a_list_is_one_paragraph_and_joins_the_sentence_before_its_colon() -> None:
    found = read(
        heading("What"),
        text("The service:"),
        text("listens", "List Bullet"),
        text("helps", "List Bullet"),
        text("It is free."),
        text("first", "List Bullet"),
        text("second", "List Bullet"),
    )
    assert plain(found) == [("What", ["The service:\n• listens\n• helps", "It is free.", "• first\n• second"])]


def test_a_table_becomes_one_line_a_row() -> None:
    found = read(heading("When"), table(("Day", "Hours"), ("Monday", "18:00 to 24:00")))
    assert plain(found) == [("When", ["Day | Hours\nMonday | 18:00 to 24:00"])]


def test_a_list_inside_a_list_loses_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<h1>What</h1><ul><li>Outer<ul><li>Inner</li></ul></li><li>Next</li></ul><ol><li>One</li><li>Two</li></ol>"
    monkeypatch.setattr(word.mammoth, "convert_to_html", lambda *args, **kwargs: type("Result", (), {"value": html})())
    assert plain(read_word(b"")) == [("What", ["• Outer\n\u2003• Inner\n• Next", "1. One\n2. Two"])]


def test_smaller_headings_stay_as_text_of_their_section() -> None:
    assert plain(read(heading("What"), heading("Evenings", 3), text("A helpline."))) == [
        ("What", ["Evenings", "A helpline."])
    ]


def test_a_heading_without_text_and_a_picture_are_named() -> None:
    found = read(
        text("Pain service", "Title"),
        heading("Why"),
        text("Many wait."),
        lambda document: document.add_picture(io.BytesIO(DOT)),
    )
    assert [part.title for part in found.sections] == ["Why"]
    assert found.notes == [
        "The heading “Pain service” has no text of its own and is left out.",
        "Pictures are left out. Say in words what they show.",
    ]


def test_markup_typed_as_words_stays_words() -> None:
    assert plain(read(heading("What"), text("It does <script>not</script> sell."))) == [
        ("What", ["It does <script>not</script> sell."])
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", b"\xd0\xcf\x11\xe0 an old .doc"])
def test_a_damaged_file_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(DomainError, match="cannot be read"):
        read_word(content)


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(DomainError, match="no text"):
        read(heading("Only a heading"))


def test_a_file_that_is_too_long_is_refused_with_the_way_out() -> None:
    with pytest.raises(DomainError, match="Split it up"):
        read(heading("Long"), *[text(f"Paragraph {n}") for n in range(401)])
