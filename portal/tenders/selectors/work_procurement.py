"""What waits for people before bids are opened: drafts to begin and finish, tenders to publish, questions to answer."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.work import Waiting, WorkItem
from portal.tenders.enums import ClarificationState, ProcurementState, TeamRole
from portal.tenders.models import Clarification, Procurement
from portal.tenders.permissions.procurement import bid_lead_organisations
from portal.tenders.selectors.procurement_draft import draftable_versions

_WRITERS = (TeamRole.LEAD, TeamRole.PACK_AUTHOR)


def _mine(user: Any, *roles: TeamRole) -> QuerySet[Procurement]:
    active = Q(assignments__ended_at=None) | Q(assignments__ended_at__gt=now())
    return Procurement.objects.filter(
        active, assignments__user=user, assignments__role__in=roles, assignments__assigned_at__lte=now()
    ).distinct()


def work_for(user: Any) -> list[WorkItem]:
    """Six queries, whatever the number of tenders."""
    if not user.is_authenticated:
        return []
    return [*_to_draft(user), *_to_finish(user), *_to_publish(user), *_to_answer(user), *_to_release(user)]


def _to_draft(user: Any) -> list[WorkItem]:
    return [
        WorkItem(
            title=_("Draft the tender: %(title)s") % {"title": version.title},
            url=f"{reverse('tenders:procurement_draft')}?from={version.project.ref}",
            about=version.project.title,
            ref=version.project.ref,
            why=_("The specification of your project is agreed."),
            role=_("project owner"),
            action=_("Draft it"),
        )
        for version in draftable_versions(user)
    ]


def _to_finish(user: Any) -> list[WorkItem]:
    rows = _mine(user, *_WRITERS).filter(state=ProcurementState.DRAFT, publish_asked_at=None).order_by("ref")
    return [
        WorkItem(
            title=_("Finish the tender: %(title)s") % {"title": p.title},
            url=reverse("tenders:pack_tasks", args=[p.ref]),
            about=p.title,
            ref=p.ref,
            why=_("You write its pack, and nobody has been asked to publish it yet."),
            role=_("procurement lead"),
            action=_("Open the task list"),
        )
        for p in rows
    ]


def _to_publish(user: Any) -> list[WorkItem]:
    rows = _mine(user, TeamRole.PUBLISHER).filter(state=ProcurementState.DRAFT, publish_asked_at__isnull=False)
    return [
        WorkItem(
            title=_("Check and publish: %(title)s") % {"title": p.title},
            url=reverse("tenders:procurement_publish", args=[p.ref]),
            about=p.title,
            ref=p.ref,
            why=_("Somebody else wrote it, and you are its publisher."),
            role=_("publisher"),
            action=_("Check the tender"),
        )
        for p in rows.order_by("publish_asked_at")
    ]


def _to_answer(user: Any) -> list[WorkItem]:
    waiting = Count("clarifications", filter=Q(clarifications__state=ClarificationState.ASKED), distinct=True)
    rows = _mine(user, *_WRITERS).filter(state=ProcurementState.PUBLISHED, deadline_at__gte=now())
    return [
        WorkItem(
            title=_("Answer what bidders ask: %(title)s") % {"title": p.title},
            url=reverse("tenders:clarification_list", args=[p.ref]),
            about=p.title,
            ref=p.ref,
            why=_("Questions wait, and you answer for the buyer."),
            role=_("procurement lead"),
            due_at=p.answers_by_at,
            action=_("Answer questions"),
        )
        for p in rows.annotate(waiting=waiting).filter(waiting__gt=0).order_by("answers_by_at", "ref")
    ]


def _to_release(user: Any) -> list[WorkItem]:
    """One's own questions that the buyer will not answer in confidence."""
    own = bid_lead_organisations(user)
    if not own:
        return []
    rows = Clarification.objects.filter(
        asker__in=own,
        state=ClarificationState.NOT_CONFIDENTIAL,
        procurement__state=ProcurementState.PUBLISHED,
        procurement__deadline_at__gte=now(),
    )
    return [
        WorkItem(
            title=_("Take your question back, or let it be answered to everyone"),
            url=reverse("tenders:clarification_release", args=[row.procurement.ref, row.number]),
            about=row.procurement.title,
            ref=row.procurement.ref,
            why=_("You asked it in confidence, and the buyer does not find it confidential."),
            role=_("bid lead"),
            due_at=row.procurement.answers_by_at,
            action=_("Decide"),
        )
        for row in rows.select_related("procurement").order_by("procurement__answers_by_at", "pk")
    ]


def waiting_for(user: Any) -> list[Waiting]:
    """Tenders that the person has written and somebody else is to publish."""
    if not user.is_authenticated:
        return []
    rows = _mine(user, *_WRITERS).filter(state=ProcurementState.DRAFT, publish_asked_at__isnull=False)
    rows = rows.prefetch_related("assignments__user").order_by("ref")
    return [
        Waiting(
            title=_("Check and publish: %(title)s") % {"title": p.title},
            url=reverse("tenders:pack_check", args=[p.ref]),
            about=p.title,
            from_whom=_publisher(p),
        )
        for p in rows
    ]


def _publisher(procurement: Procurement) -> str:
    for row in procurement.assignments.all():
        if row.role == TeamRole.PUBLISHER and row.is_active(now()):
            return str(row.user)
    return _("the publisher")
