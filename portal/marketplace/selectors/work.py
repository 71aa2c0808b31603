"""What waits for people who noticed a need."""

from typing import TYPE_CHECKING

from django.urls import reverse

from portal.common.work import Waiting, WorkItem
from portal.marketplace.enums import NeedState
from portal.marketplace.models import UnmetNeed

if TYPE_CHECKING:
    from portal.accounts.models import User


def work_for(user: "User") -> list[WorkItem]:
    """Needs the person wrote down and nobody acts on yet; gone once a project opens from them."""
    if not user.is_authenticated:
        return []
    rows = UnmetNeed.objects.filter(
        recorded_by=user,
        state=NeedState.RECORDED,
        organisation__memberships__user=user,
        organisation__memberships__left_at=None,
    )
    return [
        WorkItem(
            title="Open a project from the need, or pass it on",
            url=reverse("marketplace:need_detail", args=[need.ref]),
            about=need.title,
            ref=need.ref,
            why="Because you recorded it. Only your organisation sees it until a project opens from it.",
            role=str(need.organisation),
        )
        for need in rows.select_related("organisation").distinct().order_by("recorded_at", "pk")
    ]


def waiting_for(user: "User") -> list[Waiting]:
    """Nobody waits for another here."""
    return []
