import io
import zipfile

import pytest

from portal.common.exceptions import DomainError
from portal.common.filetypes import CSV, DOCX, JPEG, PDF, PNG, XLSX, checked_type, file_type


def office(*names: str, filling: bytes = b"x") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, filling)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", PDF),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (b"\xff\xd8\xff\xe0..", JPEG),
        (office("[Content_Types].xml", "word/document.xml"), DOCX),
        (office("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (b"a,b\n1,2\n", CSV),
        ("naïve,£\n".encode(), CSV),
        (office("word/document.xml"), None),
        (office("[Content_Types].xml", "ppt/x.xml"), None),
        (b"PK\x03\x04broken", None),
        (b"<!doctype html><p>", None),
        (b"MZ\x00\x01", None),
        (b"\xff\xfe\xfa", None),
        (b"", None),
    ],
)
def test_content_tells(content: bytes, kind: object) -> None:
    assert file_type(content) == kind


def test_an_archive_that_swells_is_refused() -> None:
    bomb = office("[Content_Types].xml", "word/document.xml", filling=b"0" * 5_000_000)
    assert file_type(bomb) is None


def test_only_what_is_allowed() -> None:
    assert checked_type(b"%PDF-1.4", PDF, CSV) == PDF
    with pytest.raises(DomainError, match="CSV, PDF"):
        checked_type(b"\x89PNG\r\n\x1a\n", PDF, CSV)
