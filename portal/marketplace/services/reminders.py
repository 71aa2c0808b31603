"""Asking those who run a service whether its details are still right, once for each time they grow old."""

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.marketplace.models import Service
from portal.marketplace.selectors.work import stale_services
from portal.notifications.services import Mail, notify
from portal.organisations.enums import MemberRole, OrganisationState
from portal.organisations.groups import group_name


def services_remind() -> int:
    """Mail the administrators of each service that was not confirmed for six months; returns how many mails are new."""
    rows = stale_services().filter(organisation__state=OrganisationState.VERIFIED).select_related("organisation")
    return sum(_remind(service) for service in rows.order_by("pk"))


def _remind(service: Service) -> int:
    group = Group.objects.filter(name=group_name(service.organisation, MemberRole.ADMINISTRATOR)).first()
    people = User.objects.filter(groups=group, is_active=True).order_by("pk") if group else User.objects.none()
    made = notify(
        event_key=f"marketplace.service.stale:{service.pk}:{service.assured_on or 'never'}",
        recipients=people,
        mail=Mail(
            subject=_("Is what everybody reads about your service still right?"),
            opening=_("You need to say whether it is still right. It takes a minute."),
            link=reverse("marketplace:service_confirm", args=[service.uuid]),
            link_text=_("Look at it"),
            must_act=True,
        ),
    )
    return len(made)
