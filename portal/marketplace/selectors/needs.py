"""Reading needs."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from portal.common.permissions import in_group
from portal.marketplace.enums import NeedState
from portal.marketplace.models import GapReport, UnmetNeed
from portal.organisations.enums import MemberRole, OrganisationState
from portal.organisations.models import Organisation

if TYPE_CHECKING:
    from portal.accounts.models import User


def commissioners_of(user: "User") -> QuerySet[Organisation]:
    """The verified commissioners the person belongs to."""
    mine = Organisation.objects.commissioners().filter(state=OrganisationState.VERIFIED)
    if not user.is_authenticated:
        return mine.none()
    return mine.filter(memberships__user=user, memberships__left_at=None).order_by("name")


def need_list(user: "User") -> QuerySet[UnmetNeed]:
    """Public needs, and those of the person's own commissioners."""
    visible = Q(state=NeedState.PUBLIC)
    if user.is_authenticated:
        visible |= Q(organisation__memberships__user=user, organisation__memberships__left_at=None)
    return UnmetNeed.objects.filter(visible).select_related("organisation").distinct().order_by("-recorded_at", "-pk")


def is_insider(user: "User", need: UnmetNeed) -> bool:
    """Whether the person belongs to the commissioner that noticed it and may see exact counts."""
    return in_group(user, f"org:{need.organisation_id}:{MemberRole.MEMBER.value}")


def gap_list() -> QuerySet[GapReport]:
    """What people told us was missing, the newest first."""
    return GapReport.objects.select_related("need").order_by("-told_at", "-pk")


def gaps_alike(what: str, area: str) -> tuple[int, ...]:
    """The keys of what people told us in these words and no need answers yet."""
    rows = GapReport.objects.filter(what__iexact=what, area__iexact=area, need=None).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))
