"""Money as pictures: the parts make the whole, what was not earned is shown, and every number stands in text."""

import itertools
import re
from datetime import date
from decimal import Decimal
from typing import Any

from portal.common.templatetags.ui_money import coins, curve, ledger, split
from tests.common.drawing import draw

SCHEMES = [("Help at home", 18, 14, 1, "NHS team", "/s/"), ("Carers", 7, 5, 0), ("Kept back", 0, 0, 55)]


def test_a_hundred_coins_are_a_hundred_pounds() -> None:
    found = coins("Each £100", SCHEMES)
    assert found["total"] == 100
    assert (found["paid"], found["promised"], found["open"]) == (25, 19, 56)
    html = draw('{% coins "Each £100" rows %}', rows=SCHEMES)
    assert html.count("<circle") == 100 + 3  # and the key
    assert "£18 paid, £14 promised, £1 not promised yet" in html
    assert "£25 paid, £19 promised, £56 not promised yet" in html
    assert '<a href="/s/">Help at home</a>' in html


def test_coins_lie_in_tens_in_the_order_paid_promised_open() -> None:
    tens = coins("x", SCHEMES)["rows"][0]["tens"]
    assert [ten["width"] for ten in tens] == [100, 100, 100, 30]
    assert [coin["kind"] for coin in tens[1]["coins"]] == ["paid"] * 8 + ["promised"] * 2
    assert tens[3]["coins"][-1]["kind"] == "open"


def test_parts_of_a_bar_follow_each_other_and_fill_it() -> None:
    rows = split(
        "x", [("Earned", 83_500, "£83,500", "full"), ("Checked", 25_000, "", "stripe"), ("Not", 41_500, "", "none")]
    )["rows"]
    assert [row["left"] for row in rows] == ["0.0", "55.7", "72.3"]
    assert [row["width"] for row in rows] == ["55.7", "16.7", "27.7"]


def test_a_bar_of_nothing_is_drawn_empty() -> None:
    assert split("x", [("Earned", 0, "£0", "full")])["rows"][0]["width"] == "0.0"


def test_two_bars_on_a_page_do_not_share_their_texture() -> None:
    html = draw('{% split "One" rows %}{% split "Two" rows %}', rows=[("a", 1, "1", "stripe")])
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def _curve(found: int | Decimal, earned_pence: int) -> dict[str, Any]:
    return curve(
        "x", [(45, 0), (60, 2_500_000)], found, earned_pence, marks=[(40, "start"), (45, "floor"), (60, "target")]
    )


def test_the_curve_shows_what_was_earned_and_what_was_not() -> None:
    drawn = _curve(54, 1_500_000)
    assert (drawn["earned"], drawn["most"], drawn["missed"]) == ("£15,000", "£25,000", "£10,000")
    assert drawn["found_y"] == "130.0"
    assert drawn["is_some"]


def test_at_the_target_nothing_is_missed_and_at_the_floor_nothing_is_earned() -> None:
    assert _curve(60, 2_500_000)["missed"] == ""
    floor = _curve(Decimal("44.5"), 0)
    assert not floor["is_some"]
    assert floor["found_y"] == "250.0"
    assert floor["labels"][0]["label"] == "44.5%"


def test_labels_that_would_touch_stand_below_each_other() -> None:
    apart = _curve(30, 0)
    assert {label["y"] for label in apart["labels"] if label["word"] in ("found", "target")} == {275}
    for found in (57, 59, 60, 45, 41):
        drawn = _curve(found, 1_500_000)
        by_row: dict[int, list[Decimal]] = {}
        for label in drawn["labels"]:
            by_row.setdefault(label["y"], []).append(Decimal(label["x"]))
        for places in map(sorted, by_row.values()):
            assert all(right - left >= 50 for left, right in itertools.pairwise(places)), found
        assert drawn["height"] == max(by_row) + 9
        assert (drawn["labels"][0]["label"], drawn["labels"][0]["y"]) == (f"{found}%", 275)
        assert {label["word"] for label in drawn["labels"]} == {"found", "start", "floor", "target"}


def test_the_curve_rises_from_left_to_right_and_is_flat_outside() -> None:
    line = str(_curve(54, 1_500_000)["line"])
    points = [tuple(map(Decimal, pair.split(","))) for pair in line.split()]
    assert points == sorted(points)
    assert [y for _x, y in points] == [250, 250, 50, 50]


def test_the_picture_has_its_sentence() -> None:
    html = draw('{% curve "54% was found, which earns £15,000" p 54 1500000 %}', p=[(45, 0), (60, 2_500_000)])
    assert 'role="img" aria-labelledby=' in html
    assert ">54% was found, which earns £15,000</title>" in html


def test_a_ledger_entry_adds_up_on_both_sides() -> None:
    found = ledger("What we owe", [("NHS", 900_000, None), ("Council", 600_000, 0), ("Owed", "", 1_500_000)])
    assert (found["debit"], found["credit"]) == ("£15,000.00", "£15,000.00")
    html = draw('{% ledger "What we owe" rows small="Each pound keeps its source" %}', rows=[("Owed", 0, 12)])
    assert "<td></td><td>£0.12</td>" in html
    assert "Each pound keeps its source" in html


def test_sums_end_in_their_result() -> None:
    html = draw(
        "{% sums rows %}", rows=[("Above the floor", "9 points", "54 less 45"), ("Earned", "£15,000.00", "", True)]
    )
    assert html.count("receipt__line--result") == 1
    assert "<small>54 less 45</small>" in html


def test_a_variance_is_said_in_words() -> None:
    html = draw('{% variance "watch" "£48,000 over" "More people need two carers." %}')
    assert 'variance--watch">£48,000 over</span><small>More people' in html


def test_days_that_are_not_counted_say_so() -> None:
    items = [(date(2027, 2, 12), "Day 3"), (date(2027, 2, 13), "", "off"), (date(2027, 2, 19), "Day 8", "end")]
    html = draw('{% days "Days of the standstill" items %}', items=items)
    assert "Fri<strong>12</strong>" in html
    assert html.count("Not counted") == 1
    assert "Day 8<span" in html
    assert "ends at midnight" in html
