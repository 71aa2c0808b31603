"""Opening all bids at once: two different officers within 15 minutes of each other (SOD-05, SOD-06)."""

import random
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.enums import BidState, ProcurementState
from portal.tenders.events.evaluation import OpeningLapsed, OpeningStarted
from portal.tenders.models import Bid, Evaluation, Opening, Procurement
from portal.tenders.permissions.evaluation import can_confirm_opening, can_start_opening, opening_in_progress
from portal.tenders.rules.panel import OPENING_WINDOW, shuffled_labels
from portal.tenders.selectors.evaluation import bidder_names
from portal.tenders.services.bid_release import bids_released
from portal.tenders.workflow.bid import BID
from portal.tenders.workflow.procurement import PROCUREMENT


@transaction.atomic
def opening_start(*, actor: Any, procurement: Procurement) -> Opening:
    """The first officer begins. The other has 15 minutes; what nobody confirms lapses by the clock."""
    locked = _locked(procurement)
    if not (decision := can_start_opening(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.opening.start")
    _record_lapses(locked)
    opening = Opening.objects.create(procurement=locked, first_by=actor, first_at=now())
    audit_record(
        actor=actor,
        verb="tenders.opening.start",
        subject=locked,
        data={"confirm_by": opening.confirm_by_at.isoformat()},
    )
    publish(OpeningStarted(opening.pk))
    return opening


@transaction.atomic
def opening_confirm(*, actor: Any, procurement: Procurement, comments: str = "") -> Opening:
    """The second officer opens every bid that was sent, in one act. Pressing twice changes nothing.

    Names become known; no price does. Raises NotAllowed when the start has lapsed.
    """
    locked = _locked(procurement)
    if locked.state == ProcurementState.OPENED and (done := _done_by(actor, locked)):
        return done
    if not (decision := can_confirm_opening(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.opening.confirm")
    opening = opening_in_progress(locked)
    if opening is None:
        raise DomainError(_("Nobody has started the opening, or the 15 minutes are over."))
    bids = list(
        Bid.objects.filter(procurement=locked, state=BidState.SUBMITTED)
        .select_related("organisation", "alliance", "procurement", "lot")
        .prefetch_related("members__organisation")
        .order_by("pk")
    )
    opened = transition(PROCUREMENT, locked, "open", actor=actor, bids=len(bids))
    opening.second_by, opening.second_at = actor, now()
    opening.bidder_names, opening.comments = bidder_names(bids), comments.strip()
    opening.save(update_fields=["second_by", "second_at", "bidder_names", "comments"])
    for bid in bids:
        transition(BID, bid, "open", actor=actor)
    _begin_evaluations(opened, bids)
    bids_released(actor=actor, procurement=opened, state=BidState.DRAFT)
    audit_record(
        actor=actor,
        verb="tenders.opening.confirm",
        subject=opened,
        data={"first_by": opening.first_by_id, "second_by": actor.pk, "bids": [bid.ref for bid in bids]},
    )
    procurement.refresh_from_db()
    return opening


@transaction.atomic
def openings_lapse() -> int:
    """Write down every start that nobody confirmed in time, and tell both officers. Returns how many; for a timer."""
    waiting = Opening.objects.filter(second_by=None, lapse_recorded_at=None, first_at__lt=now() - OPENING_WINDOW)
    found = 0
    for procurement in Procurement.objects.filter(pk__in=waiting.values("procurement")).order_by("pk"):
        found += _record_lapses(_locked(procurement))
    return found


def _locked(procurement: Procurement) -> Procurement:
    return Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)


def _done_by(actor: Any, procurement: Procurement) -> Opening | None:
    return procurement.openings.filter(second_by=actor).first()


def _record_lapses(procurement: Procurement) -> int:
    """Write down what the clock has already decided, and count it."""
    found = [row for row in procurement.openings.filter(lapse_recorded_at=None) if row.has_lapsed(now())]
    for opening in sorted(found, key=lambda row: row.first_at):
        opening.lapse_recorded_at = now()
        opening.save(update_fields=["lapse_recorded_at"])
        audit_record(
            actor=None,
            verb="tenders.opening.lapse",
            subject=procurement,
            data={"first_by": opening.first_by_id, "lapsed_at": opening.confirm_by_at.isoformat()},
        )
        publish(OpeningLapsed(opening.pk))
    return len(found)


def _begin_evaluations(procurement: Procurement, bids: list[Bid]) -> None:
    shuffler = random.SystemRandom()
    for lot in procurement.lots.order_by("number"):
        keys = [bid.pk for bid in bids if bid.lot_id == lot.pk]
        Evaluation.objects.create(lot=lot, created_at=now(), labels=shuffled_labels(keys, shuffler))
