"""Who must sign in with a second step, and whether this visit did (domain 9.7). Later apps register who must."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.accounts.models import User

Demand = Callable[["User"], str]
_demands: list[Demand] = []
ROLES = (
    PortalRole.ADMINISTRATOR,
    PortalRole.AUDITOR,
    PortalRole.EDITOR,
    PortalRole.MODERATOR,
    PortalRole.SAFEGUARDING,
)


def demand(rule: Demand) -> Demand:
    """Register a rule: why this person must use a second step, or nothing."""
    _demands.append(rule)
    return rule


@demand
def _by_role(user: "User") -> str:
    held = next((role for role in ROLES if has_role(user, role)), None)
    return _("your part here is: %(role)s") % {"role": str(held.label).lower()} if held else ""


def why_demanded(user: "User") -> str:
    """What the person does here that asks for a second step ("you evaluate bids"), or nothing."""
    return next((reason for rule in _demands if (reason := rule(user))), "")


def _set_up(user: Any) -> "QuerySet[Authenticator]":
    """Their apps and passkeys. Spare codes are no second step of their own."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def has_second_step(user: "User", besides: int | None = None) -> bool:
    """Whether an authenticator app or a passkey is set up (`besides`: another than this one)."""
    return _set_up(user).exclude(pk=besides).exists()


def used_second_step(request: HttpRequest) -> bool:
    """Whether this visit was signed in or confirmed with it, or has set it up after signing in."""
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "mfa" for record in records):
        return True
    if not records:
        return False
    began = datetime.fromtimestamp(records[0]["at"], tz=UTC)
    return _set_up(request.user).filter(created_at__gte=began).exists()
