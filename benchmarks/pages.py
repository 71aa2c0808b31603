"""What is measured: a page class, at which size, asked by whom, beside which limit, and what binds it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Get = Callable[[str], str]
Limit = Literal["bare", "wagtail"]


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
    from django.apps import apps
    from django.db.models import Count

    comments: Any = apps.get_model("codesign", "Comment").objects
    busiest = (
        comments.values("paragraph__section__version__project__ref")
        .annotate(n=Count("pk"))
        .order_by("-n", "pk")
        .first()
    )
    if busiest is None:
        raise LookupError("no text has a comment")
    return f"/co-design/{busiest['paragraph__section__version__project__ref']}/specification/"


LIMITS: tuple[PageClass, ...] = (
    PageClass("limit: bare view", "20 rows, 20 KB", "/bare/", "bare"),
    PageClass("limit: Wagtail page", "20 children", "/", "wagtail", most_queries=7),
)

# The bounds come from aims in requests a second where the bare view reached 384: a list 120, a detail 130, a text of
# 40 paragraphs with its comments 60, a staff list 60. The home page is measured against Wagtail's least page.
PAGES: tuple[PageClass, ...] = (
    PageClass("home, visitor", "CMS page", "/", "wagtail", 1.1, 12),
    PageClass("opportunities", "1,000 procurements", "/tenders/", "bare", 3.2, 10),
    PageClass("opportunity", "1 of 1,000", first_link("/tenders/", r"/tenders/PR-\d{4}-\d{4}/"), "bare", 2.95, 12),
    PageClass("co-design projects", "all projects", "/co-design/", "bare", 3.2, 10),
    PageClass("text with comments", "2,000 comments", most_discussed_text, "bare", 6.4, 12),
    PageClass("my work, staff", "procurement lead", "/my/", "bare", 6.4, 15, account="officer@example.org"),
)
