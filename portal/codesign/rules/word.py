"""A Word file becomes sections and paragraphs. Its HTML is cleaned first; nothing is lost without being named."""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import mammoth
import nh3

from portal.common.exceptions import DomainError

ALLOWED = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "tr", "td", "th", "br"}
HEADINGS = {"h1", "h2"}
BLOCKS = {"p", "h3", "h4", "h5", "h6"}
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
MAX_PARAGRAPHS = 400
MAX_TITLE = 200
_NUMBER = re.compile(r"^\s*(\d+(\.\d+)+[.)]?|\d+[.)])\s+")


@dataclass
class DraftSection:
    """A headed part as it was read: its title and the texts of its paragraphs."""

    title: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class WordText:
    """What was read, and what could not be taken over, in sentences for the person who sent it."""

    sections: list[DraftSection]
    notes: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Blocks of the document in their order: a list is one paragraph of lines, a table one line a row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[DraftSection] = []
        self._text: list[str] = []
        self._lines: list[str] = []
        self._lists: list[int] = []  # how many items so far, or -1 for bullets
        self._tables = 0
        self._row: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._end_item()
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "table":
            self._tables += 1
        elif tag == "br":
            self._text.append("\n")
        elif tag in HEADINGS | BLOCKS and (self._lists or self._tables):
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self._end_item()
            self._lists.pop()
            self._end_block(joins=True)
        elif tag == "li":
            self._end_item()
        elif tag in {"td", "th"}:
            self._row.append(self._take())
        elif tag == "tr":
            self._lines.append(" | ".join(cell for cell in self._row if cell))
            self._row = []
        elif tag == "table":
            self._tables -= 1
            self._end_block(joins=False)
        elif tag in HEADINGS | BLOCKS and not (self._lists or self._tables):
            self._end_text(tag)

    def _take(self) -> str:
        text = "".join(self._text)
        self._text = []
        return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()

    def _end_item(self) -> None:
        if not self._lists or not (text := self._take()):
            return
        if self._lists[-1] >= 0:
            self._lists[-1] += 1
            mark = f"{self._lists[-1]}."
        else:
            mark = "•"
        self._lines.append("\u2003" * (len(self._lists) - 1) + f"{mark} {text}")

    def _end_block(self, *, joins: bool) -> None:
        """A list that follows a sentence ending in a colon belongs to that sentence."""
        if self._lists or self._tables:
            return
        lines, self._lines = "\n".join(line for line in self._lines if line), []
        if not lines:
            return
        before = self.sections[-1].paragraphs if self.sections else []
        if joins and before and before[-1].endswith(":"):
            before[-1] += f"\n{lines}"
        else:
            self._add(lines)

    def _end_text(self, tag: str) -> None:
        text = self._take()
        if not text:
            return
        if tag in HEADINGS:
            self.sections.append(DraftSection(_NUMBER.sub("", text.replace("\n", " "))[:MAX_TITLE]))
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self.sections:
            self.sections.append(DraftSection("Introduction"))
        self.sections[-1].paragraphs.append(text)


def read_word(content: bytes) -> WordText:
    """Sections and paragraphs of a .docx. Raises DomainError when it cannot be read or holds no text."""
    try:
        html = mammoth.convert_to_html(io.BytesIO(content), style_map=STYLES).value
    except Exception as error:  # a damaged file breaks the reader in many ways; the sender needs one sentence
        raise DomainError("This Word file cannot be read. Save it again as .docx and try once more.") from error
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=ALLOWED, attributes={}))
    reader.close()
    sections = [section for section in reader.sections if section.paragraphs]
    if not sections:
        raise DomainError("This Word file has no text that could become paragraphs.")
    if sum(len(section.paragraphs) for section in sections) > MAX_PARAGRAPHS:
        raise DomainError(f"This Word file has more than {MAX_PARAGRAPHS} paragraphs. Split it up.")
    return WordText(sections, _notes(html, reader.sections))


def _notes(html: str, sections: list[DraftSection]) -> list[str]:
    bare = [section.title for section in sections if not section.paragraphs]
    notes = [f"The heading “{title}” has no text of its own and is left out." for title in bare]
    if "<img" in html:
        notes.append("Pictures are left out. Say in words what they show.")
    return notes
