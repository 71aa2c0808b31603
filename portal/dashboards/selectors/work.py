"""What waits for a person in every role: each app says its part, this joins them by day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.cache import cache as store
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.audit.marks import KEEP_SECONDS as MOMENT
from portal.audit.marks import moment
from portal.audit.models import AuditEvent
from portal.common.apps import DomainAppConfig
from portal.common.clock import now
from portal.common.work import Waiting, WorkItem
from portal.dashboards.selectors.words import way_to

SOON = timedelta(days=7)
KEEP_SECONDS = 60


@cache
def _sources(name: str) -> tuple[Callable[[Any], list[Any]], ...]:
    """That function of each app's `selectors.work`: a new app needs no entry here."""
    found = []
    for config in apps.get_app_configs():
        if isinstance(config, DomainAppConfig) and config.label != "dashboards":
            path = f"{config.name}.selectors.work"
            if find_spec(f"{config.name}.selectors") and _is_package(config.name) and find_spec(path):
                found.append(getattr(import_module(path), name))
    return tuple(found)


def _is_package(app: str) -> bool:
    return hasattr(import_module(f"{app}.selectors"), "__path__")


def work_of(user: Any) -> list[WorkItem]:
    """Everything that waits for the person, soonest first; kept on the person for the rest of the request."""
    if not hasattr(user, "_work_items"):
        items = _kept("work_for", user)
        user._work_items = sorted(items, key=lambda item: (item.due_at is None, item.due_at or now(), item.title))
    return list(user._work_items)


def _kept(name: str, user: Any) -> list[Any]:
    """What all apps say, read once while nobody does anything and the clock stands in the same half minute."""
    key = f"{name}:{user.pk}:{_own_newest(user)}:{moment()}"
    known: list[Any] | None = store.get(key)
    if known is None:
        known = [item for source in _sources(name) for item in source(user)]
        store.set(key, known, MOMENT)
    return known


def _own_newest(user: Any) -> Any:
    """The person's newest act. Reading and being refused change nothing that waits."""
    if not hasattr(user, "_own_newest"):
        acts = AuditEvent.objects.filter(actor_id=user.pk)
        acts = acts.exclude(verb__endswith=".read").exclude(verb__endswith=".refused")
        user._own_newest = acts.order_by("-at").values_list("pk", flat=True).first()
    return user._own_newest


def waiting_of(user: Any) -> list[Waiting]:
    """What the person waits for from others, soonest first."""
    return sorted(
        _kept("waiting_for", user), key=lambda row: (row.expected_at is None, row.expected_at or now(), row.title)
    )


def count_of(user: Any) -> int:
    """How many things wait, for the head of every page: one query while nothing happened.

    The person's own acts show at once, because the newest of them is part of the key; those of others within a minute.
    """
    if hasattr(user, "_work_items"):
        return len(user._work_items)
    key = f"waiting:{user.pk}:{_own_newest(user)}:{int(now().timestamp()) // KEEP_SECONDS}"
    known = store.get(key)
    if known is None:
        known = len(work_of(user))
        store.set(key, known, KEEP_SECONDS)
    return int(known)


@dataclass(frozen=True)
class Group:
    """Things of one stretch of time, as the component `todo` wants them."""

    name: str
    items: list[dict[str, Any]] = field(default_factory=list)


def grouped(items: list[WorkItem], at: datetime) -> list[Group]:
    """Late, this week, without a date, after that; empty groups are left out."""
    late = [item for item in items if item.due_at and item.due_at < at]
    week = [item for item in items if item.due_at and at <= item.due_at < at + SOON]
    free = [item for item in items if not item.due_at]
    later = [item for item in items if item.due_at and item.due_at >= at + SOON]
    groups = [
        Group(_("Late"), [_row(item, is_late=True) for item in late]),
        Group(_("This week"), [_row(item) for item in week]),
        Group(_("When you can"), [_row(item) for item in free]),
        Group(_("After that"), [_row(item, is_later=True) for item in later]),
    ]
    return [group for group in groups if group.items]


def _row(item: WorkItem, is_late: bool = False, is_later: bool = False) -> dict[str, Any]:
    return {
        "title": item.title,
        # An act that is not open yet would refuse: until then the way leads to the thing itself.
        "href": (way_to(item.ref) or item.url) if item.blocked_reason else item.url,
        "due_at": item.due_at,
        "thing": item.about,
        "ref": item.ref,
        "why": item.why,
        "hold": item.blocked_reason,
        "act": "" if item.blocked_reason else item.action,
        "is_late": is_late,
        "is_later": is_later,
    }


def roles_in(items: list[WorkItem]) -> list[tuple[str, str, int]]:
    """(key, words, how many) for each role in which something waits."""
    names = {slugify(item.role): item.role for item in reversed(items)}
    counts = {key: sum(slugify(item.role) == key for item in items) for key in names}
    return [(key, names[key][:1].upper() + names[key][1:], counts[key]) for key in sorted(names)]


def of_role(items: list[WorkItem], key: str) -> list[WorkItem]:
    """Only what waits in that role; all of it when no role has the key."""
    chosen = [item for item in items if slugify(item.role) == key]
    return chosen or items
