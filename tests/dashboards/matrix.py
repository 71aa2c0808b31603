from typing import Any

from tests.characters import Cast
from tests.matrix import SIGN_IN, Row

MATRIX: dict[str, Row] = {
    "dashboards:my_work": Row({}, others=200, visitor=SIGN_IN),
}


def world(cast: Cast) -> dict[str, Any]:
    """What the rows need to exist."""
    return {}
