"""The one library that all `ui_*` modules register with; templates load it as `ui`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

library = template.Library()


def shaped(items: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    """Rows for a component: each item may be a tuple in the order of `names`, a mapping, or an object with them."""
    return [_shape(item, names) for item in items]


def _shape(item: Any, names: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(item, Mapping):
        return {name: item.get(name, "") for name in names}
    if isinstance(item, tuple | list):
        return {name: item[place] if place < len(item) else "" for place, name in enumerate(names)}
    return {name: getattr(item, name, "") for name in names}
