"""Pages of the CMS that are live and for everybody: help, guides, stories, news. Drafts are not in it.

Pages are read through Wagtail's own model: what an editor can publish is known to the CMS above, not here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from wagtail.fields import StreamField
from wagtail.models import Page

from search.documents import Document
from search.enums import Kind
from search.sources.base import Pair, Source, facets, lines

ROOT_DEPTH = 1
KINDS = {"guide": Kind.GUIDE, "story": Kind.STORY, "news": Kind.NEWS}
"""By the beginning of the page type's name."""


def _public_pages() -> QuerySet[Page]:
    return Page.objects.live().public().filter(depth__gt=ROOT_DEPTH)


def _kind(page: Page) -> Kind:
    name = str(page._meta.model_name)
    return next((kind for start, kind in KINDS.items() if name.startswith(start)), Kind.PAGE)


def _words(page: Page) -> str:
    """What its text fields say: live blocks give only their headings, since the data is found by itself."""
    parts: list[str] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            parts += field.get_searchable_content(getattr(page, field.name))
    # Addresses and single words (a colour, a key) are settings of a block, not its text.
    return lines(page.search_description, *(part for part in parts if " " in part and not part.startswith("/")))


def _documents(rows: Any) -> Iterator[Document]:
    for page in rows.specific():
        place = page.get_url_parts()
        if place is None:
            continue
        kind = _kind(page)
        published: date | None = getattr(page, "published_on", None)
        introduction = getattr(page, "introduction", "") or getattr(page, "lead", "")
        yield Document(
            source="page",
            key=str(page.pk),
            kind=kind,
            url=place[2],
            title=getattr(page, "heading", "") or page.title,
            text=lines(introduction, _words(page)),
            summary=introduction or page.search_description,
            facets=facets(topic=str(getattr(page, "topic", "") or "")),
            fresh_on=published or (page.last_published_at.date() if page.last_published_at else None),
            weight=105 if kind in (Kind.GUIDE, Kind.STORY) else 95,
        )


def branch(pk: int) -> set[Pair]:
    """The page and all below it: an address or a privacy above them is theirs too."""
    page = Page.objects.filter(pk=pk).first()
    if page is None:
        return {("page", str(pk))}
    below = Page.objects.descendant_of(page, inclusive=True).order_by("pk").values_list("pk", flat=True)
    return {("page", str(each)) for each in below}


PAGES = Source(
    name="page",
    rows=_public_pages,
    documents=_documents,
    seen_by=lambda user: _public_pages(),
    touched={"wagtailcore.page": branch},
)
