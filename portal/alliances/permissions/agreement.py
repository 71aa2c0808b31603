"""Who writes the agreement, opens it for signatures, and signs it (B12)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import IN_FORCE, AgreementState, AllianceState, DecisionKind, DecisionState, VariationState
from portal.alliances.models import Agreement, Alliance, AllianceMember
from portal.alliances.permissions.alliance import LEAST_MEMBERS, AlliancePerm, can_enter_space, can_manage_alliance
from portal.common.permissions import YES, Decision, holds, no
from portal.organisations.permissions import can_act, can_sign_for


def can_write_agreement(user: Any, alliance: Alliance) -> Decision:
    """The convener, once the alliance forms, and not while it bids."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state in (AllianceState.INTEREST, AllianceState.EXPLORING):
        return no(_("The alliance is still exploring. Settle its members and its model first."))
    if alliance.state == AllianceState.BIDDING:
        return no(_("The alliance is bidding on the agreement as signed. A new version can be written afterwards."))
    if alliance.variations.filter(state=VariationState.OPEN).exists():
        return no(_("A variation waits for the members' answers. The next version can be written when it is settled."))
    return YES


def can_open_agreement(user: Any, agreement: Agreement) -> Decision:
    """The convener, when every member agreed to exactly this text by a unanimous decision."""
    if not (decision := can_write_agreement(user, agreement.alliance)):
        return decision
    if agreement.state != AgreementState.DRAFT:
        return no(_("This version is open for signatures or was signed already."))
    if agreement.alliance.members.admitted().count() < LEAST_MEMBERS:
        return no(_("At least two organisations have to be members first."))
    if not is_decided(agreement):
        return no(_("Every member has to agree to this exact text first, by a decision that needs them all."))
    return YES


def is_decided(agreement: Agreement) -> bool:
    """Whether a unanimous decision named this text as it stands."""
    return agreement.decisions.filter(
        kind=DecisionKind.UNANIMOUS, state=DecisionState.AGREED, agreement_hash=agreement.text_hash
    ).exists()


def signed_for_by(user: Any, alliance: Alliance, done: Iterable[int]) -> list[AllianceMember]:
    """For which members this person signs, without those (by key) for which it is done."""
    settled = set(done)
    rows = alliance.members.admitted().select_related("organisation").order_by("pk")
    return [row for row in rows if row.pk not in settled and can_sign_for(user, row.organisation)]


def may_bind_a_member(user: Any, alliance: Alliance, refusal: str) -> Decision:
    """An authorised signatory of a member that is not suspended; `refusal`: what others are told."""
    if not (decision := can_enter_space(user, alliance)):
        return decision
    members = [row.organisation for row in alliance.members.admitted().select_related("organisation").order_by("pk")]
    if not (decision := can_act(user, members, "sign")):
        return decision
    if not holds(user, AlliancePerm.SIGN, alliance):
        return no(refusal, _("An authorised signatory of your organisation can."))
    return YES


def members_to_sign(user: Any, agreement: Agreement) -> list[AllianceMember]:
    """For which members this person can sign and has not."""
    return signed_for_by(user, agreement.alliance, agreement.signatures.values_list("member_id", flat=True))


def can_sign_agreement(user: Any, agreement: Agreement) -> Decision:
    """An authorised signatory of a member that has not signed this version."""
    refusal = _("Only an authorised signatory can sign for a member.")
    if not (decision := may_bind_a_member(user, agreement.alliance, refusal)):
        return decision
    if agreement.state != AgreementState.SIGNING:
        return no(_("This version is not open for signatures."))
    if members_to_sign(user, agreement):
        return YES
    return no(_("Your organisation has signed this version."))


def can_complete_agreement(user: Any, agreement: Agreement) -> Decision:
    """The last signature completes it: whoever gives it."""
    if not holds(user, AlliancePerm.SIGN, agreement.alliance):
        return no(_("Only an authorised signatory can sign for a member."))
    missing = agreement.alliance.members.admitted().exclude(pk__in=agreement.signatures.values("member"))
    if missing.exists():
        return no(_("Not every member has signed yet."))
    return YES


def can_record_signing(user: Any, alliance: Alliance) -> Decision:
    """The alliance stands on its agreement once that is signed by all."""
    if not holds(user, AlliancePerm.SIGN, alliance):
        return no(_("Only an authorised signatory can sign for a member."))
    if alliance.agreements.filter(state__in=IN_FORCE).exists():
        return YES
    return no(_("Not every member has signed yet."))


def can_supersede_agreement(user: Any, agreement: Agreement) -> Decision:
    """A newer version, or a change of members, replaces it: whoever may bring that about."""
    if can_manage_alliance(user, agreement.alliance):
        return YES
    if holds(user, AlliancePerm.VOTE, agreement.alliance) or holds(user, AlliancePerm.SIGN, agreement.alliance):
        return YES
    return no(_("Only members of the alliance can replace its agreement."))


def can_reform_alliance(user: Any, alliance: Alliance) -> Decision:
    """Members came or went, so all sign again."""
    if holds(user, AlliancePerm.VOTE, alliance):
        return YES
    return no(_("Only members of the alliance can change who belongs."))
