"""The directory for other systems: Open Referral UK 3.0, read only, for everybody."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from portal.marketplace.schemas import (
    ApiDetails,
    OrganizationOut,
    OrganizationPage,
    ServiceAtLocationOut,
    ServiceAtLocationPage,
    ServiceOut,
    ServicePage,
    TaxonomyOut,
    TaxonomyPage,
    TaxonomyTermOut,
    TaxonomyTermPage,
)
from portal.marketplace.selectors import oruk

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.marketplace.models import Service

router = Router(tags=["Open Referral UK 3.0"])
PROFILE = "https://docs.openreferraluk.org/en/latest/"
MOST = 100


class Paging(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1")
    per_page: int = Field(50, ge=1, le=MOST, description="How many on a page")


class ServiceFilter(Paging):
    """Which services."""

    search: str = Field("", max_length=100, description="Words in the name, the description or the kinds of support")
    organization_id: UUID | None = Field(None, description="Of one organisation")
    taxonomy_term_id: UUID | None = Field(None, description="Of one kind of support, or of a kind below it")
    modified_after: str = Field("", max_length=40, description="Changed after this instant (ISO 8601)")
    postcode: str = Field("", max_length=10, description="Near this postcode or its first half")
    proximity: int = Field(5_000, ge=1, le=200_000, description="How near, in metres")


class TermFilter(Paging):
    """Which kinds of support."""

    taxonomy_id: UUID | None = Field(None, description="Of one list")
    parent_id: UUID | None = Field(None, description="Directly below this kind")
    top_only: bool = Field(False, description="Only kinds that stand below no other")


def _page(rows: "QuerySet[Any]", paging: Paging, show: Callable[[Any], oruk.Row]) -> oruk.Row:
    """The envelope of the standard."""
    paginator = Paginator(rows, paging.per_page)
    try:
        page: Any = paginator.page(paging.page)
        contents, is_last = [show(row) for row in page.object_list], not page.has_next()
    except EmptyPage:
        contents, is_last = [], True
    return {
        "total_items": paginator.count,
        "total_pages": paginator.num_pages,
        "page_number": paging.page,
        "size": len(contents),
        "first_page": paging.page == 1,
        "last_page": is_last,
        "empty": not contents,
        "contents": contents,
    }


def _one(rows: "QuerySet[Any]", id: str, show: Callable[[Any], oruk.Row]) -> oruk.Row:
    return show(_found(rows, id))


def _found(rows: "QuerySet[Any]", id: str) -> Any:
    """The row of that id; what is no id is not there."""
    try:
        row = rows.filter(uuid=UUID(id)).first()
    except ValueError:
        row = None
    if row is None:
        raise Http404
    return row


@router.get("/", response=ApiDetails, summary="What this is")
def details(request: HttpRequest) -> oruk.Row:
    """The version of the standard, and where it is described."""
    return {
        "version": "HSDS-UK-3.0",
        "profile": PROFILE,
        "openapi_url": request.build_absolute_uri("/api/openapi.json"),
    }


@router.get("/services", response=ServicePage, exclude_unset=True, summary="Services, the longest unchanged first")
def services(request: HttpRequest, response: HttpResponse, query: Query[ServiceFilter]) -> oruk.Row:
    """Each with who runs it; ask for one by its id to get its places, times, prices and the rest."""
    rows = _asked(query)
    if newest := oruk.newest_of(rows):
        response["Last-Modified"] = http_date(newest.timestamp())
    return _page(rows, query, oruk.service_head)


def _asked(query: ServiceFilter) -> "QuerySet[Service]":
    try:
        return oruk.services_asked(
            search=query.search,
            organisation=query.organization_id,
            term=query.taxonomy_term_id,
            modified_after=query.modified_after,
            postcode=query.postcode,
            metres=query.proximity,
        )
    except ValueError as error:
        raise HttpError(422, str(error)) from error


@router.get("/services/{id}", response=ServiceOut, exclude_unset=True, summary="One service with everything")
def service(request: HttpRequest, response: HttpResponse, id: str) -> oruk.Row:
    """Its places, times, areas, prices, contacts, languages and kinds of support."""
    row = _found(oruk.whole_services(oruk.published_services()), id)
    response["Last-Modified"] = http_date(row.modified_at.timestamp())
    return oruk.service_full(row)


@router.get("/organizations", response=OrganizationPage, exclude_unset=True, summary="Organisations that run services")
def organizations(request: HttpRequest, query: Query[Paging]) -> oruk.Row:
    """With their numbers in public registers."""
    return _page(oruk.published_organisations(), query, oruk.organisation_full)


@router.get("/organizations/{id}", response=OrganizationOut, exclude_unset=True, summary="One organisation")
def organization(request: HttpRequest, id: str) -> oruk.Row:
    """By its id in the directory."""
    return _one(oruk.published_organisations(), id, oruk.organisation_full)


@router.get(
    "/service_at_locations",
    response=ServiceAtLocationPage,
    exclude_unset=True,
    summary="Which service can be had where",
)
def service_at_locations(request: HttpRequest, query: Query[Paging]) -> oruk.Row:
    """Each with its place and its service."""
    return _page(oruk.published_places(), query, oruk.at_location_full)


@router.get("/service_at_locations/{id}", response=ServiceAtLocationOut, exclude_unset=True, summary="One of them")
def service_at_location(request: HttpRequest, id: str) -> oruk.Row:
    """By its id."""
    return _one(oruk.published_places(), id, oruk.at_location_full)


@router.get("/taxonomies", response=TaxonomyPage, exclude_unset=True, summary="Lists of kinds of support")
def taxonomies(request: HttpRequest, query: Query[Paging]) -> oruk.Row:
    """The portal's own, and those of sources."""
    return _page(oruk.published_taxonomies(), query, oruk.taxonomy_full)


@router.get("/taxonomies/{id}", response=TaxonomyOut, exclude_unset=True, summary="One list")
def taxonomy(request: HttpRequest, id: str) -> oruk.Row:
    """By its id."""
    return _one(oruk.published_taxonomies(), id, oruk.taxonomy_full)


@router.get("/taxonomy_terms", response=TaxonomyTermPage, exclude_unset=True, summary="Kinds of support")
def taxonomy_terms(request: HttpRequest, query: Query[TermFilter]) -> oruk.Row:
    """With the list each is from, and the wider kind above it."""
    rows = oruk.terms_asked(taxonomy=query.taxonomy_id, parent=query.parent_id, is_top=query.top_only)
    return _page(rows, query, oruk.term_full)


@router.get("/taxonomy_terms/{id}", response=TaxonomyTermOut, exclude_unset=True, summary="One kind of support")
def taxonomy_term(request: HttpRequest, id: str) -> oruk.Row:
    """By its id."""
    return _one(oruk.published_terms(), id, oruk.term_full)
