"""From the order of the bids to the award: recommended by one, approved by another, made after the standstill."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.events.award import AwardRecommended
from portal.tenders.models import Award, Bid, Contract, Evaluation, Procurement
from portal.tenders.permissions.award import can_recommend_award
from portal.tenders.services.bid_release import bids_released
from portal.tenders.services.contract import contract_create
from portal.tenders.workflow.award import AWARD

NONE_DECLARED = "None declared."


def locked_award(award: Award) -> Award:
    """The award as it stands now, with its procurement locked against every other act on it."""
    Procurement.objects.select_for_update(of=("self",)).get(pk=award.lot.procurement_id)
    rows = Award.objects.select_related("lot__procurement__buyer", "bid__organisation", "bid__alliance")
    return rows.get(pk=award.pk)


@transaction.atomic
def award_recommend(
    *,
    actor: Any,
    evaluation: Evaluation,
    reasons: str,
    weaker_points: str = "",
    conflicts_summary: str = "",
    bid: Bid | None = None,
) -> Award:
    """Recommend the bid that comes first. Only where bids are level in everything does the interview choose (`bid`)."""
    Procurement.objects.select_for_update(of=("self",)).get(pk=evaluation.lot.procurement_id)
    fresh = Evaluation.objects.select_related("lot__procurement").get(pk=evaluation.pk)
    if not (decision := can_recommend_award(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.award.recommend", who_can=decision.who_can)
    if not reasons.strip():
        raise DomainError(_("Say why: the reasons go into every letter and into the notice."))
    chosen = _chosen(fresh, bid)
    award = Award.objects.create(
        lot=fresh.lot,
        bid=chosen,
        ranking=fresh.ranking,
        reasons=reasons.strip(),
        weaker_points=weaker_points.strip(),
        conflicts_summary=conflicts_summary.strip() or NONE_DECLARED,
        recommended_by=actor,
        recommended_at=now(),
    )
    audit_record(actor=actor, verb="tenders.award.recommend", subject=award, data={"bid": chosen.ref})
    audit_record(
        actor=actor,
        verb="tenders.award.recommend",
        subject=fresh.lot.procurement,
        data={"lot": fresh.lot.number, "bid": chosen.ref},
    )
    publish(AwardRecommended(award.pk))
    return award


def _chosen(evaluation: Evaluation, bid: Bid | None) -> Bid:
    first = [row["ref"] for row in evaluation.ranking["bids"] if row["rank"] == 1]
    if bid is None:
        if len(first) != 1:
            raise DomainError(_("The first bids are level in everything. Say which one the panel's interview chose."))
        return Bid.objects.get(ref=first[0], lot=evaluation.lot)
    if bid.ref not in first:
        raise DomainError(
            _("Only the bid that comes first can be recommended: the published rules decide, not a choice.")
        )
    return bid


@transaction.atomic
def award_approve(*, actor: Any, award: Award, reason: str) -> Award:
    """A second person, who did nothing of what is approved, says yes (SOD-11)."""
    if not reason.strip():
        raise DomainError(_("Say what you looked at and why you approve: it stays on record."))
    changes = {"approved_by": actor, "approved_at": now(), "approval_reason": reason.strip()}
    return _moved(award, "approve", actor=actor, changes=changes)


@transaction.atomic
def award_return(*, actor: Any, award: Award, reason: str) -> Award:
    """Send the recommendation back with its reason; a new one can be written."""
    if not reason.strip():
        raise DomainError(_("Say what has to be different: the lead reads it."))
    changes = {"ended_reason": reason.strip(), "ended_at": now()}
    return _moved(award, "return", actor=actor, changes=changes, reason=reason.strip())


@transaction.atomic
def award_confirm(*, actor: Any, award: Award) -> Contract:
    """Make the award, once nothing stands in the way, and write the contract that all parties sign (SOD-12)."""
    made = _moved(award, "award", actor=actor, changes={"awarded_at": now()})
    contract = contract_create(actor=actor, award=made)
    _bids_are_over(actor, made)
    return contract


@transaction.atomic
def award_abandon(*, actor: Any, award: Award, reason: str) -> Award:
    """End an announced award without a contract, after the standstill (SOD-12). A notice of it is due."""
    if not reason.strip():
        raise DomainError(_("Say why: everybody reads it."))
    changes = {"ended_reason": reason.strip(), "ended_at": now()}
    ended = _moved(award, "abandon", actor=actor, changes=changes, reason=reason.strip())
    _bids_are_over(actor, ended)
    return ended


def _bids_are_over(actor: Any, award: Award) -> None:
    """The lot is decided: alliances that lost are free again."""
    bids_released(actor=actor, procurement=award.lot.procurement, lot=award.lot)


@transaction.atomic
def award_repeat(*, actor: Any, award: Award, reason: str) -> Award:
    """Go back to the step of deciding, after the standstill (SOD-12). A new recommendation is written."""
    if not reason.strip():
        raise DomainError(_("Say why: everybody reads it."))
    changes = {"ended_reason": reason.strip(), "ended_at": now()}
    return _moved(award, "back_to_step", actor=actor, changes=changes, reason=reason.strip(), back_to=DECIDING_STEP)


DECIDING_STEP = 4
"""Of the competitive process (reg 11): decide who is successful."""


def _moved(award: Award, step: str, *, actor: Any, changes: dict[str, Any], **data: Any) -> Award:
    """The transition, also written into the procurement's own record."""
    fresh = locked_award(award)
    made: Award = transition(AWARD, fresh, step, actor=actor, changes=changes, **data)
    audit_record(
        actor=actor,
        verb=f"tenders.award.{step}",
        subject=fresh.lot.procurement,
        data={"lot": fresh.lot.number, **data},
    )
    for field in ("state", *changes):
        setattr(award, field, getattr(made, field))
    return made
