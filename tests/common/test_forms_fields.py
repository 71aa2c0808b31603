"""What people type and what the portal understands by it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from portal.common import clock
from portal.common.fields import (
    DateField3,
    DateTimeField4,
    PoundsField,
    PoundsInput,
    UploadField,
    WordsField,
    count_words,
)


def _refusal(field: forms.Field, value: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.error_list[0]


def _boxes(error: ValidationError) -> tuple[str, ...]:
    return (error.params or {}).get("boxes", ())


# -- Dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (["26", "2", "2027"], date(2027, 2, 26)),
        ([" 1 ", "03", "2027"], date(2027, 3, 1)),
        (["9", "feb", "2028"], date(2028, 2, 9)),
        (["9", "September", "2028"], date(2028, 9, 9)),
        (["29", "2", "2028"], date(2028, 2, 29)),
    ],
)
def test_a_date_is_understood(typed: list[str], day: date) -> None:
    assert DateField3().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "says", "boxes"),
    [
        (["30", "2", "2027"], "30 February 2027 is not a date: that month has 28 days", ("day",)),
        (["31", "4", "2027"], "31 April 2027 is not a date: that month has 30 days", ("day",)),
        (["29", "2", "2027"], "29 February 2027 is not a date: that month has 28 days", ("day",)),
        (["", "2", "2027"], "The date also needs its day", ("day",)),
        (["1", "", ""], "The date also needs its month and year", ("month", "year")),
        (["1", "13", "2027"], "The month must be a number from 1 to 12, or its name", ("month",)),
        (["1", "ma", "2027"], "The month must be a number from 1 to 12, or its name", ("month",)),
        (["1", "2", "27"], "The year must have four figures, like 2027", ("year",)),
        (["1", "2", "99999"], "The year must have four figures, like 2027", ("year",)),
        (["0", "2", "2027"], "The day must be a number from 1 to 31", ("day",)),
        (["first", "2", "2027"], "The day must be a number from 1 to 31", ("day",)),
        (["-1", "2", "2027"], "The day must be a number from 1 to 31", ("day",)),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_where(typed: list[str], says: str, boxes: tuple[str, ...]) -> None:
    error = _refusal(DateField3(), typed)
    assert error.messages == [says]
    assert _boxes(error) == boxes


def test_an_empty_date_is_nothing_or_asked_for() -> None:
    assert DateField3(required=False).clean(["", "", ""]) is None
    assert _refusal(DateField3(), ["", " ", ""]).code == "required"


def test_a_date_keeps_its_limits() -> None:
    field = DateField3(earliest=date(2027, 1, 1), latest=date(2027, 12, 31))
    assert field.clean(["1", "1", "2027"]) == date(2027, 1, 1)
    assert field.clean(["31", "12", "2027"]) == date(2027, 12, 31)
    assert _refusal(field, ["31", "12", "2026"]).messages == ["The date must be 1 January 2027 or later"]
    assert _refusal(field, ["1", "1", "2028"]).messages == ["The date must be 31 December 2027 or earlier"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_survives_its_boxes(day: date) -> None:
    field = DateField3()
    assert field.clean(field.widget.decompress(day)) == day


def test_a_date_that_is_typed_wrong_counts_as_a_change() -> None:
    field = DateField3()
    assert not field.has_changed(date(2027, 2, 1), ["1", "2", "2027"])
    assert field.has_changed(date(2027, 2, 1), ["30", "2", "2027"])
    assert not field.has_changed(None, ["", "", ""])


# -- Instants ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        (["14", "1", "2027", "12:00"], datetime(2027, 1, 14, 12, 0, tzinfo=UTC)),
        (["14", "7", "2027", "12:00"], datetime(2027, 7, 14, 11, 0, tzinfo=UTC)),
        (["14", "7", "2027", "9.30"], datetime(2027, 7, 14, 8, 30, tzinfo=UTC)),
        (["31", "10", "2027", "01:30"], datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # comes twice: the first
    ],
)
def test_a_time_is_london_time(typed: list[str], instant: datetime) -> None:
    found = DateTimeField4().clean(typed)
    assert found == instant
    assert found.tzinfo == UTC


@pytest.mark.parametrize("time", ["noon", "24:00", "12:60", "12", "1200", "12:5"])
def test_a_wrong_time_says_how_to_write_it(time: str) -> None:
    error = _refusal(DateTimeField4(), ["14", "1", "2027", time])
    assert error.messages == ["Write the time with hours and minutes, like 12:00 or 17:30"]
    assert _boxes(error) == ("time",)


def test_the_hour_that_the_clocks_skip_is_refused() -> None:
    error = _refusal(DateTimeField4(), ["28", "3", "2027", "01:30"])
    assert error.messages == ["That time does not exist: the clocks go forward then"]
    assert DateTimeField4().clean(["28", "3", "2027", "02:00"]) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_a_date_without_its_time_is_incomplete_and_so_is_a_time_alone() -> None:
    assert _boxes(_refusal(DateTimeField4(), ["14", "1", "2027", ""])) == ("time",)
    assert _boxes(_refusal(DateTimeField4(), ["", "", "", "12:00"])) == ("day", "month", "year")
    assert DateTimeField4(required=False).clean(["", "", "", ""]) is None


def test_the_future_begins_after_now() -> None:
    field = DateTimeField4(is_future=True)
    with clock.at(datetime(2027, 1, 14, 12, 0, tzinfo=UTC)):
        assert "future" in _refusal(field, ["14", "1", "2027", "12:00"]).messages[0]
        assert field.clean(["14", "1", "2027", "12:01"])


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))
def test_what_is_shown_in_the_boxes_is_the_same_minute(naive: datetime) -> None:
    instant = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    field = DateTimeField4()
    back = field.clean(field.widget.decompress(instant))
    assert back in {instant, instant - timedelta(hours=1)}  # the hour that comes twice is read as its first


# -- Money ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("640,000", 64_000_000),
        ("£640,000", 64_000_000),
        ("1.84 million", 184_000_000),
        ("1.84m", 184_000_000),
        ("£1.5bn", 150_000_000_000),
        ("600k", 60_000_000),
        ("12.50", 1250),
        ("12.5", 1250),
        (".5", 50),
        ("0", 0),
        (" 1 000 ", 100_000),
    ],
)
def test_an_amount_may_be_written_as_people_write(typed: str, pence: int) -> None:
    assert PoundsField().clean(typed) == pence


@pytest.mark.parametrize(
    "typed", ["about 600k, tbc", "-5", "five", "1.2.3", "£", "12,50€", "NaN", "1e9", "1,000 pence"]
)
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    assert _refusal(PoundsField(), typed).messages == ["Write an amount in pounds, like 640,000 or 1.84 million"]


def test_parts_of_a_penny_are_refused() -> None:
    assert "two figures" in _refusal(PoundsField(), "12.505").messages[0]
    assert PoundsField().clean("1.23456 million") == 123_456_000


def test_an_amount_keeps_its_limits() -> None:
    field = PoundsField(min_pence=100, max_pence=10_000)
    assert field.clean("1") == 100
    assert field.clean("100") == 10_000
    assert _refusal(field, "0.99").messages == ["The amount must be £1 or more"]
    assert _refusal(field, "100.01").messages == ["The amount must be £100 or less"]
    assert PoundsField(required=False).clean("") is None


@given(st.integers(min_value=0, max_value=10**14))
def test_every_amount_survives_its_box(pence: int) -> None:
    assert PoundsField().clean(PoundsInput().format_value(pence)) == pence


# -- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "n"), [("", 0), ("one", 1), ("one  two\n three", 3), ("a - b", 2), ("well-being", 1), ("…", 0)]
)
def test_words_are_counted_as_a_reader_counts(text: str, n: int) -> None:
    assert count_words(text) == n


def test_an_answer_that_is_too_long_says_by_how_much() -> None:
    field = WordsField(max_words=3)
    assert field.clean("one two three") == "one two three"
    assert _refusal(field, "one two three four").messages == ["1 word too many: at most 3"]
    assert _refusal(field, "one two three four five").messages == ["2 words too many: at most 3"]
    assert field.limit_text == "At most 3 words"
    assert WordsField().limit_text == ""


# -- Files ------------------------------------------------------------------------------------------------------------


def test_a_file_has_one_of_the_kinds_and_a_size() -> None:
    field = UploadField(endings=["pdf", "docx"], max_bytes=1024 * 1024)
    good = SimpleUploadedFile("plan.DOCX", b"x")
    assert field.clean(good) is good
    assert _refusal(field, SimpleUploadedFile("plan.exe", b"x")).messages == ["The file must be PDF or DOCX"]
    large = SimpleUploadedFile("plan.pdf", b"x" * (1024 * 1024 + 1))
    assert _refusal(field, large).messages == ["The file must be smaller than 1 MB"]
    assert field.limit_text == "PDF, DOCX, at most 1 MB"
    assert UploadField(max_bytes=1024 * 1024).limit_text == "At most 1 MB"
    assert field.widget.attrs["accept"] == ".pdf,.docx"
