"""What one bidder is told (domain 2.9; PSR Sch 9; PR24 reg 31). Built from what the panel agreed, as plain data.

Never in it: other losing bidders, their scores, evaluators, how the winner's price is made up.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.organisations.models import Organisation
from portal.tenders.models import Award, Bid, Evaluation, Procurement, ProcurementAssignment
from portal.tenders.permissions.award import is_psr
from portal.tenders.selectors.award_standstill import how_to_object, planned_standstill
from portal.tenders.selectors.evaluation import opened_bids, scale_of

Content = dict[str, Any]


def evaluation_of(award: Award) -> Evaluation:
    """The evaluation behind the award."""
    found = Evaluation.objects.select_related("lot").get(lot=award.lot_id)
    found.lot.procurement = award.lot.procurement
    return found


def ranking_row(award: Award, bid: Bid) -> Content:
    """The bid's row in the order that was approved."""
    found: Content = next(row for row in award.ranking["bids"] if row["ref"] == bid.ref)
    return found


def letter_content(award: Award, bid: Bid, planned_on: date) -> Content:
    """The whole letter. Dates are counted from the one day on which the notice is to be published."""
    procurement = award.lot.procurement
    own = ranking_row(award, bid)
    is_winner = bid.pk == award.bid_id
    content: Content = {
        "reference": procurement.ref,
        "title": procurement.title,
        "lot": str(award.lot),
        "buyer": procurement.buyer.name,
        "law": _law(procurement),
        "bidder": bidder_lines(bid),
        "is_winner": is_winner,
        "criteria": _criteria(award),
        "methodology": _methodology(award),
        "own": _own(award, own),
        "why": _why(award, own, is_winner),
        "standstill": _standstill(procurement, planned_on),
        "withheld": _withheld(procurement),
    }
    if not is_winner:
        content["winner"] = _winner(award)
    return content


def bidder_lines(bid: Bid) -> list[str]:
    """Name, address and identifiers of the bidder, and of each member of an alliance."""
    members = [row.organisation for row in bid.members.select_related("organisation").order_by("-is_lead", "pk")]
    lines = [bid.alliance.name] if bid.alliance else []
    return lines + [organisation_line(body) for body in members or [bid.organisation]]


def organisation_line(organisation: Organisation) -> str:
    """ "Harbour Carers, Riverside (GB-CHC 123)"."""
    place = ", ".join(part for part in (organisation.name, organisation.locality, organisation.postcode) if part)
    numbers = ", ".join(
        f"{row.get_scheme_display()} {row.value}" for row in organisation.identifiers.order_by("scheme", "value")
    )
    return f"{place} ({numbers})" if numbers else place


def _law(procurement: Procurement) -> str:
    if is_psr(procurement):
        return _("Health Care Services (Provider Selection Regime) Regulations 2023, Schedule 9")
    return _("Procurement Act 2023, section 50: assessment summary")


def _criteria(award: Award) -> list[list[str]]:
    rows = [[f"{q['number']}. {q['title']}", f"{q['weight']}%"] for q in award.ranking["questions"]]
    return [*rows, [str(_("Price")), f"{award.ranking['price_weight']}%"]]


def _methodology(award: Award) -> list[str]:
    scale = scale_of(award.lot.procurement)
    levels = [f"{level.value.normalize():f}: {level.label}" for level in scale.levels]
    return [
        _("Each answer was scored alone by several evaluators, who then agreed one score with its reasons."),
        _("Scale: %(levels)s.") % {"levels": "; ".join(levels)},
        _("Points = agreed score ÷ %(top)s × weight.") % {"top": award.ranking["scale_maximum"]},
        award.ranking["price_rule"],
    ]


def _own(award: Award, row: Content) -> Content:
    return {
        "questions": [
            {
                "number": q["number"],
                "title": q["title"],
                "score": q["score"],
                "maximum": award.ranking["scale_maximum"],
                "weight": q["weight"],
                "points": q["points"],
                "strengths": q["strengths"],
                "weaknesses": q["weaknesses"],
            }
            for q in row["questions"]
        ],
        "quality": row["quality"],
        "price": format_pounds(row["price_pence"]) if row["price_pence"] is not None else "",
        "price_points": row["price_points"],
        "total": row["total"],
    }


