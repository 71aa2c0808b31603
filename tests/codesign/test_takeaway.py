"""A version of the text to take away: for reading on paper, in large print, or to work on in a room."""

import io

from django.urls import reverse
from docx import Document as WordDocument

from tests.characters import Cast
from tests.codesign import factories as make


def test_the_word_file_holds_the_numbered_text_and_no_comments(cast: Cast) -> None:
    version = make.published_version(cast)
    make.comment(cast, version)
    response = cast.client().get(reverse("codesign:version_word", args=[version.project.ref, 1]))
    word = WordDocument(io.BytesIO(response.content))
    text = "\n".join(row.text for row in word.paragraphs)
    assert "2. What the service does" in text
    assert "2.1 A helpline answers from 9:00 to 17:00 on weekdays." in text
    assert "My pain is worst at ten at night." not in text
    assert reverse("codesign:version_detail", args=[version.project.ref, 1]) in text


def test_the_pdf_is_there_for_everybody_and_a_draft_for_nobody(cast: Cast) -> None:
    version = make.published_version(cast)
    address = reverse("codesign:version_pdf", args=[version.project.ref, 1])
    for query in ("", "?size=large"):
        assert cast.client().get(address + query).content.startswith(b"%PDF-")
    assert address in cast.client().get(reverse("codesign:specification", args=[version.project.ref])).content.decode()
    assert cast.client("officer").get(address.replace("v1", "v2")).status_code == 404
