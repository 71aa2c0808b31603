"""Votes, principles and signatures: once each, on exactly what was read, and never changed afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.alliances.enums import AgreementState, AllianceState, DecisionState
from portal.alliances.models import Adherence, Agreement, Decision, PrinciplesVersion, Signature, Vote
from portal.alliances.services.agreement import agreement_open, agreement_sign, agreement_write
from portal.alliances.services.decision import decision_propose, decision_review, decision_vote
from portal.alliances.services.principles import adherence_record, principles_write
from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from tests.alliances.factories import alliance, draft, member, principles, question, sign_row, vote_row
from tests.characters import Cast
from tests.conftest import NOON


def _agreed(cast: Cast, agreement: Agreement) -> Decision:
    return question(
        cast,
        agreement.alliance,
        agreement=agreement,
        agreement_hash=agreement.text_hash,
        state="agreed",
        decided_at=clock.now(),
        outcome="Every member said yes.",
    )


def _vote(cast: Cast, of: Decision, who: str, org: str, choice: str = "approve") -> Vote:
    return decision_vote(
        actor=cast.user(who), decision=of, member=of.alliance.members.get(organisation=cast.org(org)), choice=choice
    )


def test_one_no_ends_a_decision_that_needs_all(cast: Cast) -> None:
    open_one = question(cast, alliance(cast))
    _vote(cast, open_one, "lead", "harbour")
    _vote(cast, open_one, "partner1", "easton", "reject")
    open_one.refresh_from_db()
    assert (open_one.state, open_one.outcome) == (
        DecisionState.NOT_AGREED,
        "A member said no, and every member must say yes.",
    )
    with pytest.raises(NotAllowed, match="closed"):
        _vote(cast, open_one, "partner2", "northgate")
    page = cast.client("partner2").get(f"/alliances/{open_one.alliance.ref}/decisions/1/")
    assert "Northgate Community Trust: did not vote" in page.text


def test_a_majority_decides_as_soon_as_it_is_there(cast: Cast) -> None:
    open_one = question(cast, alliance(cast), kind="majority")
    _vote(cast, open_one, "lead", "harbour")
    open_one.refresh_from_db()
    assert open_one.state == DecisionState.OPEN
    _vote(cast, open_one, "partner1", "easton")
    open_one.refresh_from_db()
    assert open_one.state == DecisionState.AGREED
    assert open_one.outcome == "2 of 3 members said yes."


def test_a_member_votes_once_and_only_for_itself(cast: Cast) -> None:
    open_one = question(cast, alliance(cast))
    _vote(cast, open_one, "partner1", "easton")
    with pytest.raises(NotAllowed, match="has voted"):
        _vote(cast, open_one, "partner1", "easton", "reject")
    with pytest.raises(NotAllowed, match="cannot vote for this member"):
        _vote(cast, open_one, "lead", "northgate")
    with pytest.raises(NotAllowed):
        _vote(cast, open_one, "rival", "northgate")
    assert Vote.objects.count() == 1


def test_after_its_closing_time_an_open_question_was_not_agreed(cast: Cast) -> None:
    open_one = question(cast, alliance(cast))
    _vote(cast, open_one, "lead", "harbour")
    client = cast.client("partner1")
    url = f"/alliances/{open_one.alliance.ref}/decisions/1/"
    with clock.at(open_one.closes_at - timedelta(seconds=1)):
        assert client.get(f"{url}vote/").status_code == 200
    with clock.at(open_one.closes_at):
        assert client.get(f"{url}vote/").status_code == 403
        page = client.get(url)
        assert "the time ran out" in page.text
        assert "Not agreed" in page.text
        with pytest.raises(NotAllowed):
            _vote(cast, open_one, "partner1", "easton")


def test_whoever_joined_later_has_no_vote_in_it(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton"), agreement_signed=False)
    open_one = question(cast, made)
    with clock.at(clock.now() + timedelta(hours=1)):
        member(cast, made, "northgate")
        assert cast.client("partner2").get(f"/alliances/{made.ref}/decisions/1/vote/").status_code == 403
        _vote(cast, open_one, "lead", "harbour")
        _vote(cast, open_one, "partner1", "easton")
    open_one.refresh_from_db()
    assert open_one.state == DecisionState.AGREED


def test_a_decided_question_a_vote_and_an_answer_cannot_be_changed_in_the_database(cast: Cast) -> None:
    made = alliance(cast)
    decided = question(cast, made, state="agreed", decided_at=clock.now())
    vote = vote_row(cast, decided, "harbour")
    version = principles(cast, made)
    for row, change in (
        (decided, {"title": "Something else"}),
        (vote, {"choice": "reject"}),
        (version, {"text": "Other"}),
        (Signature.objects.order_by("pk")[0], {"signed_name": "Somebody"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).delete()
    still_open = question(cast, made)
    Decision.objects.filter(pk=still_open.pk).update(title="Can be typed again by the engine")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"closes_at": NOON}, "in the future"),
        ({"review_on": date(2026, 11, 24)}, "later day"),
    ],
)
def test_times_lie_ahead(cast: Cast, change: dict[str, Any], said: str) -> None:
    values: dict[str, Any] = {"title": "x", "proposal": "x", "impact_on_people": "x"}
    values |= {"closes_at": clock.now() + timedelta(days=1), **change}
    with pytest.raises(DomainError, match=said):
        decision_propose(actor=cast.lead, alliance=alliance(cast), **values)


def test_the_agreement_is_decided_by_all_on_a_draft(cast: Cast) -> None:
    made = alliance(cast)
    signed = made.agreements.get()
    values: dict[str, Any] = {"title": "x", "proposal": "x", "impact_on_people": "x"}
    values["closes_at"] = clock.now() + timedelta(days=1)
    with pytest.raises(DomainError, match="every member has to say yes"):
        decision_propose(actor=cast.lead, alliance=made, kind="majority", agreement=draft(cast, made), **values)
    with pytest.raises(DomainError, match="no draft any more"):
        decision_propose(actor=cast.lead, alliance=made, agreement=signed, **values)


def test_signing_opens_only_on_the_text_that_all_agreed_to(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made)
    with pytest.raises(NotAllowed, match="exact text first"):
        agreement_open(actor=cast.lead, agreement=text)
    _agreed(cast, text)
    changed = agreement_write(actor=cast.lead, alliance=made, title="Ours", text="1. Something else.")
    assert (changed.pk, changed.number) == (text.pk, 1)
    with pytest.raises(NotAllowed, match="exact text first"):
        agreement_open(actor=cast.lead, agreement=changed)
    page = cast.client("lead").get(f"/alliances/{made.ref}/decisions/1/")
    assert "Its text has been changed since" in page.text
    _agreed(cast, changed)
    with pytest.raises(NotAllowed):
        agreement_open(actor=cast.partner1, agreement=changed)
    assert agreement_open(actor=cast.lead, agreement=changed).state == AgreementState.SIGNING


def test_a_signature_is_refused_when_the_text_is_not_the_one_that_was_read(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")
    client = cast.client("partner1")
    url = f"/alliances/{made.ref}/agreement/v1/sign/"
    page = client.get(url)
    assert f'value="{text.text_hash}"' in page.text
    page = client.post(url, {"text_hash": "0" * 64, "confirmed": "on"})
    assert "The text is not the one you read." in page.text
    assert f'value="{text.text_hash}"' in page.text
    assert not Signature.objects.exists()
    page = client.post(url, {"text_hash": text.text_hash})
    assert "<title>Error:" in page.text
    Agreement.objects.filter(pk=text.pk).update(text="1. We decide alone.")
    page = client.post(url, {"text_hash": text.text_hash, "confirmed": "on"})
    assert "The text is not the one you read." in page.text
    assert not Signature.objects.exists()


def test_each_member_signs_once_by_its_own_signatory(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made, state="signing")
    easton = made.members.get(organisation=cast.org("easton"))
    with pytest.raises(NotAllowed):
        agreement_sign(actor=cast.lead, agreement=text, member=easton, text_hash=text.text_hash)
    agreement_sign(actor=cast.partner1, agreement=text, member=easton, text_hash=text.text_hash)
    with pytest.raises(NotAllowed, match="has signed"):
        agreement_sign(actor=cast.partner1, agreement=text, member=easton, text_hash=text.text_hash)
    assert Signature.objects.count() == 1
    text.refresh_from_db()
    assert text.state == AgreementState.SIGNING


def test_the_old_agreement_holds_until_all_have_signed_the_new_one(cast: Cast) -> None:
    made = alliance(cast)
    old = made.agreements.get()
    new = agreement_write(actor=cast.lead, alliance=made, title="Ours", text="1. We decide together, each spring anew.")
    assert new.number == 2
    _agreed(cast, new)
    agreement_open(actor=cast.lead, agreement=new)
    page = cast.client("lead").get(f"/alliances/{made.ref}/")
    assert "Version 1 is signed by all and holds until the new one is" in page.text
    for key in ("harbour", "easton"):
        sign_row(cast, new, key)
    last = made.members.get(organisation=cast.org("northgate"))
    agreement_sign(actor=cast.partner2, agreement=new, member=last, text_hash=new.text_hash)
    old.refresh_from_db()
    new.refresh_from_db()
    made.refresh_from_db()
    assert (old.state, new.state, made.state) == (
        AgreementState.SUPERSEDED,
        AgreementState.SIGNED,
        AllianceState.MOU_SIGNED,
    )
    page = cast.client("partner1").get(f"/alliances/{made.ref}/agreement/v2/")
    assert "What changed since version 1" in page.text


def test_nothing_is_written_while_exploring_or_bidding(cast: Cast) -> None:
    for state, said in (("exploring", "still exploring"), ("bidding", "bidding on the agreement")):
        with pytest.raises(NotAllowed, match=said):
            agreement_write(actor=cast.lead, alliance=alliance(cast, state=state), title="x", text="x")


def test_a_new_version_never_changes_an_old_one_and_is_answered_anew(cast: Cast) -> None:
    made = alliance(cast)
    first = principles_write(actor=cast.lead, alliance=made, text="We decide together.")
    with pytest.raises(DomainError, match="same text as version 1"):
        principles_write(actor=cast.lead, alliance=made, text="We decide together.")
    with pytest.raises(NotAllowed):
        principles_write(actor=cast.partner1, alliance=made, text="Ours")
    easton = made.members.get(organisation=cast.org("easton"))
    answer: dict[str, Any] = {"actor": cast.partner1, "member": easton, "kind": "adheres"}
    adherence_record(version=first, **answer)
    with pytest.raises(NotAllowed, match="has answered"):
        adherence_record(version=first, **answer)
    second = principles_write(actor=cast.lead, alliance=made, text="We decide together, by vote.")
    assert PrinciplesVersion.objects.get(number=1).text == "We decide together."
    with pytest.raises(NotAllowed, match="newer version"):
        adherence_record(version=first, actor=cast.partner2, member=easton, kind="adheres")
    with pytest.raises(DomainError, match="Say what the reservation is"):
        adherence_record(version=second, **answer | {"kind": "reservation"})
    assert Adherence.objects.count() == 1
    page = cast.client("partner1").get(f"/alliances/{made.ref}/principles/v2/")
    assert "What changed since version 1" in page.text
    assert "Easton Pain Peers</strong>: Not answered yet" in page.text
    assert "Not answered yet" not in cast.client().get(f"/alliances/{made.ref}/principles/v2/").text


def test_a_reservation_without_words_is_asked_for_at_its_field(cast: Cast) -> None:
    made = alliance(cast)
    principles(cast, made)
    page = cast.client("partner1").post(
        f"/alliances/{made.ref}/principles/v1/answer/", {"kind": "reservation", "reservation": " "}
    )
    assert "Say what the reservation is" in page.text
    assert "<title>Error:" in page.text


def test_a_decision_is_looked_at_again_without_being_changed(cast: Cast) -> None:
    made = alliance(cast)
    decided = question(cast, made, state="agreed", decided_at=clock.now(), review_on=date(2026, 12, 1))
    page = cast.client("partner1").post(
        f"/alliances/{made.ref}/decisions/1/review/",
        {
            "note": "It still holds.",
            "next_review_on_day": "1",
            "next_review_on_month": "6",
            "next_review_on_year": "2027",
        },
        follow=True,
    )
    assert "It still holds." in page.text
    assert "Next time: 1 June 2027." in page.text
    decided.refresh_from_db()
    assert decided.review_on == date(2026, 12, 1)
    with pytest.raises(DomainError, match="in the future"):
        decision_review(actor=cast.lead, decision=decided, note="x", next_review_on=date(2026, 11, 24))
    with pytest.raises(NotAllowed, match="agreed are looked at"):
        decision_review(actor=cast.lead, decision=question(cast, made), note="x")


def test_a_number_that_is_not_there_is_not_found(cast: Cast) -> None:
    made = alliance(cast)
    client = cast.client("lead")
    for path in ("decisions/9/", "agreement/v9/", "principles/v9/", f"agreement/v1/signed/{cast.org('garden').ref}/"):
        assert client.get(f"/alliances/{made.ref}/{path}").status_code == 404


def test_a_next_draft_does_not_hide_the_text_that_is_being_signed(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    draft(cast, made, state="signing")
    draft(cast, made, text="1. Next year's text.")
    page = cast.client("lead").get(f"/alliances/{made.ref}/")
    assert "Read and sign version 1" in page.text
    assert "Version 2 is being written" in page.text
