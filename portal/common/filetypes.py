"""What a file is, told by its content and never by its name or by what the sender says."""

import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError

ARCHIVE_RATIO = 100
ARCHIVE_LIMIT_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class FileType:
    """An ending and the media type that goes with it."""

    ending: str
    media_type: str


PDF = FileType("pdf", "application/pdf")
PNG = FileType("png", "image/png")
JPEG = FileType("jpg", "image/jpeg")
DOCX = FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
ODT = FileType("odt", "application/vnd.oasis.opendocument.text")
CSV = FileType("csv", "text/csv")
MP3 = FileType("mp3", "audio/mpeg")
MP4 = FileType("mp4", "video/mp4")

_STARTS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"ID3", MP3))
_SOUND = frozenset({b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"})
"""How a frame of sound begins when no tag stands before it."""


def file_type(content: bytes) -> FileType | None:
    """PDF, PNG, JPEG, Word, Excel, OpenDocument text, sound, film, or text with commas; None for anything else."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content[:2] in _SOUND:
        return MP3
    if content[4:8] == b"ftyp":
        return MP4
    return CSV if _is_text(content) else None


def checked_type(content: bytes, *allowed: FileType) -> FileType:
    """The type of `content` when it is one of `allowed`. Raises DomainError, written for the sender."""
    kind = file_type(content)
    if kind is None or kind not in allowed:
        names = ", ".join(sorted({each.ending.upper() for each in allowed}))
        raise DomainError(
            _("This file is not what we can take. Send one of these kinds: %(names)s.") % {"names": names}
        )
    return kind


def _office(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < ARCHIVE_RATIO:
                named = archive.read("mimetype").decode("ascii", "replace")
            else:
                named = ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return None
    size = sum(entry.file_size for entry in entries)
    if size > ARCHIVE_LIMIT_BYTES or size > ARCHIVE_RATIO * len(content):
        return None
    if named == ODT.media_type and "content.xml" in names:
        return ODT
    if "[Content_Types].xml" not in names:
        return None
    if any(name.startswith("word/") for name in names):
        return DOCX
    return XLSX if any(name.startswith("xl/") for name in names) else None


def _is_text(content: bytes) -> bool:
    if not content or b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"<" not in content[:1024]
