"""What alliances hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.alliances.models import Seat, SeatVote

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("alliances", "alliances.Seat.user")
def of_alliances(user: "User") -> dict[str, Any]:
    """The seats for lived experience that the person holds or held, and how they voted from them."""
    seats = Seat.objects.filter(user=user).select_related("alliance").order_by("given_at", "pk")
    votes = SeatVote.objects.filter(seat__user=user).select_related("decision", "seat__alliance")
    return {
        "seats": [
            {
                "alliance": row.alliance.name,
                "votes": row.is_voting,
                "from": moment(row.given_at),
                "to": moment(row.ended_at),
            }
            for row in seats
        ],
        "votes": [
            {
                "alliance": row.seat.alliance.name,
                "on": str(row.decision),
                "vote": str(row.get_choice_display()),
                "reason": row.reason,
                "at": moment(row.cast_at),
            }
            for row in votes.order_by("cast_at", "pk")
        ],
    }
