"""State machines as data. `portal.audit.transitions.transition` runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.common.permissions import Decision


@dataclass(frozen=True)
class Transition:
    """One permitted change of state, who may make it, and the event that announces it."""

    name: str
    source: frozenset[str]
    target: str
    allow: Callable[[Any, Any], Decision]
    event: Callable[[int], object] | None = None


@dataclass(frozen=True)
class Workflow:
    """The table of one object's transitions."""

    label: str
    transitions: tuple[Transition, ...]

    def get(self, name: str) -> Transition:
        """The transition of that name. Raises KeyError."""
        for step in self.transitions:
            if step.name == name:
                return step
        raise KeyError(f"{self.label} has no transition {name!r}")

    def open_to(self, user: Any, obj: Any) -> list[tuple[Transition, Decision]]:
        """The buttons of a page: what can happen next, and why not."""
        return [(step, step.allow(user, obj)) for step in self.transitions if obj.state in step.source]


REGISTRY: dict[str, Workflow] = {}


def register(workflow: Workflow) -> Workflow:
    """Make the workflow known to docs/workflows.md and its test."""
    REGISTRY[workflow.label] = workflow
    return workflow
