"""The whole pack as one document: everything a bidder needs, nothing that a bidder must not see."""

import io
from typing import Any

import pytest
from docx import Document as WordDocument

from portal.common import clock
from tests.characters import NAMES, Cast
from tests.tenders.factories import clarification, draft_procurement, interested, published


def _word(response: Any) -> str:
    word = WordDocument(io.BytesIO(b"".join(response) if response.streaming else response.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([row.text for row in word.paragraphs] + cells)


def test_the_word_file_holds_the_pack_the_specification_and_the_answers(cast: Cast) -> None:
    tender = published(cast)
    interested(cast, tender, "harbour")
    clarification(cast, tender, answer="Yes, a member can.")
    clarification(cast, tender, text_original="Nobody may read this yet.")
    clarification(cast, tender, state="answered_alone", confidential_status="accepted", text_original="In confidence.")
    response = cast.client().get(f"/tenders/{tender.ref}/pack.docx")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{tender.ref}-pack.docx"'
    text = _word(response)
    assert tender.title in text
    assert tender.specification
    for section in tender.specification.sections.all():
        assert section.title in text
        for paragraph in section.paragraphs.all():
            assert paragraph.text.splitlines()[0].lstrip("• ") in text
    for question in tender.questions.all():
        assert question.text in text
    assert "Yes, a member can." in text
    assert "bids close" in text
    assert f"/tenders/{tender.ref}/" in text
    for hidden in ("Nobody may read this yet.", "In confidence.", "Harbour"):
        assert hidden not in text


@pytest.mark.parametrize("query", ["", "?size=large", "?size=nonsense"])
def test_the_pdf_is_for_everybody(cast: Cast, query: str) -> None:
    tender = published(cast)
    with clock.at(clock.now()):
        for name in NAMES[:1] + NAMES[-2:]:
            response = cast.client(name).get(f"/tenders/{tender.ref}/pack.pdf{query}")
            assert response.headers["Content-Type"] == "application/pdf", name
            assert response.content.startswith(b"%PDF-"), name


def test_a_draft_is_taken_away_by_its_team_alone(cast: Cast) -> None:
    draft = draft_procurement(cast)
    assert "A draft." in _word(cast.client("officer").get(f"/tenders/{draft.ref}/pack.docx"))
    for kind in ("pdf", "docx"):
        assert cast.client("lead").get(f"/tenders/{draft.ref}/pack.{kind}").status_code == 404


def test_the_pages_lead_there(cast: Cast) -> None:
    tender = published(cast)
    for path in ("", "pack/"):
        page = cast.client().get(f"/tenders/{tender.ref}/{path}").content.decode()
        for kind in ("pack.pdf", "pack.pdf?size=large", "pack.docx"):
            assert f"/tenders/{tender.ref}/{kind}" in page, path
