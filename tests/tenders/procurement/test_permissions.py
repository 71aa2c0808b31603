"""Every policy of a procurement, asked by everybody."""

from datetime import timedelta

from portal.common import clock
from portal.common.clock import now
from portal.tenders.enums import TeamRole
from portal.tenders.permissions.procurement import (
    can_abandon_procurement,
    can_answer_clarification,
    can_answer_this,
    can_ask_clarification,
    can_complete_procurement,
    can_draft_procurement,
    can_edit_pack,
    can_extend_deadline,
    can_hold_role,
    can_manage_team,
    can_publish_procurement,
    can_read_draft,
    can_read_procurement_record,
    can_read_team,
    can_register_interest,
    can_see_procurement,
    can_withdraw_clarification,
    can_withdraw_interest,
    has_team_role,
    only_the_portal,
)
from tests.characters import NAMES, Cast
from tests.tenders.factories import (
    agreed_specification,
    assign,
    clarification,
    draft_procurement,
    interested,
    published,
    sourced,
)

TEAM = {
    "officer", "publisher", "opener1", "opener2", "facilitator", "evaluator1", "evaluator2", "evaluator3", "expert",
    "approver",
}  # fmt: skip
EVERYBODY = set(NAMES)


def test_only_the_owner_of_the_project_drafts_and_only_from_an_agreed_version(cast: Cast) -> None:
    assert cast.allowed(can_draft_procurement, agreed_specification(cast)) == {"officer"}
    assert cast.allowed(can_draft_procurement, agreed_specification(cast, state="published")) == set()


def test_a_draft_is_seen_by_its_team_alone_and_a_published_tender_by_everybody(cast: Cast) -> None:
    draft = draft_procurement(cast)
    assert cast.allowed(can_see_procurement, draft) == TEAM
    assert cast.allowed(can_read_draft, draft) == {"officer", "publisher", "approver"}
    assert cast.allowed(can_see_procurement, published(cast)) == EVERYBODY
    assert cast.allowed(can_see_procurement, sourced(cast)) == EVERYBODY


def test_the_pack_is_written_by_lead_and_author_until_it_is_published(cast: Cast) -> None:
    assert cast.allowed(can_edit_pack, draft_procurement(cast)) == {"officer"}
    assert cast.allowed(can_edit_pack, published(cast)) == set()


def test_the_publisher_publishes_and_the_author_does_not(cast: Cast) -> None:
    draft = draft_procurement(cast)
    assert cast.allowed(can_publish_procurement, draft) == {"publisher"}
    assert "you wrote this pack" in can_publish_procurement(cast.officer, draft).reason.lower()
    assert cast.allowed(can_publish_procurement, published(cast)) == set()


def test_an_author_who_is_also_assigned_as_publisher_still_cannot_publish(cast: Cast) -> None:
    draft = draft_procurement(cast, team=False)
    assign(cast, draft, ("officer", TeamRole.PUBLISHER))
    assert cast.allowed(can_publish_procurement, draft) == set()


def test_the_team_is_the_leads_and_seen_by_the_team(cast: Cast) -> None:
    tender = published(cast)
    assert cast.allowed(can_manage_team, tender) == {"officer"}
    assert cast.allowed(can_read_team, tender) == TEAM
    assert cast.allowed(can_manage_team, published(cast, state="abandoned")) == set()


def test_the_deadline_is_moved_by_the_lead_while_bids_can_be_sent(cast: Cast) -> None:
    tender = published(cast)
    assert cast.allowed(can_extend_deadline, tender) == {"officer"}
    with clock.at(now() + timedelta(days=31)):
        assert cast.allowed(can_extend_deadline, tender) == set()


def test_the_lead_abandons_what_is_published(cast: Cast) -> None:
    assert cast.allowed(can_abandon_procurement, published(cast)) == {"officer"}
    assert cast.allowed(can_abandon_procurement, draft_procurement(cast)) == set()
    assert cast.allowed(can_complete_procurement, published(cast)) == {"officer", "publisher", "approver"}


def test_the_record_is_read_by_those_who_run_it_and_the_auditor(cast: Cast) -> None:
    assert cast.allowed(can_read_procurement_record, published(cast)) == {"officer", "publisher", "approver", "auditor"}
    assert cast.allowed(can_read_procurement_record, draft_procurement(cast)) == {"officer", "publisher", "approver"}


def test_interest_is_registered_by_bid_leads_until_the_deadline(cast: Cast) -> None:
    tender = published(cast)
    assert cast.allowed(can_register_interest, tender) == {"lead", "rival", "micro"}
    assert cast.allowed(can_register_interest, sourced(cast)) == set()
    interested(cast, tender, "harbour")
    assert cast.allowed(can_withdraw_interest, tender) == {"lead"}
    with clock.at(tender.deadline_at + timedelta(milliseconds=1)):
        assert cast.allowed(can_register_interest, tender) == set()


