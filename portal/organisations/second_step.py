"""Whose place in an organisation asks for a second step at sign-in (domain 9.7)."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.second_step import demand
from portal.organisations.enums import OrganisationKind
from portal.organisations.models import Membership

WATCHED = (OrganisationKind.COMMISSIONER, OrganisationKind.OVERSIGHT)


@demand
def by_membership(user: User) -> str:
    """Staff of a commissioner or of an oversight body."""
    places = Membership.objects.current().filter(user=user, organisation__kind__in=WATCHED)
    return _("you work for a commissioner or an oversight body") if places.exists() else ""
