"""The seal itself: what goes in comes out, what was touched does not open, and nothing opens before its time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.common import clock
from portal.common.exceptions import DomainError
from portal.tenders.models import Bid, Evaluation, Opening, ProcurementKey
from portal.tenders.seal import package, vault
from portal.tenders.seal.package import Place, VersionKeys
from portal.tenders.seal.primitives import (
    SealBroken,
    box_open,
    box_seal,
    decrypt,
    encrypt,
    new_key,
    new_pair,
    padded,
    unpadded,
    unwrap,
    wrap,
)
from portal.tenders.services.bid_answers import bid_answer_save
from portal.tenders.services.bid_files import bid_file_add
from portal.tenders.services.bid_submission import bid_withdraw
from portal.tenders.services.seal_keys import procurement_key_create, unseal_file, unseal_price, unseal_quality
from portal.tenders.workflow.bid import BID
from tests.characters import Cast
from tests.tenders.factories_bids import draft_bid, filled_bid, open_tender, sign_all, submitted_bid

PLACE = Place("PR-2026-0001", "BID-7K3Q9X", 1)
CONTENTS = st.dictionaries(st.text(max_size=20), st.text(max_size=200) | st.integers() | st.none(), max_size=5)
quick = settings(max_examples=60, deadline=None)


@quick
@given(st.binary(max_size=5000), st.binary(max_size=50))
def test_what_goes_in_comes_out(content: bytes, associated: bytes) -> None:
    key = new_key()
    nonce, ciphertext = encrypt(key, content, associated)
    assert decrypt(key, nonce, ciphertext, associated) == content
    assert unwrap(key, wrap(key, content, associated), associated) == content
    public, private = new_pair()
    assert box_open(private, box_seal(public, content, associated), associated) == content


@quick
@given(st.binary(max_size=3000), st.data())
def test_one_flipped_bit_opens_nothing(content: bytes, data: st.DataObject) -> None:
    key = new_key()
    nonce, ciphertext = encrypt(key, content, b"here")
    whole = bytearray(nonce + ciphertext)
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << (at % 8)
    with pytest.raises(SealBroken):
        unwrap(key, bytes(whole), b"here")
    with pytest.raises(SealBroken):
        decrypt(key, nonce, ciphertext, b"elsewhere")
    with pytest.raises(SealBroken):
        decrypt(new_key(), nonce, ciphertext, b"here")


@quick
@given(st.binary(max_size=300), st.data())
def test_a_box_opens_only_for_its_key_untouched(content: bytes, data: st.DataObject) -> None:
    public, private = new_pair()
    blob = bytearray(box_seal(public, content, b"here"))
    with pytest.raises(SealBroken):
        box_open(new_pair()[1], bytes(blob), b"here")
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.sampled_from([1, 2, 4, 8, 16, 32, 64]))
    with pytest.raises(SealBroken):
        box_open(private, bytes(blob), b"here")


@quick
@given(st.binary(max_size=4000))
def test_the_size_of_a_text_is_not_told(content: bytes) -> None:
    assert len(padded(content)) % 1024 == 0
    assert unpadded(padded(content)) == content


@quick
@given(CONTENTS, CONTENTS)
def test_parts_open_in_their_slot_and_the_price_apart(answer: dict[str, Any], price: dict[str, Any]) -> None:
    keys = package.new_version_keys()
    one = package.seal_part(keys, answer, PLACE, "answer-1")
    two = package.seal_part(keys, price, PLACE, "price")
    assert package.open_part(VersionKeys(quality=keys.quality), *one, PLACE, "answer-1") == answer
    assert package.open_part(VersionKeys(price=keys.price), *two, PLACE, "price") == price
    for wrong in (
        lambda: package.open_part(keys, *one, PLACE, "answer-2"),
        lambda: package.open_part(keys, *one, Place("PR-2026-0001", "BID-7K3Q9X", 2), "answer-1"),
        lambda: package.open_part(keys, *one, Place("PR-2026-0001", "BID-OTHER2", 1), "answer-1"),
        lambda: package.open_part(VersionKeys(keys.quality, keys.quality), *two, PLACE, "price"),
    ):
        with pytest.raises(SealBroken):
            wrong()


@quick
@given(st.dictionaries(st.text(max_size=10), CONTENTS, max_size=4), st.text(max_size=10), CONTENTS)
def test_the_fingerprint_changes_with_every_part(parts: dict[str, Any], slot: str, content: dict[str, Any]) -> None:
    before = package.package_hash(PLACE, 1, parts)
    assert before == package.package_hash(PLACE, 1, dict(reversed(parts.items())))
    is_same = parts.get(slot) == content and package.canonical(parts[slot]) == package.canonical(content)
    assert (package.package_hash(PLACE, 1, parts | {slot: content}) == before) == is_same
    assert package.package_hash(PLACE, 2, parts) != before


def test_a_fingerprint_cannot_be_guessed_from_what_others_know() -> None:
    one, two = (package.salted({"pence": 100}) for _round in range(2))
    assert package.package_hash(PLACE, 1, {"price": one}) != package.package_hash(PLACE, 1, {"price": two})
    assert package.unsalted(one) == package.unsalted(two) == {"pence": 100}


def test_keys_are_wrapped_for_both_sides_and_for_nobody_else() -> None:
    keys, (public, private) = package.new_version_keys(), new_pair()
    bidder = vault.bidder_wrapping_key("BID-7K3Q9X")
    wrapped = package.wrap_keys(keys, bidder=bidder, public=public, place=PLACE)
    assert package.bidder_keys(bidder, wrapped.bidder_quality, wrapped.bidder_price, PLACE) == keys
    assert package.procurement_quality_key(private, wrapped.procurement_quality, PLACE).quality == keys.quality
    assert package.procurement_price_key(private, wrapped.procurement_price, PLACE).price == keys.price
    with pytest.raises(SealBroken):
        package.bidder_keys(
            vault.bidder_wrapping_key("BID-OTHER2"), wrapped.bidder_quality, wrapped.bidder_price, PLACE
        )
    with pytest.raises(SealBroken):
        package.procurement_price_key(private, wrapped.procurement_quality, PLACE)


def test_another_seal_key_opens_nothing(settings: Any) -> None:
    public, wrapped = vault.new_procurement_pair("PR-2026-0001")
    before = vault.bidder_wrapping_key("BID-7K3Q9X")
    assert vault.procurement_private_key("PR-2026-0001", public, wrapped)
    with pytest.raises(SealBroken):
        vault.procurement_private_key("PR-2026-0002", public, wrapped)
    settings.SEAL_KEY = "another-seal-key-of-at-least-32-characters"
    assert vault.bidder_wrapping_key("BID-7K3Q9X") != before
    with pytest.raises(SealBroken):
        vault.procurement_private_key("PR-2026-0001", public, wrapped)


# -- When it opens ---------------------------------------------------------------------------------------------------


@pytest.fixture
def bid(cast: Cast) -> Bid:
    """Sent, with a file."""
    bid = filled_bid(cast, open_tender(cast), "meridian", answers={1: "Our first answer."}, price_pence=123_456_700)
    bid_file_add(actor=cast.user("rival"), bid=bid, name="plan.pdf", content=b"%PDF-1.7 a plan")
    sign_all(cast, bid)
    from portal.tenders.services.bid_submission import bid_submit

    bid_submit(actor=cast.user("rival"), bid=bid)
    return bid


def opened(cast: Cast, bid: Bid, *, state: str = "opened", second: bool = True) -> None:
    """Two officers have opened (or one has begun)."""
    Opening.objects.create(
        procurement=bid.procurement,
        first_by=cast.opener1,
        first_at=clock.now(),
        second_by=cast.opener2 if second else None,
        second_at=clock.now() if second else None,
    )
    Bid.objects.filter(pk=bid.pk).update(state=state)


def after(bid: Bid) -> Any:
    assert bid.procurement.deadline_at is not None
    return clock.at(bid.procurement.deadline_at + timedelta(milliseconds=1))


def file_slot(bid: Bid) -> str:
    return str(bid.versions.latest("number").parts.get(kind="file").slot)


ACTS = (
    lambda bid: unseal_quality(bid=bid),
    lambda bid: unseal_price(bid=bid),
    lambda bid: unseal_file(bid=bid, slot=file_slot(bid)),
)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_opens_before_the_deadline_not_even_after_an_opening(act: Any, cast: Cast, bid: Bid) -> None:
    opened(cast, bid)
    Evaluation.objects.create(lot=bid.lot, created_at=clock.now(), state="ranked")
    assert bid.procurement.deadline_at is not None
    with clock.at(bid.procurement.deadline_at), pytest.raises(DomainError, match="until the deadline has passed"):
        act(bid)


@pytest.mark.parametrize("act", ACTS)
def test_one_officer_opens_nothing(act: Any, cast: Cast, bid: Bid) -> None:
    with after(bid):
        with pytest.raises(DomainError, match="two opening officers"):
            act(bid)
        opened(cast, bid, second=False)
        with pytest.raises(DomainError, match="two opening officers"):
            act(bid)


def test_after_the_opening_quality_opens_and_the_price_waits_for_the_scores(cast: Cast, bid: Bid) -> None:
    with after(bid):
        opened(cast, bid)
        found = unseal_quality(bid=bid)
        assert found["answer-1"]["text"] == "Our first answer."
        assert "price" not in found
        assert "1234567" not in json.dumps(found)
        note, content = unseal_file(bid=bid, slot=file_slot(bid))
        assert (note["name"], content) == ("plan.pdf", b"%PDF-1.7 a plan")
        for state in ("declaring", "scoring", "moderation"):
            Evaluation.objects.update_or_create(lot=bid.lot, defaults={"state": state, "created_at": clock.now()})
            with pytest.raises(DomainError, match="until the quality scores of this lot are locked"):
                unseal_price(bid=bid)
        Evaluation.objects.update(state="quality_locked")
        assert unseal_price(bid=bid) == 123_456_700


def test_a_newer_draft_that_was_not_sent_never_opens(cast: Cast, bid: Bid) -> None:
    bid_answer_save(actor=cast.user("rival"), bid=bid, number=1, text="Not sent.")
    with after(bid):
        opened(cast, bid)
        assert unseal_quality(bid=bid)["answer-1"]["text"] == "Our first answer."


@pytest.mark.parametrize("state", ["draft", "withdrawn", "submitted"])
def test_what_is_not_an_opened_bid_never_opens(state: str, cast: Cast) -> None:
    tender = open_tender(cast)
    bid = draft_bid(cast, tender, "meridian") if state == "draft" else submitted_bid(cast, tender, "meridian")
    if state == "withdrawn":
        bid_withdraw(actor=cast.user("rival"), bid=bid)
    with after(bid):
        opened(cast, bid, state=state)
        with pytest.raises(DomainError, match="stays sealed for good"):
            unseal_quality(bid=bid)


def test_no_such_file(cast: Cast, bid: Bid) -> None:
    with after(bid):
        opened(cast, bid)
        with pytest.raises(DomainError, match="no such file"):
            unseal_file(bid=bid, slot="price")


def test_a_procurement_has_one_key(cast: Cast, bid: Bid) -> None:
    before = ProcurementKey.objects.get()
    assert procurement_key_create(actor=cast.publisher, procurement=bid.procurement) == before
    assert ProcurementKey.objects.count() == 1


def test_only_an_officer_of_a_complete_opening_moves_a_bid_to_opened(cast: Cast, bid: Bid) -> None:
    allow = BID.get("open").allow
    assert cast.allowed(allow, bid) == set()
    with after(bid):
        assert cast.allowed(allow, bid) == set()
        opened(cast, bid, state="submitted")
        assert cast.allowed(allow, bid) == {"opener1", "opener2"}
