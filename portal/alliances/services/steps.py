"""A signed agreement is approved by one member, countersigned by another, put on hold by any (B12)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import StepKind
from portal.alliances.models import Agreement, AgreementStep, AllianceMember
from portal.alliances.permissions.agreement_steps import last_step, members_to_approve, members_to_countersign
from portal.alliances.permissions.decision import spoken_for
from portal.alliances.services.common import locked
from portal.alliances.workflow import AGREEMENT
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError


def name_of(actor: Any) -> str:
    """The name under which a person signs."""
    return actor.get_full_name() or str(actor)


def step_record(
    actor: Any, agreement: Agreement, kind: StepKind, member: AllianceMember, reason: str = ""
) -> AgreementStep:
    """Keep who did it, for whom and when, with the fingerprint of the text it was done to."""
    return AgreementStep.objects.create(
        agreement=agreement,
        kind=kind,
        member=member,
        reason=reason,
        text_hash=agreement.text_hash,
        acted_by=actor,
        acted_name=name_of(actor),
        acted_at=now(),
    )


@transaction.atomic
def agreement_approve(*, actor: Any, agreement: Agreement, text_hash: str) -> AgreementStep:
    """A member that does not countersign has checked text, signatures and members."""
    locked(agreement.alliance)
    _same_text(agreement, text_hash)
    members = members_to_approve(actor, agreement)
    approved = transition(AGREEMENT, agreement, "approve", actor=actor, text_hash=text_hash)
    return step_record(actor, approved, StepKind.APPROVE, members[0])


@transaction.atomic
def agreement_countersign(*, actor: Any, agreement: Agreement, text_hash: str) -> AgreementStep:
    """The commissioner where one belongs, otherwise the lead, signs once more, last."""
    locked(agreement.alliance)
    _same_text(agreement, text_hash)
    members = members_to_countersign(actor, agreement)
    done = transition(AGREEMENT, agreement, "countersign", actor=actor, text_hash=text_hash)
    return step_record(actor, done, StepKind.COUNTERSIGN, members[0])


@transaction.atomic
def agreement_hold(*, actor: Any, agreement: Agreement, reason: str) -> AgreementStep:
    """A member stops what builds on it: new bids, variations, approval. Raises DomainError without a reason."""
    alliance = locked(agreement.alliance)
    if not reason.strip():
        raise DomainError(_("Say why it is put on hold."))
    members = spoken_for(actor, alliance)
    held = transition(AGREEMENT, agreement, "hold", actor=actor, reason=reason)
    return step_record(actor, held, StepKind.HOLD, members[0], reason)


@transaction.atomic
def agreement_lift(*, actor: Any, agreement: Agreement, reason: str) -> AgreementStep:
    """The member that put it on hold says what settled it; it is approved and countersigned anew."""
    locked(agreement.alliance)
    if not reason.strip():
        raise DomainError(_("Say what settled it."))
    held = last_step(agreement, StepKind.HOLD)
    lifted = transition(AGREEMENT, agreement, "lift", actor=actor, reason=reason)
    if held is None:
        raise DomainError(_("It is not on hold."))
    return step_record(actor, lifted, StepKind.LIFT, held.member, reason)


def _same_text(agreement: Agreement, text_hash: str) -> None:
    if text_hash != agreement.text_hash:
        raise DomainError(_("The text is not the one you read. Read it again first."))
