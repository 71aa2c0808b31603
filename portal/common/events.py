"""What happened, told after the commit. Events are frozen dataclasses of ids; subscribers cannot refuse."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(*event_types: type) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Call the function after each commit that published one of these events."""

    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        for event_type in event_types:
            _subscribers[event_type].append(function)
        return function

    return register


def publish(event: object) -> None:
    """Announce `event` once the surrounding transaction has committed; one failing subscriber stops no other."""
    for function in _subscribers.get(type(event), []):
        transaction.on_commit(partial(function, event), robust=True)


def all_subscribers() -> dict[str, list[str]]:
    """Event -> dotted names of its subscribers, for docs/wiring.md."""
    return {_name(event): sorted(map(_name, each)) for event, each in sorted(_subscribers.items(), key=_by_name)}


def _name(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"


def _by_name(item: tuple[type, Any]) -> str:
    return _name(item[0])
