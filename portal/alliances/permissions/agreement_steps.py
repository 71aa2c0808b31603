"""Who checks a signed agreement and approves it, who countersigns it, who puts it on hold and lifts that (B12).

One member approves and another countersigns: the commissioner where one is a party to the agreement (domain 4.1),
otherwise the lead. All members have an equal say, so any of them can put it on hold, and lifts what it put there.
"""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import IN_FORCE, AgreementState, AllianceState, StepKind
from portal.alliances.models import Agreement, AgreementStep, Alliance, AllianceMember
from portal.alliances.permissions.decision import can_speak_in, spoken_for
from portal.common.permissions import YES, Decision, no
from portal.organisations.enums import MemberRole
from portal.organisations.permissions import belongs, can_act


def countersigners(alliance: Alliance) -> list[AllianceMember]:
    """The members of which one countersigns: commissioners that belong, otherwise the lead (one query)."""
    rows = list(alliance.members.admitted().select_related("organisation").order_by("pk"))
    buyers = [row for row in rows if row.organisation.is_commissioner]
    return buyers or [row for row in rows if row.organisation_id == alliance.lead_id]


def last_step(agreement: Agreement, kind: StepKind) -> AgreementStep | None:
    """The newest act of this kind on this version."""
    rows = agreement.steps.select_related("member__organisation", "acted_by").order_by("-pk")
    return rows.filter(kind=kind).first()


def members_to_approve(user: Any, agreement: Agreement) -> list[AllianceMember]:
    """The members for which this person can approve: those they speak for that do not countersign."""
    last = {row.pk for row in countersigners(agreement.alliance)}
    return [row for row in spoken_for(user, agreement.alliance) if row.pk not in last]


def members_to_countersign(user: Any, agreement: Agreement) -> list[AllianceMember]:
    """The members for which this person can countersign."""
    rows = countersigners(agreement.alliance)
    return [row for row in rows if belongs(user, row.organisation, MemberRole.SIGNATORY)]


def _names(rows: list[AllianceMember]) -> str:
    return _(" or ").join(row.organisation.name for row in rows)


def can_approve_agreement(user: Any, agreement: Agreement) -> Decision:
    """Who speaks for a member that does not countersign, once all signed and while no member is suspended."""
    alliance = agreement.alliance
    if not (decision := can_speak_in(user, alliance)):
        return decision
    if agreement.state != AgreementState.SIGNED:
        return no(_("It is approved when every member has signed it and it is not on hold, once."))
    if not members_to_approve(user, agreement):
        name = {"name": _names(countersigners(alliance))}
        return no(
            _("%(name)s countersigns, so another member checks the agreement and approves it.") % name,
            _("Whoever speaks for another member can."),
        )
    for row in alliance.members.admitted().select_related("organisation").order_by("pk"):
        if row.organisation.is_suspended:
            return no(_("%(name)s is suspended, so the agreement waits.") % {"name": row.organisation.name})
    return YES


def can_countersign_agreement(user: Any, agreement: Agreement) -> Decision:
    """A signatory of the member that countersigns, who did not approve it."""
    alliance = agreement.alliance
    if not (decision := can_speak_in(user, alliance)):
        return decision
    rows = countersigners(alliance)
    if not (decision := can_act(user, [row.organisation for row in rows], "sign")):
        return decision
    if not members_to_countersign(user, agreement):
        name = {"name": _names(rows)}
        return no(
            _("Only an authorised signatory of %(name)s countersigns.") % name,
            _("An authorised signatory of %(name)s can.") % name,
        )
    if agreement.state != AgreementState.APPROVED:
        return no(_("It is countersigned when another member has checked and approved it, once."))
    approved = last_step(agreement, StepKind.APPROVE)
    if approved is not None and approved.acted_by_id == user.pk:
        return no(_("You approved it, so somebody else countersigns."))
    return YES


def can_hold_agreement(user: Any, agreement: Agreement) -> Decision:
    """Who speaks for any member, while it is in force and no bid stands on it."""
    alliance = agreement.alliance
    if not (decision := can_speak_in(user, alliance)):
        return decision
    if agreement.state == AgreementState.ON_HOLD:
        return no(_("It is on hold already."))
    if agreement.state not in IN_FORCE:
        return no(_("Only an agreement that every member signed can be put on hold."))
    if alliance.state == AllianceState.BIDDING:
        return no(_("A bid stands on this agreement. A member that disagrees does not sign the bid."))
    if not spoken_for(user, alliance):
        return no(_("Only who speaks for a member can put the agreement on hold."))
    return YES


def can_lift_agreement(user: Any, agreement: Agreement) -> Decision:
    """Who speaks for the member that put it on hold."""
    if not (decision := can_speak_in(user, agreement.alliance)):
        return decision
    if agreement.state != AgreementState.ON_HOLD:
        return no(_("It is not on hold."))
    held = last_step(agreement, StepKind.HOLD)
    if held is None or held.member_id in {row.pk for row in spoken_for(user, agreement.alliance)}:
        return YES
    name = {"name": held.member.organisation.name}
    return no(
        _("%(name)s put it on hold, so it lifts the hold when its doubt is settled.") % name,
        _("Whoever speaks for %(name)s can.") % name,
    )
