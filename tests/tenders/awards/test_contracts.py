"""The contract: one text for everybody, the buyer last, public once in force; published ones with their source."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.organisations.enums import MemberRole
from portal.tenders.enums import PartyRole
from portal.tenders.models import Contract, ContractParty, Lot, Procurement
from portal.tenders.permissions.contract import can_enter_contract, can_see_contract, can_sign_contract, wanted_grants
from portal.tenders.services.contract import contract_enter, contract_sign
from portal.tenders.services.sourced import (
    ContractFacts,
    ProcurementFacts,
    Source,
    contract_source,
    procurement_source,
)
from tests.characters import NAMES, Cast
from tests.tenders import factories_awards as make
from tests.tenders.factories_bids import colleague

TEAM = {"officer", "publisher", "approver"}
MEMBERS = {"lead", "partner1", "partner2"}
SOURCE = Source("Find a Tender", "https://www.find-tender.service.gov.uk/1", "OGL v3.0", {"tender": {"title": "Rides"}})


@pytest.fixture
def signing(cast: Cast) -> Contract:
    """Awarded after its standstill; nobody has signed."""
    with clock.at(clock.now() - timedelta(days=30)):
        award = make.announced(cast)
    return make.awarded(cast, award)


def test_it_takes_in_what_was_tendered_and_offered(cast: Cast, signing: Contract) -> None:
    assert signing.value_pence == 143_860_000
    assert signing.outcome_share_percent == 25
    roles = {party.organisation.name: party.role for party in signing.parties.select_related("organisation")}
    assert roles == {"Harbour Carers": "lead", "Easton Pain Peers": "member", "Northgate Community Trust": "member"}
    assert signing.award is not None
    receipt = signing.award.bid.receipts.get()  # type: ignore[union-attr]
    assert receipt.package_hash in signing.text
    assert "£1,438,600" in signing.text
    assert "From 1 April 2027 to 31 March 2030." in signing.text


def test_before_it_is_in_force_only_its_people_see_it(cast: Cast, signing: Contract) -> None:
    signing = Contract.objects.select_related("award__lot__procurement").get(pk=signing.pk)
    assert cast.allowed(can_see_contract, signing) == TEAM | MEMBERS
    assert cast.client("rival").get(f"/contracts/{signing.ref}/").status_code == 404
    assert signing.title not in cast.client().get("/contracts/").content.decode()


def test_each_party_signs_once_by_its_signatory_and_the_buyer_last(cast: Cast, signing: Contract) -> None:
    signing = Contract.objects.select_related("award__lot__procurement").get(pk=signing.pk)
    assert cast.allowed(can_sign_contract, signing) == MEMBERS
    assert cast.allowed(can_enter_contract, signing) == set()
    reason = can_enter_contract(cast.user("publisher"), signing).reason
    assert reason.endswith("Harbour Carers, Easton Pain Peers, Northgate Community Trust.")
    make.signed(cast, signing)
    assert cast.allowed(can_sign_contract, signing) == set()
    assert cast.allowed(can_enter_contract, signing) == {"publisher"}
    entered = make.entered(cast, signing)
    assert entered.state == "active"
    assert cast.allowed(can_see_contract, entered) == set(NAMES)


def test_nobody_signs_for_another_or_another_text(cast: Cast, signing: Contract) -> None:
    with pytest.raises(NotAllowed):
        contract_sign(
            actor=cast.user("lead"), contract=signing, organisation=cast.org("easton"), hash_read=signing.text_hash
        )
    with pytest.raises(DomainError, match="not the text that you read"):
        contract_sign(actor=cast.user("lead"), contract=signing, organisation=cast.org("harbour"), hash_read="0" * 64)
    Contract.objects.filter(pk=signing.pk).update(text=signing.text + " And more.")
    with pytest.raises(DomainError, match="not the text that you read"):
        contract_sign(
            actor=cast.user("lead"), contract=signing, organisation=cast.org("harbour"), hash_read=signing.text_hash
        )
    assert not ContractParty.objects.filter(signed_at__isnull=False).exists()


def test_a_bid_lead_without_the_right_to_sign_does_not(cast: Cast, signing: Contract) -> None:
    colleague(cast, "member", "harbour", MemberRole.BID_LEAD)
    page = cast.client("member").get(f"/contracts/{signing.ref}/sign/")
    assert page.status_code == 403
    with pytest.raises(NotAllowed, match="authorised signatory"):
        contract_sign(
            actor=cast.user("member"), contract=signing, organisation=cast.org("harbour"), hash_read=signing.text_hash
        )


def test_pressed_twice_it_is_signed_and_entered_once(cast: Cast, signing: Contract) -> None:
    args: Any = {"contract": signing, "organisation": cast.org("harbour"), "hash_read": signing.text_hash}
    first = contract_sign(actor=cast.user("lead"), **args)
    with clock.at(clock.now() + timedelta(minutes=1)), pytest.raises(NotAllowed, match="You have signed"):
        contract_sign(actor=cast.user("lead"), **args)
    first.refresh_from_db()
    assert first.signed_at == clock.now()
    make.entered(cast, signing)
    with pytest.raises(NotAllowed, match="in force"):
        contract_enter(actor=cast.user("publisher"), contract=signing, hash_read=signing.text_hash)


def test_in_force_everybody_reads_it_from_need_to_money(cast: Cast, signing: Contract) -> None:
    make.entered(cast, signing)
    assert signing.award is not None
    procurement = signing.award.lot.procurement
    page = cast.client().get(f"/contracts/{signing.ref}/").content.decode()
    for text in (
        "I do more of what matters to me",
        "£1,438,600",
        f'href="/tenders/{procurement.ref}/"',
        f'href="/co-design/{procurement.specification.project.ref}/"',
        f'href="/budgets/contracts/{signing.ref}/"',
        "Alliance member",
    ):
        assert text in page
    assert "Amina Yusuf" not in page


def test_grants_follow_from_the_parties(cast: Cast, signing: Contract) -> None:
    names = {(getattr(holder, "name", ""), perm) for holder, perm in wanted_grants(signing)}
    assert (f"org:{cast.org('icb').pk}:administrator", "tenders.manage_contract") in names
    assert (f"org:{cast.org('easton').pk}:member", "tenders.report_contract") in names
    assert wanted_grants(make.sourced_contract(cast)) == set()


def test_a_published_contract_is_shown_with_its_source_and_offers_nothing(cast: Cast) -> None:
    contract = make.sourced_contract(cast)
    for who in ("visitor", "officer", "micro", "admin"):
        page = cast.client(who).get(f"/contracts/{contract.ref}/").content.decode()
        assert "Contracts register" in page
        assert "Open Government Licence v3.0" in page
        assert "Supplier, sector" in page
        assert "VCSE" in page
        assert "Read and sign" not in page
        assert "Paid for outcomes" not in page
    assert cast.client("micro").get(f"/contracts/{contract.ref}/sign/").status_code == 403
    assert cast.allowed(can_sign_contract, contract) == set()
    assert cast.allowed(can_enter_contract, contract) == set()


def test_importing_again_meets_the_same_contract(cast: Cast) -> None:
    first = make.sourced_contract(cast)
    again, made = contract_source(
        actor=cast.user("admin"),
        source_ref="CON-1",
        source=SOURCE,
        buyer=cast.org("council"),
        facts=ContractFacts("Community transport, renewed"),
        parties=[(cast.org("meridian"), PartyRole.LEAD), (cast.org("garden"), PartyRole.SUBCONTRACTOR)],
    )
    assert (again.pk, made, again.ref) == (first.pk, False, first.ref)
    again.refresh_from_db()
    assert (again.title, again.value_pence, again.state) == ("Community transport, renewed", None, "sourced")
    assert {party.organisation_id: party.role for party in again.parties.all()} == {
        cast.org("meridian").pk: "lead",
        cast.org("garden").pk: "subcontractor",
    }
    with pytest.raises(DomainError, match="its reference there"):
        make.sourced_contract(cast, " ")


def test_an_import_never_touches_a_contract_made_here(cast: Cast, signing: Contract) -> None:
    Contract.objects.filter(pk=signing.pk).update(source_ref="OURS")
    with pytest.raises(DomainError, match="made here"):
        make.sourced_contract(cast, "OURS")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=make.sourced_contract(cast).pk).update(source_name="")


def test_importing_a_notice_again_meets_the_same_tender(cast: Cast) -> None:
    def bring(title: str, *lots: tuple[str, int | None]) -> tuple[Procurement, bool]:
        return procurement_source(
            actor=cast.user("admin"),
            ocid="ocds-h6vhtk-1",
            source=SOURCE,
            buyer=cast.org("council"),
            facts=ProcurementFacts(title, "As published.", estimated_value_pence=5_000_000, lots=lots),
        )

    first, is_new = bring("Rides", ("North", 2_000_000), ("South", None))
    again, is_new_again = bring("Rides to clinics")
    assert (is_new, is_new_again, again.pk) == (True, False, first.pk)
    lots = Lot.objects.filter(procurement=first)
    assert [(lot.number, lot.title) for lot in lots] == [(1, "Rides to clinics")]
    page = cast.client().get(f"/tenders/{first.ref}/").content.decode()
    assert "Rides to clinics" in page
    assert "Find a Tender" in page
    assert cast.client("officer").get(f"/tenders/{first.ref}/award/").status_code == 404


def test_the_list_costs_the_same_for_two_and_twelve(
    cast: Cast, assert_constant_queries: Callable[[Any, Any], None]
) -> None:
    client = cast.client()
    count = iter(range(100))

    def page() -> None:
        assert client.get("/contracts/").status_code == 200

    assert_constant_queries(page, lambda: make.sourced_contract(cast, f"CON-{next(count)}"))


def test_an_empty_list_says_so(cast: Cast) -> None:
    make.sourced_contract(cast)
    page = cast.client().get("/contracts/?words=nothing").content.decode()
    assert "No contract here" in page
    assert "0 contracts" in page
    assert "Community transport" in cast.client().get("/contracts/?words=garden+community").content.decode()
