"""What waits for a person. Each app's selectors answer `work_for(user)`; the page `/my/` joins them."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: what, on which object, why this person, by when. Gone from the list when done."""

    title: str
    url: str
    about: str
    ref: str
    why: str
    role: str
    due_at: datetime | None = None
    blocked_reason: str = ""
    action: str = ""


@dataclass(frozen=True)
class Waiting:
    """Something this person has done their part of, and who is to act now."""

    title: str
    url: str
    about: str
    from_whom: str
    expected_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage of the journey line: name, state ("done", "now" or ""), a short note, and the way there."""

    name: str
    state: str = ""
    note: str = ""
    href: str = ""
    extra: dict[str, str] = field(default_factory=dict)
