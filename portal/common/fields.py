"""Fields for what the portal asks: a date, an instant, an amount of money, an answer of so many words, a file."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common import clock

MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_LAST_YEAR = 2200


class DateInput3(forms.MultiWidget):
    """Three boxes: day, month, year, posted as name_day, name_month, name_year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({box: forms.TextInput for box, _label in self.boxes()}, attrs)

    @staticmethod
    def boxes() -> list[tuple[str, str]]:
        """Each box and its label."""
        return [("day", _("Day")), ("month", _("Month")), ("year", _("Year"))]

    def decompress(self, value: date | None) -> list[str | None]:
        return [str(value.day), str(value.month), str(value.year)] if value else [None] * len(self.boxes())


class DateTimeInput4(DateInput3):
    """Three boxes and the time (name_time), in London time."""

    @staticmethod
    def boxes() -> list[tuple[str, str]]:
        """Each box and its label."""
        return [*DateInput3.boxes(), ("time", _("Time"))]

    def decompress(self, value: Any) -> list[str | None]:
        if not value:
            return [None] * 4
        local = value.astimezone(clock.LONDON)
        return [*super().decompress(local), f"{local:%H:%M}"]


def _wrong(message: str, *boxes: str) -> ValidationError:
    return ValidationError(message, params={"boxes": boxes})


def _parts(value: Sequence[str | None], boxes: Sequence[tuple[str, str]]) -> list[str]:
    """The typed parts; every missing one is named."""
    typed = [(part or "").strip() for part in value]
    missing = [(box, label) for (box, label), part in zip(boxes, typed, strict=True) if not part]
    if missing:
        names = _(" and ").join(label.lower() for _box, label in missing)
        raise _wrong(_("The date also needs its %(parts)s") % {"parts": names}, *(box for box, _label in missing))
    return typed


def _month(text: str) -> int:
    named = [place for place, name in enumerate(MONTHS, start=1) if len(text) >= 3 and name.startswith(text.lower())]
    number = named[0] if named else int(text) if text.isdecimal() else 0
    if not 1 <= number <= 12:
        raise _wrong(_("The month must be a number from 1 to 12, or its name"), "month")
    return number


def _date(day: str, month: str, year: str) -> date:
    """A calendar day from what was typed; says what is wrong with it."""
    month_number = _month(month)
    if not year.isdecimal() or not 1900 <= int(year) <= _LAST_YEAR:
        raise _wrong(_("The year must have four figures, like 2027"), "year")
    if not day.isdecimal() or not 1 <= int(day) <= 31:
        raise _wrong(_("The day must be a number from 1 to 31"), "day")
    try:
        return date(int(year), month_number, int(day))
    except ValueError:
        first_of_next = date(int(year), month_number, 28) + timedelta(days=4)
        length = (first_of_next - timedelta(days=first_of_next.day)).day
        text = f"{int(day)} {MONTHS[month_number - 1].capitalize()} {year}"
        raise _wrong(
            _("%(date)s is not a date: that month has %(n)d days") % {"date": text, "n": length}, "day"
        ) from None


