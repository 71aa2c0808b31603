"""Who writes a change of the agreement in force, who puts it to the members, who answers for which member (B12)."""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import (
    IN_FORCE,
    UNSETTLED,
    AgreementState,
    AllianceState,
    VariationAnswerKind,
    VariationState,
)
from portal.alliances.models import Agreement, Alliance, AllianceMember, Variation
from portal.alliances.permissions.agreement import can_supersede_agreement, may_bind_a_member, signed_for_by
from portal.alliances.permissions.alliance import AlliancePerm, can_manage_alliance
from portal.alliances.permissions.decision import can_speak_in, spoken_for
from portal.common.permissions import YES, Decision, holds, no


def agreement_to_vary(alliance: Alliance) -> Agreement | None:
    """The version in force, which a variation would change."""
    return alliance.agreements.filter(state__in=IN_FORCE).order_by("-number").first()


def can_begin_variation(user: Any, alliance: Alliance) -> Decision:
    """Who speaks for a member, while an agreement is in force and nothing else changes it."""
    if not (decision := can_speak_in(user, alliance)):
        return decision
    if not spoken_for(user, alliance):
        return no(_("Only who speaks for a member can propose a variation."))
    if not (decision := _text_is_free(alliance)):
        return decision
    if alliance.variations.filter(state__in=UNSETTLED).exists():
        return no(_("There is a variation that is not settled. One is settled before the next begins."))
    return YES


def _text_is_free(alliance: Alliance) -> Decision:
    if alliance.state == AllianceState.BIDDING:
        return no(_("The alliance is bidding on the agreement as signed. It can be varied afterwards."))
    if alliance.agreements.filter(state=AgreementState.ON_HOLD).exists():
        return no(_("The agreement is on hold. It can be varied when the hold is lifted."))
    if alliance.agreements.filter(state=AgreementState.SIGNING).exists():
        return no(_("A new version is open for signatures, so the one before it is not varied."))
    if agreement_to_vary(alliance) is None:
        return no(_("No agreement is in force that could be varied. Write a version and sign it."))
    return YES


def can_write_variation(user: Any, variation: Variation) -> Decision:
    """Who speaks for the member that began it, until it is put to the members."""
    if not (decision := can_speak_in(user, variation.alliance)):
        return decision
    name = {"name": variation.member.organisation.name}
    if variation.member_id not in {row.pk for row in spoken_for(user, variation.alliance)}:
        return no(
            _("%(name)s began this variation, so its people write it.") % name,
            _("Whoever speaks for %(name)s can.") % name,
        )
    if variation.state != VariationState.DRAFT:
        return no(_("Its wording is fixed since it was put to the members."))
    return YES


def can_propose_variation(user: Any, variation: Variation) -> Decision:
    """As `can_write_variation`, when it changes something and the agreement in force is the one it was written on."""
    if not (decision := can_write_variation(user, variation)):
        return decision
    if not (decision := _text_is_free(variation.alliance)):
        return decision
    if variation.text_hash == variation.agreement.text_hash:
        return no(_("It changes nothing yet. Write the new wording first."))
    return YES


def members_to_agree(user: Any, variation: Variation) -> list[AllianceMember]:
    """For which members this person signs and has not answered."""
    return signed_for_by(user, variation.alliance, variation.answers.values_list("member_id", flat=True))


def can_answer_variation(user: Any, variation: Variation) -> Decision:
    """An authorised signatory of a member that has not answered: to agree binds as a signature does."""
    alliance = variation.alliance
    refusal = _("Only an authorised signatory answers a variation for a member.")
    if not (decision := may_bind_a_member(user, alliance, refusal)):
        return decision
    if variation.state != VariationState.OPEN:
        return no(_("This variation does not wait for answers."))
    if not (decision := _text_is_free(alliance)):
        return decision
    if members_to_agree(user, variation):
        return YES
    return no(_("Your organisation has answered this variation. An answer is given once and stays."))


def can_settle_variation(user: Any, variation: Variation) -> Decision:
    """The last agreement, or the first refusal, settles it: whoever gives it."""
    if not holds(user, AlliancePerm.SIGN, variation.alliance):
        return no(_("Only an authorised signatory answers a variation for a member."))
    if variation.answers.filter(kind=VariationAnswerKind.REFUSES).exists():
        return YES
    if variation.alliance.members.admitted().exclude(pk__in=variation.answers.values("member")).exists():
        return no(_("Not every member has answered yet."))
    return YES


def can_withdraw_variation(user: Any, variation: Variation) -> Decision:
    """Who speaks for the member that began it, or the convener, before it is settled."""
    if variation.state not in UNSETTLED:
        return no(_("This variation is settled."))
    if can_manage_alliance(user, variation.alliance):
        return YES
    if not (decision := can_speak_in(user, variation.alliance)):
        return decision
    if variation.member_id in {row.pk for row in spoken_for(user, variation.alliance)}:
        return YES
    name = {"name": variation.member.organisation.name}
    return no(
        _("%(name)s began this variation, so it or the convener takes it back.") % name,
        _("Whoever speaks for %(name)s can.") % name,
    )


def can_lapse_variation(user: Any, variation: Variation) -> Decision:
    """The agreement that it would change is replaced: whoever may bring that about."""
    return can_supersede_agreement(user, variation.agreement)
