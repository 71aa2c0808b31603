"""Keeping services for later. What is kept is nobody else's business: the record says that, never which."""

from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.marketplace.models import Service, ShortlistEntry
from portal.marketplace.selectors.shortlist import MOST_KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User


@transaction.atomic
def shortlist_keep(*, actor: "User", service: Service) -> None:
    """Keep it; harmless when it is kept already."""
    if ShortlistEntry.objects.filter(user=actor).count() >= MOST_KEPT:
        raise DomainError(f"You keep {MOST_KEPT} services already. Take one off your shortlist first.")
    _row, is_new = ShortlistEntry.objects.get_or_create(user=actor, service=service, defaults={"kept_at": now()})
    if is_new:
        audit_record(actor=actor, verb="marketplace.shortlist.keep", subject=actor)


@transaction.atomic
def shortlist_drop(*, actor: "User", service: Service) -> None:
    """Keep it no longer; harmless when it is not kept."""
    gone, _by_model = ShortlistEntry.objects.filter(user=actor, service=service).delete()
    if gone:
        audit_record(actor=actor, verb="marketplace.shortlist.drop", subject=actor)


@transaction.atomic
def shortlist_take_over(*, actor: "User", uuids: "Iterable[str]") -> int:
    """What a visitor kept before signing in becomes theirs; returns how many were new."""
    wanted = list(dict.fromkeys(uuids))[:MOST_KEPT]
    known = set(ShortlistEntry.objects.filter(user=actor).values_list("service_id", flat=True))
    rows = Service.objects.open_to_all().filter(uuid__in=wanted).exclude(pk__in=known).order_by("pk")
    made = [ShortlistEntry(user=actor, service=row, kept_at=now()) for row in rows[: max(MOST_KEPT - len(known), 0)]]
    ShortlistEntry.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        audit_record(actor=actor, verb="marketplace.shortlist.keep", subject=actor)
    return len(made)


@transaction.atomic
def shortlist_forget(*, user: "User") -> None:
    """Nothing is kept any more."""
    gone, _by_model = ShortlistEntry.objects.filter(user=user).delete()
    if gone:
        audit_record(actor=None, verb="marketplace.shortlist.drop", subject=user)
