from typing import Any

from tests.characters import Cast
from tests.matrix import Row

MATRIX: dict[str, Row] = {}


def world(cast: Cast) -> dict[str, Any]:
    """What the rows need to exist."""
    return {}
