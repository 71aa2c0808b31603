from typing import Any

from tests.characters import Cast
from tests.matrix import SIGN_IN, Row

NAME = {"first_name": "Ana", "last_name": "Silva", "name_shown": "first"}

MATRIX: dict[str, Row] = {
    "people:account": Row({}, others=200, visitor=SIGN_IN),
    "people:name_change": Row({}, others=302, method="post", data=lambda world: NAME),
    "people:account_data": Row({}, others=200, visitor=SIGN_IN),
    "people:account_close": Row({}, others=200, visitor=SIGN_IN),
    "people:second_step_reset": Row({"admin": 200, "admin2": 200}, others=403, visitor=SIGN_IN),
    "people:needs_change": Row({}, others=302, method="post", data=lambda world: {"needs": ["braille"]}),
}


def world(cast: Cast) -> dict[str, Any]:
    """Nothing but the people."""
    return {}
