"""Looking after what people write: reported by anyone, kept or hidden with a reason, looked at again by another."""

from typing import TYPE_CHECKING

from django.db import transaction

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.codesign.enums import ModerationReason
from portal.codesign.events import AppealRefused, CommentAppealed, CommentReplied, CommentReported
from portal.codesign.models import Comment, CommentReport
from portal.codesign.permissions import (
    can_appeal_comment,
    can_decide_appeal,
    can_moderate_comment,
    can_report_comment,
    can_see_to_danger,
)
from portal.codesign.workflow import COMMENT
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def comment_report(*, actor: "User", comment: Comment, reason: str, note: str = "") -> CommentReport:
    """Ask a moderator to look at a comment; asking again changes nothing. The record does not say who asked."""
    locked = _locked(comment)
    if not (decision := can_report_comment(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    known = locked.reports.filter(reported_by=actor, settled_at=None).first()
    if known:
        return known
    report = CommentReport(comment=locked, reported_by=actor, reason=reason, note=note.strip(), reported_at=now())
    report.full_clean()
    report.save()
    audit_record(actor=None, verb="codesign.comment.report", subject=locked, data={"reason": reason})
    publish(CommentReported(report.pk))
    return report


@transaction.atomic
def comment_keep(*, actor: "User", comment: Comment) -> Comment:
    """A moderator looked at it, and it stays."""
    locked = _locked(comment)
    if not (decision := can_moderate_comment(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    settled = _settle(locked)
    audit_record(actor=actor, verb="codesign.comment.keep", subject=locked, data={"reports": settled})
    return locked


@transaction.atomic
def comment_release(*, actor: "User", comment: Comment) -> Comment:
    """A moderator read it, and everybody can read it now; those who answer are told of it."""
    changes = {"released_by": actor, "released_at": now()}
    released: Comment = transition(COMMENT, comment, "release", actor=actor, changes=changes)
    if released.parent_id:
        publish(CommentReplied(released.pk))
    return released


@transaction.atomic
def comment_hide(*, actor: "User", comment: Comment, reason: str, note: str) -> Comment:
    """Hide a comment from everybody; its place says so and why, its author reads the note and can ask again."""
    if reason not in ModerationReason.values:
        raise DomainError("Choose why it is hidden.")
    if not note.strip():
        raise DomainError("Write to the author what was wrong with it.")
    changes = {
        "hidden_reason": reason,
        "hidden_note": note.strip(),
        "hidden_by": actor,
        "hidden_at": now(),
        "appeal": "",
        "appealed_at": None,
        "appeal_answer": "",
        "appeal_decided_by": None,
        "appeal_decided_at": None,
    }
    hidden: Comment = transition(COMMENT, comment, "hide", actor=actor, changes=changes, reason=reason)
    _settle(hidden)
    return hidden


@transaction.atomic
def comment_appeal(*, actor: "User", comment: Comment, text: str) -> Comment:
    """The author asks once for another look. The record does not say who the author is."""
    locked = _locked(comment)
    if not (decision := can_appeal_comment(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    if not text.strip():
        raise DomainError("Say why it should be shown.")
    locked.appeal, locked.appealed_at = text.strip(), now()
    locked.save(update_fields=["appeal", "appealed_at"])
    audit_record(actor=None, verb="codesign.comment.appeal", subject=locked)
    publish(CommentAppealed(locked.pk))
    return locked


@transaction.atomic
def comment_restore(*, actor: "User", comment: Comment, answer: str) -> Comment:
    """Somebody else than the moderator looked again: it is shown again (SOD-27)."""
    restored: Comment = transition(COMMENT, comment, "restore", actor=actor, changes=_decided(actor, answer))
    return restored


@transaction.atomic
def comment_appeal_refuse(*, actor: "User", comment: Comment, answer: str) -> Comment:
    """Somebody else than the moderator looked again: it stays hidden (SOD-27)."""
    locked = _locked(comment)
    if not (decision := can_decide_appeal(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    changes = _decided(actor, answer)
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save(update_fields=sorted(changes))
    audit_record(actor=actor, verb="codesign.comment.appeal_refuse", subject=locked)
    publish(AppealRefused(locked.pk))
    return locked


@transaction.atomic
def comment_danger_seen(*, actor: "User", comment: Comment, note: str) -> Comment:
    """The safeguarding lead saw to it: what was done stays with the reports and is read by safeguarding leads only."""
    locked = _locked(comment)
    if not (decision := can_see_to_danger(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked)
    if not note.strip():
        raise DomainError("Say what you did.")
    waiting = locked.reports.filter(reason=ModerationReason.SAFEGUARDING, seen_at=None)
    waiting.update(seen_by=actor, seen_at=now(), seen_note=note.strip())
    audit_record(actor=actor, verb="codesign.comment.see_to_danger", subject=locked)
    return locked


def _decided(actor: "User", answer: str) -> dict[str, object]:
    if not answer.strip():
        raise DomainError("Say why: the author reads it.")
    return {"appeal_answer": answer.strip(), "appeal_decided_by": actor, "appeal_decided_at": now()}


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("passage__project").get(pk=comment.pk)


def _settle(comment: Comment) -> int:
    return comment.reports.filter(settled_at=None).update(settled_at=now())
