"""What waits for whom between the order of the bids and the contract. The number of queries does not grow with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.calendars import end_of_day_instant
from portal.common.clock import now
from portal.common.templatetags.ui_text import when
from portal.common.work import Waiting, WorkItem
from portal.organisations.models import Membership
from portal.tenders.enums import (
    AwardState,
    ContractState,
    EvaluationState,
    FurtherDecisionKind,
    ProcurementState,
    Regime,
    RepresentationState,
    TeamRole,
)
from portal.tenders.models import Award, Contract, ContractParty, Evaluation, ProcurementAssignment, Representation
from portal.tenders.permissions.award import ANNOUNCED, OVER
from portal.tenders.selectors.award_notice import SLUGS, announcing_kind, later_kinds, notice_due_on

_LIVE = (ProcurementState.OPENED, ProcurementState.COMPLETE)
_ROLES = (TeamRole.LEAD, TeamRole.APPROVER, TeamRole.PUBLISHER)


@dataclass
class _Desk:
    """What a person's work is read from."""

    user: Any
    roles: dict[int, set[TeamRole]]
    evaluations: list[Evaluation] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)

    def has(self, award: Award, role: TeamRole) -> bool:
        """Whether the person has this part in the award's procurement."""
        return role in self.roles[award.lot.procurement_id]


def _desk(user: Any) -> _Desk | None:
    if not user.is_authenticated:
        return None
    at = now()
    rows = ProcurementAssignment.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at),
        user=user,
        role__in=_ROLES,
        assigned_at__lte=at,
        procurement__state__in=_LIVE,
    )
    roles: dict[int, set[TeamRole]] = {}
    for procurement, role in rows.order_by("pk").values_list("procurement_id", "role"):
        roles.setdefault(procurement, set()).add(TeamRole(role))
    if not roles:
        return None
    standing = Award.objects.filter(lot=OuterRef("lot")).exclude(state__in=OVER)
    evaluations = Evaluation.objects.filter(
        ~Exists(standing),
        ~Exists(Award.objects.filter(lot=OuterRef("lot"), state=AwardState.ABANDONED)),
        lot__procurement__in=roles,
        lot__procurement__state=ProcurementState.OPENED,
        state=EvaluationState.RANKED,
    )
    awards = (
        Award.objects.filter(lot__procurement__in=roles)
        .exclude(state=AwardState.RETURNED)
        .select_related("lot__procurement", "standstill", "contract", "bid")
        .prefetch_related(
            "notices",
            "representations__organisation",
            "further_decisions",
            "lot__procurement__assignments__user",
            "contract__parties",
        )
        .annotate(
            letter_count=Count("letters", distinct=True),
            unread_count=Count("letters", filter=Q(letters__frozen_at=None), distinct=True),
            unsent_count=Count("letters", filter=Q(letters__sent_at=None), distinct=True),
        )
        .order_by("recommended_at", "pk")
    )
    return _Desk(
        user, roles, list(evaluations.select_related("lot__procurement").order_by("ranked_at", "pk")), list(awards)
    )


def _item(lot: Any, name: str, *args: Any, **fields: Any) -> WorkItem:
    url = reverse(f"tenders:{name}", args=[lot.procurement.ref, lot.number, *args])
    return WorkItem(url=url, about=lot.procurement.title, ref=lot.procurement.ref, **fields)


def work_for(user: Any) -> list[WorkItem]:
    """What this person has to do now, with why and by when."""
    found = list(_signing_work(user))
    desk = _desk(user)
    if desk is None:
        return found
    for evaluation in desk.evaluations:
        if TeamRole.LEAD in desk.roles[evaluation.lot.procurement_id] and _has_order(evaluation):
            found.append(
                _item(
                    evaluation.lot,
                    "award_recommend",
                    title=_("Recommend the award"),
                    why=_("Because you are the procurement lead. The bids are in their order."),
                    role=str(TeamRole.LEAD.label),
                    action=_("Write the recommendation"),
                )
            )
    for award in desk.awards:
        found += _of_award(desk, award)
    return found


def _has_order(evaluation: Evaluation) -> bool:
    return any(row["rank"] for row in evaluation.ranking.get("bids", []))


def _of_award(desk: _Desk, award: Award) -> Iterator[WorkItem]:
    if desk.has(award, TeamRole.LEAD):
        yield from _lead_work(award)
    if desk.has(award, TeamRole.APPROVER):
        yield from _approver_work(award)
    if desk.has(award, TeamRole.PUBLISHER):
        yield from _publisher_work(award)


