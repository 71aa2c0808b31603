"""Bulk services for measuring: believable, seeded, around the town of the demo. Facts of a source, with no people."""

from collections.abc import Callable
from datetime import time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from portal.audit.services import audit_record
from portal.common.clock import now, today
from portal.common.references import next_reference
from portal.marketplace.enums import AssuredHow
from portal.marketplace.models import Service
from portal.marketplace.places import centroid
from portal.marketplace.rules.facts import (
    AccessFacts,
    CostFacts,
    NamedFacts,
    PlaceFacts,
    ServiceFacts,
    TermFacts,
    TimeFacts,
)
from portal.marketplace.rules.kinds import KINDS, kind_uuid
from portal.marketplace.services.writing import service_write
from portal.organisations.enums import LegalForm, OrganisationKind, OrganisationState
from portal.organisations.models import Organisation

Tick = Callable[[], object]
SOURCE = "Bulk data for measuring"
EACH, BATCH = 5, 100
OUTCODES = tuple(f"BS{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 16, 34))
WHO = ("Neighbours", "Friends", "Carers", "Young people", "Older people", "Dads", "Women", "Newcomers", "Veterans")
WHAT = (
    "swimming",
    "walking",
    "singing",
    "gardening",
    "cooking",
    "knitting",
    "woodwork",
    "tea and talk",
    "advice",
    "reading",
    "cycling",
    "chair exercise",
    "lifts to hospital",
    "befriending",
    "drawing",
    "computer help",
)
WHERE = ("Riverside", "Eastmoor", "Northgate", "Hillside", "Harbour", "Westfield", "Old Town", "The Meadows")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LANGUAGES = ("Polish", "Somali", "Urdu", "Arabic", "Romanian", "Punjabi")
LINES = (
    "You come in and sit where you like.",
    "Somebody rings you first and asks what you would like.",
    "We begin with tea.",
    "Nobody has to talk.",
    "Bring a friend if you like.",
    "There is a bench every few steps.",
    "We end in time for the bus.",
)


def services(total: int, seed: int, tick: Tick) -> int:
    """Make what is missing up to `total`; returns how many were made."""
    made = 0
    known = Service.objects.filter(source_name=SOURCE).count()
    numbers = range(known, total)
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            for number in numbers[start : start + BATCH]:
                _service(number, seed)
                tick()
                made += 1
    if made:
        audit_record(actor=None, verb="dashboards.scale.seed", subject="dashboards.scale:services", data={"made": made})
    return made


def _service(number: int, seed: int) -> None:
    random = Random(f"{seed}:service:{number}")  # noqa: S311 - bulk data are meant to be the same again
    who, what, where = random.choice(WHO), random.choice(WHAT), random.choice(WHERE)
    checked = today() - timedelta(days=random.choice((5, 20, 60, 120, 200, 300, 420, 700)))
    service = Service(
        uuid=_uuid(random),
        organisation=_organisation(number // EACH, seed),
        source_name=SOURCE,
        source_licence="None: it is invented",
        assured_on=checked,
        assured_how=AssuredHow.SOURCE,
    )
    columns: dict[str, object] = {
        "name": f"{where} {who}: {what} {number + 1}",
        "summary": f"{what.capitalize()} for {who.lower()} in {where}.",
        "description": "\n".join(random.sample(LINES, 4)),
        "phone": f"0117 496 {random.randrange(1000):04d}",
        "budgets_taken": random.choice(("all", "direct", "held", "not_needed", "no", "unknown")),
        "self_referral": random.choice(("yes", "yes", "no", "ask")),
        "peer_led": random.choice(("yes", "no")),
        "carers_welcome": random.choice(("yes", "yes", "ask")),
        "care_quality": "not_required",
    }
    service_write(service, ServiceFacts(columns, **_parts(random, where)))  # type: ignore[arg-type]


def _parts(random: Random, where: str) -> dict[str, tuple[object, ...]]:
    outcode, hour = random.choice(OUTCODES), random.choice((9, 10, 11, 14, 16, 18, 19))
    kinds = random.sample([kind for kind, _words in KINDS], 2)
    days = sorted(random.sample(DAYS, random.choice((1, 1, 2, 3))), key=DAYS.index)
    access = random.sample(("step_free", "toilet", "quiet", "bsl", "parking", "hearing_loop", "dogs"), 3)
    street = f"{random.randrange(1, 200)} {where} Road"
    here = PlaceFacts(_uuid(random), _uuid(random), _uuid(random), name=f"{where} Hall", address_1=street)
    here = PlaceFacts(**{**here.__dict__, **_spot(random, outcode)})
    return {
        "terms": tuple(TermFacts(kind_uuid(kind), kind) for kind in kinds),
        "places": (here,),
        "times": (
            TimeFacts(_uuid(random), freq="WEEKLY", byday=",".join(days), opens=time(hour), closes=time(hour + 2)),
        ),
        "costs": (CostFacts(_uuid(random), "a session", random.choice((0, 0, 200, 500, 1200, 2200))),),
        "languages": tuple(NamedFacts(_uuid(random), name) for name in random.sample(LANGUAGES, random.choice((0, 1)))),
        "access": tuple(AccessFacts(_uuid(random), kind) for kind in access),
    }


def _spot(random: Random, outcode: str) -> dict[str, object]:
    """Somewhere in the district, about a mile from its middle at most."""
    middle = centroid(outcode)
    assert middle is not None
    return {
        "city": "Riverside",
        "postal_code": f"{outcode} {random.randrange(1, 10)}AA",
        "latitude": round(middle.latitude + random.uniform(-0.012, 0.012), 5),
        "longitude": round(middle.longitude + random.uniform(-0.018, 0.018), 5),
    }


def _organisation(number: int, seed: int) -> Organisation:
    name = f"Neighbourhood group {seed}-{number + 1}"
    known = Organisation.objects.filter(source_name=SOURCE, name=name).first()
    if known:
        return known
    return Organisation.objects.create(
        ref=next_reference(Organisation, "ORG"),
        name=name,
        kind=OrganisationKind.PROVIDER,
        legal_form=LegalForm.UNINCORPORATED,
        state=OrganisationState.IMPORTED,
        summary="An invented group.",
        created_at=now(),
        source_name=SOURCE,
    )


def _uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
