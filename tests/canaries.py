"""Words that must not be found: planted in bids, looked for in everything that leaves, in every cheap disguise."""

import base64
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

from django.db import connection


def _inner_base64(word: bytes) -> Iterator[bytes]:
    """The part of its base64 that does not depend on what stands beside it, for the three ways it can fall."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + word)
        first = -(-before * 8 // 6)
        yield encoded[first : (before + len(word)) * 8 // 6]


@dataclass(frozen=True)
class Canaries:
    """What one bid holds: `words` by what they are (small letters), each looked for in every cheap disguise."""

    words: dict[str, str]
    in_small: dict[str, set[bytes]] = field(init=False)
    as_is: dict[str, set[bytes]] = field(init=False)

    def __post_init__(self) -> None:
        written = {name: word.encode() for name, word in self.words.items()}
        small = {
            name: {word.lower(), quote(word).encode().lower(), word.hex().encode()} for name, word in written.items()
        }
        object.__setattr__(self, "in_small", small)
        wide = {name: {word.encode("utf-16-le"), word.encode("utf-16-be")} for name, word in self.words.items()}
        as_is = {name: {*wide[name], *_inner_base64(word)} for name, word in written.items()}
        object.__setattr__(self, "as_is", as_is)

    def found_in(self, content: bytes | str) -> list[str]:
        """Which of them lie in this, inside archives too."""
        raw = content if isinstance(content, bytes) else content.encode()
        raw += _unpacked(raw)
        small = raw.lower()
        return [
            name
            for name in self.words
            if any(form in small for form in self.in_small[name]) or any(form in raw for form in self.as_is[name])
        ]


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK\x03\x04"):
        return b""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    except BadZipFile:
        return b""


def every_value() -> Iterator[tuple[str, bytes]]:
    """Every row of every table as bytes: sessions, outbox, audit and the search index among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                yield table, b"\n".join(_bytes(value) for value in row)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.args!r} {self.format(record)}")


@contextmanager
def every_log_line() -> Iterator[list[str]]:
    """All that any logger says at DEBUG, also those that keep it from the root (`portal.audit`, SQL)."""
    kept = _Kept()
    known = [logging.getLogger(name) for name in ("portal", "portal.audit", "django", "django.db.backends")]
    loggers = [logging.getLogger(), *known]
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        if logger.parent is None or not logger.propagate:
            logger.addHandler(kept)
    try:
        yield kept.lines
    finally:
        for logger, level in before:
            logger.setLevel(level)
            logger.removeHandler(kept)


_writes: list[str] | None = None
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _writes is None or event != "open" or not isinstance(args[0], str | os.PathLike):
        return
    mode, flags = args[1], args[2] if isinstance(args[2], int) else 0
    if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & _WRITING:
        _writes.append(str(args[0]))


_is_watching = False


@contextmanager
def every_file_written() -> Iterator[list[str]]:
    """The path of every file that this process opens for writing, those that are gone again too."""
    global _writes, _is_watching
    if not _is_watching:
        sys.addaudithook(_watch)
        _is_watching = True
    _writes = []
    try:
        yield _writes
    finally:
        _writes = None


def files_below(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file there, with its content."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path, path.read_bytes()
