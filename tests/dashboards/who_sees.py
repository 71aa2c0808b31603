"""One protected thing of each kind, for the matrix and for the tests that compare the page with the policies."""

from collections.abc import Callable
from typing import Any

from portal.common import clock
from portal.outcomes.services.answers import sheet_start
from tests.alliances import factories as alliances
from tests.budgets import factories as funds
from tests.budgets.personal import factories as personal
from tests.characters import Cast
from tests.codesign import factories as codesign
from tests.tenders import factories as tenders
from tests.tenders import factories_awards as awards
from tests.tenders import factories_bids as bids
from tests.tenders import factories_evaluation as evaluation


def project(cast: Cast) -> list[Any]:
    """One that is being set up."""
    return [codesign.framed(cast).ref]


def comment(cast: Cast) -> list[Any]:
    """Hidden by a moderator."""
    hidden = codesign.hidden(cast, codesign.comment(cast, codesign.published_version(cast)))
    return [hidden.passage.project.ref, hidden.pk]


def alliance(cast: Cast) -> list[Any]:
    """Not listed, with an invited organisation and somebody with a seat."""
    made = alliances.alliance(cast, is_listed=False)
    alliances.invited(cast, made, "garden")
    alliances.seat(cast, made)
    return [made.ref]


def procurement(cast: Cast) -> list[Any]:
    """A draft."""
    return [tenders.draft_procurement(cast).ref]


def judged(cast: Cast) -> list[Any]:
    """Opened, and everybody is cleared."""
    return [evaluation.cleared(cast).ref]


def bid(cast: Cast) -> list[Any]:
    """Sent and sealed."""
    made = bids.submitted_bid(cast, bids.open_tender(cast))
    return [made.procurement.ref, made.ref]


def opened_bid(cast: Cast) -> list[Any]:
    """Opened, and everybody who judges is cleared."""
    tender = evaluation.cleared(cast)
    return [tender.ref, evaluation.bid_of(cast, tender, "harbour").ref]


def contract(cast: Cast) -> list[Any]:
    """Being signed."""
    award = awards.announced(cast)
    with clock.at(awards.ends_at(award)):
        return [awards.awarded(cast, award).ref]


def fund(cast: Cast) -> list[Any]:
    """With its people."""
    return [funds.fund(cast).ref]


def budget(cast: Cast) -> list[Any]:
    """Running, with everybody who can have a part: a carer in the circle, a broker, an attorney."""
    made = personal.running(cast)
    personal.brokered(cast, made)
    personal.granted(cast, made)
    personal.authority(cast, made)
    return [made.ref]


def answers(cast: Cast) -> list[Any]:
    """Begun by the person."""
    return [sheet_start(actor=cast.holder, instrument="ONS4").ref]


THINGS: dict[str, tuple[str, Callable[[Cast], list[Any]]]] = {
    "project": ("codesign.project", project),
    "comment": ("codesign.comment", comment),
    "alliance": ("alliances.alliance", alliance),
    "procurement": ("tenders.procurement", procurement),
    "evaluation": ("tenders.evaluation", judged),
    "bid": ("tenders.bid", bid),
    "contract": ("tenders.contract", contract),
    "fund": ("budgets.fund", fund),
    "budget": ("budgets.personal", budget),
    "answers": ("outcomes.sheet", answers),
}
"""Name of the address -> kind, and what makes one."""


class Made:
    """Each is made when it is first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.known: dict[str, list[Any]] = {}

    def args(self, name: str) -> list[Any]:
        """What the address takes."""
        if name not in self.known:
            self.known[name] = THINGS[name][1](self.cast)
        return self.known[name]
