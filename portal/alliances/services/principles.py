"""Shared principles: a new version never changes an old one, and each member answers each version once (B13)."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.alliances.enums import AdherenceKind
from portal.alliances.events import PrinciplesWritten
from portal.alliances.models import Adherence, Alliance, AllianceMember, PrinciplesVersion
from portal.alliances.permissions.decision import can_answer_principles, can_write_principles, members_to_answer
from portal.alliances.services.common import demand, locked
from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed


@transaction.atomic
def principles_write(*, actor: Any, alliance: Alliance, text: str) -> PrinciplesVersion:
    """The next version. Raises DomainError when it says the same as the newest."""
    row = locked(alliance)
    demand(can_write_principles, actor, row, "alliances.principles.write")
    newest = row.principles.order_by("-number").first()
    if newest is not None and newest.text == text:
        raise DomainError(_("This is the same text as version %(n)d.") % {"n": newest.number})
    version = PrinciplesVersion.objects.create(
        alliance=row,
        number=newest.number + 1 if newest else 1,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        written_by=actor,
        written_at=now(),
    )
    data = {"number": version.number, "text_hash": version.text_hash}
    audit_record(actor=actor, verb="alliances.principles.write", subject=row, data=data)
    publish(PrinciplesWritten(version.pk))
    return version


@transaction.atomic
def adherence_record(
    *, actor: Any, version: PrinciplesVersion, member: AllianceMember, kind: str, reservation: str = ""
) -> Adherence:
    """A member's answer to this version, once. Raises DomainError when a reservation has no words."""
    locked(version.alliance)
    demand(can_answer_principles, actor, version, "alliances.adherence.record")
    if member.pk not in {row.pk for row in members_to_answer(actor, version)}:
        raise NotAllowed(_("You cannot answer for this member."), subject=version.alliance)
    if kind == AdherenceKind.RESERVATION and not reservation.strip():
        raise DomainError(_("Say what the reservation is."))
    answer = Adherence.objects.create(
        principles=version, member=member, kind=kind, reservation=reservation, recorded_by=actor, recorded_at=now()
    )
    audit_record(
        actor=actor,
        verb="alliances.adherence.record",
        subject=version.alliance,
        data={"version": version.number, "member": member.organisation.ref, "kind": kind},
    )
    return answer
