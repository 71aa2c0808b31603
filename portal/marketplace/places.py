"""Where a postcode is, and how far apart two places are, without asking anybody: see `data/README.md`."""

import csv
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "outcodes.csv"
EARTH_MILES = 3958.8
MILES_OF_A_DEGREE = math.radians(1) * EARTH_MILES

_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"(?P<outcode>{_OUTCODE})(?P<inward>[0-9][A-Z]{{2}})?")


@dataclass(frozen=True)
class Place:
    """The middle of a postcode district, in degrees."""

    outcode: str
    latitude: float
    longitude: float


@cache
def _outcodes() -> dict[str, Place]:
    with DATA.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {row["outcode"]: Place(row["outcode"], float(row["latitude"]), float(row["longitude"])) for row in rows}


def outcode(text: str) -> str:
    """The first half of a postcode that was typed in any way ("bs5 0ab", "BS5"); empty when it is none."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return found["outcode"] if found else ""


def centroid(postcode_or_outcode: str) -> Place | None:
    """The middle of its district; None for what is no postcode, or not in Great Britain."""
    return _outcodes().get(outcode(postcode_or_outcode))


def miles_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """As the crow flies, in miles (haversine)."""
    north = math.radians(other_latitude - latitude)
    east = math.radians(other_longitude - longitude)
    square = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(latitude)) * math.cos(math.radians(other_latitude)) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_MILES * math.asin(math.sqrt(square))


def box(latitude: float, longitude: float, miles: float) -> tuple[float, float, float, float]:
    """The least latitude, the greatest, the least longitude, the greatest that lie within `miles`."""
    north = miles / MILES_OF_A_DEGREE
    east = miles / (MILES_OF_A_DEGREE * max(math.cos(math.radians(latitude)), 0.01))
    return latitude - north, latitude + north, longitude - east, longitude + east
