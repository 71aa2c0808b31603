"""What is measured: a page class, at which size, asked by whom, beside which limit, and what binds it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Get = Callable[[str], str]
Limit = Literal["bare", "wagtail", "engine"]


@dataclass(frozen=True)
class PageClass:
    """A page to measure.

    `url` is an address, or a function that finds one; it is given a function that fetches a page as the same account.
    `limit_ratio` is how many times the limit's time the page may take, `most_queries` how many queries it may cost.
    """

    work: str
    size: str
    url: str | Callable[[Get], str]
    limit: Limit = "bare"
    limit_ratio: float = 1.0
    most_queries: int = 1
    account: str = ""

    def address(self, get: Get) -> str:
        """The address, looked up where it has to be."""
        return self.url if isinstance(self.url, str) else self.url(get)


def first_link(page: str, pattern: str) -> Callable[[Get], str]:
    """Finds the first link on `page` whose whole address fits `pattern`."""

    def find(get: Get) -> str:
        html = get(page)
        for address in re.findall(r'href="([^"#?]+)', html):
            if re.fullmatch(pattern, address):
                return str(address)
        raise LookupError(f"{page} has no link like {pattern}")

    return find


def most_discussed_text(get: Get) -> str:
    """The specification with the most comments."""
    return f"/co-design/{_busiest_paragraph()[0]}/specification/"


def most_discussed_paragraph(get: Get) -> str:
    """The paragraph with the longest thread."""
    project, section, paragraph = _busiest_paragraph()
    return f"/co-design/{project}/specification/p/{section}.{paragraph}/"


def _busiest_paragraph() -> tuple[str, int, int]:
    from django.db.models import Count

    places = [f"paragraph__{name}" for name in ("section__version__project__ref", "section__position", "position")]
    rows = _objects("codesign.Comment").values_list(*places).annotate(n=Count("pk")).order_by("-n", "pk")
    found = list(rows[:1])
    if not found:
        raise LookupError("no text has a comment")
    project, section, paragraph, _count = found[0]
    return str(project), int(section), int(paragraph)


def most_discussed_project(get: Get) -> str:
    """The project whose text has the most comments."""
    return f"/co-design/{_busiest_paragraph()[0]}/"


def newest(model: str, address: str, **wanted: Any) -> Callable[[Get], str]:
    """The address of the newest object of that kind; `{}` in it stands for its reference."""

    def find(get: Get) -> str:
        row = _objects(model).filter(**wanted).order_by("-pk").first()
        if row is None:
            raise LookupError(f"there is no {model} of the kind wanted")
        return address.format(row.ref)

    return find


def _objects(model: str) -> Any:
    from django.apps import apps

    return apps.get_model(model)._default_manager


def tender_with_bids(address: str) -> Callable[[Get], str]:
    """The address of the newest tender that bids are sent for."""
    return newest("tenders.Procurement", address, state="published", bids__state="submitted")


def fund_with_bookings(address: str) -> Callable[[Get], str]:
    """The address of the fund with the most bookings."""

    def find(get: Get) -> str:
        from django.db.models import Count

        funds = _objects("budgets.PooledFund").annotate(n=Count("entries"))
        return address.format(funds.order_by("-n", "pk")[0].ref)

    return find


LIMITS: tuple[PageClass, ...] = (
    PageClass("limit: bare view", "20 rows, 20 KB", "/bare/", "bare"),
    PageClass("limit: Wagtail page", "20 children", "/", "wagtail", most_queries=7),
)

OFFICER, AUDITOR, FUND = "officer@example.org", "auditor@example.org", "fund@example.org"
# The bounds come from aims in requests a second where the bare view reached 384: a list and a thread 120, a detail 130,
# a text of 40 paragraphs with its comments 60, a staff list 60. Pages of the CMS stand beside Wagtail's least page.
LIST, DETAIL, TEXT, STAFF = 3.2, 2.95, 6.4, 6.4

PAGES: tuple[PageClass, ...] = (
    PageClass("home, visitor", "CMS page", "/", "wagtail", 1.1, 12),
    PageClass("help, visitor", "CMS page", "/help/", "wagtail", 1.1, 12),
    PageClass("news, visitor", "CMS page", "/news/", "wagtail", 1.1, 12),
    PageClass("opportunities", "1,000 procurements", "/tenders/", "bare", LIST, 10),
    PageClass(
        "opportunities, filtered", "1,000 procurements", "/tenders/?closes=30&value=1m&value=500k", "bare", LIST, 10
    ),
    PageClass("opportunities, searched", "1,000 procurements", "/tenders/?words=carers&stage=", "bare", LIST, 10),
    PageClass("co-design projects", "all projects", "/co-design/", "bare", LIST, 10),
    PageClass("alliances", "all alliances", "/alliances/", "bare", LIST, 10),
    PageClass("organisations", "50 organisations", "/organisations/", "bare", LIST, 10),
    PageClass("contracts", "all contracts", "/contracts/", "bare", LIST, 10),
    PageClass("search", "everything", "/search/?q=support+for+carers", "bare", LIST, 10),
    PageClass(
        "search, near and narrowed", "everything", "/search/?q=support&near=M1&miles=10&kind=service", "bare", LIST, 10
    ),
    PageClass("search, misspelled", "everything", "/search/?q=suport+for+crers", "bare", LIST, 10),
    PageClass("suggestions", "everything", "/search/suggest?q=sup&format=json", "bare", LIST, 8),
    PageClass("funds", "all funds", "/budgets/", "bare", LIST, 10),
    PageClass(
        "opportunity, elsewhere", "1 of 1,000", first_link("/tenders/", r"/tenders/PR-\d{4}-\d{4}/"), "bare", DETAIL, 12
    ),
    PageClass("opportunity", "30 bids", tender_with_bids("/tenders/{}/"), "bare", DETAIL, 12),
    PageClass("co-design project", "2,000 comments", most_discussed_project, "bare", DETAIL, 12),
    PageClass("fund", "500 bookings", fund_with_bookings("/budgets/pools/{}/"), "bare", DETAIL, 12),
    PageClass("contract", "1 contract", newest("tenders.Contract", "/contracts/{}/"), "bare", DETAIL, 12),
    PageClass(
        "organisation", "1 of 50", newest("organisations.Organisation", "/organisations/{}/"), "bare", DETAIL, 12
    ),
    PageClass("text with comments", "2,000 comments", most_discussed_text, "bare", TEXT, 12),
    PageClass("thread", "20 of 2,000", most_discussed_paragraph, "bare", LIST, 10),
    PageClass("my work, staff", "procurement lead", "/my/", "bare", STAFF, 15, OFFICER),
    PageClass("evaluation, staff", "30 bids", tender_with_bids("/tenders/{}/evaluation/"), "bare", STAFF, 15, OFFICER),
    PageClass("team, staff", "30 bids", tender_with_bids("/tenders/{}/team/"), "bare", STAFF, 15, OFFICER),
    PageClass(
        "clarifications, staff", "30 bids", tender_with_bids("/tenders/{}/clarifications/"), "bare", STAFF, 15, OFFICER
    ),
    PageClass("tender's record, staff", "30 bids", tender_with_bids("/tenders/{}/record/"), "bare", STAFF, 15, OFFICER),
    PageClass(
        "ledger, staff", "500 bookings", fund_with_bookings("/budgets/pools/{}/ledger/"), "bare", STAFF, 15, FUND
    ),
    PageClass("whole record, staff", "all acts", "/record/", "bare", STAFF, 15, AUDITOR),
)
