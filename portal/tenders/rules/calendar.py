"""Dates for a calendar program: iCalendar, RFC 5545. Lines are folded at 75 octets, texts escaped, instants in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_FOLD = 75


@dataclass(frozen=True)
class Event:
    """An instant worth noting. `uid` stays the same when the instant moves; `sequence` grows then."""

    uid: str
    at: datetime
    summary: str
    description: str
    url: str
    sequence: int = 0


def escape(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks (section 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, never inside a character (section 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece])


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _lines(event: Event, stamped_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{_utc(stamped_at)}",
        f"DTSTART:{_utc(event.at)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{escape(event.summary)}",
        f"DESCRIPTION:{escape(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def calendar(name: str, events: Iterable[Event], stamped_at: datetime) -> str:
    """The whole file, with CRLF line ends."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commissioning portal//Opportunities//EN",
        "CALSCALE:GREGORIAN",
    ]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{escape(name)}"]
    for event in events:
        lines += _lines(event, stamped_at)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])
