"""Documents to take away: the same content in both, values as data, fit for assistive technology."""

import io
import re
from typing import Any

import typst
from docx import Document as WordDocument

from portal.common import documents
from portal.common.documents import LARGE, TakeAway, as_pdf, as_word


def _made(**changes: Any) -> TakeAway:
    made = TakeAway("Peer support", ["PR-2026-0001", "As published"], "https://portal.test/tenders/", **changes)
    made.heading("What is bought")
    made.text("First line\nsecond *line* #panic() $x$")
    made.text("  ")
    made.points(["One", "Two"])
    made.points(["Then", "After"], is_ordered=True)
    made.terms([("Value", "£1,840,000"), ("Nothing", "")])
    made.table(["When", "What"], [["3 May 2026", "bids close"], ["4 May 2026", "opening"]])
    return made


def test_the_word_file_holds_everything_as_headings_lists_and_a_table() -> None:
    word = WordDocument(io.BytesIO(as_word(_made())))
    text = [(row.style.name, row.text) for row in word.paragraphs if row.text and row.style]
    assert ("Heading 1", "Peer support") in text
    assert ("Heading 2", "What is bought") in text
    assert ("Normal", "First line\nsecond *line* #panic() $x$") in text
    assert [words for style, words in text if style == "List Bullet"] == ["One", "Two"]
    assert [words for style, words in text if style == "List Number"] == ["Then", "After"]
    assert ("Normal", "Value: £1,840,000") in text
    assert not [words for _style, words in text if "Nothing" in words]
    table = word.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["When", "What"]
    assert [cell.text for cell in table.rows[2].cells] == ["4 May 2026", "opening"]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert word.core_properties.language == "en-GB"


def test_the_pdf_is_tagged_titled_and_says_its_language() -> None:
    pdf = as_pdf(_made())
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf or b"/StructTreeRoot" in pdf or b"pdfuaid" in pdf
    assert b"pdfuaid" in pdf


def test_what_people_typed_is_never_read_as_markup() -> None:
    made = TakeAway("#panic()", ["$x$ *b*"], "https://portal.test/")
    made.text('#import "/etc/passwd" #read("/etc/passwd") <label> @ref \\ `raw`')
    assert as_pdf(made).startswith(b"%PDF-")


def test_large_print_has_larger_letters() -> None:
    word = WordDocument(io.BytesIO(as_word(_made(size=LARGE))))
    assert word.styles["Normal"].font.size.pt == 18  # type: ignore[attr-defined]
    assert len(re.findall(rb"/Type\s*/Page\b", as_pdf(_made(size=LARGE)))) >= 1


def test_the_same_pdf_is_made_once(monkeypatch: Any) -> None:
    made: list[str] = []
    real = typst.compile

    def compiled(*args: Any, **kwargs: Any) -> Any:
        made.append("once")
        return real(*args, **kwargs)

    monkeypatch.setattr(documents.typst, "compile", compiled)
    first = as_pdf(_made(size=12))
    assert as_pdf(_made(size=12)) == first
    as_pdf(_made(size=13))
    assert len(made) == 2
