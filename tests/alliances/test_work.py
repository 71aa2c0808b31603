"""What waits for whom: there with its reason, gone when done, the same number of queries for many."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command

from portal.alliances.events import (
    AgreementOpened,
    AllianceEnded,
    DecisionProposed,
    MemberDeclined,
    MemberInvited,
    MemberLeft,
    PrinciplesWritten,
)
from portal.alliances.selectors.work import waiting_for, work_for
from portal.alliances.services.agreement import agreement_open, agreement_sign
from portal.alliances.services.decision import decision_review, decision_vote
from portal.alliances.services.member import invitation_decline
from portal.alliances.services.principles import adherence_record
from portal.common import clock
from portal.common.events import publish
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import alliance, draft, invited, principles, question, sign_row, vote_row
from tests.characters import NAMES, Cast


def _who(cast: Cast) -> set[str]:
    return {name for name in NAMES if work_for(cast.user(name))}


def _titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


def test_nothing_waits_where_nothing_is_open(cast: Cast) -> None:
    alliance(cast)
    assert _who(cast) == set()
    assert waiting_for(cast.user("visitor")) == []


def test_an_invitation_waits_for_the_administrator_until_it_is_answered_or_runs_out(cast: Cast) -> None:
    made = alliance(cast, ("harbour",), agreement_signed=False, state="exploring")
    asked = invited(cast, made, "garden")
    assert _who(cast) == {"micro"}
    item = work_for(cast.micro)[0]
    assert item.url == f"/alliances/{made.ref}/members/{cast.org('garden').ref}/answer/"
    assert item.due_at == asked.expires_at
    assert "You are an administrator of Garden Days" in item.why
    assert [row.from_whom for row in waiting_for(cast.lead)] == ["Garden Days"]
    with clock.at(asked.expires_at):
        assert _who(cast) == set()
    invitation_decline(actor=cast.micro, member=asked)
    assert _who(cast) == set()
    assert waiting_for(cast.lead) == []


def test_a_vote_waits_for_each_member_that_has_not_voted(cast: Cast) -> None:
    made = alliance(cast)
    open_one = question(cast, made)
    assert _who(cast) == {"lead", "partner1", "partner2"}
    easton = made.members.get(organisation=cast.org("easton"))
    decision_vote(actor=cast.partner1, decision=open_one, member=easton, choice="approve")
    assert _who(cast) == {"lead", "partner2"}
    assert [row.title for row in waiting_for(cast.partner1)] == ["Votes on: Bid for lot 1 only"]
    with clock.at(open_one.closes_at):
        assert _who(cast) == set()


def test_a_commissioners_vote_does_not_wait_while_the_alliance_bids(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton", "icb"), state="bidding")
    question(cast, made)
    assert _who(cast) == {"lead", "partner1"}


def test_principles_wait_for_an_answer_to_the_newest_version_only(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton"))
    principles(cast, made)
    newest = principles(cast, made, "We decide together.")
    assert [item.url for item in work_for(cast.partner1)] == [f"/alliances/{made.ref}/principles/v2/answer/"]
    easton = made.members.get(organisation=cast.org("easton"))
    adherence_record(actor=cast.partner1, version=newest, member=easton, kind="adheres")
    assert _who(cast) == {"lead"}


def test_signatures_wait_for_signatories_and_then_for_nobody(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made)
    assert _who(cast) == set()
    question(cast, made, state="agreed", decided_at=clock.now(), agreement=text, agreement_hash=text.text_hash)
    assert _titles(cast, "lead") == ["Open the agreement of Alongside for signatures"]
    agreement_open(actor=cast.lead, agreement=text)
    assert _who(cast) == {"lead", "partner1", "partner2"}
    easton = made.members.get(organisation=cast.org("easton"))
    agreement_sign(actor=cast.partner1, agreement=text, member=easton, text_hash=text.text_hash)
    assert _who(cast) == {"lead", "partner2"}
    assert [row.title for row in waiting_for(cast.partner1)] == ["Signatures on the agreement of Alongside"]


def test_the_convener_is_reminded_to_form_and_to_look_again(cast: Cast) -> None:
    made = alliance(cast, ("harbour", "easton"), agreement_signed=False, state="exploring")
    assert _titles(cast, "lead") == ["Choose how Alongside will work"]
    assert _who(cast) == {"lead"}
    signed = alliance(cast, name="Signed")
    decided = question(cast, signed, state="agreed", decided_at=clock.now(), review_on=date(2026, 12, 10))
    assert len(_titles(cast, "lead")) == 1
    with clock.at(clock.now() + timedelta(days=9)):
        assert "Look again at decision 1: Bid for lot 1 only" in _titles(cast, "lead")
        decision_review(actor=cast.lead, decision=decided, note="Fine.", next_review_on=date(2027, 6, 1))
        assert len(_titles(cast, "lead")) == 1
    with clock.at(clock.now() + timedelta(days=190)):
        assert "Look again at decision 1: Bid for lot 1 only" in _titles(cast, "lead")
        decision_review(actor=cast.lead, decision=decided, note="Done with.")
        assert len(_titles(cast, "lead")) == 1
    assert made.state == "exploring"


def test_work_costs_the_same_for_many(
    cast: Cast, assert_constant_queries: Callable[[Callable[[], Any], Callable[[], Any]], None]
) -> None:
    def add() -> None:
        made = alliance(cast, agreement_signed=False)
        vote_row(cast, question(cast, made), "harbour")
        question(cast, made)
        principles(cast, made)
        sign_row(cast, draft(cast, made, state="signing"), "harbour")

    def ask() -> None:
        work_for(cast.user("lead"))
        waiting_for(cast.user("lead"))

    assert_constant_queries(ask, add)


def test_each_event_mails_once_however_often_it_is_told(cast: Cast, committed: Callable[[], Any]) -> None:
    made = alliance(cast)
    asked = invited(cast, made, "garden")
    told = [
        MemberInvited(asked.pk),
        MemberDeclined(asked.pk),
        MemberLeft(made.members.get(organisation=cast.org("northgate")).pk),
        PrinciplesWritten(principles(cast, made).pk),
        DecisionProposed(question(cast, made).pk),
        AgreementOpened(draft(cast, made, state="signing").pk),
        AllianceEnded(made.pk),
    ]
    for _again in range(2):
        for event in told:
            with committed():
                publish(event)
    rows = list(OutboxMessage.objects.order_by("event_key", "email"))
    assert len({(row.event_key, row.email) for row in rows}) == len(rows)
    assert len({row.event_key for row in rows}) == len(told)
    by_key = {row.event_key.split(":")[0]: row for row in rows}
    assert by_key["alliances.member.invited"].email == "micro@example.org"
    assert by_key["alliances.member.invited"].due_at == asked.expires_at
    assert {row.email for row in rows if row.event_key.startswith("alliances.agreement.opened")} == {
        "lead@example.org",
        "partner1@example.org",
        "partner2@example.org",
    }
    for row in rows:
        begins = "You need to" if row.must_act else "You do not need to do anything."
        assert row.opening.startswith(begins)


def test_conveners_are_written_to_once_when_a_decision_is_to_be_looked_at_again(cast: Cast) -> None:
    made = alliance(cast)
    again = question(cast, made, state="agreed", review_on=date(2026, 12, 10))
    question(cast, made, state="agreed", review_on=None)
    mails = OutboxMessage.objects.filter(event_key__startswith="alliances.decision.review:")
    call_command("decisions_remind")
    assert not mails.exists()
    with clock.at(clock.now() + timedelta(days=10)):
        for _daily in range(2):
            call_command("decisions_remind")
        assert [row.email for row in mails.all()] == ["lead@example.org"]
        decision_review(actor=cast.lead, decision=again, note="Still right.", next_review_on=date(2027, 6, 1))
        call_command("decisions_remind")
    assert mails.all().count() == 1
    with clock.at(clock.now() + timedelta(days=185)):
        call_command("decisions_remind")
    assert mails.all().count() == 2
