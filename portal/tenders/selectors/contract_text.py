"""The text that every party signs: what was tendered, what was offered, for how much, until when."""

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.organisations.models import Organisation
from portal.tenders.enums import PartyRole
from portal.tenders.models import Award, BidMember, Contract
from portal.tenders.selectors.award_letter import organisation_line
from portal.tenders.selectors.procurement import outcomes_of
from portal.tenders.selectors.procurement_check import percent

Parties = Sequence[tuple[Organisation, PartyRole]]


def parties_of(award: Award) -> list[tuple[Organisation, PartyRole]]:
    """The organisations behind the chosen bid, the lead first."""
    if award.bid is None:
        return []
    members = BidMember.objects.filter(bid=award.bid).select_related("organisation").order_by("-is_lead", "pk")
    rows = [(row.organisation, PartyRole.LEAD if row.is_lead else PartyRole.MEMBER) for row in members]
    return rows if len(rows) > 1 else [(award.bid.organisation, PartyRole.SOLE)]


def contract_text(contract: Contract, award: Award, parties: Parties) -> str:
    """The contract in plain words. It takes in the frozen specification and the bid by their fingerprints."""
    procurement = award.lot.procurement
    version = procurement.specification
    receipt = award.bid.receipts.order_by("-number").first() if award.bid else None
    lines = [
        _("Contract %(ref)s: %(title)s") % {"ref": contract.ref, "title": contract.title},
        _("Buyer: %(name)s") % {"name": organisation_line(contract.buyer)},
        *(f"{PartyRole(role).label}: {organisation_line(organisation)}" for organisation, role in parties),
        _("From %(start)s to %(end)s.") % {"start": day(contract.starts_on), "end": day(contract.ends_on)},
        _("Price for the whole term: %(value)s. %(share)s%% of it is paid only for outcomes, the rest for the service.")
        % {
            "value": format_pounds(contract.value_pence or 0),
            "share": percent(contract.outcome_share_percent),
        },
    ]
    if procurement.payment_terms:
        lines.append(_("Payment: %(terms)s") % {"terms": procurement.payment_terms})
    if version is not None:
        lines.append(
            _("The service is the one described in “%(title)s”, version %(n)d, which is part of this contract.")
            % {"title": version.title, "n": version.number}
            + (f" SHA-256 {version.text_hash}" if version.text_hash else "")
        )
    lines += [_("Outcome: %(text)s") % {"text": outcome.statement} for outcome in outcomes_of(procurement)]
    if receipt is not None:
        lines.append(
            _("The bid %(ref)s as it was sent is part of this contract. SHA-256 %(hash)s")
            % {"ref": award.bid.ref if award.bid else "", "hash": receipt.package_hash}
        )
    return "\n".join(lines)


def text_hash(text: str) -> str:
    """SHA-256 of the text, which every signature is bound to."""
    return hashlib.sha256(text.encode()).hexdigest()
