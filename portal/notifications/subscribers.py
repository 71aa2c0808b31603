"""Mail of organisations after each commit: once for each thing that waits, once when something was settled.

It stands here because organisations may not know notifications (the order of the apps)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.events import SecondStepReset
from portal.accounts.models import User
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify, notify_address
from portal.organisations.enums import MemberRole
from portal.organisations.events import (
    ClaimApproved,
    ClaimAsked,
    ClaimDeclined,
    InvitationAccepted,
    InvitationSent,
    JoinApproved,
    JoinAsked,
    JoinDeclined,
    MemberRemoved,
    OrganisationRegistered,
    OrganisationSuspended,
    OrganisationVerified,
    SuspensionLifted,
    VerificationAsked,
    VerificationDeclined,
)
from portal.organisations.models import Claim, Invitation, JoinRequest, Membership, Organisation


def _url(name: str, *args: Any) -> str:
    return reverse(f"organisations:{name}", args=args)


def _administrators(organisation: Organisation) -> QuerySet[User]:
    group = f"org:{organisation.pk}:{MemberRole.ADMINISTRATOR.value}"
    return User.objects.filter(groups__name=group).order_by("pk")


def _people(organisation: Organisation) -> list[User]:
    rows = Membership.objects.current().filter(organisation=organisation).select_related("user").order_by("pk")
    return [row.user for row in rows if row.is_administrator or row.is_bid_lead or row.is_signatory]


def _portal_administrators(but: int | None) -> QuerySet[User]:
    people = User.objects.filter(groups__name=PortalRole.ADMINISTRATOR.value).order_by("pk")
    return people if but is None else people.exclude(pk=but)


def _moment(organisation: Organisation) -> str:
    """Tells one time from another when the same thing can happen again."""
    return organisation.state_at.isoformat(timespec="seconds") if organisation.state_at else ""


@subscribe(OrganisationRegistered)
def ask_to_verify(event: OrganisationRegistered) -> None:
    """Portal administrators other than the one who registered it."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.registered:{organisation.pk}",
        recipients=_portal_administrators(organisation.registered_by_id),
        mail=Mail(
            _("%(name)s waits to be verified") % {"name": organisation.name},
            _("You need to check it, unless another portal administrator does."),
            _url("organisation_verify", organisation.ref),
            _("Check and verify"),
            must_act=True,
        ),
    )


@subscribe(VerificationAsked)
def ask_to_verify_again(event: VerificationAsked) -> None:
    """Portal administrators from outside, once for each time that it is asked."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.asked:{organisation.pk}:{_moment(organisation)}",
        recipients=_portal_administrators(organisation.registered_by_id),
        mail=Mail(
            _("%(name)s asks again to be verified") % {"name": organisation.name},
            _("You need to check it, unless another portal administrator does."),
            _url("organisation_verify", organisation.ref),
            _("Check and verify"),
            must_act=True,
        ),
    )


@subscribe(VerificationDeclined)
def tell_of_a_declined_verification(event: VerificationDeclined) -> None:
    """Its administrators read why on its page."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.declined:{organisation.pk}:{_moment(organisation)}",
        recipients=_administrators(organisation),
        mail=Mail(
            _("%(name)s was not verified") % {"name": organisation.name},
            _("You need to read why and put it right, then you can ask again."),
            _url("profile_detail", organisation.ref),
            _("Read why"),
            must_act=True,
        ),
    )


@subscribe(OrganisationSuspended)
def tell_of_a_suspension(event: OrganisationSuspended) -> None:
    """All who could bid or sign, and those who look after it."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.suspended:{organisation.pk}:{_moment(organisation)}",
        recipients=_people(organisation),
        mail=Mail(
            _("%(name)s is suspended") % {"name": organisation.name},
            _("You do not need to do anything here, but nobody can bid or sign in its name now. Its page says why."),
            _url("organisation_detail", organisation.ref),
            _("Read why"),
        ),
    )


@subscribe(SuspensionLifted)
def tell_of_a_lifted_suspension(event: SuspensionLifted) -> None:
    """The same people."""
    organisation = Organisation.objects.get(pk=event.organisation_id)
    notify(
        event_key=f"organisations.organisation.lifted:{organisation.pk}:{_moment(organisation)}",
        recipients=_people(organisation),
        mail=Mail(
            _("%(name)s is no longer suspended") % {"name": organisation.name},
            _("You do not need to do anything. Its people can bid and sign again."),
            _url("organisation_detail", organisation.ref),
            _("See its page"),
        ),
    )


@subscribe(ClaimAsked)
def ask_to_check_a_claim(event: ClaimAsked) -> None:
    """Portal administrators other than the person who says so."""
    claim = Claim.objects.select_related("organisation").get(pk=event.claim_id)
    notify(
        event_key=f"organisations.claim.asked:{claim.pk}",
        recipients=_portal_administrators(claim.user_id),
        mail=Mail(
            _("Somebody says that they speak for %(name)s") % {"name": claim.organisation.name},
            _("You need to check it, unless another portal administrator does."),
            _url("claim_answer", claim.ref),
            _("Check it"),
            must_act=True,
        ),
    )


@subscribe(ClaimApproved)
def tell_of_a_confirmed_claim(event: ClaimApproved) -> None:
    """The person looks after the organisation now."""
    claim = Claim.objects.select_related("organisation", "user").get(pk=event.claim_id)
    notify(
        event_key=f"organisations.claim.approved:{claim.pk}",
        recipients=[claim.user],
        mail=Mail(
            _("You look after %(name)s now") % {"name": claim.organisation.name},
            _("You do not need to do anything. You can say what it does, let others in and give them roles."),
            _url("organisation_detail", claim.organisation.ref),
            _("See its page"),
        ),
    )


@subscribe(ClaimDeclined)
def tell_of_a_declined_claim(event: ClaimDeclined) -> None:
    """The person reads why."""
    claim = Claim.objects.select_related("organisation", "user").get(pk=event.claim_id)
    notify(
        event_key=f"organisations.claim.declined:{claim.pk}",
        recipients=[claim.user],
        mail=Mail(
            _("We could not confirm that you speak for %(name)s") % {"name": claim.organisation.name},
            _("You do not need to do anything. The reason is on the portal, and you can try again."),
            _url("claim_detail", claim.ref),
            _("Read why"),
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


@subscribe(SecondStepReset)
def tell_of_reset(event: SecondStepReset) -> None:
    """Whose second step an administrator took away."""
    notify(
        event_key=f"accounts.second_step.reset:{event.event_id}",
        recipients=[User.objects.get(pk=event.user_id)],
        mail=Mail(
            _("Your second step for signing in was taken away"),
            _("You need to set up a new one. If you did not ask for this, change your password at once and tell us."),
            reverse("mfa_index"),
            _("Set up a second step"),
            must_act=True,
        ),
    )
