"""The public list of contracts, and one contract with what it is for and how it came about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.money import format_pounds
from portal.common.permissions import Decision
from portal.common.templatetags.ui_text import day, pounds_short, when
from portal.tenders.enums import ContractState
from portal.tenders.models import Contract, ContractParty
from portal.tenders.permissions.award import blocked_until
from portal.tenders.permissions.contract import can_enter_contract, can_sign_contract, parties_to_sign
from portal.tenders.selectors.procurement import outcomes_of
from portal.tenders.selectors.procurement_check import percent
from portal.tenders.selectors.procurement_page import length_words, specification_url
from portal.tenders.selectors.procurement_sourced import number_rows, said_rows

PER_PAGE = 20
KINDS = {
    ContractState.SIGNING: "waiting",
    ContractState.ACTIVE: "done",
    ContractState.ENDED: "draft",
    ContractState.SOURCED: "draft",
}


def public_contracts(words: str = "") -> QuerySet[Contract]:
    """In force, ended, or published at their source; newest first."""
    rows = Contract.objects.exclude(state=ContractState.SIGNING).select_related("buyer")
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(ref__icontains=word)
            | Q(buyer__name__icontains=word)
            | Q(pk__in=_parties_named(word).values("contract"))
        )
    return rows.prefetch_related("parties__organisation", "parties__alliance").order_by("-created_at", "-pk")


def _parties_named(word: str) -> QuerySet[ContractParty]:
    named = Q(organisation__name__icontains=word) | Q(alliance__name__icontains=word)
    return ContractParty.objects.filter(named)


@dataclass(frozen=True)
class ContractRow:
    """One contract in a list."""

    title: str
    href: str
    state: str
    kind: str
    ref: str
    who: str
    meta: str


def contract_list_page(words: str, page_number: str) -> dict[str, Any]:
    """A page of the list. What is not published is left out, never guessed."""
    page: Page[Contract] = Paginator(public_contracts(words), PER_PAGE).get_page(page_number)
    return {"words": words, "page": page, "rows": [_row(contract) for contract in page], "count": page.paginator.count}


def _row(contract: Contract) -> ContractRow:
    parts = [contract.buyer.name]
    if contract.value_pence is not None:
        parts.append(pounds_short(contract.value_pence))
    if contract.starts_on:
        parts.append(_dates(contract))
    return ContractRow(
        title=contract.title,
        href=reverse("contracts:contract_detail", args=[contract.ref]),
        state=contract.get_state_display(),
        kind=KINDS[ContractState(contract.state)],
        ref=contract.ref,
        who=provider_name(contract),
        meta=" · ".join(parts),
    )


def _dates(contract: Contract) -> str:
    if contract.ends_on:
        return f"{day(contract.starts_on)} – {day(contract.ends_on)}"
    return _("from %(day)s") % {"day": day(contract.starts_on)}


def provider_name(contract: Contract) -> str:
    """The alliance, or the organisations that deliver."""
    parties = list(contract.parties.all())
    alliance = next((party.alliance for party in parties if party.alliance), None)
    if alliance:
        return str(alliance.name)
    return ", ".join(party.organisation.name for party in parties)


@dataclass(frozen=True)
class Signing:
    """What is signed, by whom, and what this person can do about it."""

    rows: list[tuple[str, str, str, str, str]]
    sign: Decision
    enter: Decision
    organisations: list[Any]
    opens_at: datetime | None
    is_blocked: bool


def contract_page(user: Any, contract: Contract) -> dict[str, Any]:
    """Everything of one contract's page."""
    procurement = contract.award.lot.procurement if contract.award else None
    return {
        "contract": contract,
        "kind": KINDS[ContractState(contract.state)],
        "payee": provider_name(contract),
        "facts": _facts(contract),
        "party_rows": party_rows(contract),
        "outcomes": outcomes_of(procurement) if procurement else [],
        "procurement": procurement,
        "project": procurement.specification.project if procurement and procurement.specification else None,
        "thread": thread_rows(contract),
        "specification_url": specification_url(procurement) if procurement else "",
        "said": said_rows(contract),
        "numbers": number_rows(contract),
        "signing": signing_of(user, contract) if contract.award else None,
        "is_signing": contract.state == ContractState.SIGNING,
    }


def _facts(contract: Contract) -> list[tuple[str, str, str]]:
    found = []
    if contract.value_pence is not None:
        length = length_words(contract.starts_on, contract.ends_on)
        span = _("for %(time)s") % {"time": length} if length else ""
        found.append((_("Value"), format_pounds(contract.value_pence), span))
    if not contract.is_sourced:
        share = f"{percent(contract.outcome_share_percent)}%"
        found.append((_("Paid for outcomes"), share, _("the rest for the service")))
    if contract.starts_on:
        until = _("to %(day)s") % {"day": day(contract.ends_on)} if contract.ends_on else ""
        found.append((_("From"), day(contract.starts_on), until))
    if contract.entered_at:
        found.append((_("In force since"), day(contract.entered_at), ""))
    return found


def party_rows(contract: Contract) -> list[list[Any]]:
    """Who delivers, and as what."""
    return [[party.organisation.name, party.get_role_display()] for party in contract.parties.all()]


def thread_rows(contract: Contract) -> list[tuple[str, str, str]]:
    """From the contract back to the need: what, which, where."""
    award = contract.award
    if award is None:
        return []
    procurement = award.lot.procurement
    version = procurement.specification
    rows: list[tuple[str, str, str]] = []
    if version is not None:
        project = version.project
        if project.need:
            rows.append((_("The need"), project.need.title, f"/needs/{project.need.ref}/"))
        rows.append((_("Designed together"), project.title, f"/co-design/{project.ref}/"))
        title = _("%(title)s, version %(n)d") % {"title": version.title, "n": version.number}
        rows.append((_("The specification"), title, specification_url(procurement)))
    rows.append((_("The tender"), procurement.title, reverse("tenders:procurement_detail", args=[procurement.ref])))
    if award.awarded_at:
        label = _("Awarded %(day)s, with its reasons") % {"day": day(award.awarded_at)}
        rows.append((_("The decision"), label, reverse("tenders:award_lot", args=[procurement.ref, award.lot.number])))
    return rows


def signing_of(user: Any, contract: Contract) -> Signing:
    """Each party, then the buyer, with what they have signed."""
    at = now()
    rows = []
    for party in contract.parties.all():
        is_signed = party.signed_at is not None
        what = _("%(name)s, %(at)s") % {"name": party.signed_by, "at": when(party.signed_at)} if is_signed else ""
        rows.append(
            (
                party.organisation.name,
                party.get_role_display(),
                "signed" if is_signed else "",
                _("Signed") if is_signed else _("Not yet"),
                what,
            )
        )
    is_entered = contract.entered_at is not None
    by = _("%(name)s, %(at)s") % {"name": contract.entered_by, "at": when(contract.entered_at)} if is_entered else ""
    label = _("Signed") if is_entered else _("Signs last")
    rows.append((contract.buyer.name, _("Buyer"), "signed" if is_entered else "", label, by))
    opens_at = blocked_until(contract.award) if contract.award else None
    return Signing(
        rows=rows,
        sign=can_sign_contract(user, contract),
        enter=can_enter_contract(user, contract),
        organisations=[p.organisation for p in parties_to_sign(user, contract) if p.signed_at is None],
        opens_at=opens_at,
        is_blocked=opens_at is not None and at < opens_at,
    )
