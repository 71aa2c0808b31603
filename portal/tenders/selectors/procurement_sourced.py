"""What a published notice said, all of it, in words for the page of a sourced procurement; its keys by themselves."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from portal.common.templatetags.ui_text import day, when
from portal.tenders.models import Contract, Procurement

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")
_CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")
_LIST_CODE = re.compile(r"[a-z]+([A-Z][a-z]+)+")  # a value of the standard's own lists, such as awardUpdate
_LANGUAGES = {"en": "English", "cy": "Welsh"}
_WRITTEN_OUT = {
    "ocid": "open contracting id",
    "sme": "small and medium-sized organisations",
    "vcse": "voluntary, community and social enterprises",
}
_ROW_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def said_rows(procurement: Procurement | Contract) -> list[tuple[str, str]]:
    """(what, as said) for everything in the notice, in its order; empty for what was made here."""
    return [(_name(path), _said(value)) for path, value in _told(procurement) if not _is_identifier(path, value)]


def number_rows(procurement: Procurement | Contract) -> list[tuple[str, str]]:
    """(what, value) of the identifiers in it, which machines and other registers ask for."""
    return [(_name(path), str(value)) for path, value in _told(procurement) if _is_identifier(path, value)]


def _told(procurement: Procurement | Contract) -> list[tuple[tuple[str, ...], Any]]:
    if not procurement.is_sourced:
        return []
    leaves = list(_leaves(procurement.source_data))
    ocid = getattr(procurement, "ocid", "")
    if ocid and ("ocid",) not in [path for path, _value in leaves]:
        leaves.insert(0, (("ocid",), ocid))
    return [(path, value) for path, value in leaves if not _is_empty_for_people(value)]


def _is_identifier(path: tuple[str, ...], value: Any) -> bool:
    """Whether only its name tells people something: a key, the scheme of a key, or anything with a key in it."""
    last = _words(next((part for part in reversed(path) if not part.isdigit()), "")).split(" ")[-1]
    return last in {"id", "ocid", "scheme"} or bool(_ROW_KEY.search(str(value)))


def _is_empty_for_people(value: Any) -> bool:
    """Nothing said, or the key of a row in the source's own database, which helps nobody."""
    return value in (None, "") or bool(_ROW_KEY.fullmatch(str(value)))


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _leaves(inner, (*path, str(place)) if len(value) > 1 else path)
    else:
        yield path, value


def _words(part: str) -> str:
    """The key minValue becomes "min value"."""
    return _CAMEL.sub(" ", part).replace("_", " ").lower()


def _written(part: str) -> str:
    """The abbreviations of the standard are written out."""
    words = _words(part)
    return _WRITTEN_OUT.get(words, words)


def _name(path: tuple[str, ...]) -> str:
    """The path tender, minValue, amount becomes "Tender, min value, amount"."""
    words = ", ".join(_written(part) for part in path)
    return words[:1].upper() + words[1:]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = _LANGUAGES.get(str(value), str(value))
    if _CODE.fullmatch(text):
        return text.replace("_", " ")
    if _LIST_CODE.fullmatch(text):
        return _words(text).capitalize()
    if _DATE.fullmatch(text):
        instant = parse_datetime(text) if "T" in text else None
        if instant is not None and instant.tzinfo is not None:
            return when(instant)
        on = parse_date(text[:10])
        return day(on) if on else text
    return text
