"""Who recommends, approves, announces, challenges and awards, and until when nobody may (SOD-11, SOD-12).

What time decides is asked of the clock with each request: `standstill_block` is the one place that says why an award,
an abandonment, a return to an earlier step or a signature is still refused, and from which instant it is not.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.clock import now
from portal.common.permissions import YES, Decision, no
from portal.common.templatetags.ui_text import day, when
from portal.organisations.models import Organisation
from portal.tenders.enums import (
    EVALUATORS,
    AwardState,
    EvaluationState,
    FurtherDecisionKind,
    ProcurementState,
    Regime,
    RepresentationState,
    TeamRole,
)
from portal.tenders.models import (
    Award,
    BidMember,
    Consensus,
    FeedbackLetter,
    FurtherDecision,
    Opening,
    ProcurementAssignment,
    Representation,
    Score,
    Standstill,
)
from portal.tenders.permissions.bid import can_read_bid
from portal.tenders.permissions.evaluation import interest_decision
from portal.tenders.permissions.procurement import bid_lead_organisations, has_team_role, team_roles

if TYPE_CHECKING:
    from portal.tenders.models import Evaluation, Lot, Procurement

ANNOUNCED = (AwardState.INTENTION_PUBLISHED, AwardState.UNDER_REPRESENTATION, AwardState.FURTHER_DECISION_SENT)
OVER = (AwardState.RETURNED, AwardState.ABANDONED)
APART_FROM_APPROVAL = (TeamRole.LEAD, TeamRole.PACK_AUTHOR, *EVALUATORS, TeamRole.FACILITATOR, TeamRole.OPENER)


def _lead() -> str:
    return _("The procurement lead")


def _people(procurement: "Procurement", role: TeamRole) -> str:
    """The names of those who hold a part now: who else can."""
    rows = procurement.assignments.filter(role=role, ended_at=None).select_related("user").order_by("number")
    return ", ".join(str(row.user) for row in rows)


def is_psr(procurement: "Procurement") -> bool:
    """Whether the Provider Selection Regime governs it; everything else counts as the Procurement Act says."""
    return procurement.regime == Regime.PSR


def current_award(lot: "Lot") -> Award | None:
    """The decision that is being made, or the last one that was."""
    rows = Award.objects.filter(lot=lot).select_related("lot__procurement", "bid__organisation", "bid__alliance")
    return rows.order_by("-recommended_at", "-pk").first()


def public_award(lot: "Lot") -> Award | None:
    """The last decision that was announced."""
    rows = Award.objects.filter(lot=lot, standstill__isnull=False)
    rows = rows.select_related("lot__procurement", "bid__organisation", "bid__alliance", "standstill")
    return rows.order_by("-recommended_at", "-pk").first()


# -- Seeing ----------------------------------------------------------------------------------------------------------


def can_see_award(user: Any, evaluation: "Evaluation") -> Decision:
    """The whole page: cleared lead and approver once there is an order, publisher and auditors once it is approved."""
    procurement = evaluation.lot.procurement
    roles = team_roles(user, procurement)
    if roles & {TeamRole.LEAD, TeamRole.APPROVER}:
        if evaluation.state != EvaluationState.RANKED:
            return no(_("There is no order of the bids yet. It comes before a recommendation."), _lead())
        return interest_decision(user, procurement)
    if TeamRole.PUBLISHER not in roles and not has_role(user, PortalRole.AUDITOR):
        return no(_("Before it is announced, a decision is seen by those who make, approve and publish it."), _lead())
    award = current_award(evaluation.lot)
    if award is None or award.state in (AwardState.RECOMMENDED, AwardState.RETURNED):
        return no(_("You see the decision once it is approved."), _lead())
    return YES


def can_read_letter(user: Any, letter: FeedbackLetter) -> Decision:
    """The people of the bid that it is about, once it is sent; every other letter does not exist for them (SOD-07)."""
    if not (decision := can_read_bid(user, letter.bid)):
        return decision
    if letter.sent_at is None:
        return no(_("The letters have not been sent yet. All bidders get theirs at the same moment."))
    return YES


# -- Deciding --------------------------------------------------------------------------------------------------------


def _leads(user: Any, procurement: "Procurement", what: str) -> Decision:
    if not has_team_role(user, procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead %(what)s.") % {"what": what}, _lead())
    if procurement.state not in (ProcurementState.OPENED, ProcurementState.COMPLETE):
        return no(_("This procurement is not being decided."))
    return interest_decision(user, procurement)


def can_recommend_award(user: Any, evaluation: "Evaluation") -> Decision:
    """The cleared lead, once the bids are ranked and no other recommendation stands."""
    if not (decision := _leads(user, evaluation.lot.procurement, _("recommends"))):
        return decision
    if evaluation.state != EvaluationState.RANKED:
        return no(_("The order of the bids has not been worked out yet."), _lead())
    if Award.objects.filter(lot=evaluation.lot).exclude(state__in=OVER).exists():
        return no(_("A recommendation for this lot stands already."))
    if not any(row["rank"] for row in evaluation.ranking.get("bids", [])):
        return no(_("No bid is ranked, so there is nobody to award to. The lead can end the procurement."), _lead())
    return YES


def _approves(user: Any, award: Award) -> Decision:
    """SOD-11: an assigned approver who did nothing of what is approved, by assignment or in fact."""
    procurement = award.lot.procurement
    names = _people(procurement, TeamRole.APPROVER)
    who_can = _("%(names)s can.") % {"names": names} if names else _("The assigned approver can.")
    if award.recommended_by_id == user.pk:
        return no(_("You wrote the recommendation, so a colleague must approve it."), who_can)
    if not has_team_role(user, procurement, TeamRole.APPROVER):
        return no(_("Only the assigned approver decides on a recommendation."), who_can)
    if _had_part(user, award):
        reason = _("The award is approved by somebody who did not lead, write, open, score or facilitate.")
        return no(reason, _("Another approver, whom the lead assigns"))
    return interest_decision(user, procurement)


def _had_part(user: Any, award: Award) -> bool:
    procurement = award.lot.procurement
    held = ProcurementAssignment.objects.filter(procurement=procurement, user=user, role__in=APART_FROM_APPROVAL)
    opened = Opening.objects.filter(procurement=procurement)
    return (
        held.exists()
        or opened.filter(first_by=user).exists()
        or opened.filter(second_by=user).exists()
        or Score.objects.filter(evaluation__lot__procurement=procurement, evaluator=user).exists()
        or Consensus.objects.filter(evaluation__lot__procurement=procurement, recorded_by=user).exists()
    )


def can_approve_award(user: Any, award: Award) -> Decision:
    """As SOD-11 says, while it waits for approval."""
    if award.state != AwardState.RECOMMENDED:
        return no(_("This recommendation has been decided on."))
    return _approves(user, award)


def can_return_award(user: Any, award: Award) -> Decision:
    """The approver, or the lead who takes the own recommendation back, while it waits for approval."""
    if award.state != AwardState.RECOMMENDED:
        return no(_("This recommendation has been decided on."))
    if award.recommended_by_id == user.pk:
        return _leads(user, award.lot.procurement, _("takes a recommendation back"))
    return _approves(user, award)


# -- Letters and notices ---------------------------------------------------------------------------------------------


def can_prepare_letters(user: Any, award: Award) -> Decision:
    """The cleared lead, between approval and announcement."""
    if not (decision := _leads(user, award.lot.procurement, _("prepares the letters"))):
        return decision
    if award.state == AwardState.RECOMMENDED:
        return no(_("The letters are written once the award is approved."), _("The award approver"))
    if award.state != AwardState.APPROVED:
        return no(_("The decision is announced, and the letters are as they were sent."))
    if FeedbackLetter.objects.filter(award=award, sent_at__isnull=False).exists():
        return no(_("The letters have been sent and stay as they are."))
    return YES


def can_see_letters(user: Any, award: Award) -> Decision:
    """Lead and approver read every letter, before and after it is sent."""
    procurement = award.lot.procurement
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.APPROVER):
        return no(_("Letters are read by the lead and the approver. Each bidder reads its own."), _lead())
    return interest_decision(user, procurement)


def can_send_letters(user: Any, award: Award) -> Decision:
    """Under the Procurement Act, before the notice. Under the Provider Selection Regime they go with the notice."""
    if not (decision := can_prepare_letters(user, award)):
        return decision
    if is_psr(award.lot.procurement):
        reason = _("These letters go at the same moment as the notice, when the publisher records it.")
        return no(reason, _("The assigned publisher"))
    return letters_ready(award)


def letters_ready(award: Award) -> Decision:
    """Whether there is a letter for every bidder and each has been read and frozen."""
    letters = FeedbackLetter.objects.filter(award=award)
    if not letters.exists():
        return no(_("The letters to the bidders are not written yet."), _lead())
    waiting = letters.filter(frozen_at=None).count()
    if waiting:
        return no(_("Not every letter has been read and frozen. Left to read: %(n)d.") % {"n": waiting}, _lead())
    return YES


def can_announce_award(user: Any, award: Award) -> Decision:
    """The assigned publisher, when every letter is frozen (and, under the Procurement Act, sent)."""
    procurement = award.lot.procurement
    if not has_team_role(user, procurement, TeamRole.PUBLISHER):
        return no(_("Only the assigned publisher publishes the notice."), _people(procurement, TeamRole.PUBLISHER))
    if award.recommended_by_id == user.pk:
        return no(_("You recommended this award, so somebody else publishes the notice."))
    if award.state != AwardState.APPROVED:
        return no(
            _("The award is not approved yet.")
            if award.state == AwardState.RECOMMENDED
            else _("The decision has been announced.")
        )
    if not (decision := letters_ready(award)):
        return decision
    if not is_psr(procurement) and FeedbackLetter.objects.filter(award=award, sent_at=None).exists():
        return no(_("The assessment summaries go to every bidder before this notice. They are not sent yet."), _lead())
    return YES


def can_record_notice(user: Any, award: Award) -> Decision:
    """The assigned publisher, for the notices that follow an award or its end."""
    procurement = award.lot.procurement
    if not has_team_role(user, procurement, TeamRole.PUBLISHER):
        return no(_("Only the assigned publisher records notices."), _people(procurement, TeamRole.PUBLISHER))
    if award.state not in (AwardState.AWARDED, AwardState.ABANDONED):
        return no(_("This notice follows the award. It is not made yet."), _lead())
    return YES


# -- Standstill ------------------------------------------------------------------------------------------------------


def standstill_of(award: Award) -> Standstill | None:
    """The stored pause of this award."""
    return Standstill.objects.filter(award=award).first()


def last_further_decision(award: Award) -> FurtherDecision | None:
    """The one that counts."""
    return FurtherDecision.objects.filter(award=award).order_by("-told_at", "-number").first()


def standstill_block(award: Award, at: datetime) -> str:
    """Why the award cannot be carried out, abandoned or taken back at `at`; empty once it can (SOD-12)."""
    standstill = standstill_of(award)
    if standstill is None:
        return _("The decision has not been announced, so its standstill has not begun.")
    if at < standstill.ends_at:
        return _(
            "The standstill is open until midnight at the end of %(day)s. The portal refuses this until "
            "%(instant)s, London time."
        ) % {"day": day(standstill.last_day_on), "instant": when(standstill.ends_at)}
    if Representation.objects.filter(award=award).exclude(state=RepresentationState.ANSWERED).exists():
        return _("A representation has not been answered. It is reviewed, and a further decision told, before this.")
    further = last_further_decision(award)
    if further is not None and at < further.opens_at:
        return _(
            "Five full working days must pass after providers were told of the further decision on %(day)s. The "
            "portal refuses this until %(instant)s, London time."
        ) % {"day": day(further.told_at), "instant": when(further.opens_at)}
    return ""


def blocked_until(award: Award) -> datetime | None:
    """The first instant at which nothing but a missing answer can stand in the way; None before the announcement."""
    standstill = standstill_of(award)
    if standstill is None:
        return None
    further = last_further_decision(award)
    return max(standstill.ends_at, further.opens_at) if further else standstill.ends_at


def _follows(award: Award, kind: FurtherDecisionKind) -> Decision:
    """What a further decision says is what happens."""
    further = last_further_decision(award)
    if further is not None and further.decision != kind:
        reason = _("The further decision was: %(decision)s.") % {"decision": further.get_decision_display().lower()}
        return no(reason)
    return YES


def _ends_standstill(user: Any, award: Award, what: str, kind: FurtherDecisionKind) -> Decision:
    if not (decision := _leads(user, award.lot.procurement, what)):
        return decision
    if award.state not in ANNOUNCED:
        return no(_("This is possible only for a decision that has been announced and not carried out."))
    if reason := standstill_block(award, now()):
        return no(reason)
    return _follows(award, kind)


def can_confirm_award(user: Any, award: Award) -> Decision:
    """The cleared lead. Under the Provider Selection Regime not before the standstill has ended (SOD-12).

    Under the Procurement Act the award may be made at once: entering into the contract is what has to wait.
    """
    if is_psr(award.lot.procurement) or award.state not in ANNOUNCED:
        return _ends_standstill(user, award, _("makes the award"), FurtherDecisionKind.AWARD)
    return _leads(user, award.lot.procurement, _("makes the award"))


def can_abandon_award(user: Any, award: Award) -> Decision:
    """The cleared lead, after the standstill (SOD-12, PSR reg 15(3))."""
    return _ends_standstill(user, award, _("abandons an award"), FurtherDecisionKind.ABANDON)


def can_repeat_award(user: Any, award: Award) -> Decision:
    """The cleared lead goes back to the step of deciding, after the standstill (SOD-12)."""
    return _ends_standstill(user, award, _("goes back to an earlier step"), FurtherDecisionKind.REPEAT)


# -- Representations -------------------------------------------------------------------------------------------------


def representing_organisations(user: Any, award: Award) -> list[Organisation]:
    """The person's organisations that could be aggrieved: those that provide services and are not to be awarded."""
    winners = set(BidMember.objects.filter(bid=award.bid_id).values_list("organisation_id", flat=True))
    return [body for body in bid_lead_organisations(user) if body.pk not in winners]


