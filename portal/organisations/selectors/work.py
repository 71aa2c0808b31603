"""What waits for the people of organisations and for portal administrators. Each thing is gone when it is done."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.clock import LONDON, today
from portal.common.work import Waiting, WorkItem
from portal.organisations.enums import OrganisationState, ReadinessStatus, RequestState
from portal.organisations.models import JoinRequest, Membership, Organisation, ReadinessItem, RegistrationDraft
from portal.organisations.selectors.claims import claims_waiting
from portal.organisations.selectors.listing import organisations_waiting
from portal.organisations.selectors.people import open_invitations_to, open_requests_of

SOON_DAYS = 30
"""So long before the end of a certificate its organisation is asked to renew it."""


def work_for(user: Any) -> list[WorkItem]:
    """Invitations to me, questions to join what I look after, organisations to verify."""
    if not user.is_authenticated:
        return []
    return [
        *_invitations(user),
        *_requests(user),
        *_not_verified(user),
        *_running_out(user),
        *_draft(user),
        *_verifications(user),
        *_claims(user),
    ]


def waiting_for(user: Any) -> list[Waiting]:
    """What I asked and others are to answer."""
    if not user.is_authenticated:
        return []
    return [
        Waiting(
            title=_("You asked to join %(name)s") % {"name": row.organisation.name},
            url=reverse("organisations:organisation_detail", args=[row.organisation.ref]),
            about=row.organisation.name,
            from_whom=_("An administrator of %(name)s") % {"name": row.organisation.name},
        )
        for row in open_requests_of(user)
    ] + [
        Waiting(
            title=_("You say that you speak for %(name)s") % {"name": row.organisation.name},
            url=reverse("organisations:claim_detail", args=[row.ref]),
            about=row.organisation.name,
            from_whom=_("A portal administrator"),
        )
        for row in claims_waiting().filter(user=user)
    ]


def _invitations(user: Any) -> Iterator[WorkItem]:
    for row in open_invitations_to(user):
        yield WorkItem(
            title=_("Answer the invitation to %(name)s") % {"name": row.organisation.name},
            url=reverse("organisations:invitation_answer", args=[row.token]),
            about=row.organisation.name,
            ref=row.organisation.ref,
            why=_("It was sent to your e-mail address."),
            role=_("Invited person"),
            due_at=row.expires_at,
            action=_("Answer"),
        )


def _requests(user: Any) -> Iterator[WorkItem]:
    mine = Membership.objects.current().filter(user=user, is_administrator=True).values("organisation")
    rows = JoinRequest.objects.filter(organisation__in=mine, state=RequestState.PENDING)
    for row in rows.select_related("organisation", "user").order_by("requested_at", "pk"):
        yield WorkItem(
            title=_("%(person)s asks to join %(name)s") % {"person": str(row.user), "name": row.organisation.name},
            url=reverse("organisations:join_answer", args=[row.organisation.ref, row.ref]),
            about=row.organisation.name,
            ref=row.organisation.ref,
            why=_("You are an administrator of %(name)s.") % {"name": row.organisation.name},
            role=_("Administrator"),
            action=_("Answer"),
        )


def _verifications(user: Any) -> Iterator[WorkItem]:
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return
    mine = Membership.objects.current().filter(user=user).values("organisation")
    for row in organisations_waiting().exclude(pk__in=mine).exclude(registered_by=user):
        yield WorkItem(
            title=_("Verify %(name)s") % {"name": row.name},
            url=reverse("organisations:organisation_verify", args=[row.ref]),
            about=row.name,
            ref=row.ref,
            why=_("You are a portal administrator and do not belong to it."),
            role=_("Portal administrator"),
            action=_("Check it"),
        )


def _claims(user: Any) -> Iterator[WorkItem]:
    if not has_role(user, PortalRole.ADMINISTRATOR):
        return
    for row in claims_waiting().exclude(user=user):
        yield WorkItem(
            title=_("Check who speaks for %(name)s") % {"name": row.organisation.name},
            url=reverse("organisations:claim_answer", args=[row.ref]),
            about=row.organisation.name,
            ref=row.ref,
            why=_("Somebody says that they speak for it, and you are a portal administrator."),
            role=_("Portal administrator"),
            action=_("Check it"),
        )


def _not_verified(user: Any) -> Iterator[WorkItem]:
    mine = Membership.objects.current().filter(user=user, is_administrator=True).values("organisation")
    for row in Organisation.objects.filter(pk__in=mine, state=OrganisationState.DECLINED).order_by("name", "pk"):
        yield WorkItem(
            title=_("Put right what is missing at %(name)s, then ask again") % {"name": row.name},
            url=reverse("organisations:profile_detail", args=[row.ref]),
            about=row.name,
            ref=row.ref,
            why=_("A portal administrator did not verify it and said why."),
            role=_("Administrator"),
            action=_("Read why"),
        )


def _running_out(user: Any) -> Iterator[WorkItem]:
    """What the person's organisations have in place and what ends soon or has ended; gone once it is renewed."""
    mine = Membership.objects.current().filter(user=user, is_administrator=True).values("organisation")
    rows = ReadinessItem.objects.filter(
        organisation__in=mine, status=ReadinessStatus.COMPLETE, expires_on__lte=today() + timedelta(days=SOON_DAYS)
    )
    for row in rows.select_related("organisation").order_by("expires_on", "pk"):
        assert row.expires_on is not None  # noqa: S101 - filtered
        has_ended = row.expires_on < today()
        title = _("Renew what has ended: %(what)s") if has_ended else _("Renew what ends soon: %(what)s")
        yield WorkItem(
            title=title % {"what": row.get_kind_display()},
            url=reverse("organisations:readiness_change", args=[row.organisation.ref, row.kind]),
            about=row.organisation.name,
            ref=row.organisation.ref,
            why=_("You are an administrator of %(name)s. What has ended counts as missing in a bid.")
            % {"name": row.organisation.name},
            role=_("Administrator"),
            due_at=datetime.combine(row.expires_on, time(17), tzinfo=LONDON),
            action=_("Renew it"),
        )


def _draft(user: Any) -> Iterator[WorkItem]:
    for row in RegistrationDraft.objects.filter(user=user):
        name = row.answers.get("name") or _("your organisation")
        yield WorkItem(
            title=_("Finish registering %(name)s") % {"name": name},
            url=reverse("organisations:organisation_register"),
            about=name,
            ref="",
            why=_("You began it and have not sent it. Nobody else sees it."),
            role=_("You"),
            action=_("Go on"),
        )
