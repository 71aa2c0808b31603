"""The public list of alliances, and what is wanted and offered."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from portal.alliances.enums import AllianceModel, AllianceState, MemberState, PostKind
from portal.alliances.models import Alliance, PartnerPost
from portal.alliances.permissions.alliance import administered_organisations
from portal.organisations.models import Membership


@dataclass(frozen=True)
class AllianceFilters:
    """What was asked of the list; an empty text asks nothing."""

    words: str = ""
    stage: str = ""
    model: str = ""
    only_looking: bool = False

    @property
    def are_used(self) -> bool:
        return bool(self.words or self.stage or self.model or self.only_looking)


STAGES = {
    "forming": (AllianceState.INTEREST, AllianceState.EXPLORING, AllianceState.FORMING),
    "agreed": (AllianceState.MOU_SIGNED, AllianceState.BIDDING),
    "delivering": (AllianceState.AWARDED, AllianceState.DELIVERING, AllianceState.CLOSING),
    "ended": (AllianceState.CLOSED,),
    "sourced": (AllianceState.SOURCED,),
}


def listed_alliances(filters: AllianceFilters) -> QuerySet[Alliance]:
    """Public alliances that fit, by name, each with `member_count`."""
    rows = Alliance.objects.listed().select_related("lead")
    for word in filters.words.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(purpose__icontains=word)
            | Q(area__icontains=word)
            | Q(seeking__icontains=word)
            | Q(lead__name__icontains=word)
        )
    if filters.stage in STAGES:
        rows = rows.filter(state__in=STAGES[filters.stage])
    if filters.model in AllianceModel.values:
        rows = rows.filter(model=filters.model)
    if filters.only_looking:
        rows = rows.exclude(seeking="")
    shown = Q(members__state__in=[MemberState.ADMITTED, MemberState.SOURCED])
    return rows.annotate(member_count=Count("members", filter=shown)).order_by("name", "pk")


def my_alliances(user: Any) -> list[Alliance]:
    """Alliances of this person's organisations, and those in which they have a seat; the unlisted ones too."""
    if not user.is_authenticated:
        return []
    mine = Membership.objects.current().filter(user=user).values("organisation")
    belong = Q(members__organisation__in=mine, members__state=MemberState.ADMITTED)
    rows = Alliance.objects.filter(belong | Q(seats__user=user, seats__ended_at=None))
    return list(rows.exclude(state=AllianceState.WITHDRAWN).select_related("lead").distinct().order_by("name", "pk"))


@dataclass(frozen=True)
class PostFilters:
    """What was asked of the posts."""

    words: str = ""
    kind: str = ""
    area: str = ""

    @property
    def are_used(self) -> bool:
        return bool(self.words or self.kind or self.area)


def open_posts(filters: PostFilters, day: date, near: list[str]) -> list[PartnerPost]:
    """Open posts that fit, by match, then in an order drawn anew each day, so that small groups are seen (domain 4.4).

    Match: words found in the title, then in the rest, and whether the area is one of `near`. Nothing else counts.
    """
    rows = PartnerPost.objects.filter(closed_at=None).exclude(until_on__lt=day)
    rows = rows.exclude(alliance__state=AllianceState.WITHDRAWN).exclude(alliance__is_listed=False)
    if filters.kind in PostKind.values:
        rows = rows.filter(kind=filters.kind)
    if filters.area:
        rows = rows.filter(area__icontains=filters.area)
    words = [word.lower() for word in filters.words.split()[:8]]
    if words:
        asked = Q()
        for word in words:
            asked |= Q(title__icontains=word) | Q(detail__icontains=word) | Q(organisation__name__icontains=word)
        rows = rows.filter(asked)
    found = list(rows.select_related("organisation", "alliance").order_by("pk"))
    return sorted(found, key=lambda post: (-_match(post, words, near), _drawn(post, day)))


def _match(post: PartnerPost, words: list[str], near: list[str]) -> int:
    title, rest = post.title.lower(), f"{post.detail} {post.organisation.name}".lower()
    score = sum(4 if word in title else 2 if word in rest else 0 for word in words)
    return score + any(place and place in post.area.lower() for place in near)


def _drawn(post: PartnerPost, day: date) -> str:
    """The same all day, and no post comes first by age, size or money."""
    return hashlib.sha256(f"{day.isoformat()} {post.ref}".encode()).hexdigest()


def near_to(user: Any) -> list[str]:
    """Places of the person's organisations, in lower case."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.current().filter(user=user).select_related("organisation").order_by("pk")
    return sorted({row.organisation.locality.lower() for row in rows if row.organisation.locality})


def closable_posts(user: Any) -> set[str]:
    """References of open posts that this person may close (one query more)."""
    own = administered_organisations(user)
    return set(PartnerPost.objects.filter(organisation__in=own, closed_at=None).values_list("ref", flat=True))
