"""Finding people."""

from portal.accounts.models import User


def verified_user(email: str) -> User | None:
    """The active person with that address, when they have proved that it is theirs."""
    return (
        User.objects.filter(email__iexact=email.strip(), is_active=True, emailaddress__verified=True)
        .order_by("pk")
        .first()
    )
