"""What the public page of an organisation shows, and its checklist."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import today
from portal.common.templatetags.ui_text import day, pounds
from portal.organisations.enums import MANDATORY_READINESS, IdentifierScheme, ReadinessKind, ReadinessStatus
from portal.organisations.models import Identifier, Organisation, ReadinessItem
from portal.organisations.rules.readiness import Readiness, readiness_of

_SOON = 60
_KINDS = {
    ReadinessStatus.COMPLETE: "done",
    ReadinessStatus.PARTIAL: "waiting",
    ReadinessStatus.MISSING: "late",
    ReadinessStatus.NOT_REQUIRED: "draft",
}


@dataclass(frozen=True)
class ReadinessLine:
    """One of the 15 items as it stands on the day."""

    kind: str
    label: str
    item: ReadinessItem | None
    status: str
    tag_kind: str
    has_expired: bool
    is_mandatory: bool
    on: date

    @property
    def status_text(self) -> str:
        """In words."""
        return _("Ended") if self.has_expired else str(ReadinessStatus(self.status).label)

    @property
    def checked_by(self) -> str:
        """Who looked at the paper."""
        if self.item and self.item.verified_by_id and self.item.verified_by:
            return _("Seen by %(name)s") % {"name": self.item.verified_by.display_name}
        return _("Said by the organisation")

    @property
    def until_text(self) -> str:
        """For the public table: how long it holds, in words."""
        if self.item is None or self.item.expires_on is None:
            return ""
        left = (self.item.expires_on - self.on).days
        if left < 0:
            return _("Ended")
        if left <= _SOON:
            return _("Ends in %(n)d days") % {"n": left} if left != 1 else _("Ends tomorrow")
        return _("Valid")

    @property
    def until_kind(self) -> str:
        """The colour that goes with the words."""
        words = self.until_text
        return "draft" if words == _("Ended") else "done" if words == _("Valid") else "waiting"


def readiness_lines(organisation: Organisation) -> list[ReadinessLine]:
    """All 15 items in the order of the checklist, those without an entry too: one query."""
    known = {row.kind: row for row in organisation.readiness.select_related("verified_by")}
    return [_line(kind, known.get(kind), today()) for kind in ReadinessKind]


def readiness_summary(organisation: Organisation) -> Readiness:
    """How much of what is always needed is in place."""
    return readiness_of(organisation.readiness.order_by("pk"), today())


def badges(organisation: Organisation) -> list[ReadinessLine]:
    """What the organisation chose to show everybody."""
    return [line for line in readiness_lines(organisation) if line.item and line.item.is_public]


def readiness_item(organisation: Organisation, kind: str) -> ReadinessItem | None:
    """One entry of the checklist."""
    return organisation.readiness.filter(kind=kind).first()


def _line(kind: ReadinessKind, item: ReadinessItem | None, on: date) -> ReadinessLine:
    status = item.status_on(on) if item else ReadinessStatus.MISSING.value
    has_expired = bool(item and item.status != ReadinessStatus.MISSING and item.expires_on and item.expires_on < on)
    tag = _KINDS[ReadinessStatus(status)]
    return ReadinessLine(kind.value, str(kind.label), item, status, tag, has_expired, kind in MANDATORY_READINESS, on)


def identifier_text(row: Identifier) -> str:
    """Such as "Charity Commission for England and Wales: 1087638"."""
    if row.scheme == IdentifierScheme.OTHER:
        return _("Number in another register: %(value)s") % {"value": row.value}
    return f"{row.get_scheme_display()}: {row.value}"


def organisation_facts(organisation: Organisation) -> list[tuple[str, str, str]]:
    """The boxes at the top: kind, legal form, place, income."""
    facts = [(_("Kind"), organisation.get_kind_display(), "")]
    if organisation.legal_form != "unknown":
        facts.append((_("Legal form"), organisation.get_legal_form_display(), ""))
    if organisation.locality or organisation.postcode:
        facts.append((_("Where"), organisation.locality or organisation.postcode, ""))
    if organisation.annual_turnover_pence is not None:
        facts.append((_("Income"), pounds(organisation.annual_turnover_pence), _("a year")))
    return facts


def verified_text(organisation: Organisation) -> str:
    """When somebody checked it."""
    if organisation.verified_at is None:
        return ""
    return _("checked on %(day)s") % {"day": day(organisation.verified_at.date())}


def public_rows(organisation: Organisation) -> list[tuple[Any, ...]]:
    """The summary list: numbers, areas, website."""
    rows: list[tuple[Any, ...]] = []
    numbers = [identifier_text(row) for row in organisation.identifiers.order_by("scheme", "value")]
    if numbers:
        rows.append((_("Registers"), numbers))
    if organisation.areas_served:
        rows.append((_("Works in"), organisation.areas_served))
    if organisation.postcode:
        rows.append((_("Postcode"), organisation.postcode))
    return rows


def profile_rows(organisation: Organisation) -> list[tuple[str, str, str, str]]:
    """What everybody reads and its administrators can change: what, text, the way to change it, its words."""
    nothing = _("Nothing yet")
    shown = [
        ("about", _("What it does"), organisation.summary),
        ("about", _("Works in"), organisation.areas_served),
        ("place", _("Town or area"), organisation.locality),
        ("place", _("Postcode"), organisation.postcode),
        ("contact", _("Website"), organisation.website),
        ("contact", _("E-mail address for the public"), organisation.contact_email),
        ("contact", _("Telephone number for the public"), organisation.contact_phone),
    ]
    return [
        (label, text or nothing, reverse("organisations:profile_change", args=[organisation.ref, step]), _("Change"))
        for step, label, text in shown
    ]
