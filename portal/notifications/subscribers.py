"""Mail of organisations after each commit: once for each thing that waits, once when something was settled.

It stands here because organisations may not know notifications (the order of the apps)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.models import User
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify, notify_address
from portal.organisations.enums import MemberRole
from portal.organisations.events import (
    InvitationAccepted,
    InvitationSent,
    JoinApproved,
    JoinAsked,
    JoinDeclined,
    MemberRemoved,
    OrganisationRegistered,
    OrganisationVerified,
)
from portal.organisations.models import Invitation, JoinRequest, Membership, Organisation


def _url(name: str, *args: Any) -> str:
    return reverse(f"organisations:{name}", args=args)


def _administrators(organisation: Organisation) -> QuerySet[User]:
    group = f"org:{organisation.pk}:{MemberRole.ADMINISTRATOR.value}"
    return User.objects.filter(groups__name=group).order_by("pk")


@subscribe(OrganisationRegistered)
def ask_to_verify(event: OrganisationRegistered) -> None:
    """Portal administrators other than the one who registered it."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    people = User.objects.filter(groups__name=PortalRole.ADMINISTRATOR.value)
    if organisation.registered_by_id is not None:
        people = people.exclude(pk=organisation.registered_by_id)
    notify(
        event_key=f"organisations.organisation.registered:{organisation.pk}",
        recipients=people.order_by("pk"),
        mail=Mail(
            _("%(name)s waits to be verified") % {"name": organisation.name},
            _("You need to check it, unless another portal administrator does."),
            _url("organisation_verify", organisation.ref),
            _("Check and verify"),
            must_act=True,
        ),
    )


@subscribe(OrganisationVerified)
def tell_of_verification(event: OrganisationVerified) -> None:
    """Its administrators know."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.verified:{organisation.pk}",
        recipients=_administrators(organisation),
        mail=Mail(
            _("%(name)s is verified") % {"name": organisation.name},
            _("You do not need to do anything. A portal administrator has verified your organisation."),
            _url("organisation_detail", organisation.ref),
            _("See its page"),
        ),
    )


@subscribe(JoinAsked)
def ask_for_an_answer(event: JoinAsked) -> None:
    """The organisation's administrators answer."""
    request = JoinRequest.objects.select_related("organisation", "user").get(pk=event.request_id)
    notify(
        event_key=f"organisations.join_request.asked:{request.pk}",
        recipients=_administrators(request.organisation),
        mail=Mail(
            _("Somebody asks to join %(name)s") % {"name": request.organisation.name},
            _("You need to say yes or no, unless another administrator does."),
            _url("join_answer", request.organisation.ref, request.ref),
            _("Read and answer"),
            must_act=True,
        ),
    )


@subscribe(JoinApproved)
def tell_of_a_yes(event: JoinApproved) -> None:
    """The person who asked."""
    request = JoinRequest.objects.select_related("organisation", "user").get(pk=event.request_id)
    _tell_asker(request, _("You belong to %(name)s now") % {"name": request.organisation.name})


@subscribe(JoinDeclined)
def tell_of_a_no(event: JoinDeclined) -> None:
    """The person who asked."""
    request = JoinRequest.objects.select_related("organisation", "user").get(pk=event.request_id)
    _tell_asker(request, _("%(name)s did not let you join") % {"name": request.organisation.name})


def _tell_asker(request: JoinRequest, subject: str) -> None:
    notify(
        event_key=f"organisations.join_request.answered:{request.pk}",
        recipients=[request.user],
        mail=Mail(
            subject,
            _("You do not need to do anything. An administrator of the organisation has answered."),
            _url("organisation_detail", request.organisation.ref),
            _("See the organisation"),
        ),
    )


@subscribe(InvitationSent)
def invite(event: InvitationSent) -> None:
    """The invited address, with or without an account."""
    invitation = Invitation.objects.select_related("organisation").get(pk=event.invitation_id)
    notify_address(
        event_key=f"organisations.invitation.sent:{invitation.pk}",
        email=invitation.email,
        mail=Mail(
            _("%(name)s invites you") % {"name": invitation.organisation.name},
            _(
                "You need to answer if you want to work in the name of %(name)s. "
                "Sign in, or create an account with this address."
            )
            % {"name": invitation.organisation.name},
            _url("invitation_answer", invitation.token),
            _("Read and answer"),
            must_act=True,
            due_at=invitation.expires_at,
        ),
    )


@subscribe(InvitationAccepted)
def tell_of_acceptance(event: InvitationAccepted) -> None:
    """The person who invited."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=event.invitation_id)
    notify(
        event_key=f"organisations.invitation.accepted:{invitation.pk}",
        recipients=[invitation.invited_by],
        mail=Mail(
            _("Your invitation to %(name)s was accepted") % {"name": invitation.organisation.name},
            _("You do not need to do anything. The person belongs to the organisation now."),
            _url("organisation_detail", invitation.organisation.ref),
            _("See the organisation"),
        ),
    )


@subscribe(MemberRemoved)
def tell_the_removed(event: MemberRemoved) -> None:
    """The person who was taken out."""
    membership = Membership.objects.select_related("organisation", "user").get(pk=event.membership_id)
    notify(
        event_key=f"organisations.membership.removed:{membership.pk}",
        recipients=[membership.user],
        mail=Mail(
            _("You no longer belong to %(name)s") % {"name": membership.organisation.name},
            _("You do not need to do anything. An administrator has ended your place there."),
            _url("organisation_detail", membership.organisation.ref),
            _("See the organisation"),
        ),
    )
