"""Price joins after quality is locked; then the order, by the published rules, once (domain 2.3, 2.4)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.events.evaluation import PriceExplained, PriceExplanationAsked
from portal.tenders.models import Bid, Evaluation, OpenedPrice
from portal.tenders.permissions.evaluation import (
    can_decide_price,
    can_explain_price,
    can_open_prices,
    can_rank,
)
from portal.tenders.selectors.evaluation import board_of
from portal.tenders.selectors.evaluation_ranking import (
    bids_with_price,
    low_price_flags,
    opened_prices,
    ranking_of,
)
from portal.tenders.services.seal_keys import unseal_price
from portal.tenders.workflow.evaluation import EVALUATION


@transaction.atomic
def prices_open(*, actor: Any, evaluation: Evaluation) -> Evaluation:
    """Unseal the price of every bid that no minimum has taken out, and flag those that must be explained.

    A bid that failed stays closed: its price sets nothing. The flag rejects nothing.
    """
    locked = _locked(evaluation)
    if not (decision := can_open_prices(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.price.open")
    bids = bids_with_price(board_of(locked))
    for bid in bids:
        price = unseal_price(bid=bid)
        OpenedPrice.objects.create(bid=bid, price_pence=price, opened_by=actor, opened_at=now())
        audit_record(actor=actor, verb="tenders.price.open", subject=bid)
    _flag(locked)
    locked.prices_opened_at = now()
    locked.save(update_fields=["prices_opened_at"])
    audit_record(
        actor=actor, verb="tenders.price.open", subject=locked, data={"bids": [locked.letter_of(bid) for bid in bids]}
    )
    return locked


@transaction.atomic
def price_explanation_ask(*, actor: Any, evaluation: Evaluation, bid: Bid, due_at: datetime) -> OpenedPrice:
    """Ask a bidder to explain an abnormally low price by `due_at`. Its bid leads get a mail."""
    locked, price = _price_to_decide(actor, evaluation, bid, "tenders.price.ask")
    if not price.is_abnormally_low:
        raise DomainError(_("This price does not have to be explained."))
    if price.explanation_asked_at is not None:
        raise DomainError(_("This bidder has been asked."))
    if due_at <= now():
        raise DomainError(_("Choose a time that is still to come."))
    price.explanation_asked_at, price.explanation_due_at = now(), due_at
    price.save(update_fields=["explanation_asked_at", "explanation_due_at"])
    audit_record(
        actor=actor,
        verb="tenders.price.ask",
        subject=bid,
        data={"lot": locked.lot.number, "due_at": due_at.isoformat()},
    )
    publish(PriceExplanationAsked(price.pk))
    return price


@transaction.atomic
def price_explain(*, actor: Any, bid: Bid, explanation: str) -> OpenedPrice:
    """The bidder's own answer, once. It cannot change the bid."""
    if not (decision := can_explain_price(actor, bid)):
        raise NotAllowed(decision.reason, verb="tenders.price.explain")
    if not explanation.strip():
        raise DomainError(_("Write how you can do the work at this price."))
    price = OpenedPrice.objects.select_for_update(of=("self",)).get(bid=bid)
    price.explanation, price.explained_by, price.explained_at = explanation.strip(), actor, now()
    price.save(update_fields=["explanation", "explained_by", "explained_at"])
    audit_record(actor=actor, verb="tenders.price.explain", subject=bid)
    publish(PriceExplained(price.pk))
    return price


@transaction.atomic
def price_explanation_decide(
    *, actor: Any, evaluation: Evaluation, bid: Bid, is_accepted: bool, reason: str, explanation: str = ""
) -> OpenedPrice:
    """Decide with reasons on the bidder's answer; `explanation` is what it said when it did not answer here itself.
    Only a price that was asked about can be rejected.

    Taking one out can bring another below the mean: the flags are worked out again.
    """
    locked, price = _price_to_decide(actor, evaluation, bid, "tenders.price.decide")
    if price.explanation_asked_at is None:
        raise DomainError(_("First ask the bidder: nobody is rejected without being heard."))
    if price.is_explanation_accepted is not None:
        raise DomainError(_("This price has been decided on."))
    said = price.explanation or explanation.strip()
    if not said or not reason.strip():
        raise DomainError(_("Write down the bidder's answer and your reasons. Say so if no answer came."))
    price.explanation, price.explanation_decision = said, reason.strip()
    price.is_explanation_accepted, price.decided_by, price.decided_at = is_accepted, actor, now()
    price.save()
    audit_record(
        actor=actor,
        verb="tenders.price.decide",
        subject=bid,
        data={"is_accepted": is_accepted, "reason": reason.strip(), "lot": locked.lot.number},
    )
    if not is_accepted:
        _flag(locked)
    return price


@transaction.atomic
def ranking_make(*, actor: Any, evaluation: Evaluation) -> Evaluation:
    """Work out the order and keep it with all its figures. Raises DomainError while a price is undecided."""
    locked = _locked(evaluation)
    if not (decision := can_rank(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb="tenders.evaluation.rank")
    if undecided_prices(locked):
        raise DomainError(_("A price must be explained and decided on first."))
    result: Evaluation = transition(
        EVALUATION, locked, "rank", actor=actor, changes={"ranking": ranking_of(locked), "ranked_at": now()}
    )
    return result


def undecided_prices(evaluation: Evaluation) -> list[OpenedPrice]:
    """Flagged prices on which nobody has decided."""
    rows = opened_prices(evaluation).values()
    return [row for row in rows if row.is_abnormally_low and row.is_explanation_accepted is None]


def _flag(evaluation: Evaluation) -> None:
    prices = opened_prices(evaluation)
    for pk, reasons in low_price_flags(evaluation, prices).items():
        row = prices[pk]
        if not row.is_abnormally_low:
            row.is_abnormally_low, row.low_reasons = True, list(reasons)
            row.save(update_fields=["is_abnormally_low", "low_reasons"])


def _locked(evaluation: Evaluation) -> Evaluation:
    return (
        Evaluation.objects.select_for_update(of=("self",))
        .select_related("lot", "lot__procurement", "lot__procurement__buyer")
        .get(pk=evaluation.pk)
    )


def _price_to_decide(actor: Any, evaluation: Evaluation, bid: Bid, verb: str) -> tuple[Evaluation, OpenedPrice]:
    locked = _locked(evaluation)
    if not (decision := can_decide_price(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb=verb)
    price = OpenedPrice.objects.filter(bid=bid, bid__lot=locked.lot).first()
    if price is None:
        raise DomainError(_("The price of this bid was not opened."))
    return locked, price
