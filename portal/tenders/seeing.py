"""Who can see a tender, its evaluation, a bid and a contract: whom to ask about, and the policies that answer.

A bidder never learns who judges, so the buyer's people are not named on the page of a bid. Whether a colleague was
cleared is known to those who decide on declarations, so nobody else sees names on the page of an evaluation.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.enums import PortalRole
from portal.common.clock import now
from portal.common.permissions import Decision
from portal.common.seeing import Holder, Kind, Part, StandIn, register
from portal.organisations.seeing import others_of, people_of
from portal.tenders.access.bid import access_bid
from portal.tenders.access.contract import access_contract
from portal.tenders.access.evaluation import access_evaluated
from portal.tenders.access.procurement import access_procurement
from portal.tenders.enums import ProcurementState
from portal.tenders.models import Bid, Contract, Evaluation, Procurement
from portal.tenders.permissions.bid import can_read_bid, can_see_bid_price, keep_organisations
from portal.tenders.permissions.contract import can_see_contract, can_watch_contract
from portal.tenders.permissions.evaluation import (
    READABLE,
    can_read_opened_bid,
    can_see_all_scores,
    can_see_declarations,
    can_see_evaluation,
    can_see_opening,
    can_see_ranking,
    keep_interests,
)
from portal.tenders.permissions.procurement import (
    can_read_draft,
    can_read_procurement_record,
    can_read_team,
    can_see_procurement,
    keep_team,
    team_roles,
)


def _team(procurement: Procurement, is_hidden: bool = False) -> list[Holder]:
    rows = procurement.assignments.select_related("user").order_by("role", "assigned_at", "pk")
    return [
        Holder(
            user=row.user,
            label=str(row.get_role_display()),
            rule=_("Named for this tender"),
            since=row.assigned_at,
            until=row.ended_at,
            until_words=_("until the lead ends the part"),
            is_hidden=is_hidden,
        )
        for row in rows
        if row.is_active(now())
    ]


def _auditors() -> StandIn:
    return StandIn(_("Auditors"), _("The role of the portal"), frozenset({PortalRole.AUDITOR.value}))


# -- A tender ----------------------------------------------------------------------------------------------------------


def _parts_of_tender(procurement: Procurement) -> list[Part]:
    parts = [Part(_("The tender's page"), can_see_procurement)]
    if procurement.state == ProcurementState.SOURCED:
        return parts
    return [
        *parts,
        Part(_("The working pages of the draft"), can_read_draft),
        Part(_("Who is in the team"), can_read_team),
        Part(_("The record of what was done"), can_read_procurement_record),
    ]


register(
    Kind(
        key="tenders.procurement",
        title=gettext_noop("Who can see this tender, and why"),
        heading=gettext_noop("Opportunities"),
        section="tenders",
        door=access_procurement,
        parts=_parts_of_tender,
        people=_team,
        called=lambda procurement: procurement.title,
        back=lambda procurement: reverse("tenders:procurement_detail", args=[procurement.ref]),
        may_name=can_read_team,
        may_read_record=can_read_procurement_record,
        stand_ins=lambda viewer, procurement: [others_of(procurement.buyer), _auditors()],
        prepare=keep_team,
    )
)

# -- Its evaluation ----------------------------------------------------------------------------------------------------


def _lots(procurement: Procurement) -> list[Evaluation]:
    rows = list(Evaluation.objects.filter(lot__procurement=procurement).select_related("lot").order_by("lot__number"))
    for row in rows:
        row.lot.procurement = procurement
    return rows


def _of(policy: Any, subject: Any) -> Any:
    """The policy about another thing than the one the page is about."""

    def asked(user: Any, obj: Any) -> Decision:
        decision: Decision = policy(user, subject)
        return decision

    return asked


def _parts_of_evaluation(procurement: Procurement) -> list[Part]:
    parts = [
        Part(_("How far the evaluation is"), can_see_evaluation),
        Part(_("Which organisations bid, in the record of the opening"), can_see_opening),
    ]
    bid = Bid.objects.filter(procurement=procurement, state__in=READABLE).order_by("pk").first()
    if bid is not None:
        bid.procurement = procurement
        parts.append(Part(_("The bids, without names"), _of(can_read_opened_bid, bid)))
    lots = _lots(procurement)
    for row in lots:
        name = {"lot": row.lot.title} if len(lots) > 1 else {"lot": _("all bids")}
        parts += [
            Part(_("Everybody's scores: %(lot)s") % name, _of(can_see_all_scores, row)),
            Part(_("Prices and the order of the bids: %(lot)s") % name, _of(can_see_ranking, row)),
        ]
    return [*parts, Part(_("The declarations of interests that they decide on"), can_see_declarations)]


def _prepare(procurement: Procurement, users: Sequence[Any]) -> None:
    keep_team(procurement, users)
    keep_interests(procurement, users)


register(
    Kind(
        key="tenders.evaluation",
        title=gettext_noop("Who can see this evaluation, and why"),
        heading=gettext_noop("Opportunities"),
        section="tenders",
        door=access_evaluated,
        parts=_parts_of_evaluation,
        people=_team,
        called=lambda procurement: procurement.title,
        back=lambda procurement: reverse("tenders:evaluation_detail", args=[procurement.ref]),
        may_name=can_see_declarations,
        may_read_record=can_read_procurement_record,
        stand_ins=lambda viewer, procurement: [others_of(procurement.buyer), _auditors()],
        prepare=_prepare,
    )
)

# -- A bid -------------------------------------------------------------------------------------------------------------


def _own_or(own: Any, buyers: Any, subject: Any) -> Any:
    """Its own people by their policy, the buyer's team by theirs."""

    def asked(user: Any, bid: Bid) -> Decision:
        mine: Decision = own(user, bid)
        if mine or not team_roles(user, bid.procurement):
            return mine
        decision: Decision = buyers(user, subject)
        return decision

    return asked


