"""The scenes of the demo, in the order in which one leads to the next. Each tells itself apart by a marker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.common.clock import now


@dataclass(frozen=True)
class Scene:
    """One part of the demo: `load(start)` plays it with the real services; `start` is the moment of loading."""

    name: str
    is_there: Callable[[], bool]
    load: Callable[[datetime], None]


def scenes() -> tuple[Scene, ...]:
    """All scenes; imported late, because they need the apps."""
    return ()


def play(scene: Scene) -> bool:
    """Load the scene unless its marker exists. True when it was loaded now."""
    if scene.is_there():
        return False
    scene.load(now())
    return True
