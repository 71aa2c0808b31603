"""Which pages are measured, and how the addresses of those that are seeded are found."""

import pytest

from benchmarks.load import Measured
from benchmarks.pages import LIMITS, PAGES, PageClass, first_link
from benchmarks.search import ENGINE_PAGES, together

LIST = '<a href="/tenders/">All</a> <a href="/tenders/PR-2026-0007/">One</a> <a href="/tenders/PR-2026-0008/">Two</a>'


def test_the_first_link_that_fits_is_taken() -> None:
    page = PageClass("opportunity", "1", first_link("/tenders/", r"/tenders/PR-\d{4}-\d{4}/"))
    assert page.address({"/tenders/": LIST}.__getitem__) == "/tenders/PR-2026-0007/"


def test_a_list_without_such_a_link_is_an_error() -> None:
    with pytest.raises(LookupError, match="/tenders/ has no link like"):
        first_link("/tenders/", r"/tenders/CT-.*")({"/tenders/": LIST}.__getitem__)


def test_every_page_has_a_name_of_its_own_a_limit_that_is_measured_and_bounds() -> None:
    names = [page.work for page in (*LIMITS, *PAGES, *ENGINE_PAGES)]
    assert len(set(names)) == len(names)
    assert {page.limit for page in PAGES} <= {page.limit for page in LIMITS}
    assert {page.limit for page in ENGINE_PAGES} == {"engine"}
    assert all(page.limit_ratio >= 1 and 1 <= page.most_queries <= 15 for page in (*PAGES, *ENGINE_PAGES))


def test_the_engine_s_limit_is_the_bare_view_and_the_bare_query_one_after_the_other() -> None:
    view, query = Measured(seconds=1, times=[1.0] * 400), Measured(seconds=1, times=[1.0] * 100)
    assert together(view, query).rps == pytest.approx(80)
