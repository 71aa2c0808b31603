"""A person answers questions about their own life. Only they can, and only they see it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.references import random_reference
from portal.outcomes.enums import SHIPPED, Declined
from portal.outcomes.models import Answer, AnswerSheet
from portal.outcomes.permissions import can_answer_sheet, can_remove_sheet
from portal.outcomes.rules.answers import ITEMS

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.common.permissions import Decision


def _checked(decision: "Decision") -> None:
    if not decision:
        raise NotAllowed(decision.reason)


def _locked(sheet: AnswerSheet) -> AnswerSheet:
    return AnswerSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)


@transaction.atomic
def sheet_start(*, actor: "User", instrument: str) -> AnswerSheet:
    """Begin answering, or go on with what was begun. DomainError for an instrument that the portal does not ask."""
    if instrument not in SHIPPED:
        raise DomainError(_("The portal does not ask these questions itself."))
    sheet, _is_new = AnswerSheet.objects.get_or_create(
        user=actor,
        instrument=instrument,
        handed_in_at=None,
        defaults={"ref": random_reference("QA"), "started_at": now()},
    )
    return sheet


@transaction.atomic
def sheet_answer(
    *, actor: "User", sheet: AnswerSheet, item: str, value: int | None = None, declined: str = ""
) -> Answer:
    """Answer one question, or say why not; again, until it is handed in. `value` is a whole number of its scale."""
    locked = _locked(sheet)
    _checked(can_answer_sheet(actor, locked))
    question = next((each for each in ITEMS[locked.instrument] if each.code == item), None)
    if question is None or (value is not None and value not in question.values):
        raise DomainError(_("This is not an answer to this question."))
    if (value is None) == (not declined) or (declined and declined not in Declined.values):
        raise DomainError(_("Choose a number, “prefer not to say” or “don't know”."))
    answer, _new = Answer.objects.update_or_create(
        sheet=locked, item=item, defaults={"value": value, "declined": declined}
    )
    return answer


@transaction.atomic
def sheet_hand_in(*, actor: "User", sheet: AnswerSheet, is_counted: bool) -> AnswerSheet:
    """Keep the answers as they are. `is_counted`: the person agrees to be counted in totals that name nobody."""
    locked = _locked(sheet)
    _checked(can_answer_sheet(actor, locked))
    answered = set(locked.answers.values_list("item", flat=True))
    if left := [item for item in ITEMS[locked.instrument] if item.code not in answered]:
        raise DomainError(_("There is no answer yet to: %(question)s") % {"question": left[0].text})
    locked.is_counted, locked.handed_in_at = is_counted, now()
    locked.save(update_fields=["is_counted", "handed_in_at"])
    audit_record(actor=actor, verb="outcomes.answers.hand_in", subject=locked, data={"instrument": locked.instrument})
    return locked


@transaction.atomic
def sheet_remove(*, actor: "User", sheet: AnswerSheet) -> None:
    """Delete one's own answers for good."""
    locked = _locked(sheet)
    _checked(can_remove_sheet(actor, locked))
    audit_record(actor=actor, verb="outcomes.answers.remove", subject=locked, data={"instrument": locked.instrument})
    locked.delete()
