"""Whose part in a procurement asks for a second step at sign-in (domain 9.7)."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.second_step import demand
from portal.tenders.enums import EVALUATORS
from portal.tenders.models import ProcurementAssignment


@demand
def by_assignment(user: User) -> str:
    """Evaluators, whether professional or by experience, and everybody else with a part in a procurement."""
    parts = ProcurementAssignment.objects.filter(user=user, ended_at=None)
    if parts.filter(role__in=EVALUATORS).exists():
        return _("you evaluate bids")
    return _("you have a part in a procurement") if parts.exists() else ""
