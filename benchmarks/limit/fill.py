"""The data of the limit pages."""

from wagtail.models import Page, Site

from benchmarks.limit.models import ListingPage, Row

SENTENCE = "People who use the service said what a good day looks like, and the provider wrote down how it will know. "


def fill() -> None:
    """Twenty rows of about 1,000 characters, and a listing page with twenty children as the site's root."""
    Row.objects.all().delete()
    Row.objects.bulk_create(Row(title=f"Row {n}", text=SENTENCE * 9) for n in range(20))
    root = Page.get_first_root_node()
    listing = root.add_child(instance=ListingPage(title="Listing", slug="listing"))
    for n in range(20):
        listing.add_child(instance=ListingPage(title=f"Child {n}", slug=f"child-{n}", search_description=SENTENCE))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": listing})
