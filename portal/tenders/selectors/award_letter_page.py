"""What the pages of letters show: the same letter to the lead who reads it and to the bidder who gets it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.templatetags.ui_text import day
from portal.tenders.enums import TeamRole
from portal.tenders.models import Award, FeedbackLetter
from portal.tenders.permissions.award import can_prepare_letters, can_represent, is_psr, standstill_of
from portal.tenders.permissions.procurement import has_team_role
from portal.tenders.selectors.award_act import back_url
from portal.tenders.selectors.award_letter import content_hash, names_told, secrets_of
from portal.tenders.selectors.award_standstill import (
    planned_day,
    planned_standstill,
    skipped_words,
    stored_strip,
    strip_of,
)


def plan_page(award: Award) -> dict[str, Any]:
    """The day that the tender announced, and what it means."""
    on = award.publication_planned_on or planned_day(award.lot.procurement, now())
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "heading": _("Write the letters"),
        "initial": {"planned_on": on},
        "announced_on": award.lot.procurement.intention_planned_on,
        "is_again": award.letters.exists(),
        "back_url": back_url(award),
    }


def letter_parts(letter: FeedbackLetter) -> dict[str, Any]:
    """The tables of a letter."""
    content = letter.content
    own = content["own"]
    rows = [
        [f"{q['number']}. {q['title']}", q["weight"], _of(q["score"], q["maximum"]), q["points"]]
        for q in own["questions"]
    ]
    if own["price_points"]:
        rows.append([_("Price"), content["criteria"][-1][1].rstrip("%"), "–", own["price_points"]])
    return {
        "letter": letter,
        "content": content,
        "own_heads": [_("Criterion"), _("Weight"), _("Agreed score"), _("Points")],
        "own_rows": rows,
        "own_total": own["total"],
        "winner": content.get("winner", {}),
        "winner_heads": [_("Criterion"), _("Agreed score"), _("Points")],
        "winner_rows": winner_rows(content.get("winner", {})),
        "strip": _strip(letter),
        "skipped": skipped_words(_strip(letter)),
    }


def _of(score: str, maximum: str) -> str:
    return _("%(score)s of %(maximum)s") % {"score": score, "maximum": maximum}


def winner_rows(winner: dict[str, Any]) -> list[list[str]]:
    """The winner's scores by criterion."""
    if not winner:
        return []
    rows = [[f"{q['number']}. {q['title']}", q["score"], q["points"]] for q in winner["questions"]]
    return [*rows, [_("Price"), "–", winner["price_points"]]]


def _strip(letter: FeedbackLetter) -> list[tuple[date, str, str]]:
    stored = standstill_of(letter.award)
    if stored is not None:
        return stored_strip(stored)
    procurement = letter.award.lot.procurement
    on = date.fromisoformat(letter.content["standstill"]["published_on"])
    return strip_of(procurement, planned_standstill(procurement, on))


def review_page(user: Any, letter: FeedbackLetter) -> dict[str, Any]:
    """The letter, its fingerprint, and whether it can be frozen."""
    award = letter.award
    told = names_told(letter.content, secrets_of(award, letter.bid))
    is_lead = has_team_role(user, award.lot.procurement, TeamRole.LEAD)
    return letter_parts(letter) | {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "award": award,
        "told": ", ".join(told),
        "digest": content_hash(letter.content),
        "is_lead": is_lead,
        "may_freeze": can_prepare_letters(user, award),
        "back_url": back_url(award),
    }


def sending_page(award: Award) -> dict[str, Any]:
    """Who gets a letter, and the day that they speak of."""
    letters = award.letters.select_related("bid__organisation", "bid__alliance").order_by("pk")
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "heading": _("Send the letters?"),
        "rows": [
            (_("To"), [letter.bid.bidder_name for letter in letters]),
            (_("The notice follows on"), day(award.publication_planned_on)),
        ],
        "back_url": back_url(award),
    }


def own_letter_page(user: Any, letter: FeedbackLetter) -> dict[str, Any]:
    """The bidder's own letter and the way to ask for another look."""
    award = letter.award
    procurement = award.lot.procurement
    return letter_parts(letter) | {
        "procurement": procurement,
        "lot": award.lot,
        "bid": letter.bid,
        "is_psr": is_psr(procurement),
        "is_announced": standstill_of(award) is not None,
        "may_represent": can_represent(user, award),
        "represent_url": reverse("tenders:representation_make", args=[procurement.ref, award.lot.number]),
        "standstill_url": reverse("tenders:standstill_detail", args=[procurement.ref, award.lot.number]),
    }
