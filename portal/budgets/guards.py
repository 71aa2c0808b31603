"""What the money may veto in earlier stages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.budgets.sums import allocated_pence
from portal.common.guards import guard
from portal.common.money import format_pounds

if TYPE_CHECKING:
    from portal.tenders.models import Procurement


@guard("tenders.procurement.publish")
def approved_budget(procurement: "Procurement") -> str | None:
    """No tender is published before approved allocations of its project cover its estimated value."""
    if procurement.specification is None:
        return _("No approved budget: the tender does not come from a specification here.")
    if procurement.estimated_value_pence is None:
        return _("No approved budget: the tender has no estimated value yet.")
    held = allocated_pence(project=procurement.specification.project)
    if held >= procurement.estimated_value_pence:
        return None
    words = {"needed": format_pounds(procurement.estimated_value_pence), "held": format_pounds(held)}
    if not held:
        return _("No approved budget: %(needed)s is needed and nothing is set aside yet.") % words
    return _("No approved budget: %(needed)s is needed and only %(held)s is set aside.") % words
