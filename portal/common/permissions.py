"""Decisions with reasons, and what a person was granted on an object. Superusers get no shortcut."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_generation = 0


@dataclass(frozen=True)
class Decision:
    """Yes or no, with the reason, who could do it instead, and the way on."""

    allowed: bool
    reason: str = ""
    who_can: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def no(reason: str, who_can: str = "") -> Decision:
    """A refusal with its reason."""
    return Decision(False, reason, who_can)


def forget_cached() -> None:
    """Grants or memberships changed: what was read before is stale in this process."""
    global _generation
    _generation += 1


def generation() -> int:
    """Changes whenever something kept about rights is stale in this process."""
    return _generation


def _cache(user: Any) -> dict[tuple[str, int], set[str]]:
    kept = user.__dict__.get("_grant_cache")
    if kept is None or kept[0] != _generation:
        kept = (_generation, {})
        user.__dict__["_grant_cache"] = kept
    return kept[1]


def holds(user: Any, perm: str, obj: Any) -> bool:
    """True when the user, or a group of theirs, was granted `perm` ("app.codename") on `obj`."""
    if not user.is_authenticated or not user.is_active:
        return False
    cache, key = _cache(user), (obj._meta.label_lower, obj.pk)
    if key not in cache:
        prefetch(user, [obj])
    return perm.rpartition(".")[2] in cache[key]


def prefetch(user: Any, objects: Iterable[Any]) -> None:
    """Read the user's grants on all these objects of one model in one query."""
    rows = list(objects)
    if not rows or not user.is_authenticated:
        return
    model, cache = type(rows[0]), _cache(user)
    label = model._meta.label_lower
    for row in rows:
        cache[(label, row.pk)] = set()
    pks = [row.pk for row in rows]
    mine = model.user_grants.rel.related_model.objects.filter(user=user, content_object__in=pks)
    through_groups = model.group_grants.rel.related_model.objects.filter(group__user=user, content_object__in=pks)
    what = ("content_object_id", "permission__codename")
    for pk, name in mine.order_by().values_list(*what).union(through_groups.order_by().values_list(*what)):
        cache[(label, pk)].add(name)


def in_group(user: Any, name: str) -> bool:
    """True when the user is in the group of that name (cached for the life of the user object)."""
    if not user.is_authenticated or not user.is_active:
        return False
    kept = user.__dict__.get("_group_names")
    if kept is None or kept[0] != _generation:
        kept = (_generation, set(user.groups.values_list("name", flat=True)))
        user.__dict__["_group_names"] = kept
    return name in kept[1]
