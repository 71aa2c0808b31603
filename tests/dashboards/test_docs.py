"""The generated documents say what the code says."""

import pytest

from portal.dashboards.docs import DOCUMENTS, FOLDER


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_generated_document_is_as_the_code_is(name: str) -> None:
    assert (FOLDER / name).read_text() == DOCUMENTS[name](), "run manage.py docs_write"
