"""The scenes of the demo, in the order in which one leads to the next. Each tells itself apart by a marker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.common.clock import LONDON, now


@dataclass(frozen=True)
class Scene:
    """One part of the demo: `load(noon)` plays it with the real services around the day of loading."""

    name: str
    is_there: Callable[[], bool]
    load: Callable[[datetime], None]


def scenes() -> tuple[Scene, ...]:
    """All scenes; imported late, because they need the apps."""
    from portal.dashboards.demo.scenes import (
        agreements,
        alliance,
        careful,
        comment,
        directory,
        fund,
        months,
        neighbours,
        newcomer,
        plans,
        published,
        tenders,
    )

    return (
        comment.SCENE,
        careful.SCENE,
        fund.SCENE,
        alliance.SCENE,
        neighbours.SCENE,
        agreements.SCENE,
        *tenders.SCENES,
        *published.SCENES,
        newcomer.SCENE,
        *directory.SCENES,
        plans.SCENE,
        months.SCENE,
    )


def play(scene: Scene) -> bool:
    """Load the scene unless its marker exists. True when it was loaded now."""
    if scene.is_there():
        return False
    scene.load(now().astimezone(LONDON).replace(hour=12, minute=0, second=0, microsecond=0))
    return True
