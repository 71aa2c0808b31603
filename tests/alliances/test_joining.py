"""Asking to join an alliance that can be found; the convener answers (domain 4.3, 4.4)."""

from typing import Any

import pytest

from portal.alliances.models import Alliance, AllianceMember
from portal.alliances.permissions import joining as may
from portal.alliances.selectors.work import waiting_for, work_for
from portal.alliances.services.joining import join_ask, join_turn_down
from portal.alliances.services.member import member_invite
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import alliance, asking, invited, post
from tests.characters import Cast

TYPED = {"role": "Runs groups in the garden", "message": "We meet on Sundays.", "readiness": "yes"}


def _ask(cast: Cast, made: Alliance, who: str = "micro", **changes: str) -> Any:
    return cast.client(who).post(f"/alliances/{made.ref}/join/", TYPED | changes)


def _answer(cast: Cast, made: Alliance, **typed: str) -> Any:
    return cast.client("lead").post(f"/alliances/{made.ref}/join/{cast.org('garden').ref}/", typed)


def _page(cast: Cast, made: Alliance, who: str) -> str:
    return cast.client(who).get(f"/alliances/{made.ref}/").content.decode()


def _mails(key: str) -> list[str]:
    rows = OutboxMessage.objects.filter(event_key__startswith=f"alliances.member.{key}:")
    return sorted(rows.values_list("email", flat=True))


def test_a_post_leads_to_a_question_and_a_yes_makes_a_member(cast: Cast, committed: Any) -> None:
    made = alliance(cast)
    post(cast, alliance=made)
    join = f"/alliances/{made.ref}/join/"
    assert join in cast.client("micro").get("/alliances/partners/").content.decode()
    assert join not in cast.client("member").get("/alliances/partners/").content.decode()
    assert join not in cast.client("partner1").get("/alliances/partners/").content.decode(), "it is a member already"
    assert "Ask to join" in cast.client("micro").get(join).content.decode()
    with committed():
        assert _ask(cast, made).status_code == 302
    assert join not in cast.client("micro").get("/alliances/partners/").content.decode(), "it has asked already"
    assert _mails("ask") == ["lead@example.org"]
    assert "The convener has not answered yet." in _page(cast, made, "micro")
    assert "The convener has not answered yet." not in _page(cast, made, "rival")
    assert [row.from_whom for row in waiting_for(cast.micro)] == ["Harbour Carers"]
    asked = [item for item in work_for(cast.lead) if "asks to join" in item.title]
    assert len(asked) == 1
    assert "We meet on Sundays." in cast.client("lead").get(asked[0].url).content.decode()
    assert "We meet on Sundays." not in _page(cast, made, "micro")
    with committed():
        assert _answer(cast, made, answer="admit").status_code == 302
    member = AllianceMember.objects.get(organisation=cast.org("garden"))
    assert (member.state, member.shares_readiness, member.role) == ("admitted", True, TYPED["role"])
    assert {"micro@example.org", "partner1@example.org", "partner2@example.org"} <= set(_mails("joined"))
    assert not waiting_for(cast.micro)
    assert not [item for item in work_for(cast.lead) if "asks to join" in item.title]
    assert "Members" in _page(cast, made, "micro")
    assert cast.client("micro").get(f"/alliances/{made.ref}/readiness/").status_code == 200


def test_who_joins_later_makes_all_sign_anew(cast: Cast) -> None:
    made = alliance(cast)
    _ask(cast, made)
    _answer(cast, made, answer="admit")
    made.refresh_from_db()
    assert made.state == "forming"
    assert made.agreements.get().state == "superseded"


def test_a_no_has_its_reason_and_its_asker_reads_it(cast: Cast, committed: Any) -> None:
    made = alliance(cast)
    _ask(cast, made)
    assert "Say why: the organisation reads it" in _answer(cast, made, answer="turn_down").content.decode()
    with committed():
        _answer(cast, made, answer="turn_down", message="We are complete.")
    assert _mails("turned_down") == ["micro@example.org"]
    assert "We are complete." in _page(cast, made, "micro")
    assert "We are complete." not in _page(cast, made, "rival")
    assert "We are complete." not in _page(cast, made, "visitor")
    assert not AllianceMember.objects.get(organisation=cast.org("garden")).shares_readiness
    assert _ask(cast, made).status_code == 302
    assert AllianceMember.objects.get(organisation=cast.org("garden")).state == "requested"
    with pytest.raises(DomainError, match="Say why"):
        join_turn_down(actor=cast.lead, member=AllianceMember.objects.get(organisation=cast.org("garden")), message=" ")


def test_the_question_is_taken_back(cast: Cast) -> None:
    made = alliance(cast)
    _ask(cast, made)
    address = f"/alliances/{made.ref}/join/{cast.org('garden').ref}/take-back/"
    assert address in _page(cast, made, "micro")
    assert cast.client("lead").post(address).status_code == 403
    cast.client("micro").post(address)
    assert not work_for(cast.lead)
    assert _answer(cast, made, answer="admit").status_code == 403


def test_while_it_bids_nobody_is_let_in_and_nobody_outside_notices(cast: Cast) -> None:
    made = alliance(cast, state="bidding")
    assert _ask(cast, made).status_code == 302
    assert not [item for item in work_for(cast.lead) if "asks to join" in item.title]
    refused = _answer(cast, made, answer="admit")
    assert refused.status_code == 403
    assert "The alliance is bidding" in refused.content.decode()
    page = _page(cast, made, "micro")
    assert "The convener has not answered yet." in page
    assert "is bidding" not in page


def test_whoever_asked_is_not_invited_beside_it(cast: Cast) -> None:
    made = alliance(cast)
    asking(cast, made, "garden")
    with pytest.raises(DomainError, match="has asked to join"):
        member_invite(actor=cast.lead, alliance=made, organisation=cast.org("garden"), role="Runs groups")


def test_whoever_is_invited_answers_and_does_not_ask(cast: Cast) -> None:
    made = alliance(cast)
    invited(cast, made, "garden")
    assert _ask(cast, made).status_code == 403
    with pytest.raises(NotAllowed):
        join_ask(actor=cast.micro, alliance=made, organisation=cast.org("garden"), role="Runs groups")


def test_nobody_asks_for_another_organisation(cast: Cast) -> None:
    made = alliance(cast)
    with pytest.raises(NotAllowed, match="asks for it"):
        join_ask(actor=cast.micro, alliance=made, organisation=cast.org("meridian"), role="Runs groups")
    with pytest.raises(DomainError, match="would do"):
        join_ask(actor=cast.micro, alliance=made, organisation=cast.org("garden"), role=" ")


def test_each_policy_asked_by_everybody(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.allowed(may.can_ask_to_join, made) == {"micro", "rival"}
    assert cast.allowed(may.can_ask_to_join, alliance(cast, is_listed=False)) == set()
    assert cast.allowed(may.can_ask_to_join, alliance(cast, state="withdrawn")) == set()
    member = asking(cast, made, "garden")
    assert cast.allowed(may.can_answer_join, member) == {"lead"}
    assert cast.allowed(may.can_take_back_join, member) == {"micro"}
    assert cast.allowed(may.can_ask_membership, member) == {"micro"}
    done = asking(cast, alliance(cast), "meridian")
    AllianceMember.objects.filter(pk=done.pk).update(state="admitted")
    done.refresh_from_db()
    assert cast.allowed(may.can_answer_join, done) == set()
    assert cast.allowed(may.can_take_back_join, done) == set()
