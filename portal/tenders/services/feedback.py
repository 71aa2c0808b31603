"""One letter for each bidder: written from the record, read and frozen by a person, sent to all at one moment."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.calendars import london_date
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.templatetags.ui_text import day
from portal.tenders.events.award import LettersReviewed, LettersSent
from portal.tenders.models import Award, FeedbackLetter
from portal.tenders.permissions.award import can_prepare_letters, can_send_letters, letters_ready
from portal.tenders.selectors.award_letter import (
    content_hash,
    evaluation_of,
    letter_content,
    names_told,
    secrets_of,
)
from portal.tenders.selectors.evaluation import opened_bids
from portal.tenders.services.award import locked_award


@transaction.atomic
def letters_make(*, actor: Any, award: Award, planned_on: date) -> list[FeedbackLetter]:
    """Write every letter for one planned day of publication; what was written before is replaced and read again."""
    fresh = locked_award(award)
    if not (decision := can_prepare_letters(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.letter.make", who_can=decision.who_can)
    if planned_on < london_date(now()):
        raise DomainError(_("Choose a day that is still to come, or today."))
    FeedbackLetter.objects.filter(award=fresh).delete()
    fresh.publication_planned_on = award.publication_planned_on = planned_on
    fresh.save(update_fields=["publication_planned_on"])
    letters = FeedbackLetter.objects.bulk_create(
        FeedbackLetter(
            award=fresh, bid=bid, is_winner=bid.pk == fresh.bid_id, content=letter_content(fresh, bid, planned_on)
        )
        for bid in opened_bids(evaluation_of(fresh))
    )
    data = {"planned_on": planned_on.isoformat(), "letters": len(letters)}
    audit_record(actor=actor, verb="tenders.letter.make", subject=fresh, data=data)
    return letters


@transaction.atomic
def letter_freeze(*, actor: Any, letter: FeedbackLetter, content_hash_read: str) -> FeedbackLetter:
    """The lead has read exactly this text. It is fixed by its SHA-256."""
    award = locked_award(letter.award)
    if not (decision := can_prepare_letters(actor, award)):
        raise NotAllowed(decision.reason, subject=award, verb="tenders.letter.freeze", who_can=decision.who_can)
    fresh = FeedbackLetter.objects.select_for_update(of=("self",)).filter(award=award, bid=letter.bid_id).first()
    if fresh is None or content_hash(fresh.content) != content_hash_read:
        raise DomainError(_("The letter has been written again since you opened it. Read it once more."))
    if fresh.frozen_at is not None:
        return fresh
    if names := names_told(fresh.content, secrets_of(award, letter.bid)):
        raise DomainError(
            _("This letter names %(names)s. A letter names no other unsuccessful bidder and no evaluator.")
            % {"names": ", ".join(names)}
        )
    fresh.reviewed_by, fresh.frozen_at, fresh.content_hash = actor, now(), content_hash_read
    fresh.save(update_fields=["reviewed_by", "frozen_at", "content_hash"])
    audit_record(
        actor=actor,
        verb="tenders.letter.freeze",
        subject=award,
        data={"bid": letter.bid.ref, "sha256": content_hash_read},
    )
    if letters_ready(award):
        publish(LettersReviewed(award.pk))
    return fresh


@transaction.atomic
def letters_send(*, actor: Any, award: Award) -> list[FeedbackLetter]:
    """Procurement Act: every assessment summary at the same moment, before the contract award notice (s50)."""
    fresh = locked_award(award)
    if not (decision := can_send_letters(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.letter.send", who_can=decision.who_can)
    return letters_dispatch(actor, fresh)


def letters_dispatch(actor: Any, award: Award) -> list[FeedbackLetter]:
    """Mark all as sent at one instant. Called within the act that sends them."""
    planned = award.publication_planned_on
    if planned is None or planned < london_date(now()):
        raise DomainError(
            _("The letters say that the notice is published on %(day)s. That day has passed: write them again.")
            % {"day": day(planned)}
        )
    letters = list(FeedbackLetter.objects.select_for_update(of=("self",)).filter(award=award).order_by("pk"))
    for letter in letters:
        if letter.frozen_at is None or content_hash(letter.content) != letter.content_hash:
            raise DomainError(_("A letter is not as it was read. Write the letters again."))
        letter.sent_at = now()
        letter.save(update_fields=["sent_at"])
    audit_record(
        actor=actor,
        verb="tenders.letter.send",
        subject=award,
        data={"letters": [letter.content_hash for letter in letters]},
    )
    publish(LettersSent(award.pk))
    return letters
