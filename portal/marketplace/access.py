"""The door to needs."""

from typing import TYPE_CHECKING

from django.http import Http404

from portal.marketplace.models import UnmetNeed
from portal.marketplace.selectors import need_list

if TYPE_CHECKING:
    from portal.accounts.models import User


def access_need(user: "User", ref: str) -> UnmetNeed:
    """The need, if this person may know of it (else 404)."""
    need = need_list(user).filter(ref=ref).prefetch_related("evidence").first()
    if need is None:
        raise Http404
    return need
