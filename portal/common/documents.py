"""Documents to take away: the same content as a tagged PDF (PDF/UA-1) or as a Word file. No layout by hand."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import Any

import typst
from django.core.cache import cache
from django.http import HttpResponse
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

KEPT_SECONDS = 24 * 60 * 60
NORMAL, LARGE = 11, 18
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class TakeAway:
    """A titled document. `address` is where the newest text stands; `size` is that of the letters in points."""

    title: str
    lines: list[str]
    address: str
    size: int = NORMAL
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; the title is level 1."""
        self.blocks.append({"kind": "heading", "level": level, "text": text})

    def text(self, text: str) -> None:
        """A paragraph; line breaks stay."""
        if text.strip():
            self.blocks.append({"kind": "text", "lines": text.strip().splitlines()})

    def points(self, items: list[str], *, is_ordered: bool = False) -> None:
        """A list."""
        if items:
            self.blocks.append({"kind": "steps" if is_ordered else "points", "items": items})

    def terms(self, rows: list[tuple[str, str]]) -> None:
        """Name and value; what has no value is left out."""
        found = [[name, value] for name, value in rows if value]
        if found:
            self.blocks.append({"kind": "terms", "rows": found})

    def table(self, heads: list[str], rows: list[list[str]]) -> None:
        """A table with its head."""
        if rows:
            self.blocks.append({"kind": "table", "heads": heads, "rows": rows})

    def data(self) -> str:
        """What the renderer reads: values as data, never as markup."""
        return json.dumps(vars(self))


_TYPST = b"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(lang: "en", region: "GB", font: "Libertinus Serif", size: d.size * 1pt)
#set page(paper: "a4", margin: 2.2cm, footer: context [
  #set text(size: 0.8em)
  #d.address #h(1fr) Page #counter(page).display() of #counter(page).final().first()
])
#set par(leading: 0.7em, spacing: 1.1em)
#set table(stroke: 0.5pt + luma(120), inset: 6pt)
#show heading: set block(above: 1.5em, below: 0.8em)
#let lines(of) = of.map(line => [#line]).join(linebreak())
#heading(level: 1, d.title)
#lines(d.lines)
#for b in d.blocks {
  if b.kind == "heading" { heading(level: b.level, b.text) }
  else if b.kind == "text" { par(lines(b.lines)) }
  else if b.kind == "points" { list(..b.items.map(item => [#item])) }
  else if b.kind == "steps" { enum(..b.items.map(item => [#item])) }
  else if b.kind == "terms" { terms(..b.rows.map(row => terms.item([#row.at(0)], lines(row.at(1).split("\\n"))))) }
  else if b.kind == "table" {
    table(
      columns: (1fr,) * b.heads.len(),
      table.header(..b.heads.map(head => strong[#head])),
      ..b.rows.flatten().map(cell => [#cell]),
    )
  }
}
"""


def as_pdf(document: TakeAway) -> bytes:
    """A tagged PDF that assistive technology can read. Kept for a day, because it costs a part of a second."""
    data = document.data()
    key = "takeaway:" + hashlib.sha256(data.encode()).hexdigest()
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        made = typst.compile(_TYPST, format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
        pdf = bytes(made)
        cache.set(key, pdf, KEPT_SECONDS)
    return pdf


def as_word(document: TakeAway) -> bytes:
    """A Word file with real headings, lists and table heads."""
    made = WordDocument()
    made.core_properties.title, made.core_properties.language = document.title[:250], "en-GB"
    made.sections[0].page_width, made.sections[0].page_height = Cm(21), Cm(29.7)
    made.styles["Normal"].font.size = Pt(document.size)
    made.add_heading(document.title, 1)
    made.add_paragraph("\n".join(document.lines))
    for block in document.blocks:
        _word_block(made, block)
    made.add_paragraph(document.address)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _word_block(made: Any, block: dict[str, Any]) -> None:
    kind = block["kind"]
    if kind == "heading":
        made.add_heading(block["text"], block["level"])
    elif kind == "text":
        made.add_paragraph("\n".join(block["lines"]))
    elif kind == "terms":
        for name, value in block["rows"]:
            paragraph = made.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(value)
    elif kind == "table":
        _word_table(made, block)
    else:
        style = "List Number" if kind == "steps" else "List Bullet"
        for item in block["items"]:
            made.add_paragraph(item, style=style)


def _word_table(made: Any, block: dict[str, Any]) -> None:
    table = made.add_table(rows=1, cols=len(block["heads"]))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, block["heads"], strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    repeated = OxmlElement("w:tblHeader")  # tells readers and the next page which row is the head
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block["rows"]:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    made.add_paragraph()


def take_away(document: TakeAway, name: str, kind: str) -> HttpResponse:
    """The download: `kind` is "pdf" or "docx"."""
    body, content_type = (as_pdf(document), "application/pdf") if kind == "pdf" else (as_word(document), WORD_TYPE)
    return HttpResponse(
        body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
