"""The agreement: drafted, fixed, signed by every member on the hash of its text (B12)."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import STANDING, AgreementState, AllianceState, StepKind
from portal.alliances.models import Agreement, Alliance, AllianceMember, Signature, whole_text
from portal.alliances.permissions.agreement import can_sign_agreement, can_write_agreement, members_to_sign
from portal.alliances.services.common import agreement_replaced, demand, locked
from portal.alliances.services.steps import name_of, step_record
from portal.alliances.workflow import AGREEMENT, ALLIANCE
from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed


def text_digest(text: str, exit_plan: str = "") -> str:
    """SHA-256 of the text with its exit plan, in hexadecimal."""
    return hashlib.sha256(whole_text(text, exit_plan).encode()).hexdigest()


def clean(text: str) -> str:
    """The text as it is kept: one kind of line end, nothing around it."""
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
def agreement_write(
    *, actor: Any, alliance: Alliance, title: str, text: str, exit_plan: str | None = None
) -> Agreement:
    """Write the draft, or begin the next version when the last one is no draft any more.

    `exit_plan`: how the work ends; None keeps what the last version says.
    """
    row = locked(alliance)
    demand(can_write_agreement, actor, row, "alliances.agreement.write")
    agreement = row.agreements.order_by("-number").first()
    if agreement is None or agreement.state != AgreementState.DRAFT:
        number = agreement.number + 1 if agreement else 1
        kept = agreement.exit_plan if agreement else ""
        agreement = Agreement(alliance=row, number=number, exit_plan=kept)
    agreement.title = title
    agreement.text = clean(text)
    agreement.exit_plan = agreement.exit_plan if exit_plan is None else clean(exit_plan)
    agreement.text_hash = text_digest(agreement.text, agreement.exit_plan)
    agreement.drafted_by = actor
    agreement.drafted_at = now()
    agreement.save()
    data = {"number": agreement.number, "text_hash": agreement.text_hash}
    audit_record(actor=actor, verb="alliances.agreement.write", subject=agreement, data=data)
    return agreement


@transaction.atomic
def agreement_open(*, actor: Any, agreement: Agreement) -> Agreement:
    """Fix the text and ask every member to sign it. A version still being signed is replaced by this one."""
    row = locked(agreement.alliance)
    opened: Agreement = transition(AGREEMENT, agreement, "open", actor=actor, text_hash=agreement.text_hash)
    step_record(actor, opened, StepKind.OPEN, row.members.get(organisation=row.lead_id))
    for earlier in row.agreements.filter(state=AgreementState.SIGNING).exclude(pk=agreement.pk):
        agreement_replaced(actor=actor, agreement=earlier, because="newer version")
    return opened


@transaction.atomic
def agreement_sign(*, actor: Any, agreement: Agreement, member: AllianceMember, text_hash: str) -> Signature:
    """Sign exactly the text of that hash for a member; the last signature completes the agreement.

    Raises DomainError when the text is not the one that was read. Two signatures at once: each counts once.
    """
    alliance = locked(agreement.alliance)
    row = Agreement.objects.select_for_update(of=("self",)).select_related("alliance__lead").get(pk=agreement.pk)
    demand(can_sign_agreement, actor, row, "alliances.agreement.sign")
    if text_hash != row.text_hash or text_digest(row.text, row.exit_plan) != row.text_hash:
        raise DomainError(_("The text is not the one you read. Read it again before you sign."))
    if member.pk not in {own.pk for own in members_to_sign(actor, row)}:
        raise NotAllowed(_("You cannot sign for this member, or it has signed."), subject=alliance)
    signature = Signature.objects.create(
        agreement=row,
        member=member,
        text_hash=row.text_hash,
        signed_by=actor,
        signed_name=name_of(actor),
        signed_at=now(),
    )
    data = {"number": row.number, "member": member.organisation.ref, "text_hash": row.text_hash}
    audit_record(actor=actor, verb="alliances.agreement.sign", subject=row, data=data)
    if not alliance.members.admitted().exclude(pk__in=row.signatures.values("member")).exists():
        _complete(actor, alliance, row)
    return signature


def _complete(actor: Any, alliance: Alliance, agreement: Agreement) -> None:
    transition(AGREEMENT, agreement, "complete", actor=actor, changes={"signed_at": now()})
    for earlier in alliance.agreements.filter(state__in=STANDING).exclude(pk=agreement.pk):
        agreement_replaced(actor=actor, agreement=earlier, because="newer version")
    if alliance.state == AllianceState.FORMING:
        transition(ALLIANCE, alliance, "agree", actor=actor)
