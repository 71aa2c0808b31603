"""What everybody may read, by kind, as the map of the site for search engines lists it."""

from typing import Any

from django.db.models import F, QuerySet
from wagtail.models import Page, Site

from portal.alliances.models import Alliance
from portal.budgets.models import PooledFund
from portal.codesign.enums import PUBLIC_VERSIONS
from portal.codesign.models import Project
from portal.marketplace.enums import NeedState
from portal.marketplace.models import Service, UnmetNeed
from portal.organisations.models import Organisation
from portal.tenders.enums import ContractState
from portal.tenders.models import Contract, Procurement


def public_pages() -> QuerySet[Page, Any]:
    """The pages of the content site that are live and that nobody needs a password for."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return Page.objects.none()
    rows: QuerySet[Page, Any] = site.root_page.get_descendants(inclusive=True).live().public().order_by("path")
    return rows


def public_texts() -> QuerySet[Project, Any]:
    """Projects with a text that is out."""
    return Project.objects.public().filter(versions__state__in=PUBLIC_VERSIONS).distinct().order_by("pk")


def public_things() -> dict[str, tuple[QuerySet[Any, Any], str]]:
    """Of each kind: (what everybody may know of, the name of its address, which takes the reference)."""
    return {
        "needs": (UnmetNeed.objects.filter(state=NeedState.PUBLIC).order_by("pk"), "marketplace:need_detail"),
        "services": (Service.objects.listed().annotate(ref=F("uuid")).order_by("pk"), "marketplace:service_detail"),
        "projects": (Project.objects.public().order_by("pk"), "codesign:project_detail"),
        "texts": (public_texts(), "codesign:specification"),
        "alliances": (Alliance.objects.listed().order_by("pk"), "alliances:alliance_detail"),
        "opportunities": (Procurement.objects.public().order_by("pk"), "tenders:procurement_detail"),
        "contracts": (
            Contract.objects.exclude(state=ContractState.SIGNING).order_by("pk"),
            "contracts:contract_detail",
        ),
        "funds": (PooledFund.objects.order_by("pk"), "budgets:fund_detail"),
        "organisations": (Organisation.objects.listed().order_by("pk"), "organisations:organisation_detail"),
    }
