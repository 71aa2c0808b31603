"""What waits for people who noticed a need, who run a service, and who edit the directory."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.clock import today
from portal.common.templatetags.ui_text import day
from portal.common.work import Waiting, WorkItem
from portal.marketplace.enums import NeedState, ProposalState
from portal.marketplace.models import Service, UnmetNeed
from portal.marketplace.rules.freshness import ages_before
from portal.marketplace.selectors.proposals import (
    proposals_of,
    proposals_waiting,
    reports_open,
    services_managed,
)

if TYPE_CHECKING:
    from portal.accounts.models import User


def work_for(user: "User") -> list[WorkItem]:
    """Needs written down, services to confirm or put right, and for editors what was sent and what is wrong."""
    if not user.is_authenticated:
        return []
    return [*_needs(user), *_proposals(user), *_stale(user), *_editing(user)]


def waiting_for(user: "User") -> list[Waiting]:
    """What was sent to an editor."""
    if not user.is_authenticated:
        return []
    return [
        Waiting(
            title=_("An editor looks at “%(name)s”") % {"name": row},
            url=reverse("marketplace:proposal_detail", args=[row.ref]),
            about=row.organisation.name,
            from_whom=row.editor.display_name if row.editor else _("An editor"),
        )
        for row in proposals_of(user)
        if row.state == ProposalState.PROPOSED
    ]


def _needs(user: Any) -> Iterator[WorkItem]:
    """Needs the person wrote down and nobody acts on yet; gone once a project opens from them."""
    rows = UnmetNeed.objects.filter(
        recorded_by=user,
        state=NeedState.RECORDED,
        organisation__memberships__user=user,
        organisation__memberships__left_at=None,
    )
    for need in rows.select_related("organisation").distinct().order_by("recorded_at", "pk"):
        yield WorkItem(
            title=_("Open a project from the need, or pass it on"),
            url=reverse("marketplace:need_detail", args=[need.ref]),
            about=need.title,
            ref=need.ref,
            why=_("Because you recorded it. Only your organisation sees it until a project opens from it."),
            role=str(need.organisation),
        )


def _proposals(user: Any) -> Iterator[WorkItem]:
    for row in proposals_of(user):
        if row.state == ProposalState.PROPOSED:
            continue
        is_back = row.state == ProposalState.RETURNED
        yield WorkItem(
            title=_("Put right what the editor says") if is_back else _("Finish and send what you wrote"),
            url=reverse("marketplace:proposal_detail", args=[row.ref]),
            about=str(row.answers.get("name") or _("A new service")),
            ref=row.ref,
            why=_("An editor sent it back with a reason.")
            if is_back
            else _("Nobody but your organisation sees it before it is sent."),
            role=row.organisation.name,
        )


def stale_services() -> QuerySet[Service]:
    """Services whose details nobody confirmed for six months, or ever."""
    old = Q(assured_on=None) | Q(assured_on__lt=ages_before(today()))
    return Service.objects.listed().filter(old)


def _stale(user: Any) -> Iterator[WorkItem]:
    """Gone once somebody says that it is still right, or a change goes live."""
    for row in services_managed(user).filter(pk__in=stale_services().values("pk")):
        yield WorkItem(
            title=_("Say whether it is still right"),
            url=reverse("marketplace:service_confirm", args=[row.uuid]),
            about=row.name,
            ref="",
            why=_("It was last checked on %(day)s, so people are told to check before they go.")
            % {"day": day(row.assured_on)}
            if row.assured_on
            else _("Nobody has checked it, so it comes last in the list."),
            role=row.organisation.name,
        )


def _editing(user: Any) -> Iterator[WorkItem]:
    if not has_role(user, PortalRole.EDITOR):
        return
    mine = Q(editor=user) | Q(editor=None)
    theirs = Q(organisation__memberships__user=user, organisation__memberships__left_at=None)
    for row in proposals_waiting().filter(mine).exclude(theirs):
        yield WorkItem(
            title=_("Look at a service before everybody reads it"),
            url=reverse("marketplace:proposal_detail", args=[row.ref]),
            about=str(row),
            ref=row.ref,
            why=_("It was given to you.") if row.editor_id else _("No editor has it yet."),
            role=str(PortalRole.EDITOR.label),
        )
    for report in reports_open():
        yield WorkItem(
            title=_("Look at what somebody says is wrong"),
            url=reverse("marketplace:report_detail", args=[report.ref]),
            about=report.service.name,
            ref=report.ref,
            why=_("Any editor can deal with it."),
            role=str(PortalRole.EDITOR.label),
        )
