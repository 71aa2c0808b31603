"""People of organisations, as those to ask about on the page "Who can see this, and why"."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.common.seeing import Holder, StandIn
from portal.organisations.enums import MemberRole
from portal.organisations.models import Membership, Organisation


def people_of(organisations: Iterable[Organisation], rule: str, since: Any = None) -> list[Holder]:
    """Everybody who belongs to one of these now; one query. `since`: organisation key -> when it came in."""
    came = since or {}
    rows = Membership.objects.current().filter(organisation__in=[row.pk for row in organisations])
    rows = rows.select_related("user", "organisation").order_by("organisation__name", "joined_at", "pk")
    return [
        Holder(
            user=row.user,
            label=_("People of %(name)s") % {"name": row.organisation.name},
            rule=rule,
            since=max(filter(None, (row.joined_at, came.get(row.organisation_id)))),
            until_words=_("until they leave %(name)s") % {"name": row.organisation.name},
        )
        for row in rows
    ]


def others_of(organisation: Organisation) -> StandIn:
    """Whoever belongs to it and has no part in the thing: to belong, or to look after its people, is no way in."""
    roles = (MemberRole.MEMBER, MemberRole.ADMINISTRATOR)
    return StandIn(
        label=_("Everybody else at %(name)s, its administrators too") % {"name": organisation.name},
        rule=_("They work there"),
        groups=frozenset(f"org:{organisation.pk}:{role.value}" for role in roles),
    )
