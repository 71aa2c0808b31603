"""Every policy of personal budgets, asked by all standing characters: the allowed and the refused side by side."""

from typing import Any

import pytest

from portal.budgets.enums import DecisionKind, GrantAct, PlanPart
from portal.budgets.models import PersonalBudget
from portal.budgets.permissions import personal as may
from portal.budgets.services.decisions import decision_make, reconsideration_ask
from tests.budgets.personal import factories as make
from tests.characters import NAMES, VISITOR, Cast


@pytest.fixture
def budget(cast: Cast) -> PersonalBudget:
    """A running budget; broker@ helps, carer@ sees the week and leaves notes, expert@ acts by law."""
    made = make.running(cast)
    make.brokered(cast, made)
    make.granted(cast, made, acts=(GrantAct.COMMENT, GrantAct.SUBMIT))
    make.authority(cast, made)
    return PersonalBudget.objects.get(pk=made.pk)


def _who(cast: Cast, policy: Any, thing: Any) -> str:
    return " ".join(sorted(cast.allowed(policy, thing)))


def test_while_it_runs(cast: Cast, budget: PersonalBudget) -> None:
    for policy, who in (
        (may.can_see_budget, "broker carer expert finance holder planner signoff"),
        (may.can_read_plan, "broker carer expert holder planner signoff"),
        (may.can_read_money, "broker expert finance holder planner signoff"),
        (may.can_take_in, ""),
        (may.can_coordinate, "planner"),
        (may.can_assign_people, "planner"),
        (may.can_set_amount, "planner"),
        (may.can_confirm_funding, "finance"),
        (may.can_start_plan, "expert holder planner"),
        (may.can_write_plan, ""),
        (may.can_add_line, "expert holder"),
        (may.can_write_goal, "expert holder"),
        (may.can_say_progress, "expert holder planner"),
        (may.can_sign_plan, ""),
        (may.can_take_back_plan, "expert holder"),
        (may.can_decide_line, "planner"),
        (may.can_approve_plan, "signoff"),
        (may.can_record_payment, "finance planner"),
        (may.can_record_spend, "carer expert holder planner"),
        (may.can_query_spend, "finance planner"),
        (may.can_answer_query, "expert holder"),
        (may.can_decide_against, "planner"),
        (may.can_ask_again, "expert holder"),
        (may.can_manage_circle, "expert holder"),
        (may.can_leave_note, "carer"),
        (may.can_see_looks, "expert holder"),
    ):
        assert _who(cast, policy, budget) == who, policy.__name__


def test_while_it_is_planned(cast: Cast) -> None:
    budget = make.planning(cast)
    make.brokered(cast, budget)
    make.granted(cast, budget, parts=(PlanPart.LOGISTICS,), acts=(GrantAct.DRAFT,))
    budget = PersonalBudget.objects.get(pk=budget.pk)
    assert _who(cast, may.can_write_plan, budget) == "broker carer holder planner"
    assert _who(cast, may.can_add_line, budget) == "broker holder planner"
    assert _who(cast, may.can_write_goal, budget) == "broker holder planner"
    assert _who(cast, may.can_sign_plan, budget) == "holder"
    assert _who(cast, may.can_record_spend, budget) == ""
    line = make.line(cast, budget)
    assert _who(cast, may.can_change_line, line) == "broker holder planner"
    assert _who(cast, may.can_settle_line, line) == "planner"


def test_a_question_is_seen_by_who_takes_it_in_until_somebody_has_it(cast: Cast) -> None:
    asked = make.asked(cast)
    assert _who(cast, may.can_take_in, asked) == "officer"
    assert _who(cast, may.can_see_budget, asked) == "holder officer"
    assert _who(cast, may.can_assign_people, asked) == "officer"
    assert _who(cast, may.can_see_budget, make.taken(cast, "holder2")) == "finance holder2 planner signoff"


def test_things_of_a_budget(cast: Cast, budget: PersonalBudget) -> None:
    helped = make.spend(cast, budget, "carer")
    assert _who(cast, may.can_confirm_spend, helped) == "expert holder"
    assert _who(cast, may.can_confirm_state, helped) == "expert holder"
    assert _who(cast, may.can_take_back_spend, helped) == "carer expert holder"
    own = make.spend(cast, budget)
    assert _who(cast, may.can_confirm_spend, own) == "expert"
    assert _who(cast, may.can_take_back_spend, own) == "expert holder"
    grant = budget.circle.get()
    assert _who(cast, may.can_stop_grant, grant) == "expert holder"
    assert _who(cast, may.can_leave_circle, grant) == "carer"
    assert _who(cast, may.can_answer_invitation, grant) == "carer"
    decision = decision_make(actor=cast.planner, budget=budget, kind=DecisionKind.DIRECT_REFUSED, reasons="The law.")
    asked = reconsideration_ask(actor=cast.holder, decision=decision, evidence="It ended in May.")
    assert _who(cast, may.can_answer_again, asked) == "signoff"


def test_what_has_no_budget_yet(cast: Cast) -> None:
    everybody = set(NAMES) - {VISITOR}
    assert cast.allowed(may.can_ask_budget, cast.org("icb")) == everybody
    assert cast.allowed(may.can_ask_budget, cast.org("harbour")) == set()
    assert cast.allowed(may.can_release_statistics, cast.org("icb")) == {"fund"}
    assert cast.allowed(may.can_release_statistics, cast.org("council")) == {"finance"}
    assert cast.allowed(may.can_release_statistics, cast.org("harbour")) == set()
