"""Who belongs: asking, inviting, giving and taking roles, leaving. Whoever leaves is out on the next request."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.permissions import Decision
from portal.organisations import events, permissions
from portal.organisations.enums import InvitationState, MemberRole
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Invitation, JoinRequest, Membership, Organisation
from portal.organisations.workflow import INVITATION, JOIN_REQUEST

if TYPE_CHECKING:
    from portal.accounts.models import User

INVITATION_DAYS = 14
FLAGS = {
    MemberRole.ADMINISTRATOR: "is_administrator",
    MemberRole.BID_LEAD: "is_bid_lead",
    MemberRole.SIGNATORY: "is_signatory",
    MemberRole.FINANCE: "is_finance",
}


def _check(decision: Decision, subject: object) -> None:
    if not decision:
        raise NotAllowed(decision.reason, subject=subject, who_can=decision.who_can)


def _lock(organisation: Organisation) -> Organisation:
    """One change of an organisation's people at a time, so that two administrators cannot both go."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _flags(roles: Iterable[str]) -> dict[str, bool]:
    held = set(roles)
    return {flag: role.value in held for role, flag in FLAGS.items()}


def admit(*, organisation: Organisation, user: "User", roles: Iterable[str]) -> Membership:
    """Make the person belong with these roles, added to those held; called by the acts that decided it."""
    flags = _flags(roles)
    membership = Membership.objects.current().filter(organisation=organisation, user=user).first()
    if membership is None:
        membership = Membership.objects.create(organisation=organisation, user=user, joined_at=now(), **flags)
    else:
        for flag in (flag for flag, is_given in flags.items() if is_given):
            setattr(membership, flag, True)
        membership.save(update_fields=[*flags])
    memberships_sync(organisation)
    return membership


@transaction.atomic
def join_ask(*, actor: "User", organisation: Organisation, message: str = "") -> JoinRequest:
    """Ask to belong; the organisation's administrators are told once."""
    organisation = _lock(organisation)
    _check(permissions.can_ask_to_join(actor, organisation), organisation)
    request = JoinRequest(organisation=organisation, user=actor, message=message, requested_at=now())
    request.full_clean()
    request.save()
    audit_record(actor=actor, verb="organisations.join_request.ask", subject=request)
    publish(events.JoinAsked(request.pk))
    return request


@transaction.atomic
def join_approve(*, actor: "User", request: JoinRequest, roles: Iterable[str] = ()) -> Membership:
    """Let the person in, with the roles that the administrator chose."""
    organisation, chosen = _lock(request.organisation), sorted(roles)
    transition(
        JOIN_REQUEST,
        request,
        "approve",
        actor=actor,
        changes={"decided_at": now(), "decided_by": actor},
        roles=chosen,
    )
    return admit(organisation=organisation, user=request.user, roles=chosen)


@transaction.atomic
def join_decline(*, actor: "User", request: JoinRequest) -> JoinRequest:
    """Say no; the person is told."""
    changes = {"decided_at": now(), "decided_by": actor}
    done: JoinRequest = transition(JOIN_REQUEST, request, "decline", actor=actor, changes=changes)
    return done


@transaction.atomic
def join_withdraw(*, actor: "User", request: JoinRequest) -> JoinRequest:
    """Take one's question back."""
    done: JoinRequest = transition(JOIN_REQUEST, request, "withdraw", actor=actor, changes={"decided_at": now()})
    return done


@transaction.atomic
def invitation_send(*, actor: "User", organisation: Organisation, email: str, roles: Iterable[str] = ()) -> Invitation:
    """Invite somebody by e-mail for 14 days. DomainError: they belong, or an invitation is open."""
    organisation = _lock(organisation)
    _check(permissions.can_manage_organisation(actor, organisation), organisation)
    return invitation_write(actor=actor, organisation=organisation, email=email, roles=roles)


