"""Organisations and people around them, the smallest that hold."""

from datetime import timedelta
from typing import Any

from portal.accounts.models import User
from portal.common.clock import now
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Claim, Invitation, JoinRequest, Membership, Organisation
from portal.organisations.permissions import wanted_grants


def registered(**given: Any) -> Organisation:
    """A provider without people; not verified unless `state=` says so."""
    fields = {"name": "Quay Street Growers", "kind": "provider", "created_at": now()} | given
    organisation = Organisation.objects.create(ref=next_reference(Organisation, "ORG"), **fields)
    grants_sync(organisation, wanted_grants(organisation))
    return organisation


def joined(user: User, organisation: Organisation, *roles: str) -> Membership:
    """The person belongs, with roles such as "administrator"."""
    flags: dict[str, Any] = {f"is_{role}": True for role in roles}
    membership = Membership.objects.create(organisation=organisation, user=user, joined_at=now(), **flags)
    memberships_sync(organisation)
    return membership


def membership_of(user: User, organisation: Organisation) -> Membership:
    """The person's place there now."""
    return Membership.objects.current().get(user=user, organisation=organisation)


def join_request(user: User, organisation: Organisation, **given: Any) -> JoinRequest:
    """An open question."""
    return JoinRequest.objects.create(organisation=organisation, user=user, requested_at=now(), **given)


def invitation(by: User, organisation: Organisation, email: str, **given: Any) -> Invitation:
    """An invitation with fourteen days to go."""
    fields = {"token": f"token-for-{email}", "sent_at": now(), "expires_at": now() + timedelta(days=14)} | given
    return Invitation.objects.create(organisation=organisation, email=email, invited_by=by, **fields)


def imported(**given: Any) -> Organisation:
    """A charity known only from a published file."""
    fields = {
        "name": "Millbank Friends",
        "kind": "provider",
        "state": "imported",
        "locality": "Millbank",
        "website": "https://millbankfriends.example",
        "source_name": "A published list of charities",
        "source_url": "https://example.org/charities.csv",
        "source_licence": "CC BY 4.0",
        "source_data": {"charity_number": "1087638", "name": "Millbank Friends"},
        "created_at": now(),
    } | given
    return Organisation.objects.create(ref=next_reference(Organisation, "ORG"), **fields)


def claim(user: User, organisation: Organisation, **given: Any) -> Claim:
    """Somebody says that they speak for it."""
    fields = {"job_title": "Trustee", "evidence": "I am named in the register.", "asked_at": now()} | given
    return Claim.objects.create(organisation=organisation, user=user, **fields)
