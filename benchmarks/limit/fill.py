"""The data of the limit pages."""

from wagtail.models import Page, Site

from benchmarks.limit.models import ListingPage, Row

CELLS = 12
WORDS = "What a good day looks like, and how we will know, row {} part {}. "
SENTENCE = "People who use the service said what a good day looks like, and the provider wrote down how it will know. "


def fill() -> None:
    """Twenty rows of twelve values, and a listing page with twenty children as the site's root."""
    Row.objects.all().delete()
    Row.objects.bulk_create(
        Row(title=f"Row {n}", text="".join(WORDS.format(n, part) for part in range(CELLS))) for n in range(20)
    )
    root = Page.get_first_root_node()
    listing = root.add_child(instance=ListingPage(title="Listing", slug="listing"))
    for n in range(20):
        listing.add_child(instance=ListingPage(title=f"Child {n}", slug=f"child-{n}", search_description=SENTENCE))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": listing})
