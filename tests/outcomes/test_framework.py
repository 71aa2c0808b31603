"""A framework from its first line to the day it is fixed, through its pages."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.audit.selectors import events_about
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import drift
from portal.outcomes.enums import FrameworkState, MeasureKind
from portal.outcomes.models import Indicator, OutcomesFramework
from portal.outcomes.permissions import (
    can_create_framework,
    can_edit_framework,
    can_fix_framework,
    can_publish_framework,
    can_see_framework,
)
from portal.outcomes.services import (
    framework_copy,
    framework_create,
    framework_fix,
    framework_publish,
    framework_share,
    indicator_add,
    indicator_start,
    outcome_add,
)
from tests.characters import NAMES, Cast
from tests.outcomes.factories import framework, indicator, outcome

ICB = {"officer", "publisher", "opener1", "facilitator", "evaluator1", "approver", "signoff", "fund"}


def test_the_whole_way_through_the_pages(cast: Cast) -> None:
    draft = framework_create(actor=cast.officer, organisation=cast.org("icb"), title="Evening helpline")
    client = cast.client("officer")
    back = "?next=/co-design/CD-2026-0001/"
    root = f"/outcomes/{draft.ref}/"

    page = client.get(root + back)
    assert "There is no outcome yet." in page.text
    assert 'href="/co-design/CD-2026-0001/"' in page.text

    answer = client.post(f"{root}outcomes/new/{back}", {"statement": "I have people to turn to", "description": ""})
    assert answer.status_code == 302
    assert answer.url.startswith(root)
    assert "next=" in answer.url
    answer = client.post(f"{root}outcomes/1/measures/new/{back}", {"instrument": "GBO"})
    assert answer.url.startswith(f"{root}outcomes/1/measures/1/")

    measure = f"{root}outcomes/1/measures/1/"
    page = client.get(measure)
    assert "People come closer to their own goals" in page.text
    assert "Goal-based outcomes" in page.text
    assert "still needs: who is asked, where things stand at the start" in page.text

    client.post(f"{measure}people/", {"population": "Callers", "collection_points": "Twice", "min_n": "30"})
    client.post(f"{measure}numbers/", {"baseline": "4.1", "baseline_source": "Pilot", "floor": "4.5", "target": "6.5"})
    client.post(f"{measure}weight/", {"payment_weight": "100"})
    page = client.get(root)
    assert "Before these outcomes can be fixed" not in page.text
    assert "Start 4.1 out of 10. Nothing is paid below 4.5 out of 10. The target is 6.5 out of 10." in page.text
    assert "100% of the money paid for outcomes" in page.text

    framework_fix(actor=cast.officer, framework=draft)
    page = cast.client().get(root)
    assert page.status_code == 200
    assert "Fixed on 24 November 2026" in page.text
    assert "Add an outcome" not in page.text
    assert client.get(f"{root}outcomes/new/").status_code == 403


def test_the_way_back_stays_on_this_site(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    for path in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        page = cast.client("officer").get(f"/outcomes/{draft.ref}/", {"next": path})
        assert "Back to the specification" not in page.text


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"baseline": "40", "floor": "60", "target": "60"}, "floor and the target are the same"),
        ({"baseline": "70", "floor": "61", "target": "60"}, "must come before the target"),
        ({"baseline": "40", "floor": "39", "target": "60"}, "at a worse figure than the one we started from"),
    ],
)
def test_figures_that_cannot_be_paid_for_are_refused_and_kept_as_typed(
    cast: Cast, figures: dict[str, str], said: str
) -> None:
    draft = framework(cast, fixed=False)
    url = f"/outcomes/{draft.ref}/outcomes/1/measures/1/numbers/"
    page = cast.client("officer").post(url, {**figures, "baseline_source": "Survey"})
    assert page.status_code == 200
    assert said in page.text
    assert "<title>Error:" in page.text
    assert f'value="{figures["floor"]}"' in page.text
    assert Indicator.objects.get(outcome__framework=draft, outcome__position=1).floor == 4.5


@pytest.mark.parametrize(
    ("floor", "target", "fits"),
    [("55", "40", True), ("60", "40", True), ("61", "40", False), ("40", "40", False), ("39", "40", False)],
)
def test_lower_better_turns_the_order_round(cast: Cast, floor: str, target: str, fits: bool) -> None:
    one = outcome(framework(cast, fixed=False))
    figures: dict[str, Any] = {"baseline": "60", "floor": floor, "target": target, "direction": "lower_better"}
    if fits:
        assert indicator_add(actor=cast.officer, outcome=one, title="Lonely", **figures).position == 1
    else:
        with pytest.raises(DomainError):
            indicator_add(actor=cast.officer, outcome=one, title="Lonely", **figures)


def test_fixing_needs_a_measure_for_each_outcome_and_weights_that_make_100(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    third = outcome(draft, "I sleep better")
    with pytest.raises(DomainError, match="“I sleep better” has no measure yet"):
        framework_fix(actor=cast.officer, framework=draft)
    indicator(third, payment_weight=10)
    with pytest.raises(DomainError, match="sum to 110"):
        framework_fix(actor=cast.officer, framework=draft)
    Indicator.objects.filter(outcome__framework=draft).update(payment_weight=0)
    assert framework_fix(actor=cast.officer, framework=draft).state == FrameworkState.FIXED
    with pytest.raises(NotAllowed, match="fixed"):
        outcome_add(actor=cast.officer, framework=draft, statement="Too late")
    with pytest.raises(DomainError):
        framework_fix(actor=cast.officer, framework=draft)


def test_only_activity_is_warned_about(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    url = f"/outcomes/{draft.ref}/"
    assert "only count what a service does" not in cast.client("officer").get(url).text
    Indicator.objects.filter(outcome__framework=draft).update(kind=MeasureKind.ACTIVITY)
    assert "only count what a service does" in cast.client("officer").get(url).text


def test_who_may_what(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    assert cast.allowed(can_create_framework, cast.org("icb")) == ICB
    assert cast.allowed(can_create_framework, cast.org("harbour")) == set()
    assert cast.allowed(can_edit_framework, draft) == {"officer"}
    assert cast.allowed(can_see_framework, draft) == ICB
    framework_share(actor=cast.officer, framework=draft, editors=[cast.expert], deciders=[cast.approver])
    assert cast.allowed(can_edit_framework, draft) == {"officer", "expert"}
    assert cast.allowed(can_fix_framework, draft) == {"officer", "expert", "approver"}
    assert cast.allowed(can_publish_framework, draft) == {"officer", "expert", "approver"}
    assert cast.allowed(can_see_framework, draft) == ICB | {"expert"}
    framework_share(actor=cast.officer, framework=draft, editors=[], deciders=[cast.approver])
    assert cast.allowed(can_edit_framework, draft) == {"officer"}
    assert [text for text in drift() if text.startswith(("budgets.", "outcomes."))] == []
    framework_publish(actor=cast.approver, framework=draft)
    assert cast.allowed(can_see_framework, draft) == set(NAMES)
    framework_fix(actor=cast.approver, framework=draft)
    draft.refresh_from_db()
    assert cast.allowed(can_edit_framework, draft) == set()
    assert cast.allowed(can_fix_framework, draft) == set()


def test_strangers_are_refused_and_the_record_says_what_was_done(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    with pytest.raises(NotAllowed):
        outcome_add(actor=cast.rival, framework=draft, statement="Ours")
    with pytest.raises(NotAllowed):
        framework_share(actor=cast.rival, framework=draft, editors=[cast.rival])
    with pytest.raises(NotAllowed):
        framework_publish(actor=cast.rival, framework=draft)
    with pytest.raises(NotAllowed):
        framework_create(actor=cast.lead, organisation=cast.org("icb"), title="Ours")
    outcome_add(actor=cast.officer, framework=draft, statement="I sleep better")
    assert events_about(draft).last().verb == "outcomes.outcome.add"  # type: ignore[union-attr]


def test_a_copy_begins_where_the_fixed_one_ended(cast: Cast) -> None:
    fixed = framework(cast)
    copy = framework_copy(actor=cast.officer, framework=fixed)
    assert copy.state == FrameworkState.DRAFT
    assert copy.ref != fixed.ref
    assert [o.statement for o in copy.outcomes.all()] == [o.statement for o in fixed.outcomes.all()]
    weights = Indicator.objects.filter(outcome__framework=copy).values_list("payment_weight", flat=True)
    assert sorted(weights) == [40, 60]
    assert Indicator.objects.filter(outcome__framework=fixed).count() == 2


@pytest.mark.parametrize("instrument", ["GBO", "ONS4", "UCLA3", "LOCAL"])
def test_each_ready_instrument_fills_a_measure_in(cast: Cast, instrument: str) -> None:
    made = indicator_start(actor=cast.officer, outcome=outcome(framework(cast, fixed=False)), instrument=instrument)
    assert made.title
    assert made.collection_points
    assert (made.baseline, made.floor, made.target) == (None, None, None)
    assert (made.direction == "lower_better") == (instrument == "UCLA3")
    made.full_clean()


def test_taking_out_asks_first(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    client = cast.client("officer")
    page = client.get(f"/outcomes/{draft.ref}/outcomes/1/remove/")
    assert "People come closer to their own goals" in page.text
    assert draft.outcomes.count() == 2
    client.post(f"/outcomes/{draft.ref}/outcomes/1/remove/")
    assert draft.outcomes.count() == 1
    assert client.get(f"/outcomes/{draft.ref}/outcomes/1/").status_code == 404
    client.post(f"/outcomes/{draft.ref}/outcomes/2/measures/1/remove/")
    assert Indicator.objects.filter(outcome__framework=draft).count() == 0


def test_wording_is_changed_and_both_stay_in_the_record(cast: Cast) -> None:
    draft = framework(cast, fixed=False)
    url = f"/outcomes/{draft.ref}/outcomes/1/"
    assert "I do more of what matters to me" in cast.client("officer").get(url).text
    cast.client("officer").post(url, {"statement": "I do what I love", "description": "Said by 12 people"})
    data = events_about(draft).last().data  # type: ignore[union-attr]
    assert (data["before"], data["after"]) == ("I do more of what matters to me", "I do what I love")


def test_the_page_costs_the_same_for_many_outcomes(
    cast: Cast, assert_constant_queries: Callable[[Callable[[], Any], Callable[[], Any]], None]
) -> None:
    fixed = framework(cast)
    client = cast.client("lead")
    assert_constant_queries(lambda: client.get(f"/outcomes/{fixed.ref}/"), lambda: indicator(outcome(fixed)))


def test_references_run_by_year(cast: Cast) -> None:
    framework(cast)
    framework(cast)
    refs = OutcomesFramework.objects.order_by("ref").values_list("ref", flat=True)
    assert list(refs) == ["OF-2026-0001", "OF-2026-0002"]
