"""What everybody reads about a decision once it is announced: the winner, the price, the days. No other bidder."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.clock import now
from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.organisations.models import Organisation
from portal.tenders.enums import AwardState
from portal.tenders.models import Award, Contract, Lot
from portal.tenders.permissions.award import ANNOUNCED, can_read_further_decision, can_represent, is_psr
from portal.tenders.permissions.procurement import bid_lead_organisations
from portal.tenders.selectors.award_letter import ranking_row
from portal.tenders.selectors.award_notice import price_of
from portal.tenders.selectors.award_standstill import how_to_object, standstill_view
from portal.tenders.selectors.procurement import panel_of
from portal.tenders.selectors.procurement_check import percent
from portal.tenders.selectors.procurement_page import length_words


def public_part(award: Award) -> dict[str, Any]:
    """The framed part of the team's page, and the whole of the public one."""
    procurement = award.lot.procurement
    view = standstill_view(award, now())
    bid = award.bid
    name = bid.bidder_name if bid else ""
    row = ranking_row(award, bid) if bid else {"total": ""}
    out = award.ranking["opened_count"] - award.ranking["ranked_count"]
    facts = [
        (_("Total"), _("%(total)s of 100") % {"total": row["total"]}, _first_of(award.ranking["ranked_count"])),
        (
            _("Bids"),
            str(award.ranking["opened_count"]),
            ngettext("%(n)d was not ranked", "%(n)d were not ranked", out) % {"n": out} if out else _("all ranked"),
        ),
    ]
    if view:
        facts.append((_("Standstill ends"), day(view.last_on), _("at midnight, London time")))
    return {
        "title": _("%(name)s is to deliver “%(title)s”") % {"name": name, "title": procurement.title}
        if award.state != AwardState.AWARDED
        else _("%(name)s is awarded “%(title)s”") % {"name": name, "title": procurement.title},
        "text": _text(award, name),
        "facts": facts,
        "reasons": award.reasons,
        "conflicts": award.conflicts_summary,
        "panel": _panel(award),
        "object": how_to_object(procurement),
        "notices": list(award.notices.order_by("published_at")),
    }


def _first_of(count: int) -> str:
    return ngettext("the only ranked bid", "first of %(n)d ranked", count) % {"n": count}


def _text(award: Award, name: str) -> str:
    p = award.lot.procurement
    members: list[Organisation] = []
    if award.bid and award.bid.alliance:
        rows = award.bid.members.select_related("organisation").order_by("-is_lead", "pk")
        members = [row.organisation for row in rows]
    who = name
    if members:
        who = _("%(name)s, an alliance of %(members)s") % {"name": name, "members": ", ".join(m.name for m in members)}
    if award.state == AwardState.AWARDED:
        said = _("%(buyer)s has awarded %(lot)s to %(who)s.")
    else:
        said = _("%(buyer)s intends to award %(lot)s to %(who)s.")
    text = said % {"buyer": p.buyer.name, "lot": award.lot, "who": who}
    pence = price_of(award)
    if pence is not None and p.starts_on:
        length = length_words(p.starts_on, p.ends_on)
        text += " " + _(
            "%(price)s for %(length)s from %(start)s, %(share)s%% of it paid for what changes in people's lives."
        ) % {
            "price": format_pounds(pence),
            "length": length,
            "start": day(p.starts_on),
            "share": percent(p.outcome_share_percent),
        }
    return text


def _panel(award: Award) -> str:
    panel = panel_of(award.lot.procurement, award.recommended_at)
    if not panel.lived:
        return ""
    return ngettext(
        "%(n)d of the %(all)d people who scored did so from lived experience.",
        "%(n)d of the %(all)d people who scored did so from lived experience.",
        panel.lived,
    ) % {"n": panel.lived, "all": panel.evaluators}


def award_public_page(lot: Lot, award: Award) -> dict[str, Any]:
    """The public page of one decision."""
    contract = Contract.objects.filter(award=award).exclude(state="signing").first()
    return {
        "procurement": lot.procurement,
        "lot": lot,
        "award": award,
        "public": public_part(award),
        "standstill": standstill_view(award, now()),
        "is_running": award.state in ANNOUNCED,
        "contract": contract,
        "is_psr": is_psr(lot.procurement),
    }


def standstill_page(user: Any, award: Award) -> dict[str, Any]:
    """The days, what is still in the way, and how to ask for another look."""
    may_read = can_read_further_decision(user, award)
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "award": award,
        "standstill": standstill_view(award, now()),
        "object": how_to_object(award.lot.procurement),
        "is_psr": is_psr(award.lot.procurement),
        "may_represent": can_represent(user, award),
        "further": list(award.further_decisions.order_by("number")),
        "may_read_further": may_read,
        "mine": own_representations(user, award),
    }


def own_representations(user: Any, award: Award) -> list[Any]:
    """Those that the person's own organisations made."""
    rows = award.representations.filter(organisation__in=bid_lead_organisations(user))
    return list(rows.select_related("organisation").order_by("number"))