def test_questions_are_asked_by_the_interested_until_questions_close(cast: Cast) -> None:
    tender = published(cast)
    interested(cast, tender, "harbour", "meridian")
    assert cast.allowed(can_ask_clarification, tender) == {"lead", "rival"}
    with clock.at(tender.questions_close_at):
        assert cast.allowed(can_ask_clarification, tender) == {"lead", "rival"}
    with clock.at(tender.questions_close_at + timedelta(milliseconds=1)):
        assert cast.allowed(can_ask_clarification, tender) == set()
    assert cast.allowed(can_ask_clarification, published(cast, state="opened")) == set()


def test_questions_are_answered_by_lead_and_author_and_taken_back_by_the_asker(cast: Cast) -> None:
    tender = published(cast)
    asked = clarification(cast, tender)
    assert cast.allowed(can_answer_clarification, tender) == {"officer"}
    assert cast.allowed(can_answer_this, asked) == {"officer"}
    assert cast.allowed(can_withdraw_clarification, asked) == {"lead"}
    assert cast.allowed(only_the_portal, asked) == set()
    answered = clarification(cast, tender, answer="Yes.")
    assert cast.allowed(can_answer_this, answered) == set()
    assert cast.allowed(can_withdraw_clarification, answered) == set()


def test_a_part_that_has_ended_or_not_begun_counts_for_nothing_though_its_grant_is_still_stored(cast: Cast) -> None:
    tender = published(cast)
    row = tender.assignments.get(role=TeamRole.APPROVER)
    assert has_team_role(cast.user("approver"), tender, TeamRole.APPROVER)
    row.ended_at = now()
    row.save()
    assert not has_team_role(cast.user("approver"), tender, TeamRole.APPROVER)
    row.ended_at, row.assigned_at = None, now() + timedelta(days=1)
    row.save()
    assert not has_team_role(cast.user("approver"), tender, TeamRole.APPROVER)


def test_people_of_providers_take_no_part_on_the_buyers_side(cast: Cast) -> None:
    """SOD-04."""
    tender = draft_procurement(cast, team=False)
    for role in TeamRole:
        decision = can_hold_role(cast.rival, tender, role)
        assert not decision
        assert "organisation that could bid" in decision.reason


def test_only_evaluators_come_from_outside(cast: Cast) -> None:
    tender = draft_procurement(cast, team=False)
    assert can_hold_role(cast.expert, tender, TeamRole.LIVED_EVALUATOR)
    assert can_hold_role(cast.member, tender, TeamRole.EVALUATOR)
    assert not can_hold_role(cast.member, tender, TeamRole.OPENER)


def test_duties_are_kept_apart(cast: Cast) -> None:
    """SOD-06, SOD-10, SOD-11, SOD-13."""
    tender = draft_procurement(cast)
    refused = {
        ("opener1", TeamRole.EVALUATOR): "do not score",
        ("opener1", TeamRole.FACILITATOR): "do not score, facilitate",
        ("opener1", TeamRole.APPROVER): "do not score, facilitate or approve",
        ("evaluator1", TeamRole.OPENER): "do not score",
        ("evaluator1", TeamRole.FACILITATOR): "does not score",
        ("evaluator1", TeamRole.APPROVER): "did not lead, write, open, score",
        ("evaluator1", TeamRole.LIVED_EVALUATOR): "scores once",
        ("facilitator", TeamRole.EVALUATOR): "does not score",
        ("facilitator", TeamRole.OPENER): "do not score, facilitate",
        ("facilitator", TeamRole.APPROVER): "did not lead",
        ("officer", TeamRole.APPROVER): "did not lead",
        ("officer", TeamRole.PUBLISHER): "neither leads it nor wrote",
        ("approver", TeamRole.LEAD): "did not lead",
        ("publisher", TeamRole.PACK_AUTHOR): "neither leads it nor wrote",
    }
    for (name, role), words in refused.items():
        decision = can_hold_role(getattr(cast, name), tender, role)
        assert not decision, (name, role)
        assert words in decision.reason, (name, role, decision.reason)
    assert can_hold_role(cast.publisher, tender, TeamRole.OPENER)


def test_a_part_that_ended_after_publication_still_keeps_duties_apart(cast: Cast) -> None:
    tender = published(cast)
    tender.assignments.filter(user=cast.evaluator1).update(ended_at=now())
    assert not can_hold_role(cast.evaluator1, tender, TeamRole.APPROVER)
