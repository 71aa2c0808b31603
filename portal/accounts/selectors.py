"""Finding people, and what is known of one."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from portal.accounts.enums import NeedKind
from portal.accounts.holdings import holdings_of
from portal.accounts.models import CommunicationNeed, User
from portal.audit.selectors import events_by
from portal.common.clock import now
from portal.common.guards import objections


def verified_user(email: str) -> User | None:
    """The active person with that address, when they have proved that it is theirs."""
    return (
        User.objects.filter(email__iexact=email.strip(), is_active=True, emailaddress__verified=True)
        .order_by("pk")
        .first()
    )


def needs_of(user: User) -> dict[str, str]:
    """What the person needs, with details: kind -> detail. For the person, and for those who send or invite."""
    return dict(user.communication_needs.order_by("kind").values_list("kind", "detail"))


def helps_of(user_ids: Collection[int]) -> dict[int, str]:
    """What helps each of these people, in words, for those who invite them or send them something: one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = CommunicationNeed.objects.filter(user__in=user_ids).order_by("user", "kind")
    for row in rows:
        words = str(NeedKind(row.kind).label)
        if row.kind == NeedKind.OTHER:
            words = row.detail
        elif row.detail:
            words = f"{words} ({row.detail})"
        found[row.user_id].append(words)
    return {user_id: "; ".join(words) for user_id, words in found.items()}


def verified_addresses(user: User) -> list[str]:
    """The addresses that are proved to be theirs."""
    rows = user.emailaddress_set.filter(verified=True)  # type: ignore[attr-defined]
    return list(rows.order_by("-primary", "email").values_list("email", flat=True))


def data_of(user: User) -> dict[str, Any]:
    """Everything the account holds, what other parts hold, and what the record says that the person did.

    Of others nothing; of what was done only that it was done.
    """
    return {
        "as_at": now().isoformat(timespec="seconds"),
        "account": {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "name_others_see": user.display_name,
            "email_addresses": verified_addresses(user) or [user.email],
            "what_helps": [
                {"what": str(NeedKind(kind).label), "detail": detail} for kind, detail in needs_of(user).items()
            ],
            "opened_at": user.date_joined.isoformat(timespec="seconds"),
            "last_signed_in_at": user.last_login.isoformat(timespec="seconds") if user.last_login else None,
        },
        **holdings_of(user),
        "what_the_record_says_you_did": [
            {"at": event.at.isoformat(timespec="seconds"), "act": event.verb, "about": event.subject_label}
            for event in events_by(user).iterator()
        ],
    }


def reasons_to_stay(user: User) -> list[str]:
    """Why the account cannot be closed now: each later app says its own."""
    return objections("accounts.account.close", user)
