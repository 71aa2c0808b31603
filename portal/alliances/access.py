"""Fetch and check in one: 404 for what one may not know, 403 with a reason for what one may not do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.alliances.models import (
    Agreement,
    Alliance,
    AllianceMember,
    Decision,
    PartnerPost,
    PrinciplesVersion,
    Seat,
    Variation,
)
from portal.alliances.permissions.alliance import AlliancePerm, can_enter_space, can_see_alliance
from portal.audit.services import audit_record
from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision as Answer
from portal.common.permissions import holds
from portal.organisations.models import Organisation

Policy = Callable[[Any, Any], Answer]


def access_alliance(user: Any, ref: str, policy: Policy = can_see_alliance) -> Alliance:
    """An alliance that this person may know of."""
    alliance = Alliance.objects.select_related("lead").filter(ref=ref).first()
    if alliance is None or not can_see_alliance(user, alliance):
        raise Http404
    _allowed(policy, user, alliance, alliance)
    return alliance


def access_space(user: Any, ref: str, policy: Policy | None = None) -> Alliance:
    """An alliance whose members' space this person may enter."""
    alliance = access_alliance(user, ref, can_enter_space)
    space_read(actor=user, alliance=alliance)
    if policy is not None:
        _allowed(policy, user, alliance, alliance)
    return alliance


def space_read(*, actor: Any, alliance: Alliance) -> None:
    """Record that an auditor, who holds nothing on it, looks into the space of an alliance that ends."""
    if not holds(actor, AlliancePerm.SPACE, alliance):
        audit_record(actor=actor, verb="alliances.space.read", subject=alliance)


def access_member(user: Any, ref: str, organisation_ref: str, policy: Policy) -> AllianceMember:
    """A member or an invited organisation, for an act of its own people or of the convener."""
    alliance = access_alliance(user, ref)
    rows = AllianceMember.objects.select_related("organisation", "alliance__lead", "invited_by")
    member = _found(rows.filter(alliance=alliance, organisation__ref=organisation_ref).first())
    _allowed(policy, user, member, alliance)
    return member


def access_principles(user: Any, ref: str, number: int, policy: Policy | None = None) -> PrinciplesVersion:
    """A version of the principles; all versions are as public as the alliance."""
    alliance = access_alliance(user, ref)
    rows = PrinciplesVersion.objects.select_related("alliance__lead", "written_by")
    version = _found(rows.filter(alliance=alliance, number=number).first())
    if policy is not None:
        _allowed(policy, user, version, alliance)
    return version


def access_decision(user: Any, ref: str, number: int, policy: Policy | None = None) -> Decision:
    """A decision, in the members' space."""
    alliance = access_space(user, ref)
    rows = Decision.objects.select_related("alliance__lead", "proposed_by", "agreement")
    decision = _found(rows.filter(alliance=alliance, number=number).first())
    if policy is not None:
        _allowed(policy, user, decision, alliance)
    return decision


def access_agreement(user: Any, ref: str, number: int, policy: Policy | None = None) -> Agreement:
    """A version of the agreement, in the members' space."""
    alliance = access_space(user, ref)
    rows = Agreement.objects.select_related("alliance__lead", "drafted_by")
    agreement = _found(rows.filter(alliance=alliance, number=number).first())
    if policy is not None:
        _allowed(policy, user, agreement, alliance)
    return agreement


def access_variation(user: Any, ref: str, number: int, policy: Policy | None = None) -> Variation:
    """A variation of the agreement, in the members' space."""
    alliance = access_space(user, ref)
    rows = Variation.objects.select_related(
        "alliance__lead", "agreement__alliance", "made", "member__organisation", "begun_by", "proposed_by"
    )
    variation = _found(rows.filter(alliance=alliance, number=number).first())
    if policy is not None:
        _allowed(policy, user, variation, alliance)
    return variation


def access_seat(user: Any, ref: str, number: int, policy: Policy) -> Seat:
    """A seat of an alliance whose space this person may enter."""
    alliance = access_space(user, ref)
    rows = Seat.objects.select_related("alliance__lead", "user")
    seat = _found(rows.filter(alliance=alliance, pk=number).first())
    _allowed(policy, user, seat, alliance)
    return seat


def access_post(user: Any, ref: str, policy: Policy) -> PartnerPost:
    """A post; all are public."""
    post = _found(PartnerPost.objects.select_related("organisation", "alliance").filter(ref=ref).first())
    _allowed(policy, user, post, post)
    return post


def access_invitable(ref: str) -> Organisation:
    """An organisation with a public page."""
    return _found(Organisation.objects.listed().filter(ref=ref).first())


def access_own(rows: list[Any], key: str) -> Any:
    """The row of that reference among those offered (organisations, alliances or members)."""
    for row in rows:
        if getattr(row, "organisation", row).ref == key:
            return row
    raise Http404


def _allowed(policy: Policy, user: Any, obj: Any, subject: Any) -> None:
    if not (decision := policy(user, obj)):
        raise NotAllowed(decision.reason, subject=subject)


def _found(obj: Any) -> Any:
    if obj is None:
        raise Http404
    return obj
