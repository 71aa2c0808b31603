"""What notifications hold about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.notifications.models import OutboxMessage

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("messages", "notifications.OutboxMessage.recipient")
def of_messages(user: "User") -> list[dict[str, Any]]:
    """What the portal wrote to the person, and to which address."""
    rows = OutboxMessage.objects.filter(recipient=user).order_by("created_at", "pk")
    return [
        {"subject": row.subject, "to": row.email, "written_at": moment(row.created_at), "sent_at": moment(row.sent_at)}
        for row in rows.iterator()
    ]
