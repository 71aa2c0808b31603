"""Getting a procurement or a question at the door: 404 for what one may not know, 403 with a reason for what not do."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from portal.common.clock import now
from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.common.rows import only_one
from portal.organisations.models import Organisation
from portal.tenders.enums import Phase
from portal.tenders.models import Clarification, Lot, Procurement, Question
from portal.tenders.permissions.procurement import (
    bid_lead_organisations,
    can_answer_clarification,
    can_see_procurement,
    can_withdraw_clarification,
    keep_parts,
    team_roles,
)
from portal.tenders.selectors.procurement import join_awards, phase_of, procurement_for_page


def access_procurement(
    user: Any, ref: str, policy: "Callable[[Any, Procurement], Decision] | None" = None
) -> Procurement:
    """The procurement of that reference. A draft is 404 to all but its team (C1)."""
    procurement = only_one(procurement_for_page(Procurement.objects.filter(ref=ref)))
    if procurement is not None:
        keep_parts(procurement)
    if procurement is None or not can_see_procurement(user, procurement):
        raise Http404
    join_awards(procurement)
    if policy and not (decision := policy(user, procurement)):
        # A bidder's refusal stays out of the procurement's own record, which the buyer reads.
        subject = procurement if team_roles(user, procurement) else None
        raise NotAllowed(decision.reason, subject=subject)
    return procurement


def access_lot(procurement: Procurement, number: int) -> Lot:
    """One lot by its number."""
    lot = procurement.lots.filter(number=number).first()
    if lot is None:
        raise Http404
    return lot


def access_question(procurement: Procurement, number: int) -> Question:
    """One question of the pack by its number."""
    question = procurement.questions.filter(number=number).first()
    if question is None:
        raise Http404
    return question


def access_clarification_to_answer(user: Any, ref: str, number: int) -> Clarification:
    """A question for those who answer; the row leaves without the asker."""
    procurement = access_procurement(user, ref, can_answer_clarification)
    return _clarification(procurement, number)


def access_own_clarification(
    user: Any,
    ref: str,
    number: int,
    policy: "Callable[[Any, Clarification], Decision]" = can_withdraw_clarification,
) -> Clarification:
    """A question for the organisation that asked it; 404 for everybody else, who cannot know whose it is."""
    clarification = _clarification(access_procurement(user, ref), number)
    if clarification.asker_id not in {organisation.pk for organisation in bid_lead_organisations(user)}:
        raise Http404
    if not (decision := policy(user, clarification)):
        raise NotAllowed(decision.reason)
    return clarification


def access_bidder(organisations: list[Organisation], ref: str) -> Organisation:
    """The chosen one of the person's own organisations."""
    for organisation in organisations:
        if organisation.ref == ref:
            return organisation
    raise Http404


def access_dates(user: Any, ref: str) -> Procurement:
    """A published tender whose dates can be taken along."""
    procurement = access_procurement(user, ref)
    if phase_of(procurement, now()) == Phase.DRAFT:
        raise Http404
    return procurement


def _clarification(procurement: Procurement, number: int) -> Clarification:
    found = procurement.clarifications.filter(number=number).select_related("lot__procurement").first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found
