"""Wanted and offered: posted by an organisation, closed by it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.models import Alliance, PartnerPost
from portal.alliances.permissions.alliance import can_manage_alliance, can_start_alliance_for
from portal.alliances.permissions.post import can_close_post
from portal.alliances.services.common import demand
from portal.audit.services import audit_record
from portal.common.clock import now, today
from portal.common.exceptions import DomainError
from portal.common.references import next_reference
from portal.organisations.models import Organisation


@transaction.atomic
def post_add(
    *,
    actor: Any,
    organisation: Organisation,
    kind: str,
    title: str,
    detail: str,
    area: str = "",
    until_on: date | None = None,
    alliance: Alliance | None = None,
) -> PartnerPost:
    """Say what an organisation, or an alliance that it convenes, looks for or offers. Public at once."""
    demand(can_start_alliance_for, actor, organisation, "alliances.post.add")
    if alliance is not None:
        demand(can_manage_alliance, actor, alliance, "alliances.post.add")
        if not alliance.is_listed:
            raise DomainError(_("This alliance is not public, and a post would name it."))
    if until_on is not None and until_on < today():
        raise DomainError(_("The last day lies in the past."))
    post = PartnerPost.objects.create(
        ref=next_reference(PartnerPost, "PP"),
        kind=kind,
        organisation=organisation,
        alliance=alliance,
        title=title,
        detail=detail,
        area=area,
        until_on=until_on,
        posted_by=actor,
        posted_at=now(),
    )
    audit_record(actor=actor, verb="alliances.post.add", subject=post)
    return post


@transaction.atomic
def post_close(*, actor: Any, post: PartnerPost) -> PartnerPost:
    """Take it off the list."""
    row = PartnerPost.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=post.pk)
    demand(can_close_post, actor, row, "alliances.post.close")
    row.closed_at = now()
    row.save(update_fields=["closed_at"])
    audit_record(actor=actor, verb="alliances.post.close", subject=row)
    return row
