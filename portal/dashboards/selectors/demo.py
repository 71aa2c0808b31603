"""The demo's own pages: the messages that were sent, and the instants that come next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.alliances.enums import DecisionState
from portal.alliances.models import Decision
from portal.codesign.enums import COMMENT_STATES
from portal.codesign.models import Project
from portal.common.clock import now
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import AwardState, ProcurementState
from portal.tenders.models import Procurement, Standstill

AFTER = timedelta(seconds=1)
"""The instant itself still belongs to what ends, so the clock goes just past it."""


@dataclass(frozen=True)
class Instant:
    """Something that time alone brings."""

    at: datetime
    what: str
    about: str
    href: str


def coming_instants(limit: int = 20) -> list[Instant]:
    """What comes next, soonest first: a query for each kind."""
    at = now()
    return sorted(
        [*_projects(at), *_deadlines(at), *_standstills(at), *_votes(at)], key=lambda each: (each.at, each.about)
    )[:limit]


def _projects(at: datetime) -> list[Instant]:
    rows = Project.objects.filter(state__in=COMMENT_STATES, closes_at__gt=at).order_by("closes_at")
    return [
        Instant(p.closes_at, _("Commenting closes"), p.title, reverse("codesign:project_detail", args=[p.ref]))
        for p in rows
        if p.closes_at
    ]


def _deadlines(at: datetime) -> list[Instant]:
    rows = Procurement.objects.filter(state=ProcurementState.PUBLISHED, deadline_at__gt=at).order_by("deadline_at")
    found = []
    for row in rows:
        href = reverse("tenders:procurement_detail", args=[row.ref])
        if row.questions_close_at and row.questions_close_at > at:
            found.append(Instant(row.questions_close_at, _("Questions close"), row.title, href))
        if row.deadline_at:
            found.append(Instant(row.deadline_at, _("Bids close"), row.title, href))
    return found


def _standstills(at: datetime) -> list[Instant]:
    live = (AwardState.INTENTION_PUBLISHED, AwardState.UNDER_REPRESENTATION, AwardState.FURTHER_DECISION_SENT)
    rows = Standstill.objects.filter(ends_at__gt=at, award__state__in=live).select_related("award__lot__procurement")
    return [
        Instant(
            row.ends_at,
            _("Standstill ends"),
            row.award.lot.procurement.title,
            reverse("tenders:procurement_detail", args=[row.award.lot.procurement.ref]),
        )
        for row in rows.order_by("ends_at")
    ]


def _votes(at: datetime) -> list[Instant]:
    rows = Decision.objects.filter(state=DecisionState.OPEN, closes_at__gt=at).select_related("alliance")
    return [
        Instant(
            row.closes_at,
            _("A vote closes"),
            row.alliance.name,
            reverse("alliances:alliance_detail", args=[row.alliance.ref]),
        )
        for row in rows.order_by("closes_at")
    ]


def outbox_rows(address: str = "") -> QuerySet[OutboxMessage]:
    """All messages, newest first, or those to one address."""
    rows = OutboxMessage.objects.order_by("-created_at", "-pk")
    return rows.filter(email__icontains=address) if address else rows


def message_at(number: int) -> OutboxMessage | None:
    """One message."""
    return OutboxMessage.objects.filter(pk=number).first()
