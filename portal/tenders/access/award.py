"""Getting an award, a letter or a representation at the door: 404 for what one may not know, 403 with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.organisations.models import Organisation
from portal.tenders.access.evaluation import access_labelled_bid
from portal.tenders.enums import NoticeKind
from portal.tenders.models import Award, Evaluation, FeedbackLetter, Lot, Representation
from portal.tenders.permissions.award import (
    can_read_letter,
    can_read_representation,
    can_represent,
    can_see_award,
    current_award,
    public_award,
    representing_organisations,
)
from portal.tenders.permissions.bid import can_read_bid
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.award_letter import evaluation_of
from portal.tenders.selectors.award_notice import announcing_kind, kind_of_slug, later_kinds

LETTER_READ = "tenders.letter.read"


@dataclass(frozen=True)
class AwardPlace:
    """One lot's decision as this person may see it: the whole page, or what everybody reads once it is announced."""

    lot: Lot
    evaluation: Evaluation | None
    award: Award | None
    is_whole: bool


def _lot(ref: str, number: int | None) -> Lot:
    rows = Lot.objects.select_related("procurement__buyer", "procurement__specification__project")
    rows = rows.filter(procurement__ref=ref).order_by("number")
    lot = rows.first() if number is None else rows.filter(number=number).first()
    if lot is None:
        raise Http404
    return lot


def _first_announced(lot: Lot) -> Lot:
    """Where an outsider begins: the first lot with an announced decision."""
    rows = Lot.objects.filter(procurement=lot.procurement, awards__standstill__isnull=False).order_by("number")
    first = rows.first()
    return _lot(lot.procurement.ref, first.number) if first else lot


def access_award_page(user: Any, ref: str, number: int | None) -> AwardPlace:
    """404 for outsiders until it is announced; then everybody gets the public part."""
    lot = _lot(ref, number)
    if number is None and not team_roles(user, lot.procurement):
        lot = _first_announced(lot)
    evaluation = Evaluation.objects.select_related("lot").filter(lot=lot).first()
    shown = public_award(lot)
    if evaluation is None:
        raise Http404
    evaluation.lot = lot
    decision = can_see_award(user, evaluation)
    if decision:
        return AwardPlace(lot, evaluation, current_award(lot), is_whole=True)
    if shown is not None:
        return AwardPlace(lot, evaluation, shown, is_whole=False)
    if team_roles(user, lot.procurement):
        raise NotAllowed(decision.reason, subject=lot.procurement, who_can=decision.who_can)
    raise Http404


def access_award_act(
    user: Any, ref: str, number: int, policy: Callable[[Any, Award], Decision], verb: str = ""
) -> Award:
    """The decision of a lot for an act of the buyer's team; to everybody else the act does not exist."""
    lot = _lot(ref, number)
    award = current_award(lot)
    if award is None or not team_roles(user, lot.procurement):
        raise Http404
    award.lot = lot
    if not (decision := policy(user, award)):
        raise NotAllowed(decision.reason, subject=award, verb=verb, who_can=decision.who_can)
    return award


def access_announced(user: Any, ref: str, number: int) -> Award:
    """The last decision that was announced, for everybody; before that its planned days for those who see it all."""
    place = access_award_page(user, ref, number)
    if place.award is None:
        raise Http404
    return place.award


def access_to_represent(user: Any, ref: str, number: int) -> Award:
    """An announced decision for a provider that may ask for another look."""
    lot = _lot(ref, number)
    award = public_award(lot)
    if award is None:
        raise Http404
    award.lot = lot
    if not (decision := can_represent(user, award)):
        raise NotAllowed(decision.reason, verb="tenders.representation.make", who_can=decision.who_can)
    return award


def access_representing_organisation(user: Any, award: Award, ref: str) -> Organisation:
    """The chosen one of the person's own organisations."""
    for organisation in representing_organisations(user, award):
        if organisation.ref == ref:
            return organisation
    raise Http404


def access_representation(
    user: Any,
    ref: str,
    lot_number: int,
    number: int,
    policy: Callable[[Any, Representation], Decision] = can_read_representation,
) -> Representation:
    """One representation; to everybody but its people, the lead and the approver it does not exist."""
    lot = _lot(ref, lot_number)
    rows = Representation.objects.select_related("organisation", "sent_by", "reviewed_by", "award__bid")
    found = rows.filter(award__lot=lot, number=number).order_by("-award__recommended_at").first()
    if found is None or not can_read_representation(user, found):
        raise Http404
    found.award.lot = lot
    if not (decision := policy(user, found)):
        raise NotAllowed(decision.reason, subject=found, who_can=decision.who_can)
    return found


def access_letter_to_review(
    user: Any, ref: str, number: int, letter: str, policy: Callable[[Any, Award], Decision]
) -> FeedbackLetter:
    """One letter by the letter of its bid, for the team."""
    award = access_award_act(user, ref, number, policy, LETTER_READ)
    bid = access_labelled_bid(evaluation_of(award), letter)
    found = FeedbackLetter.objects.select_related("bid__alliance", "bid__organisation", "reviewed_by")
    row = found.filter(award=award, bid=bid).first()
    if row is None:
        raise Http404
    row.award = award
    return row


def access_own_letter(user: Any, ref: str, bid_ref: str) -> FeedbackLetter:
    """The bidder's own letter, once it is sent. Any other, and one not sent yet, does not exist (SOD-07)."""
    rows = FeedbackLetter.objects.select_related(
        "bid__procurement", "bid__organisation", "bid__alliance", "award__lot__procurement__buyer"
    )
    rows = rows.filter(bid__ref=bid_ref, bid__procurement__ref=ref).order_by("-award__recommended_at", "-pk")
    for letter in rows:
        if not can_read_bid(user, letter.bid):
            raise Http404
        if can_read_letter(user, letter):
            return letter
    raise Http404


def access_notice_kind(award: Award, slug: str) -> NoticeKind:
    """The notice of that name, where it belongs to this award now."""
    kind = kind_of_slug(award, slug)
    if kind is None or kind not in (announcing_kind(award.lot.procurement), *later_kinds(award)):
        raise Http404
    return kind
