"""What the sign-in library tells: a second step set up or taken away stands in the record."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from portal.audit.services import audit_record


def _record(verb: str, user: Any, authenticator: Authenticator) -> None:
    audit_record(actor=user, verb=verb, subject=user, data={"kind": authenticator.type})


@receiver(authenticator_added)
def added(user: Any, authenticator: Authenticator, **_rest: Any) -> None:
    """An app, a passkey or spare codes."""
    _record("accounts.second_step.add", user, authenticator)


@receiver(authenticator_removed)
def removed(user: Any, authenticator: Authenticator, **_rest: Any) -> None:
    """One of them is gone."""
    _record("accounts.second_step.remove", user, authenticator)


@receiver(authenticator_reset)
def renewed(user: Any, authenticator: Authenticator, **_rest: Any) -> None:
    """New spare codes in place of the old ones."""
    _record("accounts.second_step.renew", user, authenticator)
