"""Services of the directory as the public reads them: the last approved state, never a proposal."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.marketplace.enums import TAKES_BUDGETS, Answer, BudgetsTaken, ServiceStatus
from portal.marketplace.models import Service
from search.documents import Document
from search.enums import Kind
from search.sources.base import Source, facets, lines, one
from search.sources.places import Places, places_of


def _offers(service: Service) -> list[str]:
    """What people choose by, in the words of the directory."""
    said = [
        (service.budgets_taken in TAKES_BUDGETS, _("Takes personal budgets")),
        (service.budgets_taken == BudgetsTaken.NOT_NEEDED or service.cost_from_pence == 0, _("Free")),
        (service.self_referral == Answer.YES, _("You can ask yourself")),
        (service.peer_led == Answer.YES, _("Run by people like me")),
        (service.carers_welcome == Answer.YES, _("Carers welcome")),
        (service.is_home_visit, _("Comes to you")),
        (service.is_remote, _("Online or by phone")),
    ]
    access = [each for each in service.access_features.all() if each.answer == Answer.YES and each.kind != "other"]
    return [words for is_so, words in said if is_so] + [str(each.get_kind_display()) for each in access]


def _places(service: Service) -> Places:
    found: Places = ()
    for row in service.at_locations.all():
        place = row.location
        if place.latitude is not None and place.longitude is not None:
            found += ((place.latitude, place.longitude),)
        else:
            found += places_of(place.postal_code)
    return tuple(dict.fromkeys(found))


def _areas(service: Service) -> list[str]:
    cities = [row.location.city for row in service.at_locations.all()]
    return [*cities, *(area.name for area in service.areas.all())]


def _documents(rows: QuerySet[Any]) -> Iterator[Document]:
    children = ("terms", "areas", "at_locations__location", "access_features", "languages", "cost_options")
    for service in rows.select_related("organisation").prefetch_related(*children):
        places = [row.location for row in service.at_locations.all()]
        yield Document(
            source="service",
            key=str(service.pk),
            kind=Kind.SERVICE,
            url=reverse("marketplace:service_detail", args=[service.uuid]),
            title=service.name,
            text=lines(
                service.summary,
                service.description,
                service.eligibility,
                service.how_to_start,
                service.fees,
                *(f"{place.name} {place.address_1} {place.postal_code}" for place in places),
                *(language.name for language in service.languages.all()),
            ),
            summary=service.summary or service.description,
            byline=service.organisation.name,
            facets=facets(
                topic=[term.name for term in service.terms.all()], area=_areas(service), offer=_offers(service)
            ),
            places=_places(service),
            fresh_on=service.assured_on,
            weight=110 if service.status == ServiceStatus.ACTIVE else 80,
        )


SERVICES = Source(
    name="service",
    rows=Service.objects.listed,
    documents=_documents,
    seen_by=lambda user: Service.objects.listed(),
    touched={"marketplace.service": one("service")},
)
