"""Every policy, asked by everybody who might ask."""

from portal.alliances.permissions.agreement import (
    can_complete_agreement,
    can_open_agreement,
    can_record_signing,
    can_reform_alliance,
    can_sign_agreement,
    can_supersede_agreement,
    can_write_agreement,
)
from portal.alliances.permissions.alliance import (
    can_answer_invitation,
    can_end_bidding,
    can_enter_space,
    can_form_alliance,
    can_found_membership,
    can_invite_member,
    can_leave_alliance,
    can_manage_alliance,
    can_record_award,
    can_see_alliance,
    can_send_again,
    can_set_shares,
    can_share_readiness,
    can_start_alliance,
    can_start_alliance_for,
    can_start_bidding,
    can_withdraw_alliance,
    can_withdraw_invitation,
)
from portal.alliances.permissions.decision import (
    can_answer_principles,
    can_propose_decision,
    can_review_decision,
    can_settle_decision,
    can_speak_in,
    can_vote_decision,
    can_write_principles,
)
from portal.alliances.permissions.post import can_add_post, can_close_post
from portal.common import clock
from portal.common.grants import drift
from tests.alliances.factories import alliance, draft, invited, post, principles, question
from tests.characters import NAMES, Cast

MEMBERS = {"lead", "partner1", "partner2"}
FOUNDERS = {"lead", "partner1", "partner2", "rival", "micro"}
BUYERS = {
    "officer", "publisher", "opener1", "opener2", "facilitator", "evaluator1", "evaluator2", "evaluator3", "approver",
    "planner", "signoff", "fund", "finance", "board", "safeguarding",
}  # fmt: skip
"""Everybody who belongs to a commissioner."""


def test_who_starts_and_who_sees(cast: Cast) -> None:
    assert cast.allowed(can_start_alliance) == FOUNDERS
    assert cast.allowed(can_start_alliance_for, cast.org("harbour")) == {"lead"}
    assert cast.allowed(can_start_alliance_for, cast.org("icb")) == set()
    listed = alliance(cast)
    assert cast.allowed(can_see_alliance, listed) == set(NAMES)
    hidden = alliance(cast, is_listed=False)
    assert cast.allowed(can_see_alliance, hidden) == MEMBERS
    asked = invited(cast, hidden, "garden")
    assert cast.allowed(can_see_alliance, hidden) == MEMBERS | {"micro"}
    with clock.at(asked.expires_at):
        assert cast.allowed(can_see_alliance, hidden) == MEMBERS


def test_who_enters_and_who_convenes(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.allowed(can_enter_space, made) == MEMBERS
    for policy in (can_manage_alliance, can_invite_member, can_form_alliance, can_set_shares, can_withdraw_alliance):
        assert cast.allowed(policy, made) == {"lead"}
    alone = alliance(cast, ("harbour",), agreement_signed=False, state="exploring")
    assert cast.allowed(can_form_alliance, alone) == set()
    bidding = alliance(cast, state="bidding")
    assert cast.allowed(can_manage_alliance, bidding) == {"lead"}
    for policy in (can_invite_member, can_set_shares, can_withdraw_alliance):
        assert cast.allowed(policy, bidding) == set()
    assert cast.allowed(can_manage_alliance, alliance(cast, state="withdrawn")) == set()
    assert list(drift()) == []


def test_a_commissioner_that_is_a_member_enters_until_the_alliance_bids(cast: Cast) -> None:
    icb = {"officer", "publisher", "opener1", "facilitator", "evaluator1", "approver", "signoff", "fund"}
    made = alliance(cast, ("harbour", "icb"))
    assert cast.allowed(can_enter_space, made) == {"lead"} | icb
    assert cast.allowed(can_start_bidding, made) == set()
    bidding = alliance(cast, ("harbour", "icb"), state="bidding")
    assert cast.allowed(can_enter_space, bidding) == {"lead"}


def test_who_answers_and_who_leaves(cast: Cast) -> None:
    made = alliance(cast)
    asked = invited(cast, made, "garden")
    assert cast.allowed(can_answer_invitation, asked) == {"micro"}
    assert cast.allowed(can_withdraw_invitation, asked) == {"lead"}
    assert cast.allowed(can_send_again, asked) == set()
    with clock.at(asked.expires_at):
        assert cast.allowed(can_answer_invitation, asked) == set()
        assert cast.allowed(can_send_again, asked) == {"lead"}
    easton, harbour = (made.members.get(organisation=cast.org(key)) for key in ("easton", "harbour"))
    assert cast.allowed(can_leave_alliance, easton) == {"partner1"}
    assert cast.allowed(can_leave_alliance, harbour) == set()
    assert cast.allowed(can_share_readiness, easton) == {"partner1"}
    assert cast.allowed(can_found_membership, harbour) == {"lead"}
    assert cast.allowed(can_found_membership, easton) == set()
    assert cast.allowed(can_withdraw_invitation, easton) == set()


def test_who_decides(cast: Cast) -> None:
    made = alliance(cast)
    open_one, version = question(cast, made), principles(cast, made)
    assert cast.allowed(can_propose_decision, made) == MEMBERS
    assert cast.allowed(can_speak_in, made) == MEMBERS
    assert cast.allowed(can_speak_in, alliance(cast, state="closed")) == set()
    assert cast.allowed(can_vote_decision, open_one) == MEMBERS
    assert cast.allowed(can_settle_decision, open_one) == MEMBERS
    assert cast.allowed(can_review_decision, open_one) == set()
    decided = question(cast, made, state="agreed")
    assert cast.allowed(can_vote_decision, decided) == set()
    assert cast.allowed(can_review_decision, decided) == MEMBERS
    assert cast.allowed(can_write_principles, made) == {"lead"}
    assert cast.allowed(can_answer_principles, version) == MEMBERS


def test_who_writes_opens_and_signs(cast: Cast) -> None:
    made = alliance(cast, agreement_signed=False)
    text = draft(cast, made)
    assert cast.allowed(can_write_agreement, made) == {"lead"}
    assert cast.allowed(can_open_agreement, text) == set()
    question(cast, made, state="agreed", agreement=text, agreement_hash=text.text_hash)
    assert cast.allowed(can_open_agreement, text) == {"lead"}
    assert cast.allowed(can_sign_agreement, text) == set()
    signing = draft(cast, made, state="signing")
    assert cast.allowed(can_sign_agreement, signing) == MEMBERS
    assert cast.allowed(can_complete_agreement, signing) == set()
    assert cast.allowed(can_record_signing, made) == set()
    signed = alliance(cast)
    assert cast.allowed(can_complete_agreement, signed.agreements.get()) == MEMBERS
    assert cast.allowed(can_record_signing, signed) == MEMBERS
    assert cast.allowed(can_reform_alliance, signed) == MEMBERS
    assert cast.allowed(can_supersede_agreement, signed.agreements.get()) == MEMBERS


def test_who_tells_it_of_bids_and_awards(cast: Cast) -> None:
    made = alliance(cast)
    assert cast.allowed(can_start_bidding, made) == {"lead"}
    assert cast.allowed(can_end_bidding, made) == {"lead"} | BUYERS
    assert cast.allowed(can_record_award, made) == BUYERS
    assert cast.allowed(can_start_bidding, alliance(cast, agreement_signed=False)) == set()


def test_who_posts(cast: Cast) -> None:
    assert cast.allowed(can_add_post) == FOUNDERS
    assert cast.allowed(can_close_post, post(cast)) == {"lead"}
    assert cast.allowed(can_close_post, post(cast, closed_at=clock.now())) == set()
