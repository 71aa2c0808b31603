"""What the public learns of personal budgets: released figures through the one filter, never a person (SOD-25)."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import portal
from portal.accounts.models import User
from portal.budgets.enums import BudgetMode, FunderKind, HoldingMode, Measure, RightBasis
from portal.budgets.models import FundingPart, Holding, PersonalBudget, PublishedStatistic
from portal.budgets.rules.quarter import last_ended, quarter_end, quarter_start, year_start
from portal.budgets.selectors.published import published_of
from portal.budgets.services.statistics import statistics_release
from portal.common.clock import now
from portal.common.exceptions import DomainError
from tests.characters import Cast

QUARTER = date(2026, 7, 1)
STARTED = datetime(2026, 5, 4, 9, tzinfo=UTC)
URL = "/budgets/statistics/"


def _people(cast: Cast, mode: str, count: int, pence: int = 500_000, **fields: Any) -> None:
    """So many people with a budget that runs and is held in that way."""
    for _ in range(count):
        number = User.objects.count()
        user = User.objects.create(email=f"person{number}@example.com", password="!")
        budget = PersonalBudget.objects.create(
            ref=f"PB-{number:06d}",
            holder=user,
            organisation=cast.org("icb"),
            asked_at=STARTED,
            started_at=STARTED,
            **{"state": "active", **fields},
        )
        part = FundingPart.objects.create(
            budget=budget,
            number=1,
            funder_kind=FunderKind.NHS,
            organisation=cast.org("icb"),
            right_basis=RightBasis.CHC,
            final_pence=pence,
        )
        Holding.objects.create(part=part, mode=HoldingMode(mode), amount_pence=pence)


def _release(cast: Cast, quarter: date = QUARTER) -> Any:
    return statistics_release(actor=cast.fund, organisation=cast.org("icb"), quarter_starts_on=quarter)


def test_quarters_begin_in_april() -> None:
    assert [quarter_start(day) for day in (date(2026, 4, 1), date(2027, 3, 31))] == [date(2026, 4, 1), date(2027, 1, 1)]
    assert quarter_end(date(2027, 1, 1)) == date(2027, 3, 31)
    assert last_ended(date(2026, 11, 24)) == QUARTER
    assert (year_start(date(2027, 3, 31)), year_start(date(2026, 4, 1))) == (date(2026, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")],
)
def test_every_vector_of_the_disclosure_rule(cast: Cast, people: int, shown: str) -> None:
    _people(cast, "direct", people)
    found = published_of(_release(cast))
    assert found.shown(Measure.LIVE, BudgetMode.DIRECT) == shown
    assert found.shown(Measure.IN_YEAR, BudgetMode.DIRECT) == shown
    row = PublishedStatistic.objects.get(measure="live", mode="direct")
    assert (row.value is None) == (shown == "*")


def test_in_the_year_and_live_at_the_end_are_counted_apart(cast: Cast) -> None:
    _people(cast, "direct", 20)
    _people(cast, "direct", 10, state="closed", closed_at=datetime(2026, 8, 1, tzinfo=UTC))
    _people(cast, "direct", 10, state="closed", closed_at=datetime(2026, 3, 1, tzinfo=UTC))
    found = published_of(_release(cast))
    assert found.shown(Measure.LIVE, BudgetMode.DIRECT) == "20"
    assert found.shown(Measure.IN_YEAR, BudgetMode.DIRECT) == "30"


def test_money_of_few_people_or_of_one_large_part_is_hidden(cast: Cast) -> None:
    _people(cast, "direct", 9, pence=100_000)
    _people(cast, "direct", 1, pence=10_000_000)
    _people(cast, "notional", 7)
    _people(cast, "third_party", 20, pence=123_456)
    found = published_of(_release(cast))
    assert found.shown(Measure.LIVE, BudgetMode.DIRECT) == "10"
    assert [found.shown(Measure.AMOUNT, mode) for mode in ("direct", "notional")] == ["*", "*"]
    assert found.shown(Measure.AMOUNT, "third_party") == "£25,000"


def test_a_hidden_row_is_never_the_only_one_beside_a_total(cast: Cast) -> None:
    _people(cast, "direct", 7)
    _people(cast, "notional", 30)
    found = published_of(_release(cast))
    hidden = [mode for mode in (*BudgetMode.values, "") if found.shown(Measure.AMOUNT, mode) == "*"]
    assert len(hidden) >= 2


def test_the_page_for_everybody_shows_released_figures_only(cast: Cast) -> None:
    client = cast.client()
    _people(cast, "direct", 18)
    assert "No figures yet" in client.get(URL).text
    refused = cast.client("officer").post(f"{URL}release/", {"organisation": cast.org("icb").ref})
    assert refused.status_code == 403
    sent = cast.client("fund").post(f"{URL}release/", {"organisation": cast.org("icb").ref})
    assert sent.status_code == 302
    page = client.get(URL)
    assert "Quarter from 1 July 2026 to 30 September 2026" in page.text
    assert ">20<" in page.text
    _people(cast, "direct", 50)
    assert client.get(URL).context["rows"] == page.context["rows"]
    assert client.get(f"{URL}?quarter=2026-07").status_code == 200
    assert client.get(f"{URL}?quarter=2026-10").status_code == 404


def test_a_quarter_is_released_once_and_only_when_it_is_over(cast: Cast) -> None:
    _release(cast)
    with pytest.raises(DomainError, match="released already"):
        _release(cast)
    for quarter in (date(2026, 10, 1), date(2026, 8, 1)):
        with pytest.raises(DomainError, match="a quarter that is over"):
            _release(cast, quarter)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedStatistic.objects.update(value=1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=3))
def test_no_sequence_of_pages_reveals_a_count_under_the_limit(cast: Cast, counts: list[int]) -> None:
    """Whatever was released, every number of people that a page can show is 0 or at least 10."""
    with transaction.atomic():
        for mode, count in zip(("direct", "notional", "third_party"), counts, strict=True):
            _people(cast, mode, count)
        for quarter in (date(2026, 4, 1), QUARTER):
            _release(cast, quarter)
        client = cast.client()
        for query in ("", "?quarter=2026-04", "?quarter=2026-07"):
            for row in client.get(URL + query).context["rows"]:
                assert all(shown in ("*", "–") or int(shown.replace(",", "")) not in range(1, 8) for shown in row[1:3])
                assert all(row[3] in ("*", "–", "£0") or row[3].endswith(",000") for _ in row[3:])
        transaction.set_rollback(True)


# -- What public code can reach --

CODE = Path(portal.__file__).parent
PERSONAL = {"PersonalBudget", "PlanSection", "PlanLine", "SpendLine", "Goal", "CircleGrant", "FundingPart", "MoneyIn"}
PERSONAL_MODULES = ("personal", "plan", "spend", "circle")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_public_page_reads_the_released_tables_and_nothing_else() -> None:
    for name in ("selectors/published.py", "views/published.py"):
        names = {each for each in _imports(CODE / "budgets" / name) if each.startswith("portal.budgets")}
        assert not {each for each in names if each.rpartition(".")[2] in PERSONAL}
        allowed = ("portal.budgets.enums", "portal.budgets.models.statistics", "portal.budgets.rules.quarter")
        assert all(each.startswith((*allowed, "portal.budgets.selectors.published")) for each in names), names


def test_nothing_person_level_is_reached_from_public_code() -> None:
    """Pages of the CMS, the public API, the search's projection, and the public views of budgets know no plan."""
    public = [*CODE.glob("cms/**/*.py"), *CODE.glob("**/api.py"), CODE / "budgets/views/public.py"]
    public += list((CODE.parent / "search").glob("**/*.py"))
    assert len(public) > 10
    for path in public:
        for name in _imports(path):
            module, _, thing = name.rpartition(".")
            is_ours = module.startswith("portal.budgets")
            assert not (is_ours and (thing in PERSONAL or module.rpartition(".")[2] in PERSONAL_MODULES)), (path, name)


def test_the_clock_of_these_tests(cast: Cast) -> None:
    assert last_ended(now().date()) == QUARTER
