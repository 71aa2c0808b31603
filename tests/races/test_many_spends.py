"""Twenty entries at once on one line stay exact; what is taken back while it is being read is never read later."""

from datetime import date

from portal.audit.selectors import events_about, verify_all
from portal.budgets.enums import PlanPart
from portal.budgets.models import CircleGrant, PersonalBudget, PlanLine, SpendLine
from portal.budgets.selectors.personal import statement_of
from portal.budgets.services.circle import circle_stop, plan_look
from portal.budgets.services.spend import spend_confirm, spend_record
from tests.budgets.personal import factories as make
from tests.characters import Cast
from tests.races.together import DONE, RACE, ROUND_BY_ROUND, together

pytestmark = RACE


def _line(pk: int) -> PlanLine:
    """As each request loads its own."""
    return PlanLine.objects.select_related("budget__holder", "part").get(pk=pk)


@ROUND_BY_ROUND
def test_twenty_spends_at_once_on_one_line_stay_exact(turn: int, transactional_cast: Cast) -> None:
    """£880 are planned, each entry is £77.77: eleven fit, nine are told what is left."""
    cast = transactional_cast
    budget = make.running(cast)
    pk = make.line_of(budget).pk
    outcomes = together(
        *(
            lambda: spend_record(
                actor=cast.user("holder"),
                line=_line(pk),
                amount_pence=7_777,
                spent_on=date(2026, 11, 17),
                what="Swimming",
            )
            for _ in range(20)
        )
    )
    assert outcomes.count(DONE) == 11
    assert {outcome for outcome in outcomes if outcome != DONE} == {"Only £24.53 is left for “Swimming with someone”."}
    assert sorted(SpendLine.objects.values_list("number", flat=True)) == list(range(1, 12))
    found = statement_of(PersonalBudget.objects.get(pk=budget.pk))
    assert (found.whole.spent_pence, found.lines[0].left_pence) == (11 * 7_777, 88_000 - 11 * 7_777)
    assert list(verify_all()) == []


@ROUND_BY_ROUND
def test_waiting_entries_confirmed_at_once_never_pass_the_line(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    budget = make.running(cast)
    pks = [make.spend(cast, budget, "planner", pence=50_000).pk for _ in range(3)]
    outcomes = together(
        *(
            lambda pk=pk: spend_confirm(
                actor=cast.user("holder"),
                spend=SpendLine.objects.select_related("budget__holder", "line").get(pk=pk),
                is_right=True,
            )
            for pk in pks
        )
    )
    assert outcomes.count(DONE) == 1
    assert statement_of(PersonalBudget.objects.get(pk=budget.pk)).whole.spent_pence == 50_000


@ROUND_BY_ROUND
def test_a_grant_taken_back_while_its_page_is_being_read(turn: int, transactional_cast: Cast) -> None:
    """Each look is before the stop in the record, or refused; none comes after."""
    cast = transactional_cast
    budget = make.running(cast)
    grant = make.granted(cast, budget, parts=(PlanPart.NARRATIVE, PlanPart.LOGISTICS))
    looks = [
        lambda: plan_look(actor=cast.user("carer"), budget=PersonalBudget.objects.get(pk=budget.pk), what="plan")
        for _ in range(4)
    ]

    def stop() -> None:
        row = CircleGrant.objects.select_related("budget__holder").get(pk=grant.pk)
        circle_stop(actor=cast.user("holder"), grant=row)

    outcomes = together(*looks, stop)
    assert outcomes[-1] == DONE
    assert {outcome for outcome in outcomes if outcome != DONE} <= {"There is nothing here that you can see."}
    reads = list(events_about(budget).filter(verb="budgets.plan.read").order_by("at"))
    assert len(reads) == outcomes.count(DONE) - 1
    assert cast.client("carer").get(f"/budgets/personal/{budget.ref}/plan/").status_code == 404
