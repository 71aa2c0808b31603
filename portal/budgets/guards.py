"""What the money may veto in earlier stages."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.budgets.enums import FundRole
from portal.budgets.models import FundAssignment
from portal.budgets.sums import allocated_pence
from portal.common.guards import guard
from portal.common.money import format_pounds

if TYPE_CHECKING:
    from portal.accounts.models import User
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


@guard("accounts.account.close")
def last_manager(user: "User") -> str | None:
    """A fund is never without a manager."""
    managers = FundAssignment.objects.filter(role=FundRole.MANAGER, ended_at=None)
    mine = managers.filter(user=user).select_related("fund").order_by("fund__name", "pk")
    others = set(managers.exclude(user=user).values_list("fund_id", flat=True))
    alone = [row.fund.name for row in mine if row.fund_id not in others]
    if not alone:
        return None
    return _("You are the only manager of %(names)s. Add another one first.") % {"names": ", ".join(alone)}
