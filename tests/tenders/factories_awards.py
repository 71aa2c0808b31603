"""An award taken to each of its steps, by the services and as its real people."""

from datetime import datetime
from typing import Any

from portal.common import clock
from portal.common.calendars import london_date
from portal.tenders.enums import FurtherDecisionKind, NoticeKind, PartyRole, Process, Regime
from portal.tenders.models import Award, Contract, FeedbackLetter, Representation
from portal.tenders.selectors.award_letter import content_hash
from portal.tenders.selectors.award_notice import later_kinds
from portal.tenders.services.award import award_approve, award_confirm, award_recommend
from portal.tenders.services.contract import contract_enter, contract_sign
from portal.tenders.services.feedback import letter_freeze, letters_make, letters_send
from portal.tenders.services.notice import Official, notice_announce, notice_record
from portal.tenders.services.representation import further_decide, representation_make, representation_review
from portal.tenders.services.sourced import ContractFacts, Source, contract_source
from tests.characters import Cast
from tests.remembered import remembered
from tests.tenders.factories_evaluation import evaluation, ranked

PA23 = {"regime": Regime.PA23_STANDARD, "process": Process.PA23_OPEN}
REASONS = "People with pain hold half of the leading posts."
SIGNATORIES = {"harbour": "lead", "easton": "partner1", "northgate": "partner2"}


def fresh(award: Award) -> Award:
    """As the next request would load it."""
    rows = Award.objects.select_related("lot__procurement__buyer", "bid__organisation", "bid__alliance")
    return rows.get(pk=award.pk)


@remembered
def recommended(cast: Cast, procurement: Any = None, **fields: Any) -> Award:
    """Harbour's alliance is recommended by the lead."""
    procurement = procurement or ranked(cast, **fields)
    return award_recommend(
        actor=cast.user("officer"),
        evaluation=evaluation(procurement),
        reasons=REASONS,
        weaker_points="One early group for five neighbourhoods.",
        conflicts_summary="None declared.",
    )


@remembered
def approved(cast: Cast, *args: Any, **fields: Any) -> Award:
    """The approver has said yes."""
    award = recommended(cast, *args, **fields)
    return fresh(award_approve(actor=cast.user("approver"), award=award, reason="The record holds together."))


@remembered
def written(cast: Cast, *args: Any, **fields: Any) -> Award:
    """The letters are written for today, and nobody has read them."""
    award = approved(cast, *args, **fields)
    letters_make(actor=cast.user("officer"), award=award, planned_on=london_date(clock.now()))
    return fresh(award)


def letters(award: Award) -> list[FeedbackLetter]:
    """The letters of an award."""
    rows = FeedbackLetter.objects.filter(award=award)
    return list(rows.select_related("award__lot__procurement", "bid__organisation", "bid__alliance").order_by("pk"))


def freeze_all(cast: Cast, award: Award) -> None:
    """The lead reads each letter."""
    for letter in letters(award):
        letter_freeze(actor=cast.user("officer"), letter=letter, content_hash_read=content_hash(letter.content))


@remembered
def frozen(cast: Cast, *args: Any, **fields: Any) -> Award:
    """Every letter is read and frozen."""
    award = written(cast, *args, **fields)
    freeze_all(cast, award)
    return fresh(award)


def official(**fields: Any) -> Official:
    """What the platform says about a notice that was published just now."""
    values: dict[str, Any] = {
        "notice_id": "2026/S 000-012345",
        "url": "https://www.find-tender.service.gov.uk/Notice/012345-2026",
        "submitted_at": clock.now(),
        "published_on": london_date(clock.now()),
    }
    return Official(**(values | fields))


@remembered
def announced(cast: Cast, *args: Any, **fields: Any) -> Award:
    """The notice is out today and the standstill runs; under the Procurement Act the letters went before it."""
    award = frozen(cast, *args, **fields)
    if award.lot.procurement.regime != Regime.PSR:
        letters_send(actor=cast.user("officer"), award=award)
    notice_announce(actor=cast.user("publisher"), award=fresh(award), official=official())
    return fresh(award)


def ends_at(award: Award) -> datetime:
    """The stored end of the standstill."""
    return fresh(award).standstill.ends_at


def represented(cast: Cast, award: Award, who: str = "rival", org: str = "meridian") -> Representation:
    """A losing bidder asks for another look."""
    return representation_make(
        actor=cast.user(who),
        award=fresh(award),
        organisation=cast.org(org),
        text="Question 2 was not scored by the scale.",
    )


def reviewed(cast: Cast, award: Award) -> Representation:
    """The lead has reviewed it."""
    return representation_review(
        actor=cast.user("officer"),
        representation=represented(cast, award),
        review="The scale was used as published.",
        information="The agreed reasons for question 2.",
    )


def told(cast: Cast, award: Award, decision: FurtherDecisionKind = FurtherDecisionKind.AWARD) -> Any:
    """The approver has told a further decision."""
    return further_decide(
        actor=cast.user("approver"), award=fresh(award), decision=decision, reasons="The scores stand, with reasons."
    )


def awarded(cast: Cast, award: Award) -> Contract:
    """The lead makes the award now; `clock.at(ends_at(award))` is the first instant for it."""
    return award_confirm(actor=cast.user("officer"), award=fresh(award))


def signed(cast: Cast, contract: Contract) -> Contract:
    """Every party has signed; the buyer has not."""
    for key, who in SIGNATORIES.items():
        if contract.parties.filter(organisation=cast.org(key), signed_at=None).exists():
            contract_sign(
                actor=cast.user(who), contract=contract, organisation=cast.org(key), hash_read=contract.text_hash
            )
    return contract


def entered(cast: Cast, contract: Contract) -> Contract:
    """In force."""
    return contract_enter(actor=cast.user("publisher"), contract=signed(cast, contract), hash_read=contract.text_hash)


def noticed(cast: Cast, award: Award) -> Any:
    """The notice that follows is recorded."""
    kind: NoticeKind = later_kinds(fresh(award))[0]
    return notice_record(actor=cast.user("publisher"), award=fresh(award), kind=kind, official=official())


def sourced_contract(cast: Cast, ref: str = "CON-1", **fields: Any) -> Contract:
    """A contract as published elsewhere."""
    values: dict[str, Any] = {
        "actor": cast.user("admin"),
        "source_ref": ref,
        "source": Source(
            "Contracts register",
            "https://www.contractsfinder.service.gov.uk/",
            "Open Government Licence v3.0",
            {"contract_reference": ref, "supplier": {"name": "Garden Days", "sector": "VCSE"}},
        ),
        "buyer": cast.org("council"),
        "facts": ContractFacts("Community transport", "As published.", 12_000_000),
        "parties": [(cast.org("garden"), PartyRole.LEAD)],
    }
    return contract_source(**(values | fields))[0]
