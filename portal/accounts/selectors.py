"""Finding people."""

from portal.accounts.models import User


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


def verified_addresses(user: User) -> list[str]:
    """The addresses that are proved to be theirs."""
    rows = user.emailaddress_set.filter(verified=True)  # type: ignore[attr-defined]
    return list(rows.order_by("-primary", "email").values_list("email", flat=True))
