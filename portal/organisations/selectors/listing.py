"""Organisations in lists."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from portal.organisations.enums import OrganisationKind, OrganisationState
from portal.organisations.models import Organisation


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; an unknown kind narrows nothing."""

    words: str = ""
    kind: str = ""

    @property
    def are_used(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.words or self.kind)


def filters_from(words: str, kind: str) -> Filters:
    """Clean filters."""
    return Filters(words.strip()[:100], kind if kind in OrganisationKind.values else "")


def organisation_list(filters: Filters) -> QuerySet[Organisation]:
    """Public organisations by name, number or place."""
    rows = Organisation.objects.listed().prefetch_related("identifiers").order_by("name", "pk")
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    for word in filters.words.split()[:5]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(locality__icontains=word)
            | Q(ref__iexact=word)
            | Q(identifiers__value__iexact=word)
        )
    return rows.distinct()


def organisations_waiting() -> QuerySet[Organisation]:
    """Those that wait to be verified, the longest waiting first."""
    rows = Organisation.objects.filter(state=OrganisationState.REGISTERED).select_related("registered_by")
    return rows.prefetch_related("identifiers").order_by("created_at", "pk")


def organisations_suspended() -> list[Organisation]:
    """Those that may not act now, the newest first."""
    rows = Organisation.objects.filter(state=OrganisationState.SUSPENDED)
    return list(rows.order_by("-state_at", "pk"))
