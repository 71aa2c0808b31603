"""The demo's personal budgets: played by the real services, and each of their people finds something to do."""

from io import StringIO

from django.core.management import call_command

from portal.audit.selectors import verify_all
from portal.budgets.models import CircleGrant, PersonalBudget, SpendLine
from portal.budgets.selectors.personal import statement_of
from portal.common import clock
from portal.dashboards.demo.scenes import plans, play
from portal.dashboards.selectors.work import work_of
from tests.characters import Cast


def test_three_plans_and_something_to_do_for_everybody(cast: Cast) -> None:
    assert play(plans.SCENE)
    assert not play(plans.SCENE)
    states = dict(PersonalBudget.objects.order_by("pk").values_list("holder__email", "state"))
    assert states == {
        "holder@example.org": "active",
        "holder2@example.org": "submitted",
        "holder3@example.org": "planning",
    }
    maya = PersonalBudget.objects.get(holder=cast.holder)
    found = statement_of(maya)
    assert found.whole.whole_pence == 624_000
    assert found.whole.spent_pence > 270_000
    assert found.came_in_pence > found.whole.spent_pence
    assert found.pace is not None
    assert found.pace.is_on_track
    assert SpendLine.objects.filter(budget=maya, state="waiting").count() == 1
    assert [row.holds_on(clock.today()) for row in CircleGrant.objects.order_by("budget_id")] == [True, False]
    for name in ("holder", "holder3", "planner", "signoff", "broker", "finance"):
        assert work_of(cast.user(name)), name
    carer = cast.client("carer")
    assert "The next seven days" in carer.get(f"/budgets/personal/{maya.ref}/").text
    george = PersonalBudget.objects.get(holder=cast.holder2)
    assert carer.get(f"/budgets/personal/{george.ref}/").status_code == 404
    assert list(verify_all()) == []


def test_every_page_of_the_demos_budgets_opens_for_its_person(cast: Cast) -> None:
    play(plans.SCENE)
    for name in ("holder", "holder2", "holder3"):
        client = cast.client(name)
        budget = PersonalBudget.objects.get(holder=cast.user(name))
        for rest in ("", "plan/", "money/", "circle/", "circle/looks/", "decisions/"):
            assert client.get(f"/budgets/personal/{budget.ref}/{rest}").status_code == 200, (name, rest)
    maya = PersonalBudget.objects.get(holder=cast.holder)
    assert "weeks." in cast.client("holder").get(f"/budgets/personal/{maya.ref}/").text
    assert "*" in cast.client().get("/budgets/statistics/").text


def test_bulk_plans_are_there_once_and_their_statement_adds_up(cast: Cast) -> None:
    out = StringIO()
    for made in (3, 0):
        call_command("seed_scale", "--plans", "3", stdout=out)
        assert out.getvalue().splitlines()[-1] == f"Plans: {made} made of 3."
    budgets = list(PersonalBudget.objects.order_by("pk"))
    assert [budget.spends.count() for budget in budgets] == [2_000, 60, 60]
    for budget in budgets:
        account = statement_of(budget).whole
        assert account.spent_pence + account.committed_pence + account.available_pence == 624_000
        assert 0 < account.spent_pence <= account.planned_pence
