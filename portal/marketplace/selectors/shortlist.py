"""What somebody keeps for later: rows of a signed-in person, the session of a visitor."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portal.marketplace.models import Service, ShortlistEntry
from portal.marketplace.selectors.hits import with_row_parts

if TYPE_CHECKING:
    from portal.accounts.models import User

MOST_KEPT = 50


def kept_by(user: "User") -> list[str]:
    """The ids of the services that the person keeps, the first kept first."""
    uuids = ShortlistEntry.objects.filter(user=user).order_by("kept_at", "pk").values_list("service__uuid", flat=True)
    return [str(uuid) for uuid in uuids]


def services_named(uuids: Iterable[str]) -> list[Service]:
    """These services as a list shows them, in the order named; what is not public is left out."""
    wanted = list(dict.fromkeys(uuids))[:MOST_KEPT]
    rows = with_row_parts(Service.objects.open_to_all().filter(uuid__in=wanted)).prefetch_related(
        "access_features", "languages"
    )
    found = {str(row.uuid): row for row in rows}
    return [found[uuid] for uuid in wanted if uuid in found]
