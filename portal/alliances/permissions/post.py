"""Who posts what is wanted and offered, and who closes it (domain 4.4)."""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.models import PartnerPost
from portal.alliances.permissions.alliance import administered_organisations
from portal.common.permissions import YES, Decision, no


def can_add_post(user: Any) -> Decision:
    """An administrator or bid lead of an organisation that provides services."""
    if administered_organisations(user):
        return YES
    if not user.is_authenticated:
        return no(_("Sign in as an administrator or bid lead of your organisation to say what you look for or offer."))
    return no(
        _("Only an administrator or bid lead of an organisation that provides services can post here."),
        _("An administrator of your organisation can."),
    )


def can_close_post(user: Any, post: PartnerPost) -> Decision:
    """Whoever may post for the same organisation, once."""
    if post.organisation_id not in {own.pk for own in administered_organisations(user)}:
        return no(
            _("Only an administrator or bid lead of %(name)s can close this.") % {"name": post.organisation.name},
            _("An administrator of %(name)s can.") % {"name": post.organisation.name},
        )
    return YES if post.closed_at is None else no(_("This post is closed already."))
