"""Variations: a new wording of the agreement in force, answered member by member, in force when all agreed (B12)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import AgreementState, VariationAnswerKind
from portal.alliances.models import Agreement, Alliance, AllianceMember, Signature, Variation, VariationAnswer
from portal.alliances.permissions.decision import spoken_for
from portal.alliances.permissions.variation import (
    agreement_to_vary,
    can_answer_variation,
    can_begin_variation,
    can_write_variation,
    members_to_agree,
)
from portal.alliances.services.agreement import clean, text_digest
from portal.alliances.services.common import agreement_replaced, demand, locked
from portal.alliances.services.steps import name_of
from portal.alliances.workflow import AGREEMENT, VARIATION
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed


@transaction.atomic
def variation_begin(*, actor: Any, alliance: Alliance, title: str, reason: str) -> Variation:
    """Begin to write a change of the agreement in force; it starts with the present wording."""
    row = locked(alliance)
    demand(can_begin_variation, actor, row, "alliances.variation.begin")
    agreement = agreement_to_vary(row)
    if agreement is None:
        raise DomainError(_("No agreement is in force that could be varied."))
    last = row.variations.order_by("-number").first()
    made = Variation.objects.create(
        alliance=row,
        agreement=agreement,
        number=last.number + 1 if last else 1,
        title=title,
        reason=reason,
        text=agreement.text,
        exit_plan=agreement.exit_plan,
        text_hash=agreement.text_hash,
        member=spoken_for(actor, row)[0],
        begun_by=actor,
        begun_at=now(),
    )
    data = {"number": made.number, "agreement": agreement.number, "title": title}
    audit_record(actor=actor, verb="alliances.variation.begin", subject=made, data=data)
    return made


@transaction.atomic
def variation_write(
    *, actor: Any, variation: Variation, text: str | None = None, exit_plan: str | None = None
) -> Variation:
    """Write its wording before it is put to the members; what is None stays."""
    locked(variation.alliance)
    row = _locked(variation)
    demand(can_write_variation, actor, row, "alliances.variation.write")
    row.text = row.text if text is None else clean(text)
    row.exit_plan = row.exit_plan if exit_plan is None else clean(exit_plan)
    row.text_hash = text_digest(row.text, row.exit_plan)
    row.save(update_fields=["text", "exit_plan", "text_hash"])
    data = {"number": row.number, "text_hash": row.text_hash}
    audit_record(actor=actor, verb="alliances.variation.write", subject=row, data=data)
    return row


@transaction.atomic
def variation_propose(*, actor: Any, variation: Variation, text_hash: str) -> Variation:
    """Fix the wording and ask every member. Raises DomainError when it is not the wording that was read."""
    locked(variation.alliance)
    _same_wording(variation, text_hash)
    changes = {"proposed_by": actor, "proposed_at": now()}
    done: Variation = transition(VARIATION, variation, "propose", actor=actor, changes=changes, text_hash=text_hash)
    return done


@transaction.atomic
def variation_answer(
    *, actor: Any, variation: Variation, member: AllianceMember, kind: str, text_hash: str, reason: str = ""
) -> VariationAnswer:
    """A member agrees to exactly this wording, or refuses it with its reason, once.

    The last agreement makes it the next version of the agreement, in force at once; one refusal ends it. Two answers at
    the same moment: each counts once. Raises DomainError for a refusal without a reason or another wording.
    """
    alliance = locked(variation.alliance)
    row = _locked(variation)
    demand(can_answer_variation, actor, row, "alliances.variation.answer")
    _same_wording(row, text_hash)
    if member.pk not in {own.pk for own in members_to_agree(actor, row)}:
        raise NotAllowed(_("You cannot answer for this member, or it has answered."), subject=alliance)
    if kind == VariationAnswerKind.REFUSES and not reason.strip():
        raise DomainError(_("Say why your organisation refuses."))
    answer = VariationAnswer.objects.create(
        variation=row,
        member=member,
        kind=kind,
        reason=reason,
        text_hash=text_hash,
        answered_by=actor,
        answered_name=name_of(actor),
        answered_at=now(),
    )
    data = {"number": row.number, "member": member.organisation.ref, "kind": kind, "text_hash": text_hash}
    audit_record(actor=actor, verb="alliances.variation.answer", subject=row, data=data)
    if kind == VariationAnswerKind.REFUSES:
        transition(VARIATION, row, "refuse", actor=actor, changes={"settled_at": now()})
    elif not alliance.members.admitted().exclude(pk__in=row.answers.values("member")).exists():
        _take_effect(actor, alliance, row)
    return answer


def _take_effect(actor: Any, alliance: Alliance, variation: Variation) -> None:
    """The new wording becomes the next version; to agree to it was to sign it."""
    newest = alliance.agreements.order_by("-number").first()
    made = Agreement.objects.create(
        alliance=alliance,
        number=newest.number + 1 if newest else 1,
        title=variation.agreement.title,
        text=variation.text,
        exit_plan=variation.exit_plan,
        text_hash=variation.text_hash,
        drafted_by=variation.begun_by,
        drafted_at=variation.proposed_at or now(),
    )
    for answer in variation.answers.order_by("pk"):
        Signature.objects.create(
            agreement=made,
            member_id=answer.member_id,
            text_hash=answer.text_hash,
            signed_by_id=answer.answered_by_id,
            signed_name=answer.answered_name,
            signed_at=answer.answered_at,
        )
    settled = {"settled_at": now(), "made": made}
    transition(VARIATION, variation, "agree", actor=actor, changes=settled, text_hash=made.text_hash)
    transition(AGREEMENT, made, "vary", actor=actor, changes={"signed_at": now()}, variation=variation.number)
    earlier = alliance.agreements.exclude(pk=made.pk).exclude(state=AgreementState.SUPERSEDED)
    for other in earlier.order_by("pk"):
        agreement_replaced(actor=actor, agreement=other, because="variation")


@transaction.atomic
def variation_withdraw(*, actor: Any, variation: Variation, reason: str = "") -> Variation:
    """Take it back before it is settled; the wording in force stays."""
    locked(variation.alliance)
    done: Variation = transition(
        VARIATION, variation, "withdraw", actor=actor, changes={"settled_at": now()}, reason=reason
    )
    return done


def _locked(variation: Variation) -> Variation:
    rows = Variation.objects.select_for_update(of=("self",))
    return rows.select_related("alliance__lead", "agreement", "member__organisation").get(pk=variation.pk)


def _same_wording(variation: Variation, text_hash: str) -> None:
    if text_hash != variation.text_hash or text_digest(variation.text, variation.exit_plan) != variation.text_hash:
        raise DomainError(_("The wording is not the one you read. Read it again first."))
