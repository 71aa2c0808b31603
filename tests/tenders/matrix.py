"""The addresses of tenders and contracts, put together from the part of each aggregate."""

from importlib import import_module
from pathlib import Path
from typing import Any

from tests.characters import Cast
from tests.matrix import Row

_PARTS = [import_module(f"tests.tenders.{path.stem}") for path in sorted(Path(__file__).parent.glob("matrix_*.py"))]
MATRIX: dict[str, Row] = {name: row for part in _PARTS for name, row in part.MATRIX.items()}


def world(cast: Cast) -> dict[str, Any]:
    """What the rows need to exist: the worlds of all parts together."""
    merged: dict[str, Any] = {}
    for part in _PARTS:
        merged |= part.world(cast)
    return merged