def invitation_write(*, actor: "User", organisation: Organisation, email: str, roles: Iterable[str]) -> Invitation:
    """Write the invitation; called by acts that have checked who may."""
    address = email.strip().lower()
    if Membership.objects.current().filter(organisation=organisation, user__email__iexact=address).exists():
        raise DomainError(_("The person with this address belongs to %(name)s already.") % {"name": organisation.name})
    is_open = Invitation.objects.filter(organisation=organisation, email=address, state=InvitationState.SENT)
    if is_open.filter(expires_at__gt=now()).exists():
        raise DomainError(_("This address has an invitation that is still open."))
    invitation = Invitation(
        organisation=organisation,
        email=address,
        roles=sorted(roles),
        token=secrets.token_urlsafe(32),
        invited_by=actor,
        sent_at=now(),
        expires_at=now() + timedelta(days=INVITATION_DAYS),
    )
    invitation.full_clean(exclude=["roles"])
    invitation.save()
    audit_record(
        actor=actor, verb="organisations.invitation.send", subject=invitation, data={"roles": invitation.roles}
    )
    publish(events.InvitationSent(invitation.pk))
    return invitation


@transaction.atomic
def invitation_accept(*, actor: "User", invitation: Invitation) -> Membership:
    """The invited person belongs from now on."""
    organisation = _lock(invitation.organisation)
    transition(INVITATION, invitation, "accept", actor=actor, changes={"answered_at": now()})
    return admit(organisation=organisation, user=actor, roles=invitation.roles)


@transaction.atomic
def invitation_decline(*, actor: "User", invitation: Invitation) -> Invitation:
    """The invited person says no."""
    done: Invitation = transition(INVITATION, invitation, "decline", actor=actor, changes={"answered_at": now()})
    return done


@transaction.atomic
def invitation_withdraw(*, actor: "User", invitation: Invitation) -> Invitation:
    """The organisation takes it back; the link no longer works."""
    done: Invitation = transition(INVITATION, invitation, "withdraw", actor=actor, changes={"answered_at": now()})
    return done


@transaction.atomic
def roles_change(*, actor: "User", membership: Membership, roles: Iterable[str]) -> Membership:
    """Give and take roles. The last administrator keeps that role."""
    organisation = _lock(membership.organisation)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    _check(permissions.can_change_roles(actor, membership), organisation)
    flags, before = _flags(roles), membership.roles
    if permissions.is_last_administrator(membership) and not flags["is_administrator"]:
        raise DomainError(_("Somebody must look after the organisation. Make somebody else an administrator first."))
    for flag, is_held in flags.items():
        setattr(membership, flag, is_held)
    membership.save(update_fields=[*flags])
    memberships_sync(organisation)
    audit_record(
        actor=actor,
        verb="organisations.membership.roles",
        subject=membership,
        data={"from": [role.value for role in before], "to": [role.value for role in membership.roles]},
    )
    return membership


@transaction.atomic
def member_remove(*, actor: "User", membership: Membership) -> Membership:
    """Leave, or be taken out by an administrator; every right through the organisation ends with this commit."""
    organisation = _lock(membership.organisation)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    _check(permissions.can_remove_member(actor, membership), organisation)
    membership.left_at = now()
    membership.save(update_fields=["left_at"])
    memberships_sync(organisation)
    verb = "leave" if membership.user_id == actor.pk else "remove"
    audit_record(actor=actor, verb=f"organisations.membership.{verb}", subject=membership)
    if verb == "remove":
        publish(events.MemberRemoved(membership.pk))
    return membership


@transaction.atomic
def memberships_end(*, user: "User") -> None:
    """The person closed their account: every place they have ends."""
    for membership in Membership.objects.current().filter(user=user).select_related("organisation").order_by("pk"):
        organisation = _lock(membership.organisation)
        membership.left_at = now()
        membership.save(update_fields=["left_at"])
        memberships_sync(organisation)
        audit_record(actor=user, verb="organisations.membership.leave", subject=membership)
