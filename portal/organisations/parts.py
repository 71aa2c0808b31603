"""What later stages show on the public page of an organisation. They register; this app knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.organisations.models import Organisation


@dataclass(frozen=True)
class PartRow:
    """One line of a part: its name and where it leads, and what is said of it."""

    text: str
    href: str
    meta: str = ""
    more: str = ""


@dataclass(frozen=True)
class PublicPart:
    """A heading with its lines, and where to find the rest. Only what everybody may see."""

    title: str
    rows: tuple[PartRow, ...]
    note: str = ""


Maker = Callable[["Organisation"], "PublicPart | None"]
_makers: list[Maker] = []


def public_part(maker: Maker) -> Maker:
    """Register a part; parts stand in the order of registration."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def parts_of(organisation: "Organisation") -> list[PublicPart]:
    """All parts that have something to show."""
    found = [maker(organisation) for maker in _makers]
    return [part for part in found if part is not None and part.rows]