def _why(award: Award, row: Content, is_winner: bool) -> Content:
    name = award.bid.bidder_name if award.bid else ""
    if is_winner:
        return {"why_winner": award.reasons, "why_not": ""}
    if row["rank"] is None:
        why_not = _("Your bid was not ranked. %(reason)s") % {"reason": row["not_ranked_reason"]}
    else:
        winner = ranking_row(award, award.bid) if award.bid else row
        why_not = _("Your bid reached %(own)s points. The bid of %(name)s reached %(total)s.") % {
            "own": row["total"],
            "name": name,
            "total": winner["total"],
        }
        if row["tie"]:
            why_not += " " + _("The totals were equal; the published tie rule decided.")
    return {"why_winner": award.reasons, "why_not": why_not}


def _winner(award: Award) -> Content:
    """Name, total and scores by criterion; under the Procurement Act with their explanations (reg 31(3)(d))."""
    if award.bid is None:
        return {}
    row = ranking_row(award, award.bid)
    explains = not is_psr(award.lot.procurement)
    return {
        "name": award.bid.bidder_name,
        "total": row["total"],
        "quality": row["quality"],
        "price_points": row["price_points"],
        "questions": [
            {
                "number": q["number"],
                "title": q["title"],
                "score": q["score"],
                "points": q["points"],
                "explanation": q["strengths"] if explains else "",
            }
            for q in row["questions"]
        ],
    }


def _standstill(procurement: Procurement, planned_on: date) -> Content:
    rule = planned_standstill(procurement, planned_on)
    return {
        "published_on": rule.published_on.isoformat(),
        "first_on": rule.begins_on.isoformat(),
        "last_on": rule.last_on.isoformat(),
        "words": _(
            "The notice is published on %(published)s. The standstill begins on %(first)s and ends at midnight at the "
            "end of %(last)s, London time. No contract is made before that."
        )
        % {"published": day(rule.published_on), "first": day(rule.begins_on), "last": day(rule.last_on)},
        "how_to_object": how_to_object(procurement),
    }


def _withheld(procurement: Procurement) -> str:
    ground = (
        _("they would prejudice its legitimate commercial interests (regulation 12(5))")
        if is_psr(procurement)
        else _("they are sensitive commercial information (section 94)")
    )
    return _("How the price of the successful bid is made up and the text of its method are not given: %(ground)s.") % {
        "ground": ground
    }


def content_hash(content: Content) -> str:
    """SHA-256 of the letter, by which it is frozen."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Secrets:
    """Names that a letter to one bidder must not hold."""

    bidders: list[str]
    people: list[str]


def secrets_of(award: Award, bid: Bid) -> Secrets:
    """Every other losing bidder with its members, and everybody who scored or led the talk."""
    told = {bid.pk, award.bid_id}
    known: set[str] = set()
    others: set[str] = set()
    for row in opened_bids(evaluation_of(award)):
        names = {row.bidder_name, *(m.organisation.name for m in row.members.select_related("organisation"))}
        (known if row.pk in told else others).update(names)
    roles = ("evaluator", "lived_evaluator", "facilitator")
    people = ProcurementAssignment.objects.filter(procurement=award.lot.procurement, role__in=roles)
    return Secrets(
        sorted(others - known),
        sorted({row.user.get_full_name() for row in people.select_related("user").order_by("pk")} - {""}),
    )


def names_told(content: Content, secrets: Secrets) -> list[str]:
    """Which of those names stand in the letter all the same; a person has to take them out of the reasons."""
    text = json.dumps(content, ensure_ascii=False)
    return [name for name in (*secrets.bidders, *secrets.people) if re.search(rf"\b{re.escape(name)}\b", text)]
