"""How long people get, which words are kept, and how a paragraph is shown."""

from datetime import UTC, date, datetime

import pytest

from portal.codesign.rules.blocks import Block, blocks_of
from portal.codesign.rules.dates import advised_closing, easter_sunday
from portal.codesign.rules.words import speaks_of_consultation


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (_at(2026, 9, 7), _at(2026, 10, 19)),  # six weeks
        (_at(2026, 11, 24), _at(2027, 1, 12)),  # a week more over Christmas
        (_at(2026, 12, 30), _at(2027, 2, 17)),  # also when it opens between the years
        (_at(2027, 3, 1), _at(2027, 4, 19)),  # Easter
        (_at(2026, 7, 1), _at(2026, 8, 19)),  # August
        (_at(2026, 9, 1), _at(2026, 10, 13)),  # the day after August
        (_at(2027, 1, 2), _at(2027, 2, 13)),  # the day after Christmas
    ],
)
def test_six_weeks_and_a_week_more_over_each_quiet_time(opens: datetime, closes: datetime) -> None:
    assert advised_closing(opens) == closes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A public consultation on pain", True),
        ("We consult residents", True),
        ("CONSULTED", True),
        ("Ask a consultant", False),
        ("Tell us what you think", False),
        ("", False),
    ],
)
def test_consultation_is_a_kept_word(text: str, found: bool) -> None:
    assert speaks_of_consultation(text) is found


def test_lines_with_dots_are_lists_and_nothing_else_is() -> None:
    assert blocks_of("The service:\n• listens\n\u2003• helps\n\nIt is free.\r\nAlways.") == [
        Block(False, ("The service:",)),
        Block(True, ("listens", "helps")),
        Block(False, ("It is free.", "Always.")),
    ]
    assert blocks_of("") == []
