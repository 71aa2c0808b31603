"""What follows in organisations when something happened to a person."""

from portal.accounts.events import AccountClosed
from portal.accounts.models import User
from portal.common.events import subscribe
from portal.organisations.services.people import memberships_end


@subscribe(AccountClosed)
def end_memberships(event: AccountClosed) -> None:
    """Who closed their account belongs nowhere."""
    memberships_end(user=User.objects.get(pk=event.user_id))
