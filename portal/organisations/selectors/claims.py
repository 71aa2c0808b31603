"""Claims on imported organisations, and what the source said of them."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.selectors import verified_addresses
from portal.common.templatetags.ui_text import when
from portal.organisations.enums import ClaimState
from portal.organisations.models import Claim, Organisation
from portal.organisations.selectors.page import identifier_text


def claims_waiting() -> QuerySet[Claim]:
    """Those that nobody has answered, the longest waiting first."""
    rows = Claim.objects.filter(state=ClaimState.PENDING).select_related("organisation", "user")
    return rows.order_by("asked_at", "pk")


def own_claim(user: Any, organisation: Organisation) -> Claim | None:
    """The person's own open claim on it."""
    if not user.is_authenticated:
        return None
    return Claim.objects.filter(user=user, organisation=organisation, state=ClaimState.PENDING).first()


def claim_rows(claim: Claim) -> list[tuple[str, Any]]:
    """What the person says, and what the portal can tell by itself."""
    addresses = verified_addresses(claim.user)
    rows: list[tuple[str, Any]] = [
        (_("Organisation"), claim.organisation.name),
        (_("Person"), str(claim.user)),
        (_("E-mail address, proved"), addresses or [claim.user.email]),
        (_("Does it fit the website?"), _fits(addresses, claim.organisation.website)),
        (_("What they are there"), claim.job_title),
        (_("How it can be checked"), claim.evidence),
        (_("Said on"), when(claim.asked_at)),
    ]
    if claim.decided_at and claim.state != ClaimState.WITHDRAWN:
        rows.append((_("Answered on"), when(claim.decided_at)))
    if claim.decision_reason:
        rows.append((_("Reason"), claim.decision_reason))
    return rows


def published_rows(organisation: Organisation) -> list[tuple[str, Any]]:
    """What the source says, to check against."""
    numbers = [identifier_text(row) for row in organisation.identifiers.order_by("scheme", "value")]
    shown = [
        (_("Registers"), numbers),
        (_("Website"), organisation.website),
        (_("Town or area"), organisation.locality),
        (_("Postcode"), organisation.postcode),
        (_("Published by"), organisation.source_name),
        (_("Licence"), organisation.source_licence),
    ]
    return [(label, value) for label, value in shown if value]


def changed_since_published(organisation: Organisation) -> list[tuple[str, str]]:
    """What the source said and its people say otherwise now: the published wording stays readable."""
    claim = organisation.claims.filter(state=ClaimState.APPROVED).order_by("-decided_at").first()
    if claim is None:
        return []
    labels = {
        "name": _("Name"),
        "summary": _("What it does"),
        "website": _("Website"),
        "locality": _("Town or area"),
        "postcode": _("Postcode"),
        "areas_served": _("Works in"),
    }
    kept = claim.published
    return [
        (label, kept[name])
        for name, label in labels.items()
        if kept.get(name) and kept[name] != getattr(organisation, name)
    ]


def _fits(addresses: list[str], website: str) -> str:
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    if not host:
        return _("It has no website here to compare with")
    ends = {address.rpartition("@")[2].lower() for address in addresses}
    if any(end == host or end.endswith(f".{host}") or host.endswith(f".{end}") for end in ends):
        return _("Yes: the address belongs to %(host)s") % {"host": host}
    return _("No: the address does not belong to %(host)s") % {"host": host}
