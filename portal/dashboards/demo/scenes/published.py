"""Real contracts, charities and notices, as their sources published them: the demo stands on them too."""

import csv
from datetime import datetime

from django.db import transaction

from portal.alliances.models import Alliance
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.sourced import DATA, PREFIX, contract_import, contract_read, contracts_read
from portal.dashboards.demo.specification import DATA as PUBLISHED
from portal.organisations.models import Organisation
from portal.organisations.rules.charities import charity_facts
from portal.organisations.services.imported import Publication, charity_import
from portal.tenders.models import Procurement
from portal.tenders.rules.ocds import package_read, release_read
from portal.tenders.services.ocds import release_import

CHARITIES = PUBLISHED / "charities" / "charities.csv"
FUNDED = Publication(
    name="360Giving: grants of Lloyds Bank Foundation for England and Wales, 2010 to 2015",
    url="https://github.com/ThreeSixtyGiving/grantnav",
    licence="CC BY 4.0",
)
NOTICES = PUBLISHED / "notices" / "contracts-finder-england-health-and-social-care.json"
CONTRACTS_FINDER = "Crown Commercial Service (Contracts Finder)"


def contracts(_noon: datetime) -> None:
    """Everything in the demo's own copy."""
    _file, rows, names = contracts_read(DATA)
    for row in rows:
        contract_import(actor=None, published=contract_read(row, names))


@transaction.atomic
def charities(_noon: datetime) -> None:
    """Real charities, none of them with people here."""
    with CHARITIES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            charity_import(facts=charity_facts(row), source=FUNDED)


@transaction.atomic
def notices(_noon: datetime) -> None:
    """Real notices of health and social care, everything they say kept with them."""
    package = package_read(NOTICES.read_text(encoding="utf-8"))
    source = Publication(
        name=CONTRACTS_FINDER, url="https://www.contractsfinder.service.gov.uk/", licence=package.licence
    )
    for _place, row in package.releases:
        release_import(actor=None, release=release_read(row), source=source)


SCENES = (
    Scene(
        "Real contracts with up to nine subcontractors",
        lambda: Alliance.objects.filter(source_ref__startswith=PREFIX).exists(),
        contracts,
    ),
    Scene("Real charities", lambda: Organisation.objects.filter(source_name=FUNDED.name).exists(), charities),
    Scene(
        "Real notices of health and social care",
        lambda: Procurement.objects.filter(source_name=CONTRACTS_FINDER).exists(),
        notices,
    ),
)
