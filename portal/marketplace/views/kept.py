"""What a browser keeps: the shortlist of a visitor, and the place from which one looked."""

from portal.common.http import PortalRequest
from portal.marketplace.places import Place, centroid
from portal.marketplace.selectors.shortlist import MOST_KEPT, kept_by

SHORTLIST, NEAR = "shortlist", "near"


def kept_ids(request: PortalRequest) -> list[str]:
    """The ids of the services that this person or browser keeps."""
    if request.user.is_authenticated:
        return kept_by(request.user)
    return [str(uuid) for uuid in request.session.get(SHORTLIST, [])][:MOST_KEPT]


def visitor_keeps(request: PortalRequest, uuid: str) -> None:
    """Keep it in the session."""
    request.session[SHORTLIST] = list(dict.fromkeys([*kept_ids(request), uuid]))[-MOST_KEPT:]


def visitor_drops(request: PortalRequest, uuid: str) -> None:
    """Keep it no longer."""
    request.session[SHORTLIST] = [each for each in kept_ids(request) if each != uuid]


def place_asked(request: PortalRequest) -> Place | None:
    """The place in the address, which a list hands on to what it links to."""
    return centroid(request.GET.get(NEAR, "")[:40])
