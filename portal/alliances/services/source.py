"""Alliances known from a published source: members and facts as published, no act, no workflow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import AllianceModel, AllianceState, MemberState
from portal.alliances.models import Alliance, AllianceMember
from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.common.references import next_reference
from portal.organisations.models import Organisation


@dataclass(frozen=True)
class Source:
    """Where it was published: name, address, licence, and the publisher's own reference."""

    name: str
    url: str
    licence: str
    ref: str


@transaction.atomic
def alliance_source(
    *,
    name: str,
    lead: Organisation,
    members: Sequence[tuple[Organisation, str]],
    facts: Mapping[str, Any],
    source: Source,
    purpose: str = "",
    area: str = "",
    model: str = AllianceModel.LEAD_PROVIDER,
    actor: Any = None,
) -> tuple[Alliance, bool]:
    """Record or update what a source says of an alliance. Returns (alliance, whether it is new).

    `members`: organisations with their part as published, the lead left out or not. The same `source.ref` again
    updates and makes no second one. Raises DomainError without a source, or when the reference is one of ours.
    """
    if not (source.name and source.ref):
        raise DomainError(_("A sourced alliance needs the name of its source and the source's own reference."))
    known = Alliance.objects.select_for_update(of=("self",)).filter(source_ref=source.ref).first()
    if known and not known.is_sourced:
        raise DomainError(_("%(ref)s belongs to an alliance that began here.") % {"ref": source.ref})
    values: dict[str, Any] = {
        "name": name[:200],
        "lead": lead,
        "purpose": purpose,
        "area": area[:150],
        "model": model,
        "source_name": source.name,
        "source_url": source.url,
        "source_licence": source.licence,
        "source_data": dict(facts),
    }
    alliance = known or Alliance(
        ref=next_reference(Alliance, "AL"),
        state=AllianceState.SOURCED,
        source_ref=source.ref,
        created_at=now(),
    )
    for field, value in values.items():
        setattr(alliance, field, value)
    alliance.save()
    _members_as_published(alliance, [(lead, _("Lead")), *members])
    verb = "alliances.alliance.source_updated" if known else "alliances.alliance.sourced"
    audit_record(actor=actor, verb=verb, subject=alliance, data={"source_ref": source.ref, "source": source.name})
    return alliance, known is None


def _members_as_published(alliance: Alliance, members: Sequence[tuple[Organisation, str]]) -> None:
    """Exactly the published ones; an organisation named twice keeps its first part."""
    wanted: dict[int, str] = {}
    for organisation, part in members:
        wanted.setdefault(organisation.pk, part[:200])
    rows = {row.organisation_id: row for row in alliance.members.order_by("pk")}
    alliance.members.exclude(organisation__in=wanted).delete()
    for pk, part in wanted.items():
        row = rows.get(pk)
        if row is None:
            AllianceMember.objects.create(
                alliance=alliance, organisation_id=pk, role=part, state=MemberState.SOURCED, invited_at=now()
            )
        elif row.role != part:
            row.role = part
            row.save(update_fields=["role"])
