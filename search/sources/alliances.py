"""The public part of alliances, and what partners want and offer. Nothing of the members' space."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from portal.alliances.enums import AllianceState
from portal.alliances.models import Alliance, AllianceMember, PartnerPost
from search.documents import Document
from search.enums import Kind
from search.sources.base import Pair, Source, end_of, facets, lines, one, pairs


def _alliances(rows: QuerySet[Any]) -> Iterator[Document]:
    shown = AllianceMember.objects.shown().select_related("organisation").order_by("pk")
    for alliance in rows.select_related("lead").prefetch_related(Prefetch("members", shown, to_attr="shown_members")):
        names = [member.organisation.name for member in alliance.shown_members]
        yield Document(
            source="alliance",
            key=str(alliance.pk),
            kind=Kind.ALLIANCE,
            url=reverse("alliances:alliance_detail", args=[alliance.ref]),
            title=alliance.name,
            text=lines(alliance.purpose, alliance.seeking, ", ".join(names)),
            summary=alliance.purpose,
            byline=alliance.lead.name,
            ref=alliance.ref,
            facets=facets(area=alliance.area),
            fresh_on=alliance.created_at.date(),
        )


def _open_posts() -> QuerySet[PartnerPost]:
    rows = PartnerPost.objects.filter(closed_at=None).exclude(alliance__state=AllianceState.WITHDRAWN)
    return rows.exclude(alliance__is_listed=False)


def _posts(rows: QuerySet[Any]) -> Iterator[Document]:
    for post in rows.select_related("organisation", "alliance"):
        # The list is drawn anew each day; asked for the post's own words, it has the post on its first page.
        words = urlencode({"words": post.title[:80]})
        url = f"{reverse('alliances:post_list')}?{words}#{post.ref}"
        yield Document(
            source="post",
            key=str(post.pk),
            kind=Kind.POST,
            url=url,
            title=post.title,
            text=lines(post.get_kind_display(), post.detail),
            summary=post.detail,
            byline=post.alliance.name if post.alliance else post.organisation.name,
            ref=post.ref,
            facets=facets(area=post.area),
            fresh_on=post.posted_at.date(),
            open_until=end_of(post.until_on),
            shown_until=end_of(post.until_on),
            weight=95,
        )


def _of_alliance(pk: int) -> set[Pair]:
    return {("alliance", str(pk))} | pairs("post", PartnerPost.objects.filter(alliance=pk))


def _of_member(pk: int) -> set[Pair]:
    return pairs("alliance", AllianceMember.objects.filter(pk=pk), "alliance")


ALLIANCES = Source(
    name="alliance",
    rows=Alliance.objects.listed,
    documents=_alliances,
    seen_by=lambda user: Alliance.objects.listed(),
    touched={"alliances.alliance": _of_alliance, "alliances.alliancemember": _of_member},
)
POSTS = Source(
    name="post",
    rows=_open_posts,
    documents=_posts,
    seen_by=lambda user: _open_posts(),
    touched={"alliances.partnerpost": one("post")},
)
