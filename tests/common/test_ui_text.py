"""Money, dates and counts as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.common import clock
from portal.common.templatetags.ui_text import (
    at_time,
    counted,
    day,
    day_brief,
    day_short,
    file_size,
    iso,
    named,
    number,
    pounds,
    pounds_short,
    since,
    to_the_penny,
    when,
    when_exact,
    when_in,
)

NOW = datetime(2026, 4, 29, 9, 0, tzinfo=UTC)  # 10:00 in London
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("pence", "shown"),
    [
        (184_000_000, "£1,840,000"),
        (0, "£0"),
        (49, "£0"),
        (50, "£1"),
        (150, "£2"),
        (-123_456, "−£1,235"),
        (-49, "£0"),
        (None, ""),
        ("", ""),
    ],
)
def test_pounds_are_whole_and_rounded_half_up(pence: int | None, shown: str) -> None:
    assert pounds(pence) == shown


@pytest.mark.parametrize(
    ("pence", "shown"),
    [(123_456, "£1,234.56"), (5, "£0.05"), (-123_456, "−£1,234.56"), (100, "£1.00"), (0, "£0.00"), (None, "")],
)
def test_the_penny_is_exact(pence: int | None, shown: str) -> None:
    assert to_the_penny(pence) == shown


@pytest.mark.parametrize(
    ("pence", "shown"),
    [
        (184_000_000, f"£1.84{NBSP}million"),
        (200_000_000, f"£2{NBSP}million"),
        (150_000_000_000, f"£1.5{NBSP}billion"),
        (99_999_999, "£1,000,000"),
        (4_200_000, "£42,000"),
        (-184_000_000, f"−£1.84{NBSP}million"),
        (1_234_567_800, f"£12.35{NBSP}million"),
        (None, ""),
    ],
)
def test_large_amounts_are_said_in_words(pence: int | None, shown: str) -> None:
    assert pounds_short(pence) == shown


def test_instants_are_shown_in_london_summer_and_winter() -> None:
    assert when(datetime(2026, 5, 3, 11, 0, tzinfo=UTC)) == "3 May 2026, 12:00"
    assert when(datetime(2027, 1, 14, 12, 0, tzinfo=UTC)) == "14 January 2027, 12:00"
    assert when_exact(datetime(2027, 1, 14, 9, 41, 7, tzinfo=UTC)) == "14 January 2027, 09:41:07"


def test_an_instant_belongs_to_its_day_in_london() -> None:
    late_evening_utc = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
    assert day(late_evening_utc) == "4 May 2026"
    assert day_short(late_evening_utc) == "4 May"
    assert day_brief(datetime(2026, 12, 14, 12, tzinfo=UTC)) == "14 Dec"
    assert at_time(late_evening_utc) == "00:30"


def test_a_date_has_no_time() -> None:
    assert when(date(2026, 5, 3)) == day(date(2026, 5, 3)) == "3 May 2026"


@pytest.mark.parametrize("shown", [when, day, day_short, day_brief, at_time, when_in, when_exact, since, iso, number])
def test_nothing_is_shown_for_nothing(shown: object) -> None:
    assert shown(None) == ""  # type: ignore[operator]


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (NOW, "now"),
        (NOW + timedelta(seconds=30), "now"),
        (NOW + timedelta(minutes=1), "in 1 minute"),
        (NOW + timedelta(minutes=20), "in 20 minutes"),
        (NOW + timedelta(hours=3, minutes=50), "in 3 hours"),
        (NOW + timedelta(hours=24), "tomorrow"),
        (NOW + timedelta(days=4, hours=2), "in 4 days"),
        (NOW + timedelta(days=53), "in 53 days"),
        (NOW + timedelta(days=183), "in 6 months"),
        (NOW + timedelta(days=365 * 3 + 2), "in 3 years"),
        (NOW - timedelta(hours=1), "1 hour ago"),
        (NOW - timedelta(days=1), "yesterday"),
        (NOW - timedelta(days=4), "4 days ago"),
    ],
)
def test_how_far_away_an_instant_is(instant: datetime, said: str) -> None:
    with clock.at(NOW):
        assert since(instant) == said


def test_midnight_between_does_not_make_minutes_a_day() -> None:
    with clock.at(datetime(2026, 4, 29, 22, 50, tzinfo=UTC)):  # 23:50 in London
        assert since(datetime(2026, 4, 29, 23, 10, tzinfo=UTC)) == "in 20 minutes"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (20, "in 20 days"), (-3, "3 days ago")]
)
def test_how_far_away_a_date_is(days: int, said: str) -> None:
    with clock.at(NOW):
        assert since(date(2026, 4, 29) + timedelta(days=days)) == said


def test_a_deadline_says_when_and_how_long() -> None:
    with clock.at(NOW):
        assert when_in(datetime(2026, 5, 3, 11, 0, tzinfo=UTC)) == "3 May 2026, 12:00 (in 4 days)"


@pytest.mark.parametrize(("n", "said"), [(0, "0 bids"), (1, "1 bid"), (3, "3 bids"), (1200, "1,200 bids")])
def test_a_count_agrees_with_its_noun(n: int, said: str) -> None:
    assert counted(n, "bid,bids") == said


def test_sizes_and_numbers() -> None:
    assert file_size(640 * 1024) == "640 KB"
    assert file_size(12) == "1 KB"
    assert file_size(2_202_010) == "2.1 MB"
    assert number(1840) == "1,840"
    assert iso(datetime(2026, 5, 3, 11, tzinfo=UTC)) == "2026-05-03T11:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "said"), [("The board", "the board"), ("Theatre Lab", "Theatre Lab"), ("Priya Nair", "Priya Nair")]
)
def test_a_name_in_the_middle_of_a_sentence(name: str, said: str) -> None:
    assert named(name) == said
