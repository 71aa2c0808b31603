"""Variations: a new wording of the agreement in force, answered member by member, for as many as there are (B12)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.alliances.models import Variation
from portal.alliances.permissions.agreement import can_write_agreement
from portal.alliances.permissions.variation import (
    can_answer_variation,
    can_begin_variation,
    can_lapse_variation,
    can_propose_variation,
    can_settle_variation,
    can_withdraw_variation,
    can_write_variation,
)
from portal.alliances.selectors.work import waiting_for, work_for
from portal.alliances.services.member import invitation_accept
from portal.audit.selectors import events_about
from portal.common.exceptions import NotAllowed
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import alliance, answer_row, draft, invited, variation
from tests.characters import Cast

MEMBERS = {"lead", "partner1", "partner2"}


def url(of: Variation, page: str = "") -> str:
    return f"/alliances/{of.alliance.ref}/variations/{of.number}/{page}"


def titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


def mails(key: str) -> set[str]:
    return set(OutboxMessage.objects.filter(event_key__startswith=key).values_list("email", flat=True))


def answer(cast: Cast, who: str, of: Variation, kind: str = "agrees", reason: str = "") -> Any:
    data = {"kind": kind, "reason": reason, "text_hash": of.text_hash}
    return cast.client(who).post(url(of, "answer/"), data, follow=True)


def test_who_writes_proposes_answers_and_takes_back(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.allowed(can_begin_variation, made) == MEMBERS
    assert cast.allowed(can_begin_variation, alliance(cast, agreement_signed=False)) == set()
    assert cast.allowed(can_begin_variation, alliance(cast, state="bidding")) == set()
    written = variation(cast, made.agreements.get(), state="draft", proposed_at=None, proposed_by=None)
    assert cast.allowed(can_begin_variation, made) == set()
    assert cast.allowed(can_write_variation, written) == {"partner1"}
    assert cast.allowed(can_propose_variation, written) == {"partner1"}
    assert cast.allowed(can_answer_variation, written) == set()
    assert cast.allowed(can_withdraw_variation, written) == {"lead", "partner1"}
    other = alliance(cast)
    same = variation(cast, other.agreements.get(), state="draft", text=other.agreements.get().text)
    assert cast.allowed(can_propose_variation, same) == set()
    put = variation(cast, alliance(cast).agreements.get())
    assert cast.allowed(can_write_variation, put) == set()
    assert cast.allowed(can_answer_variation, put) == MEMBERS
    assert cast.allowed(can_settle_variation, put) == set()
    assert cast.allowed(can_lapse_variation, put) == MEMBERS
    answer_row(cast, put, "easton")
    assert cast.allowed(can_answer_variation, put) == {"lead", "partner2"}
    answer_row(cast, put, "harbour", "refuses", "No.")
    assert cast.allowed(can_settle_variation, put) == MEMBERS


def test_from_a_wish_to_a_new_version_in_force(cast: Cast, committed: Callable[[], Any]) -> None:
    made = alliance(cast)
    first = made.agreements.get()
    partner = cast.client("partner1")
    page = partner.get(f"/alliances/{made.ref}/")
    assert "Propose a variation" in page.text
    page = partner.post(f"/alliances/{made.ref}/variations/new/", {"title": "Share the van", "reason": ""})
    assert "<title>Error:" in page.text
    begun = {"title": "Share the van", "reason": "It stands still on Fridays."}
    page = partner.post(f"/alliances/{made.ref}/variations/new/", begun, follow=True)
    assert "2. We share what we earn and what we owe." in page.text
    put = Variation.objects.get()
    assert titles(cast, "partner1") == ["Finish the variation: Share the van"]
    assert "It changes nothing yet" in partner.get(url(put)).text
    new = {"text": first.text.replace("what we owe", "what we owe, and the van")}
    partner.post(url(put, "text/"), new)
    partner.post(url(put, "exit-plan/"), {"exit_plan": "The van goes to Easton."})
    put.refresh_from_db()
    page = partner.get(url(put, "propose/"))
    assert "The van goes to Easton." in page.text
    stale = partner.post(url(put, "propose/"), {"text_hash": first.text_hash})
    assert "The wording is not the one you read." in stale.text
    with committed():
        partner.post(url(put, "propose/"), {"text_hash": put.text_hash})
    assert mails("alliances.variation.proposed") == {f"{name}@example.org" for name in MEMBERS}
    for name in MEMBERS:
        assert titles(cast, name) == ["Answer the variation: Share the van"]
    assert not can_write_agreement(cast.lead, made)
    page = cast.client("lead").get(url(put, "answer/"))
    assert "and the van" in page.text
    assert "0 of 3 members have agreed." in page.text
    with committed():
        for who, said in (("partner1", "1 of 3 members has agreed."), ("lead", "2 of 3 members have agreed.")):
            assert said in answer(cast, who, put).text
    first.refresh_from_db()
    assert first.state == "countersigned"
    assert [row.title for row in waiting_for(cast.lead)] == ["Answers to the variation: Share the van"]
    with committed():
        page = answer(cast, "partner2", put)
    assert "Every member has agreed. The new wording is in force." in page.text
    put.refresh_from_db()
    first.refresh_from_db()
    second = made.agreements.get(number=2)
    assert (put.state, put.made, first.state, second.state) == ("agreed", second, "superseded", "signed")
    assert second.text_hash == put.text_hash != first.text_hash
    assert second.exit_plan == "The van goes to Easton."
    assert {row.text_hash for row in second.signatures.all()} == {second.text_hash}
    assert {row.signed_by for row in second.signatures.all()} == {cast.lead, cast.partner1, cast.partner2}
    assert mails("alliances.variation.agreed") == {f"{name}@example.org" for name in MEMBERS}
    assert titles(cast, "partner1") == ["Check the agreement of Alongside and approve it"]
    assert titles(cast, "lead") == []
    page = cast.client("lead").get(f"/alliances/{made.ref}/agreement/v2/")
    assert "A variation made this version: Share the van" in page.text
    assert "Marek Nowak" in page.text
    made.refresh_from_db()
    assert made.state == "mou_signed"
    verbs = [event.verb for event in events_about(put)]
    assert verbs[0] == "alliances.variation.begin"
    assert verbs[-1] == "alliances.variation.agree"


def test_one_refusal_with_its_reason_leaves_everything_as_it_is(cast: Cast, committed: Callable[[], Any]) -> None:
    made = alliance(cast)
    put = variation(cast, made.agreements.get())
    answer_row(cast, put, "easton")
    page = answer(cast, "partner2", put, "refuses")
    assert "Say why your organisation refuses" in page.text
    with committed():
        page = answer(cast, "partner2", put, "refuses", "We decide, we do not choose.")
    assert "The agreement stays as it is." in page.text
    put.refresh_from_db()
    assert put.state == "refused"
    assert made.agreements.get().state == "countersigned"
    assert mails("alliances.variation.refused") == {f"{name}@example.org" for name in MEMBERS}
    assert titles(cast, "lead") == []
    page = cast.client("lead").get(url(put))
    assert "Refuses: We decide, we do not choose." in page.text
    assert answer(cast, "lead", put).status_code == 403
    assert can_begin_variation(cast.lead, made)


def test_an_answer_is_given_once_for_the_wording_that_was_read(cast: Cast) -> None:
    put = variation(cast, alliance(cast).agreements.get())
    page = cast.client("lead").post(url(put, "answer/"), {"kind": "agrees", "text_hash": "0" * 64})
    assert "The wording is not the one you read." in page.text
    answer(cast, "lead", put)
    again = answer(cast, "lead", put)
    assert again.status_code == 403
    assert "Your organisation has answered this variation" in again.text
    assert put.answers.count() == 1


def test_taken_back_by_its_member_or_the_convener(cast: Cast, committed: Callable[[], Any]) -> None:
    put = variation(cast, alliance(cast).agreements.get())
    assert cast.client("partner2").post(url(put, "take-back/")).status_code == 403
    with committed():
        cast.client("partner1").post(url(put, "take-back/"))
    put.refresh_from_db()
    assert put.state == "withdrawn"
    assert mails("alliances.variation.withdrawn") == {f"{name}@example.org" for name in MEMBERS}
    never = variation(cast, alliance(cast).agreements.get(), state="draft", proposed_at=None, proposed_by=None)
    with committed():
        cast.client("lead").post(url(never, "take-back/"))
    assert not OutboxMessage.objects.filter(event_key=f"alliances.variation.withdrawn:{never.pk}").exists()


def test_it_lapses_when_somebody_joins(cast: Cast) -> None:
    made = alliance(cast)
    put = variation(cast, made.agreements.get())
    invitation_accept(actor=cast.micro, member=invited(cast, made, "garden"))
    put.refresh_from_db()
    assert put.state == "lapsed"
    assert "there is nothing left to vary" in cast.client("lead").get(url(put)).text


def test_while_the_alliance_bids_or_the_agreement_is_on_hold_nobody_answers(cast: Cast) -> None:
    bidding = alliance(cast, state="bidding")
    put = variation(cast, bidding.agreements.get())
    assert cast.allowed(can_answer_variation, put) == set()
    assert titles(cast, "lead") == []
    held = alliance(cast)
    stopped = variation(cast, held.agreements.get())
    cast.client("partner1").post(f"/alliances/{held.ref}/agreement/v1/hold/", {"reason": "A doubt."})
    assert cast.allowed(can_answer_variation, stopped) == set()
    assert "Answer the variation: Choose, not decide" not in titles(cast, "lead")


def test_while_a_new_version_is_signed_nothing_is_varied(cast: Cast) -> None:
    made = alliance(cast)
    draft(cast, made, state="signing", text="1. Another.")
    assert cast.allowed(can_begin_variation, made) == set()
    assert "A new version is open for signatures" in can_begin_variation(cast.lead, made).reason


def test_a_draft_that_was_being_written_is_set_aside_by_a_variation(cast: Cast) -> None:
    made = alliance(cast)
    first = made.agreements.get()
    aside = draft(cast, made, text="1. A draft.")
    put = variation(cast, first)
    for who in ("lead", "partner1", "partner2"):
        answer(cast, who, put)
    aside.refresh_from_db()
    assert aside.state == "superseded"
    assert made.agreements.get(state="signed").number == 3


def test_two_members_are_enough(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton"))
    put = variation(cast, made.agreements.get(), "harbour")
    answer(cast, "lead", put)
    assert made.agreements.count() == 1
    answer(cast, "partner1", put)
    assert made.agreements.get(number=2).state == "signed"


def test_the_database_keeps_answers_steps_and_what_is_settled(cast: Cast) -> None:
    put = variation(cast, alliance(cast).agreements.get())
    answer_row(cast, put, "easton")
    settled = variation(cast, alliance(cast).agreements.get(), state="refused")
    for rows in (put.answers.all(), put.agreement.steps.all(), Variation.objects.filter(pk=settled.pk)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Variation.objects.filter(pk=settled.pk).update(text="Another.")


def test_only_members_read_variations(cast: Cast) -> None:
    put = variation(cast, alliance(cast).agreements.get())
    for who in ("visitor", "rival", "officer", "admin", "auditor"):
        page = cast.client(who).get(url(put))
        assert page.status_code == 403
        assert put.title not in page.text
    assert cast.client("lead").get(url(put, f"answered/{cast.org('easton').ref}/")).status_code == 404


def test_outsiders_cannot_answer_by_the_service(cast: Cast) -> None:
    from portal.alliances.services.variation import variation_answer

    put = variation(cast, alliance(cast).agreements.get())
    own = put.alliance.members.get(organisation=cast.org("easton"))
    with pytest.raises(NotAllowed, match="You cannot answer for this member"):
        variation_answer(actor=cast.lead, variation=put, member=own, kind="agrees", text_hash=put.text_hash)
