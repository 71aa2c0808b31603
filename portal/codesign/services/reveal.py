"""Who wrote a comment without a name: two safeguarding leads together, with the reason (domain 5.7)."""

from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.events import AuthorTold, RevealAsked
from portal.codesign.models import Comment, Reveal
from portal.codesign.permissions import can_ask_reveal, can_tell_author
from portal.codesign.workflow import REVEAL
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def reveal_ask(*, actor: "User", comment: Comment, reason: str, unsafe_reason: str = "") -> Reveal:
    """Ask a second safeguarding lead to agree. `unsafe_reason`: why the person must not be told yet, if so."""
    locked = Comment.objects.select_for_update(of=("self",)).select_related("passage__project").get(pk=comment.pk)
    if not (decision := can_ask_reveal(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    if not reason.strip():
        raise DomainError("Say why you need to know who wrote this.")
    reveal = Reveal(
        comment=locked,
        reason=reason.strip(),
        unsafe_reason=unsafe_reason.strip(),
        asked_by=actor,
        asked_at=now(),
    )
    reveal.full_clean()
    reveal.save()
    audit_record(actor=actor, verb="codesign.reveal.ask", subject=locked, data={"reveal": reveal.pk})
    publish(RevealAsked(reveal.pk))
    return reveal


@transaction.atomic
def reveal_agree(*, actor: "User", reveal: Reveal, note: str) -> Reveal:
    """The second one agrees: both can see who wrote it, and the person is told unless that is unsafe."""
    row: Reveal = transition(REVEAL, reveal, "agree", actor=actor, changes=_decided(actor, note))
    if not row.unsafe_reason:
        _tell(actor, row)
    return row


@transaction.atomic
def reveal_refuse(*, actor: "User", reveal: Reveal, note: str) -> Reveal:
    """The second one does not agree: nobody learns who wrote it."""
    row: Reveal = transition(REVEAL, reveal, "refuse", actor=actor, changes=_decided(actor, note))
    return row


@transaction.atomic
def reveal_tell(*, actor: "User", reveal: Reveal) -> Reveal:
    """It is safe now: the person is told that two people know."""
    row = Reveal.objects.select_for_update(of=("self",)).select_related("comment__passage__project").get(pk=reveal.pk)
    if not (decision := can_tell_author(actor, row)):
        raise NotAllowed(decision.reason, subject=row.comment)
    _tell(actor, row)
    return row


def _decided(actor: "User", note: str) -> dict[str, object]:
    if not note.strip():
        raise DomainError("Say why.")
    return {"decided_by": actor, "decided_at": now(), "decision_note": note.strip()}


def _tell(actor: "User", reveal: Reveal) -> None:
    reveal.told_at = now()
    reveal.save(update_fields=["told_at"])
    audit_record(actor=actor, verb="codesign.reveal.tell", subject=reveal.comment, data={"reveal": reveal.pk})
    publish(AuthorTold(reveal.pk))