def can_represent(user: Any, award: Award) -> Decision:
    """A bid lead of a provider that bid or could have, before the stored end of the standstill (PSR reg 12(3))."""
    procurement = award.lot.procurement
    if not is_psr(procurement):
        return no(
            _("This award follows the Procurement Act. A bidder who objects writes to the buyer or goes to court.")
        )
    if not user.is_authenticated:
        return no(_("Sign in as a bid lead of your organisation."))
    if team_roles(user, procurement):
        return no(_("You are on the buyer's side of this tender."))
    if not bid_lead_organisations(user):
        return no(
            _("A representation is made by a bid lead of an organisation that provides services."),
            _("A bid lead of your organisation"),
        )
    if not representing_organisations(user, award):
        return no(_("Your organisation is the one that is to be awarded."))
    if award.state not in ANNOUNCED:
        return no(_("The decision is not in its standstill."))
    standstill = standstill_of(award)
    if standstill is None or not now() < standstill.ends_at:
        last = day(standstill.last_day_on) if standstill else ""
        return no(_("Representations had to arrive before midnight at the end of %(day)s.") % {"day": last})
    return YES


def can_read_representation(user: Any, representation: Representation) -> Decision:
    """Those who made it, the lead who reviews it and the approver who decides."""
    procurement = representation.award.lot.procurement
    if any(body.pk == representation.organisation_id for body in bid_lead_organisations(user)):
        return YES
    if has_team_role(user, procurement, TeamRole.LEAD, TeamRole.APPROVER):
        return interest_decision(user, procurement)
    return no(_("A representation is read by those who made it, review it and decide on it."), _lead())


