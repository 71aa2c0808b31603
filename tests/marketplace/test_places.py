"""Where a postcode is and how far apart two are, without asking anybody."""

import pytest

from portal.marketplace.places import box, centroid, miles_between, outcode


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("BS5 0AB", "BS5"),
        ("bs50ab", "BS5"),
        (" m4 5jd ", "M4"),
        ("SW1A 1AA", "SW1A"),
        ("sw1a-1aa", "SW1A"),
        ("W1A", "W1A"),
        ("EC1A1BB", "EC1A"),
        ("", ""),
        ("Bristol", ""),
        ("12345", ""),
        ("BS5 0A", ""),
        ("BS5; DROP TABLE", ""),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str, expected: str) -> None:
    assert outcode(typed) == expected


def test_known_districts_lie_where_they_lie() -> None:
    """St Paul's in London and Manchester Piccadilly, known to a mile from the maps."""
    for typed, latitude, longitude in (("EC4M 8AD", 51.5138, -0.0984), ("M1 2BN", 53.4774, -2.2309)):
        place = centroid(typed)
        assert place
        assert miles_between(place.latitude, place.longitude, latitude, longitude) < 1


def test_what_is_no_postcode_of_great_britain_has_no_place() -> None:
    assert centroid("BT1 1AA") is None
    assert centroid("ZZ1 1AA") is None
    assert centroid("somewhere") is None


def test_distances_are_those_of_the_map() -> None:
    """London to Manchester is 163 miles as the crow flies."""
    assert 161 < miles_between(51.5074, -0.1278, 53.4808, -2.2426) < 165
    assert miles_between(51.5, -0.1, 51.5, -0.1) == 0
    assert miles_between(50, 1, 52, 3) == miles_between(52, 3, 50, 1)


def test_the_box_holds_the_circle() -> None:
    low, high, west, east = box(53.48, -2.24, 10)
    for latitude, longitude in ((low, -2.24), (high, -2.24), (53.48, west), (53.48, east)):
        assert miles_between(53.48, -2.24, latitude, longitude) == pytest.approx(10, rel=0.01)
