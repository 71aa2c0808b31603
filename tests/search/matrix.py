from typing import Any

from tests.characters import Cast
from tests.matrix import Row

MATRIX: dict[str, Row] = {
    "search:results": Row({}, others=200, query="?q=pain&near=BS5&miles=5&kind=project&page=2"),
    "search:suggest": Row({}, others=200, query="?q=pai"),
}


def world(cast: Cast) -> dict[str, Any]:
    """Whatever there is to find."""
    return {}
