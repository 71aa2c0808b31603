"""What the pages of representations show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.permissions import Decision
from portal.common.templatetags.ui_text import when, when_exact
from portal.tenders.models import Award, Representation
from portal.tenders.permissions.award import (
    can_read_further_decision,
    can_review_representation,
    representing_organisations,
    standstill_of,
)
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.award_act import back_url
from portal.tenders.selectors.award_standstill import further_opens_at, how_to_object


def making_page(user: Any, award: Award) -> dict[str, Any]:
    """Until when it can be sent, and what happens then."""
    stored = standstill_of(award)
    procurement = award.lot.procurement
    return {
        "procurement": procurement,
        "lot": award.lot,
        "organisations": representing_organisations(user, award),
        "last_on": stored.last_day_on if stored else None,
        "object": how_to_object(procurement),
        "back_url": reverse("tenders:standstill_detail", args=[procurement.ref, award.lot.number]),
    }


def representation_page(user: Any, row: Representation) -> dict[str, Any]:
    """Text, instant, review, and the decision that answered it."""
    award = row.award
    is_team = bool(team_roles(user, award.lot.procurement))
    review: Decision = can_review_representation(user, row)
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "row": row,
        "receipt": [
            (_("From"), row.organisation.name),
            (_("Sent by"), str(row.sent_by)),
            (_("Received"), when_exact(row.received_at)),
        ],
        "is_team": is_team,
        "may_review": review,
        "review_url": reverse(
            "tenders:representation_review", args=[award.lot.procurement.ref, award.lot.number, row.number]
        ),
        "further": list(award.further_decisions.order_by("number")) if can_read_further_decision(user, award) else [],
        "back_url": back_url(award),
    }


def reviewing_page(row: Representation) -> dict[str, Any]:
    """What was written, above the form."""
    return {
        "procurement": row.award.lot.procurement,
        "lot": row.award.lot,
        "heading": _("Review the representation of %(name)s") % {"name": row.organisation.name},
        "row": row,
        "received": when(row.received_at),
        "back_url": back_url(row.award),
    }


def further_page(award: Award) -> dict[str, Any]:
    """Every representation with its review; whom the decision is told; from when it can be carried out."""
    rows = list(award.representations.select_related("organisation").order_by("number"))
    stored = standstill_of(award)
    winner = award.bid.bidder_name if award.bid else ""
    told = list(dict.fromkeys([*(row.organisation.name for row in rows), winner]))
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "rows": rows,
        "told": told,
        "opens_at": further_opens_at(award, stored, now()) if stored else None,
        "back_url": back_url(award),
    }