class DateField3(forms.Field):
    """A date in three boxes. Cleans to a date, or None. `earliest` and `latest` are inclusive."""

    widget: type[DateInput3] | DateInput3 = DateInput3

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not any((part or "").strip() for part in value):
            return None
        day, month, year = _parts(value, DateInput3.boxes())
        return _date(day, month, year)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(_("The date must be %(date)s or later") % {"date": _spelt(self.earliest)})
        if value and self.latest and value > self.latest:
            raise ValidationError(_("The date must be %(date)s or earlier") % {"date": _spelt(self.latest)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as typed, so that a wrong date counts as a change."""
        widget = cast(DateInput3, self.widget)
        before = initial if isinstance(initial, list) else widget.decompress(initial)
        return [part or "" for part in before] != [part or "" for part in data or []]


def _spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class DateTimeField4(DateField3):
    """A day and a time in London. Cleans to an aware instant in UTC, or None. `is_future`: it must lie ahead."""

    widget = DateTimeInput4

    def __init__(self, *, is_future: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_future = is_future

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, datetime):
            return value
        day_typed = any((part or "").strip() for part in value[:3])
        if not day_typed and not ((value[3] or "").strip()):
            return None
        day, month, year, time = _parts(value, DateTimeInput4.boxes())
        return _instant(_date(day, month, year), time)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value and self.is_future and value <= clock.now():
            raise ValidationError(_("The date and time must lie in the future"))


def _instant(day: date, time: str) -> datetime:
    """The instant in UTC; a time that the clocks skip is refused, one that comes twice is its first."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", time)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _wrong(_("Write the time with hours and minutes, like 12:00 or 17:30"), "time")
    local = datetime(day.year, day.month, day.day, int(found[1]), int(found[2]), tzinfo=clock.LONDON)
    instant = local.astimezone(UTC)
    if instant.astimezone(clock.LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise _wrong(_("That time does not exist: the clocks go forward then"), "time")
    return instant


class PoundsInput(forms.TextInput):
    """A box with £ before it."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int):
            pounds, pence = divmod(value, 100)
            return f"{pounds:,}.{pence:02d}" if pence else f"{pounds:,}"
        return super().format_value(value)


_UNITS = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_AMOUNT = re.compile(r"£?\s*(?P<figure>\d[\d,\s]*(?:\.\d+)?|\.\d+)\s*(?P<unit>k|thousand|m|million|bn|billion)?", re.I)


class PoundsField(forms.Field):
    """An amount in pounds, typed as people write it (640,000 or 1.84 million). Cleans to whole pence, or None."""

    widget = PoundsInput

    def __init__(self, *, min_pence: int = 0, max_pence: int = 10**14, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_pence, self.max_pence = min_pence, max_pence

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = str(value).strip()
        if not text:
            return None
        found = _AMOUNT.fullmatch(text)
        if not found:
            raise ValidationError(_("Write an amount in pounds, like 640,000 or 1.84 million"))
        try:
            pounds = Decimal(re.sub(r"[,\s]", "", found["figure"])) * _UNITS[(found["unit"] or "").lower()]
        except InvalidOperation:
            raise ValidationError(_("Write an amount in pounds, like 640,000 or 1.84 million")) from None
        pence = pounds * 100
        if pence != pence.to_integral_value():
            raise ValidationError(_("An amount has at most two figures after the point, like 12.50"))
        return int(pence)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_pence:
            least = PoundsInput().format_value(self.min_pence)
            raise ValidationError(_("The amount must be £%(least)s or more") % {"least": least})
        if value > self.max_pence:
            most = PoundsInput().format_value(self.max_pence)
            raise ValidationError(_("The amount must be £%(most)s or less") % {"most": most})


def count_words(text: str) -> int:
    """Words as a reader counts them: runs of characters between spaces that hold a letter or a figure."""
    return sum(1 for run in text.split() if any(character.isalnum() for character in run))


class WordsInput(forms.Textarea):
    """A box for text of several lines."""


class WordsField(forms.CharField):
    """Text of several lines, with at most `max_words` words when given."""

    widget = WordsInput

    def __init__(self, *, max_words: int | None = None, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 50_000)
        super().__init__(**kwargs)
        self.max_words = max_words
        self.widget.attrs["rows"] = str(rows)
        self.widget.attrs.pop("maxlength", None)
        self.widget.attrs.pop("cols", None)

    @property
    def limit_text(self) -> str:
        """What is said under the box."""
        return _("At most %(n)s words") % {"n": f"{self.max_words:,}"} if self.max_words else ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not self.max_words:
            return
        over = count_words(value) - self.max_words
        if over > 0:
            raise ValidationError(
                ngettext("%(n)s word too many: at most %(most)s", "%(n)s words too many: at most %(most)s", over)
                % {"n": f"{over:,}", "most": f"{self.max_words:,}"}
            )


class UploadField(forms.FileField):
    """A file, its kinds named by ending ("pdf", "docx"), at most `max_bytes` (20 MB)."""

    def __init__(self, *, endings: Sequence[str] = (), max_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.endings = tuple(ending.lower() for ending in endings)
        self.max_bytes: int = max_bytes or settings.UPLOAD_LIMIT_BYTES
        if self.endings:
            self.widget.attrs["accept"] = ",".join(f".{ending}" for ending in self.endings)

    @property
    def limit_text(self) -> str:
        """What is said under the box."""
        size = f"{self.max_bytes // (1024 * 1024)} MB"
        if not self.endings:
            return _("At most %(size)s") % {"size": size}
        kinds = ", ".join(ending.upper() for ending in self.endings)
        return _("%(kinds)s, at most %(size)s") % {"kinds": kinds, "size": size}

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile):
            self._check(found)
        return found

    def _check(self, found: UploadedFile) -> None:
        if self.endings and (found.name or "").rpartition(".")[2].lower() not in self.endings:
            kinds = _(" or ").join(ending.upper() for ending in self.endings)
            raise ValidationError(_("The file must be %(kinds)s") % {"kinds": kinds})
        if (found.size or 0) > self.max_bytes:
            raise ValidationError(_("The file must be smaller than %(n)d MB") % {"n": self.max_bytes // (1024 * 1024)})
