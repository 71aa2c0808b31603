"""Finding people, and what is known of one."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator

from portal.accounts.enums import NeedKind, PortalRole
from portal.accounts.holdings import holding, holdings_of, moment
from portal.accounts.models import CommunicationNeed, User
from portal.audit.selectors import events_about, events_by
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


@holding(
    "account",
    "accounts.CommunicationNeed.user",
    "accounts.User_groups.user",
    "account.EmailAddress.user",
    "mfa.Authenticator.user",
)
def of_account(user: User) -> dict[str, Any]:
    """Names, addresses, needs, standing roles, and how the person signs in; no secret of it."""
    roles = set(user.groups.order_by("name").values_list("name", flat=True))
    steps = Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "name_others_see": user.display_name,
        "email_addresses": verified_addresses(user) or [user.email],
        "what_helps": [
            {"what": str(NeedKind(kind).label), "detail": detail} for kind, detail in needs_of(user).items()
        ],
        "roles_of_the_portal": [str(role.label) for role in PortalRole if role.value in roles],
        "second_steps": [{"what": str(row.get_type_display()), "since": moment(row.created_at)} for row in steps],
        "opened_at": moment(user.date_joined),
        "last_signed_in_at": moment(user.last_login),
    }


def data_of(user: User) -> dict[str, Any]:
    """Everything the account holds, what other parts hold, and what the record says that the person did.

    Of others nothing; of what was done only that it was done.
    """
    return {
        "as_at": moment(now()),
        **holdings_of(user),
        "what_the_record_says_you_did": [
            {"at": moment(event.at), "act": event.verb, "about": event.subject_label}
            for event in events_by(user).iterator()
        ],
        "what_the_record_says_others_did_to_your_account": [
            {"at": moment(event.at), "act": event.verb}
            for event in events_about(user).exclude(actor_id=user.pk).iterator()
        ],
    }


def reasons_to_stay(user: User) -> list[str]:
    """Why the account cannot be closed now: each later app says its own."""
    return objections("accounts.account.close", user)
