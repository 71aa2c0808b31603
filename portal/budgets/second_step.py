"""Whose part in a fund asks for a second step at sign-in (domain 9.7)."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.second_step import demand
from portal.budgets.models import FundAssignment


@demand
def by_fund(user: User) -> str:
    """Managers, the board and finance officers of a pooled fund."""
    return _("you look after public money") if FundAssignment.objects.filter(user=user, ended_at=None).exists() else ""
