"""Later apps may veto a step of an earlier app; they may not write. Registered in AppConfig.ready()."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_guards: dict[str, list[Callable[[Any], str | None]]] = defaultdict(list)


def guard(step: str) -> Callable[[Callable[[Any], str | None]], Callable[[Any], str | None]]:
    """Register a check for a step such as "tenders.procurement.publish"; it returns a reason to refuse, or None."""

    def register(check: Callable[[Any], str | None]) -> Callable[[Any], str | None]:
        _guards[step].append(check)
        return check

    return register


def objections(step: str, obj: Any) -> list[str]:
    """Every reason later apps have against this step now."""
    return [reason for check in _guards.get(step, []) if (reason := check(obj))]


def all_guards() -> dict[str, list[str]]:
    """Step -> dotted names of its guards, for docs/wiring.md."""
    return {
        step: sorted(f"{check.__module__}.{check.__qualname__}" for check in checks)
        for step, checks in sorted(_guards.items())
    }
