"""Decisions with reasons, and what a person was granted on an object. Superusers get no shortcut."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

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


def keep_people(users: Iterable[Any], objects: Iterable[Any]) -> None:
    """Read the groups of all these people, and their grants on these objects: three queries a kind of object."""
    people = {user.pk: user for user in users}
    if not people:
        return
    names: dict[int, set[str]] = {pk: set() for pk in people}
    memberships = get_user_model().groups.through.objects
    for pk, name in memberships.filter(user__in=people).values_list("user_id", "group__name"):
        names[pk].add(name)
    for pk, user in people.items():
        user.__dict__["_group_names"] = (_generation, names[pk])
    for obj in objects:
        _keep_grants(people, obj)


def _keep_grants(people: dict[int, Any], obj: Any) -> None:
    model, key = type(obj), (obj._meta.label_lower, obj.pk)
    for user in people.values():
        _cache(user)[key] = set()
    if not hasattr(model, "user_grants"):
        return
    mine = model.user_grants.rel.related_model.objects.filter(user__in=people, content_object=obj)
    for pk, name in mine.order_by().values_list("user_id", "permission__codename"):
        _cache(people[pk])[key].add(name)
    through_groups = model.group_grants.rel.related_model.objects.filter(group__user__in=people, content_object=obj)
    for pk, name in through_groups.order_by().values_list("group__user", "permission__codename"):
        _cache(people[pk])[key].add(name)


def keep_stand_ins(made: Iterable[tuple[Any, frozenset[str]]], objects: Iterable[Any]) -> None:
    """Make each of these accounts one that is in these groups, with what the groups hold on these objects.

    Nobody's own accounts, to ask policies what somebody of such a kind would be told. One query an object.
    """
    pairs = list(made)
    wanted = {name for _user, groups in pairs for name in groups}
    for user, groups in pairs:
        user.__dict__["_group_names"] = (_generation, set(groups))
    for obj in objects:
        held: dict[str, set[str]] = {}
        if hasattr(type(obj), "group_grants"):
            rows = type(obj).group_grants.rel.related_model.objects.filter(group__name__in=wanted, content_object=obj)
            for name, perm in rows.order_by().values_list("group__name", "permission__codename"):
                held.setdefault(name, set()).add(perm)
        for user, groups in pairs:
            perms: set[str] = set().union(*(held.get(name, set()) for name in groups))
            _cache(user)[(obj._meta.label_lower, obj.pk)] = perms


def in_group(user: Any, name: str) -> bool:
    """True when the user is in the group of that name (cached for the life of the user object)."""
    if not user.is_authenticated or not user.is_active:
        return False
    kept = user.__dict__.get("_group_names")
    if kept is None or kept[0] != _generation:
        kept = (_generation, set(user.groups.values_list("name", flat=True)))
        user.__dict__["_group_names"] = kept
    return name in kept[1]