def _parts_of_bid(bid: Bid) -> list[Part]:
    parts = [Part(_("The answers"), _own_or(can_read_bid, can_read_opened_bid, bid))]
    evaluation = Evaluation.objects.filter(lot=bid.lot_id).first()
    if evaluation is None:
        return [*parts, Part(_("The price"), can_see_bid_price)]
    evaluation.lot = bid.lot
    evaluation.lot.procurement = bid.procurement
    return [*parts, Part(_("The price"), _own_or(can_see_bid_price, can_see_ranking, evaluation))]


def _people_of_bid(bid: Bid) -> list[Holder]:
    members = [row.organisation for row in bid.members.select_related("organisation").order_by("pk")]
    rule = _("Their organisation stands behind the bid")
    own = people_of(members, rule, dict.fromkeys([row.pk for row in members], bid.created_at))
    return [*own, *_team(bid.procurement, is_hidden=True)]


def _prepare_bid(bid: Bid, users: Sequence[Any]) -> None:
    keep_organisations(bid)
    _prepare(bid.procurement, users)


def _outside_bid(viewer: Any, bid: Bid) -> list[StandIn]:
    others = StandIn(_("Every other organisation, bidder or not"), _("They have no part in this bid"))
    return [others, others_of(bid.procurement.buyer), _auditors()]


register(
    Kind(
        key="tenders.bid",
        title=gettext_noop("Who can see this bid, and why"),
        heading=gettext_noop("Opportunities"),
        section="tenders",
        door=access_bid,
        parts=_parts_of_bid,
        people=_people_of_bid,
        called=lambda bid: bid.procurement.title,
        back=lambda bid: reverse("tenders:bid_detail", args=[bid.procurement.ref, bid.ref]),
        may_read_record=can_read_bid,
        stand_ins=_outside_bid,
        concerned=lambda bid: (bid, bid.procurement),
        prepare=_prepare_bid,
    )
)

# -- A contract --------------------------------------------------------------------------------------------------------


def _people_of_contract(contract: Contract) -> list[Holder]:
    parties = [party.organisation for party in contract.parties.all()]
    own = people_of(parties, _("Their organisation delivers under it"))
    return [*own, *_team(contract.award.lot.procurement, is_hidden=True)] if contract.award else own


def _prepare_contract(contract: Contract, users: Sequence[Any]) -> None:
    if contract.award:
        keep_team(contract.award.lot.procurement, users)


register(
    Kind(
        key="tenders.contract",
        title=gettext_noop("Who can see this contract, and why"),
        heading=gettext_noop("Contracts"),
        section="tenders",
        door=access_contract,
        parts=lambda contract: [
            Part(_("The contract"), can_see_contract),
            Part(_("Who looked at it, and who was refused"), can_watch_contract),
        ],
        people=_people_of_contract,
        called=lambda contract: contract.title,
        back=lambda contract: reverse("contracts:contract_detail", args=[contract.ref]),
        may_name=can_watch_contract,
        may_read_record=can_watch_contract,
        stand_ins=lambda viewer, contract: [others_of(contract.buyer)],
        concerned=lambda contract: (contract.award.lot.procurement,) if contract.award else (),
        prepare=_prepare_contract,
    )
)
