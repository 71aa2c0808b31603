from typing import Any

from django import template

from portal.accounts.permissions import can_administer_portal
from portal.accounts.second_step import has_second_step, why_demanded

register = template.Library()


@register.simple_tag
def why_second_step(user: Any) -> str:
    """Why this person's work needs a second step, or nothing."""
    return why_demanded(user)


@register.simple_tag
def second_step_of(user: Any) -> dict[str, Any]:
    """What the account page says of it: whether it is set up, how many spare codes are left."""
    codes = user.authenticator_set.filter(type="recovery_codes").first()
    return {
        "is_set": has_second_step(user),
        "spare": len(codes.wrap().get_unused_codes()) if codes else 0,
    }


@register.filter
def may_administer(user: Any) -> bool:
    """Whether the person is a portal administrator."""
    return bool(can_administer_portal(user))
