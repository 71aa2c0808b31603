"""What the demo's specification says, and the Word file of it that its facilitator uploads."""

import io
import json
from pathlib import Path
from typing import Any

import docx

from portal.codesign.rules.word import DraftSection

DATA = Path(__file__).parent / "data"
SOURCE = DATA / "specification.json"
WORD = DATA / "specification.docx"


def _text() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return found


def sections() -> list[DraftSection]:
    """The sections with their paragraphs, as they are written."""
    return [DraftSection(part["title"], part["paragraphs"]) for part in _text()["sections"]]


def word_file() -> bytes:
    """The same text as a Word file, as somebody would write it: a title, headings, paragraphs."""
    document = docx.Document()
    title = _text()["title"]
    document.core_properties.title = title
    document.core_properties.author = "Riverside Integrated Care Board"
    document.add_heading(title, level=0)
    for part in sections():
        document.add_heading(part.title, level=1)
        for words in part.paragraphs:
            document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
