"""For search engines: which pages everybody may read, and where not to look. Addresses are those of this site."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.dashboards.selectors.public import public_pages, public_things

LISTS = (
    "marketplace:need_list",
    "marketplace:service_list",
    "codesign:project_list",
    "alliances:alliance_list",
    "tenders:procurement_list",
    "contracts:contract_list",
    "budgets:fund_list",
    "organisations:organisation_list",
)


def _path(page: Any) -> str:
    return str(page.get_url_parts()[2])


class _Pages(Sitemap[Any]):
    """The content site."""

    def items(self) -> Any:
        """Live pages."""
        return public_pages()

    def location(self, item: Any) -> str:
        """Its path on this site, whatever name the editor gave the site."""
        return _path(item)

    def lastmod(self, item: Any) -> Any:
        """When it was last published."""
        return item.last_published_at


class _Lists(Sitemap[str]):
    """The lists of what is made here."""

    def items(self) -> list[str]:
        """Those that are not a page of the content site at the same address."""
        pages = {_path(page) for page in public_pages()}
        return [name for name in LISTS if reverse(name) not in pages]

    def location(self, item: str) -> str:
        """The list."""
        return reverse(item)


class _Things(Sitemap[str]):
    """What was made here, of one kind: references only are read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        """Their references."""
        return public_things()[self.kind][0].values_list("ref", flat=True)

    def location(self, item: str) -> str:
        """The page of that reference."""
        return reverse(public_things()[self.kind][1], args=[item])


def _parts() -> dict[str, Any]:
    return {"pages": _Pages(), "lists": _Lists(), **{kind: _Things(kind) for kind in public_things()}}


@require_safe
def sitemap_view(request: HttpRequest) -> HttpResponse:
    """One line for each part of the map; a part with very many pages has several."""
    return index(request, _parts(), sitemap_url_name="dashboards:sitemap_part")


@require_safe
def sitemap_part_view(request: HttpRequest, section: str) -> HttpResponse:
    """The addresses of one part."""
    return sitemap(request, _parts(), section=section)


@require_safe
def robots_view(request: HttpRequest) -> HttpResponse:
    """What is for people who signed in is not looked for; the map says what there is."""
    closed = [
        reverse(name)
        for name in ("dashboards:my_work", "dashboards:record_list", "people:account", "wagtailadmin_home")
    ]
    context = {"closed": [*closed, "/accounts/"], "map": request.build_absolute_uri(reverse("dashboards:sitemap"))}
    return render(request, "dashboards/robots.txt", context, content_type="text/plain; charset=utf-8")