def can_review_representation(user: Any, representation: Representation) -> Decision:
    """The cleared lead, once."""
    if not (decision := _leads(user, representation.award.lot.procurement, _("reviews representations"))):
        return decision
    if representation.state != RepresentationState.RECEIVED:
        return no(_("This representation has been reviewed."))
    return YES


def can_decide_further(user: Any, award: Award) -> Decision:
    """The approver (SOD-11), when every representation has been reviewed; again when there is more to decide."""
    if not (decision := _approves(user, award)):
        return decision
    if award.state not in (AwardState.UNDER_REPRESENTATION, AwardState.FURTHER_DECISION_SENT):
        return no(_("No representation waits for a decision."))
    if Representation.objects.filter(award=award, state=RepresentationState.RECEIVED).exists():
        return no(_("A representation has not been reviewed yet."), _lead())
    return YES


def can_answer_representation(user: Any, representation: Representation) -> Decision:
    """Answered by the further decision, in the same act."""
    return _approves(user, representation.award)


def can_read_further_decision(user: Any, award: Award) -> Decision:
    """Those who must be told: who made representations, the intended winner; and the team that decides."""
    procurement = award.lot.procurement
    if has_team_role(user, procurement, TeamRole.LEAD, TeamRole.APPROVER, TeamRole.PUBLISHER):
        return YES
    if award.bid is not None and can_read_bid(user, award.bid):
        return YES
    mine = {body.pk for body in bid_lead_organisations(user)}
    if mine & set(Representation.objects.filter(award=award).values_list("organisation_id", flat=True)):
        return YES
    return no(_("Its reasons are told to those who made representations and to the intended winner."))