def _lead_work(award: Award) -> Iterator[WorkItem]:
    role = str(TeamRole.LEAD.label)
    if award.state == AwardState.APPROVED:
        yield from _letter_work(award, role)
    for row in award.representations.all():
        if row.state == RepresentationState.RECEIVED:
            yield _item(
                award.lot,
                "representation_review",
                row.number,
                title=_("Review the representation of %(name)s") % {"name": row.organisation.name},
                why=_("Because you are the procurement lead. The award waits until it is answered."),
                role=role,
            )
    if award.state in (AwardState.INTENTION_PUBLISHED, AwardState.FURTHER_DECISION_SENT):
        yield from _ending_work(award, role)


def _letter_work(award: Award, role: str) -> Iterator[WorkItem]:
    counts = award.__dict__
    planned = award.publication_planned_on
    due = end_of_day_instant(planned) if planned else None
    title, name = "", ""
    if not counts["letter_count"]:
        title, name = _("Write the letters to the bidders"), "letter_make"
    elif counts["unread_count"]:
        title, name = _("Read and freeze the letters: %(n)d left") % {"n": counts["unread_count"]}, "award_lot"
    elif counts["unsent_count"] and award.lot.procurement.regime != Regime.PSR:
        title, name = _("Send the letters to the bidders"), "letter_send"
    if name:
        why = _("Because you are the procurement lead. The award is approved, and every bidder gets one letter.")
        yield _item(award.lot, name, title=title, why=why, role=role, due_at=due)


def _opens_at(award: Award) -> Any:
    standstill = getattr(award, "standstill", None)
    told = [row.opens_at for row in award.further_decisions.all()]
    return max([standstill.ends_at, *told]) if standstill else None


def _ending_work(award: Award, role: str) -> Iterator[WorkItem]:
    decisions = sorted(award.further_decisions.all(), key=lambda row: (row.told_at, row.number))
    kind = FurtherDecisionKind(decisions[-1].decision) if decisions else FurtherDecisionKind.AWARD
    name, title = {
        FurtherDecisionKind.AWARD: ("award_confirm", _("Make the award")),
        FurtherDecisionKind.ABANDON: ("award_abandon", _("Abandon the award, as decided")),
        FurtherDecisionKind.REPEAT: ("award_repeat", _("Go back and decide again, as decided")),
    }[kind]
    opens_at = _opens_at(award)
    waits = award.lot.procurement.regime == Regime.PSR or kind != FurtherDecisionKind.AWARD
    blocked = ""
    if waits and opens_at and now() < opens_at:
        blocked = _("Not open yet. The standstill ends; it opens %(at)s.") % {"at": when(opens_at)}
    why = _("Because you are the procurement lead. The decision has been announced.")
    yield _item(award.lot, name, title=title, why=why, role=role, blocked_reason=blocked)


def _approver_work(award: Award) -> Iterator[WorkItem]:
    role = str(TeamRole.APPROVER.label)
    if award.state == AwardState.RECOMMENDED:
        planned = award.lot.procurement.intention_planned_on
        yield _item(
            award.lot,
            "award_lot",
            title=_("Approve the award, or send it back"),
            why=_("Because you are the approver: you did not lead, open, score, facilitate or recommend."),
            role=role,
            due_at=end_of_day_instant(planned) if planned else None,
            action=_("Read the recommendation"),
        )
    waiting = [row.state for row in award.representations.all()]
    if award.state == AwardState.UNDER_REPRESENTATION and RepresentationState.RECEIVED not in waiting:
        yield _item(
            award.lot,
            "further_decide",
            title=_("Tell a further decision"),
            why=_("Because you are the approver. Every representation has been reviewed."),
            role=role,
        )


def _publisher_work(award: Award) -> Iterator[WorkItem]:
    role = str(TeamRole.PUBLISHER.label)
    procurement, counts = award.lot.procurement, award.__dict__
    is_sent = procurement.regime == Regime.PSR or not counts["unsent_count"]
    if award.state == AwardState.APPROVED and counts["letter_count"] and not counts["unread_count"] and is_sent:
        planned = award.publication_planned_on
        yield _item(
            award.lot,
            "notice_publish",
            SLUGS[announcing_kind(procurement)],
            title=_("Publish the notice and record it"),
            why=_("Because you are the publisher. Every letter is read; the standstill is counted from the notice."),
            role=role,
            due_at=end_of_day_instant(planned) if planned else None,
        )
    known = {notice.kind for notice in award.notices.all()}
    for kind in later_kinds(award):
        if kind not in known:
            due = notice_due_on(award, kind)
            yield _item(
                award.lot,
                "notice_publish",
                SLUGS[kind],
                title=_("Publish and record: %(notice)s") % {"notice": kind.label},
                why=_("Because you are the publisher. The law asks for this notice."),
                role=role,
                due_at=end_of_day_instant(due) if due else None,
            )
    contract = getattr(award, "contract", None)
    if contract is not None and contract.state == ContractState.SIGNING:
        yield from _buyer_signature(award, contract, role)


