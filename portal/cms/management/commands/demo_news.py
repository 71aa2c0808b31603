"""Three pieces of news for the demo, so that the home page shows what editors can do with it."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from portal.cms.models import NewsIndexPage, NewsPage
from portal.common.clock import today

# slug, title, introduction, days ago, body
NEWS = (
    (
        "two-residents-join-the-panel",
        "Two people who live with pain join the panel that picks the provider",
        "Their scores count the same as everybody's.",
        5,
        "<p>Two residents who took part in writing the specification will score the bids. They were trained, each has "
        "a named supporter who does not score, and they are paid for their time.</p>",
    ),
    (
        "meet-the-partners",
        "Meet the partners: Easton Hall, 9 December",
        "Free lunch, travel paid, British Sign Language interpreter.",
        12,
        "<p>Small groups can meet others who want to bid together. What is said there is given to every bidder.</p>"
        '<p><a href="/alliances/partners/">What is wanted and offered now</a></p>',
    ),
    (
        "what-the-first-year-changed",
        "What the first year of paying for outcomes changed",
        "What was earned, what was not, and what happens now.",
        21,
        '<p>Every payment stands on the page of its fund, with how it was worked out. <a href="/budgets/">See where '
        "the money goes</a></p>",
    ),
)


class Command(BaseCommand):
    """Repeatable: news that is there already is kept."""

    help = "Add the demo's news below the news page."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing."""
        index = NewsIndexPage.objects.first()
        if index is None:
            self.stdout.write("There is no news page to add to.")
            return
        for slug, title, introduction, days, text in NEWS:
            if not NewsPage.objects.child_of(index).filter(slug=slug).exists():
                day = today() - timedelta(days=days)
                page = NewsPage(title=title, slug=slug, introduction=introduction, published_on=day)
                page.body = [("text", text)]
                index.add_child(instance=page)
        self.stdout.write(f"{len(NEWS)} pieces of news.")
