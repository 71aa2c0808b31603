"""What organisations may veto in earlier apps."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.common.guards import guard
from portal.organisations.permissions import is_last_administrator
from portal.organisations.selectors.people import memberships_of

if TYPE_CHECKING:
    from portal.accounts.models import User


@guard("accounts.account.close")
def last_administrator(user: "User") -> str | None:
    """An organisation is never left without somebody who can let people in."""
    alone = [row.organisation.name for row in memberships_of(user) if is_last_administrator(row)]
    if not alone:
        return None
    return _("You are the last administrator of %(names)s. Make somebody else an administrator first.") % {
        "names": ", ".join(alone)
    }