def _buyer_signature(award: Award, contract: Contract, role: str) -> Iterator[WorkItem]:
    if any(party.signed_at is None for party in contract.parties.all()):
        return
    opens_at = _opens_at(award)
    blocked = _("Not open yet. It opens %(at)s.") % {"at": when(opens_at)} if opens_at and now() < opens_at else ""
    yield WorkItem(
        title=_("Sign the contract for the buyer"),
        url=reverse("contracts:contract_sign", args=[contract.ref]),
        about=contract.title,
        ref=contract.ref,
        why=_("Because you are the publisher. Every party has signed, and the buyer signs last."),
        role=role,
        blocked_reason=blocked,
    )


def _signing_work(user: Any) -> Iterator[WorkItem]:
    """Contracts that wait for a signature of an organisation for which the person signs."""
    if not user.is_authenticated:
        return
    mine = Membership.objects.acting().filter(user=user, is_signatory=True).values("organisation")
    rows = ContractParty.objects.filter(organisation__in=mine, signed_at=None, contract__state=ContractState.SIGNING)
    rows = rows.select_related("contract__award__standstill", "organisation")
    for party in rows.prefetch_related("contract__award__further_decisions").order_by("contract__created_at", "pk"):
        opens_at = _opens_at(party.contract.award) if party.contract.award else None
        blocked = ""
        if opens_at and now() < opens_at:
            blocked = _("Not open yet. The standstill ends; it opens %(at)s.") % {"at": when(opens_at)}
        yield WorkItem(
            title=_("Sign the contract for %(name)s") % {"name": party.organisation.name},
            url=reverse("contracts:contract_sign", args=[party.contract.ref]),
            about=party.contract.title,
            ref=party.contract.ref,
            why=_("Because you are an authorised signatory. It comes into force when everybody has signed."),
            role=_("Authorised signatory"),
            blocked_reason=blocked,
        )


def waiting_for(user: Any) -> list[Waiting]:
    """What this person has done their part of, and who is to act now."""
    found = list(_representations(user))
    desk = _desk(user)
    for award in desk.awards if desk else []:
        found += _of_team(desk, award) if desk else []
    return found


def _of_team(desk: _Desk, award: Award) -> list[Waiting]:
    url = reverse("tenders:award_lot", args=[award.lot.procurement.ref, award.lot.number])
    title = award.lot.procurement.title
    if award.state == AwardState.RECOMMENDED and desk.has(award, TeamRole.LEAD):
        return [Waiting(_("Approval of the award"), url, title, _names(award, TeamRole.APPROVER))]
    if award.state == AwardState.APPROVED and desk.has(award, TeamRole.APPROVER):
        return [Waiting(_("The letters and the notice"), url, title, _names(award, TeamRole.LEAD))]
    if award.state in ANNOUNCED and desk.has(award, TeamRole.PUBLISHER):
        nobody = _("Nobody: it ends by itself")
        return [Waiting(_("The end of the standstill"), url, title, nobody, _opens_at(award))]
    return []


def _representations(user: Any) -> Iterator[Waiting]:
    """What an organisation for which the person bids wrote to the buyer, until a further decision answers it."""
    if not user.is_authenticated:
        return
    mine = Membership.objects.acting().filter(user=user, is_bid_lead=True).values("organisation")
    rows = Representation.objects.filter(organisation__in=mine).exclude(state=RepresentationState.ANSWERED)
    for row in rows.select_related("award__lot__procurement__buyer").order_by("received_at", "pk"):
        procurement = row.award.lot.procurement
        is_read = row.state == RepresentationState.REVIEWED
        yield Waiting(
            _("The decision on your representation") if is_read else _("The review of your representation"),
            reverse("tenders:representation_detail", args=[procurement.ref, row.award.lot.number, row.number]),
            procurement.title,
            procurement.buyer.name,
            note=_("No contract is made before it is answered."),
        )


def _names(award: Award, role: TeamRole) -> str:
    rows = award.lot.procurement.assignments.all()
    return ", ".join(str(row.user) for row in rows if row.role == role and row.is_active(now()))
