"""Object grants are derived data: compute the wanted set, then make the table match."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from guardian.utils import get_group_obj_perms_model, get_user_obj_perms_model

from portal.common.permissions import forget_cached

Wanted = set[tuple[Any, str]]


@dataclass(frozen=True)
class Derivation:
    """How the grants of one model follow from its rows."""

    model: type[models.Model]
    wanted: Callable[[Any], Wanted]


_derivations: list[Derivation] = []
_checks: list[tuple[str, Callable[[], Iterable[str]]]] = []


def register_grants(model: type[models.Model], wanted: Callable[[Any], Wanted]) -> None:
    """Declare how grants on `model` are derived, so that `grants_check` can recompute them."""
    _derivations.append(Derivation(model, wanted))


def register_check(name: str, check: Callable[[], Iterable[str]]) -> None:
    """Declare a further check of derived rights (such as group memberships); it yields what is wrong."""
    _checks.append((name, check))


def _sides(model: type[models.Model]) -> tuple[tuple[Any, str, Callable[[Any], bool]], ...]:
    return (
        (get_group_obj_perms_model(cast(Any, model)), "group_id", lambda holder: isinstance(holder, Group)),
        (get_user_obj_perms_model(cast(Any, model)), "user_id", lambda holder: not isinstance(holder, Group)),
    )


def _permission_ids(model: type[models.Model]) -> dict[str, int]:
    content_type = ContentType.objects.get_for_model(model)
    return dict(Permission.objects.filter(content_type=content_type).values_list("codename", "pk"))


@transaction.atomic
def grants_sync(obj: Any, wanted: Wanted) -> tuple[int, int]:
    """Make the object's grants equal to `wanted`, a set of (user or group, "app.codename"). Return (added, removed)."""
    ids = _permission_ids(type(obj))
    added = removed = 0
    for model, key, is_mine in _sides(type(obj)):
        want = {(holder.pk, ids[perm.rpartition(".")[2]]) for holder, perm in wanted if is_mine(holder)}
        have = {(getattr(row, key), row.permission_id): row.pk for row in model.objects.filter(content_object=obj)}
        new = [model(**{key: holder}, permission_id=perm, content_object=obj) for holder, perm in want - have.keys()]
        gone = [pk for held, pk in have.items() if held not in want]
        if new:
            model.objects.bulk_create(new)
        if gone:
            model.objects.filter(pk__in=gone).delete()
        added += len(new)
        removed += len(gone)
    forget_cached()
    return added, removed


def drift() -> Iterator[str]:
    """Every difference between the stored grants and what they should be."""
    for derivation in _derivations:
        yield from _drift_of(derivation)
    for name, check in _checks:
        for problem in check():
            yield f"{name}: {problem}"


def counted() -> int:
    """How many grants are stored on all registered models."""
    return sum(side[0].objects.count() for derivation in _derivations for side in _sides(derivation.model))


def _drift_of(derivation: Derivation) -> Iterator[str]:
    names = {pk: code for code, pk in _permission_ids(derivation.model).items()}
    for obj in derivation.model._default_manager.order_by("pk").iterator(chunk_size=500):
        wanted = derivation.wanted(obj)
        for model, key, is_mine in _sides(derivation.model):
            want = {(holder.pk, perm.rpartition(".")[2]) for holder, perm in wanted if is_mine(holder)}
            have = {(getattr(row, key), names[row.permission_id]) for row in model.objects.filter(content_object=obj)}
            for holder, code in sorted(want - have):
                yield f"{obj._meta.label} {obj}: {key} {holder} lacks {code}"
            for holder, code in sorted(have - want):
                yield f"{obj._meta.label} {obj}: {key} {holder} holds {code} without a reason"
