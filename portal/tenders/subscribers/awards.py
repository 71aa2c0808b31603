"""Mail about awards, letters, representations and contracts: each once, links and never content."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.organisations.enums import MemberRole
from portal.tenders.enums import Regime, TeamRole
from portal.tenders.events.award import (
    AwardAbandoned,
    AwardAnnounced,
    AwardApproved,
    AwardConfirmed,
    AwardRecommended,
    AwardReturned,
    ContractEntered,
    ContractSigned,
    FurtherDecisionTold,
    LettersReviewed,
    LettersSent,
    RepresentationMade,
    RepresentationReviewed,
)
from portal.tenders.models import Award, Contract, ContractParty, FeedbackLetter, FurtherDecision, Representation
from portal.tenders.selectors.award_notice import SLUGS, announcing_kind
from portal.tenders.selectors.bid_people import bid_people, people_of
from portal.tenders.selectors.procurement_people import team_people


def _award(pk: int) -> Award:
    return Award.objects.select_related("lot__procurement", "bid", "bid__alliance", "bid__organisation").get(pk=pk)


def _url(award: Award, name: str = "award_lot", *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[award.lot.procurement.ref, award.lot.number, *args])


def _team(award: Award, *roles: TeamRole) -> list[Any]:
    return team_people(award.lot.procurement, *roles)


def _tell(key: str, people: Any, award: Award, subject: str, **mail: Any) -> None:
    title = award.lot.procurement.title
    mail.setdefault("link", _url(award))
    mail.setdefault("link_text", _("See the decision"))
    notify(event_key=key, recipients=people, mail=Mail(subject=f"{subject}: {title}", **mail))


@subscribe(AwardRecommended)
def tell_approver(event: AwardRecommended) -> None:
    """The approver decides."""
    award = _award(event.award_id)
    _tell(
        f"tenders.award.recommend:{award.pk}",
        _team(award, TeamRole.APPROVER),
        award,
        _("Approve an award"),
        opening=_("You need to approve an award, or send it back."),
        must_act=True,
        lines=[_("You see the order of the bids, the reasons and whose hands it passed through.")],
        link_text=_("Read the recommendation"),
    )


@subscribe(AwardReturned)
def tell_lead_of_return(event: AwardReturned) -> None:
    """The lead can recommend again."""
    award = _award(event.award_id)
    _tell(
        f"tenders.award.return:{award.pk}",
        _team(award, TeamRole.LEAD),
        award,
        _("A recommendation came back"),
        opening=_("You need to look at a recommendation again. The reason stands on its page."),
        must_act=True,
    )


@subscribe(AwardApproved)
def tell_lead_of_approval(event: AwardApproved) -> None:
    """The letters come next."""
    award = _award(event.award_id)
    _tell(
        f"tenders.award.approve:{award.pk}",
        _team(award, TeamRole.LEAD),
        award,
        _("The award is approved"),
        opening=_("You need to write the letters to the bidders and read each of them."),
        must_act=True,
        link=_url(award, "letter_make"),
        link_text=_("Write the letters"),
    )


@subscribe(LettersReviewed)
def tell_publisher_of_letters(event: LettersReviewed) -> None:
    """Under the Provider Selection Regime the notice comes next; under the Procurement Act the lead sends first."""
    award = _award(event.award_id)
    if award.lot.procurement.regime == Regime.PSR:
        _ask_for_notice(award)


def _ask_for_notice(award: Award) -> None:
    planned = award.publication_planned_on
    _tell(
        f"tenders.award.notice:{award.pk}:{planned}",
        _team(award, TeamRole.PUBLISHER),
        award,
        _("Publish the notice"),
        opening=_("You need to publish the notice on the national platform and record it here."),
        must_act=True,
        link=_url(award, "notice_publish", SLUGS[announcing_kind(award.lot.procurement)]),
        link_text=_("See the draft of the notice"),
    )


@subscribe(LettersSent)
def tell_bidders(event: LettersSent) -> None:
    """Every bidder at the same moment, each about its own letter."""
    award = _award(event.award_id)
    p = award.lot.procurement
    letters = FeedbackLetter.objects.filter(award=award, sent_at__isnull=False).select_related("bid")
    for letter in letters.order_by("pk"):
        notify(
            event_key=f"tenders.letter.send:{letter.pk}",
            recipients=bid_people(letter.bid),
            mail=Mail(
                subject=_("The decision on your bid: %(title)s") % {"title": p.title},
                opening=_("You do not need to do anything. The decision on your bid is made, and your letter is here."),
                lines=[_("It says when the standstill ends and how to object.")],
                link=reverse("tenders:letter_detail", args=[p.ref, letter.bid.ref]),
                link_text=_("Read your letter"),
            ),
        )
    if p.regime != Regime.PSR:
        _ask_for_notice(award)


@subscribe(AwardAnnounced)
def tell_team_of_announcement(event: AwardAnnounced) -> None:
    """The whole team knows that the standstill runs."""
    award = _award(event.award_id)
    _tell(
        f"tenders.award.announce:{award.pk}",
        _team(award),
        award,
        _("The decision is announced"),
        opening=_("You do not need to do anything now. The notice is published and the standstill runs."),
        link=_url(award, "standstill_detail"),
        link_text=_("See the standstill, day by day"),
    )


@subscribe(RepresentationMade)
def tell_of_representation(event: RepresentationMade) -> None:
    """The lead reviews it; those who made it get a confirmation."""
    row = Representation.objects.select_related("award__lot__procurement").get(pk=event.representation_id)
    link = _url(row.award, "representation_detail", row.number)
    _tell(
        f"tenders.representation.make:{row.pk}:team",
        _team(row.award, TeamRole.LEAD),
        row.award,
        _("A provider asks for another look"),
        opening=_("You need to review a representation. The award waits until it is answered."),
        must_act=True,
        link=link,
        link_text=_("Read it"),
    )
    _tell(
        f"tenders.representation.make:{row.pk}",
        people_of([row.organisation_id], MemberRole.BID_LEAD),
        row.award,
        _("Your representation is here"),
        opening=_("You do not need to do anything. The buyer reviews what you wrote and tells you its decision."),
        link=link,
        link_text=_("See what was received, and when"),
    )


@subscribe(RepresentationReviewed)
def tell_approver_of_review(event: RepresentationReviewed) -> None:
    """The approver decides again."""
    row = Representation.objects.select_related("award__lot__procurement").get(pk=event.representation_id)
    _tell(
        f"tenders.representation.review:{row.pk}",
        _team(row.award, TeamRole.APPROVER),
        row.award,
        _("Decide again"),
        opening=_("You need to tell a further decision on an award."),
        must_act=True,
        lines=[_("A representation has been reviewed.")],
    )


@subscribe(FurtherDecisionTold)
def tell_further_decision(event: FurtherDecisionTold) -> None:
    """Everybody who made representations and the intended winner, at once (PSR reg 12(4)(f)); and the team."""
    row = FurtherDecision.objects.select_related("award__lot__procurement", "award__bid").get(
        pk=event.further_decision_id
    )
    award = row.award
    bodies = list(award.representations.order_by("pk").values_list("organisation_id", flat=True))
    people = people_of(bodies, MemberRole.BID_LEAD, MemberRole.SIGNATORY)
    people += bid_people(award.bid) if award.bid else []
    people += _team(award, TeamRole.LEAD, TeamRole.APPROVER, TeamRole.PUBLISHER)
    _tell(
        f"tenders.award.decide_further:{row.pk}",
        people,
        award,
        _("A further decision"),
        opening=_("You do not need to do anything now. The buyer has decided again, with its reasons."),
        link=_url(award, "standstill_detail"),
        link_text=_("Read the further decision"),
    )


@subscribe(AwardConfirmed)
def tell_of_award(event: AwardConfirmed) -> None:
    """Signatories of the parties sign; the publisher has a notice to publish."""
    award = _award(event.award_id)
    contract = Contract.objects.filter(award=award).first()
    if contract is None:
        return
    parties = contract.parties.order_by("pk").values_list("organisation_id", flat=True)
    _tell(
        f"tenders.award.award:{award.pk}",
        people_of(list(parties), MemberRole.SIGNATORY),
        award,
        _("Sign the contract"),
        opening=_("You need to sign the contract for your organisation, once the standstill has ended."),
        must_act=True,
        link=reverse("contracts:contract_sign", args=[contract.ref]),
        link_text=_("Read the text"),
    )
    if award.lot.procurement.regime == Regime.PSR:
        _tell(
            f"tenders.award.award:{award.pk}:notice",
            _team(award, TeamRole.PUBLISHER),
            award,
            _("The award notice is due"),
            opening=_("You need to publish the award notice within 30 days."),
            must_act=True,
            link=_url(award, "notice_publish", "award"),
            link_text=_("See the draft of the notice"),
        )


@subscribe(AwardAbandoned)
def tell_of_abandoned_award(event: AwardAbandoned) -> None:
    """Every bidder and the team; a notice is due."""
    award = _award(event.award_id)
    people = [person for letter in award.letters.select_related("bid") for person in bid_people(letter.bid)]
    _tell(
        f"tenders.award.abandon:{award.pk}",
        [*people, *_team(award)],
        award,
        _("An award is abandoned"),
        opening=_("You do not need to do anything now. The announced award is not made; the reason is on its page."),
    )


@subscribe(ContractSigned)
def tell_publisher_to_sign(event: ContractSigned) -> None:
    """When the last party has signed, the buyer does."""
    party = ContractParty.objects.select_related("contract__award__lot__procurement").get(pk=event.party_id)
    contract = party.contract
    if contract.award is None or contract.parties.filter(signed_at=None).exists():
        return
    _tell(
        f"tenders.contract.sign:{contract.pk}",
        _team(contract.award, TeamRole.PUBLISHER),
        contract.award,
        _("Sign for the buyer"),
        opening=_("You need to sign a contract for the buyer. Every party has signed."),
        must_act=True,
        link=reverse("contracts:contract_sign", args=[contract.ref]),
        link_text=_("Read the text and sign"),
    )


@subscribe(ContractEntered)
def tell_of_contract(event: ContractEntered) -> None:
    """Parties and team."""
    contract = Contract.objects.select_related("award__lot__procurement").get(pk=event.contract_id)
    if contract.award is None:
        return
    parties = list(contract.parties.order_by("pk").values_list("organisation_id", flat=True))
    _tell(
        f"tenders.contract.enter:{contract.pk}",
        [*people_of(parties, MemberRole.SIGNATORY, MemberRole.BID_LEAD), *_team(contract.award)],
        contract.award,
        _("The contract is in force"),
        opening=_("You do not need to do anything now. Everybody has signed."),
        link=reverse("contracts:contract_detail", args=[contract.ref]),
        link_text=_("See the contract"),
    )
