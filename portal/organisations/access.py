"""Fetch and check in one: 404 for what one may not know, 403 with a reason for what one may not do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.common.rows import only_one
from portal.organisations.models import Claim, Invitation, JoinRequest, Membership, Organisation
from portal.organisations.permissions import (
    can_answer_invitation,
    can_answer_request,
    can_see_claim,
    can_see_organisation,
    can_withdraw_invitation,
)

Policy = Callable[[Any, Any], Decision]


def check(decision: Decision, subject: object = None) -> None:
    """Raise NotAllowed with the policy's words."""
    if not decision:
        raise NotAllowed(decision.reason, subject=subject, who_can=decision.who_can)


def access_organisation(user: Any, ref: str, policy: Policy = can_see_organisation) -> Organisation:
    """An organisation that this person may know of, and do this with."""
    organisation = only_one(Organisation.objects.filter(ref=ref))
    if organisation is None or not can_see_organisation(user, organisation):
        raise Http404
    check(policy(user, organisation), organisation)
    return organisation


def access_member(user: Any, ref: str, member_ref: str, policy: Policy) -> Membership:
    """Somebody who belongs now."""
    rows = Membership.objects.current().select_related("organisation", "user")
    membership = rows.filter(organisation__ref=ref, ref=member_ref).first()
    if membership is None:
        raise Http404
    check(policy(user, membership), membership.organisation)
    return membership


def access_join_request(user: Any, ref: str, request_ref: str) -> JoinRequest:
    """A request to join, for those who answer it."""
    rows = JoinRequest.objects.select_related("organisation", "user", "decided_by")
    request = rows.filter(organisation__ref=ref, ref=request_ref).first()
    if request is None:
        raise Http404
    check(can_answer_request(user, request), request.organisation)
    return request


def access_claim(user: Any, ref: str, policy: Policy | None = None) -> Claim:
    """A claim on an imported organisation: 404 for all but the person and portal administrators."""
    claim = Claim.objects.select_related("organisation", "user", "decided_by").filter(ref=ref).first()
    if claim is None or not can_see_claim(user, claim):
        raise Http404
    if policy is not None:
        check(policy(user, claim), claim.organisation)
    return claim


def access_own_request(user: Any, ref: str) -> JoinRequest:
    """One's own open request."""
    request = JoinRequest.objects.filter(organisation__ref=ref, user=user, state="pending").first()
    if request is None:
        raise Http404
    return request


def access_invitation(user: Any, token: str) -> Invitation:
    """An invitation for the person who was invited."""
    invitation = _invitation(token)
    check(can_answer_invitation(user, invitation), invitation.organisation)
    return invitation


def access_sent_invitation(user: Any, ref: str, token: str) -> Invitation:
    """An invitation that the organisation may take back."""
    invitation = _invitation(token)
    if invitation.organisation.ref != ref:
        raise Http404
    check(can_withdraw_invitation(user, invitation), invitation.organisation)
    return invitation


def _invitation(token: str) -> Invitation:
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(token=token).first()
    if invitation is None:
        raise Http404
    return invitation
