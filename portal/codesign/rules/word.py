"""A Word file becomes sections and paragraphs. Its HTML is cleaned before anything is read from it."""

import io
from dataclasses import dataclass, field
from html.parser import HTMLParser

import mammoth
import nh3

from portal.common.exceptions import DomainError

ALLOWED = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "tr", "td", "th", "strong", "em", "br"}
HEADINGS = {"h1", "h2"}
BLOCKS = {"p", "li", "tr", "h3", "h4"}
MAX_PARAGRAPHS = 400


@dataclass
class DraftSection:
    """A headed part as it was read: its title and the texts of its paragraphs."""

    title: str
    paragraphs: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[DraftSection] = []
        self._text: list[str] = []
        self._list: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._depth += 1
        if tag in HEADINGS or tag in BLOCKS:
            self._text = []
        if tag == "br":
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._text).split(" ")).strip()
        if tag in HEADINGS and text:
            self.sections.append(DraftSection(text[:200]))
            self._text = []
        elif tag == "li" and text:
            self._list.append(f"• {text}")
            self._text = []
        elif tag in {"ul", "ol"}:
            self._depth -= 1
            if self._depth == 0:
                self._end_list()
        elif tag in BLOCKS and text and self._depth == 0:
            self._add(text)
            self._text = []

    def _end_list(self) -> None:
        lines, self._list = "\n".join(self._list), []
        if not lines:
            return
        if self.sections and self.sections[-1].paragraphs and self.sections[-1].paragraphs[-1].endswith(":"):
            self.sections[-1].paragraphs[-1] += f"\n{lines}"
        else:
            self._add(lines)

    def _add(self, text: str) -> None:
        if not self.sections:
            self.sections.append(DraftSection("Introduction"))
        self.sections[-1].paragraphs.append(text)


def read_word(content: bytes) -> list[DraftSection]:
    """Sections and paragraphs of a .docx. Raises DomainError when it cannot be read or holds no text."""
    try:
        html = mammoth.convert_to_html(io.BytesIO(content)).value
    except (KeyError, ValueError, OSError, SyntaxError) as error:
        raise DomainError("This Word file cannot be read. Save it again as .docx and try once more.") from error
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=ALLOWED, attributes={}))
    sections = [section for section in reader.sections if section.paragraphs]
    if not sections:
        raise DomainError("This Word file has no text that could become paragraphs.")
    if sum(len(section.paragraphs) for section in sections) > MAX_PARAGRAPHS:
        raise DomainError(f"This Word file has more than {MAX_PARAGRAPHS} paragraphs. Split it up.")
    return sections
