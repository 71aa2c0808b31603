"""A JSON object read field by field, so that each complaint can say where it stands."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from uuid import UUID

Read = TypeVar("Read")


class Reader:
    """A JSON object and where it stands, so that each complaint can say where."""

    def __init__(self, row: object, path: str) -> None:
        self.path = path
        if not isinstance(row, dict):
            raise ValueError(f"{path or 'the row'} is not an object")
        self.row: dict[str, Any] = row

    def wrong(self, name: str, what: str) -> ValueError:
        """The complaint about a field."""
        return ValueError(f"{self.path}{name} {what}")

    def check(self, name: str, read: Callable[[str], object], text: str) -> None:
        """ValueError with the place when `read` does not understand the text."""
        try:
            read(text)
        except ValueError as error:
            raise self.wrong(name, f"cannot be read: {error}") from error

    def inner(self, name: str) -> "Reader | None":
        """An object inside."""
        value = self.row.get(name)
        return None if value is None else Reader(value, f"{self.path}{name}/")

    def each(self, name: str, read: "Callable[[Reader], Read]") -> Iterator[Read]:
        """The objects of a list inside."""
        rows = self.row.get(name)
        if rows is None:
            return
        if not isinstance(rows, list):
            raise self.wrong(name, "is not a list")
        for number, row in enumerate(rows):
            yield read(Reader(row, f"{self.path}{name}/{number}/"))

    def text(self, name: str, longest: int, *, required: bool = False) -> str:
        """A text without outer spaces and control characters."""
        value = self.row.get(name)
        if value is None or value == "":
            if required:
                raise self.wrong(name, "is missing")
            return ""
        if not isinstance(value, str):
            raise self.wrong(name, "is not a text")
        text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", value).strip()
        if len(text) > longest:
            raise self.wrong(name, f"is longer than {longest} characters")
        if required and not text:
            raise self.wrong(name, "is empty")
        return text

    def choice(self, name: str, known: list[str], *, required: bool = False) -> str:
        """One of the words that the standard knows."""
        text = self.text(name, 60, required=required)
        if text and text not in known:
            raise self.wrong(name, f"is “{text}”, and must be one of: {', '.join(known)}")
        return text

    def uuid(self, name: str) -> UUID:
        """An id."""
        text = self.text(name, 60, required=True)
        try:
            return UUID(text)
        except ValueError as error:
            raise self.wrong(name, f"is “{text}”, which is no UUID") from error

    def uuid_or_none(self, name: str) -> UUID | None:
        """An id that may be missing."""
        return self.uuid(name) if self.row.get(name) else None

    def web(self, name: str) -> str:
        """A web address; anything that could run in a page is refused."""
        text = self.text(name, 500)
        if text and not re.match(r"https?://[^\s/]+", text, re.IGNORECASE):
            raise self.wrong(name, f"is “{text[:60]}”, which is no web address")
        return text

    def email(self, name: str) -> str:
        """An e-mail address."""
        text = self.text(name, 254)
        if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
            raise self.wrong(name, f"is “{text[:60]}”, which is no e-mail address")
        return text

    def day(self, name: str) -> date | None:
        """A date; of an instant its day."""
        text = self.text(name, 40)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).date()
        except ValueError as error:
            raise self.wrong(name, f"is “{text}”, which is no date") from error

    def hour(self, name: str) -> time | None:
        """A time of day."""
        text = self.text(name, 20)
        if not text:
            return None
        try:
            return time.fromisoformat(text).replace(tzinfo=None)
        except ValueError as error:
            raise self.wrong(name, f"is “{text}”, which is no time of day") from error

    def number(self, name: str) -> Decimal | None:
        """A number."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.wrong(name, "is not a number")
        try:
            found = Decimal(str(value))
        except InvalidOperation as error:
            raise self.wrong(name, f"is “{value}”, which is no number") from error
        if not found.is_finite():
            raise self.wrong(name, "is not a number")
        return found

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within bounds."""
        value = self.number(name)
        if value is None:
            return None
        if value != value.to_integral_value() or not least <= value <= most:
            raise self.wrong(name, f"is {value}, and must be a whole number from {least} to {most}")
        return int(value)

    def age(self, name: str) -> int | None:
        """Years."""
        return self.whole(name, 0, 130)

    def degrees(self, name: str, most: int) -> float | None:
        """A coordinate."""
        value = self.number(name)
        if value is not None and abs(value) > most:
            raise self.wrong(name, f"is {value}, and must lie between -{most} and {most}")
        return None if value is None else float(value)

    def pence(self, name: str) -> int | None:
        """Pounds into pence; half pennies are refused rather than rounded."""
        value = self.number(name)
        if value is None:
            return None
        pence = value * 100
        if pence != pence.to_integral_value() or not 0 <= pence <= 100_000_000:
            raise self.wrong(name, f"is {value}, and must be pounds and whole pence up to a million")
        return int(pence)
