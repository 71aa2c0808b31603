"""What contracts may veto in earlier stages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.common.guards import guard
from portal.tenders.enums import ContractState
from portal.tenders.models import Contract

if TYPE_CHECKING:
    from portal.alliances.models import Alliance

RUNS = (ContractState.SIGNING, ContractState.ACTIVE)


@guard("alliances.alliance.close")
def contract_runs(alliance: "Alliance") -> str | None:
    """No alliance closes for good while people rely on a contract of it."""
    rows = Contract.objects.filter(parties__alliance=alliance, state__in=RUNS).order_by("ref").distinct()
    refs = ", ".join(rows.values_list("ref", flat=True))
    return _("A contract still runs: %(refs)s. It has to end first.") % {"refs": refs} if refs else None
