"""Needs and services for tests."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from portal.common.clock import today
from portal.marketplace.models import Service, ServiceProposal, ServiceReport, UnmetNeed
from portal.marketplace.rules.facts import (
    AccessFacts,
    CostFacts,
    NamedFacts,
    PlaceFacts,
    ServiceFacts,
    TermFacts,
    TimeFacts,
)
from portal.marketplace.rules.kinds import kind_uuid
from portal.marketplace.rules.listing import EMPTY, NEEDED
from portal.marketplace.services import Evidence, unmet_need_record
from portal.marketplace.services.proposals import proposal_send, proposal_start
from portal.marketplace.services.reports import report_close, service_report
from portal.marketplace.services.writing import service_write
from tests.characters import Cast
from tests.remembered import remembered


@remembered
def need(cast: Cast, **changes: Any) -> UnmetNeed:
    """A recorded need of the integrated care board."""
    values: dict[str, Any] = {
        "actor": cast.officer,
        "organisation": cast.org("icb"),
        "title": "Evening support for people in pain",
        "description": "Helplines close at five. Pain is worst at night.",
        "source": "survey",
        "category": "Peer support",
        "area": "Riverside",
        "people_count": 43,
        "period_from_on": date(2026, 1, 1),
        "period_to_on": date(2026, 6, 30),
        "evidence": (Evidence("Pain survey 2026", "Riverside Council", "Open Government Licence v3.0"),),
    }
    return unmet_need_record(**values | changes)


def bare_service(cast: Cast, key: str = "harbour", **changes: Any) -> Service:
    """The smallest service: a name, an organisation, checked three weeks ago."""
    values: dict[str, Any] = {
        "organisation": cast.org(key),
        "assured_on": today() - timedelta(days=21),
        "assured_how": "editor",
    }
    columns = {"name": "Walking group", "description": "We walk slowly.", "budgets_taken": "all"}
    parts = {name: changes.pop(name) for name in list(changes) if name in ServiceFacts.__dataclass_fields__}
    own = {name: changes.pop(name) for name in list(changes) if name in ("uuid", "assured_on", "assured_how")}
    sourced = {name: changes.pop(name) for name in list(changes) if name.startswith("source_")}
    return service_write(Service(**values | own | sourced), ServiceFacts(columns | changes, **parts))


def swimming(cast: Cast) -> Service:
    """Easton Swim Buddies: everything that can be said of a service."""
    at = uuid4()
    return bare_service(
        cast,
        "easton",
        name="Easton Swim Buddies",
        summary="A trained buddy gets into the water with you.",
        description="Your buddy rings you first.\nYou meet at the café by the pool.",
        phone="0117 496 0144",
        email="swim@example.org",
        url="https://swim.example.org",
        how_to_start="Ring us.",
        eligibility="For people who would not swim alone.",
        minimum_age=18,
        self_referral="yes",
        peer_led="yes",
        carers_welcome="yes",
        places_free=3,
        places_seen_on=date(2026, 11, 16),
        care_quality="not_required",
        terms=(TermFacts(kind_uuid("Being active"), ""),),
        places=(
            PlaceFacts(
                uuid4(), at, uuid4(), name="Easton Leisure Centre", address_1="Whitehall Road", city="Bristol",
                postal_code="BS5 9AT",
            ),
        ),
        times=(TimeFacts(uuid4(), freq="WEEKLY", byday="TU,TH", opens=time(10, 30), closes=time(11, 30)),),
        costs=(CostFacts(uuid4(), "a session, pool entry included", 2200),),
        languages=(NamedFacts(uuid4(), "Polish"),),
        funding=(NamedFacts(uuid4(), "A local grant"),),
        access=(
            AccessFacts(uuid4(), "step_free", "yes", "A ramp, then a pool hoist"),
            AccessFacts(uuid4(), "bsl", "ask"),
            AccessFacts(uuid4(), "quiet", "no"),
        ),
    )  # fmt: skip


def answers(**changes: Any) -> dict[str, Any]:
    """Everything that a provider must answer."""
    return EMPTY | {
        "name": "Greenhouse mornings",
        "summary": "A small group in a warm greenhouse.",
        "description": "We pot plants and drink tea.",
        "kinds": [str(kind_uuid("Nature and gardening"))],
        "place": {
            "id": str(uuid4()), "at_id": str(uuid4()), "address_id": str(uuid4()), "name": "The greenhouse",
            "address_1": "1 Garden Lane", "city": "Bristol", "postal_code": "BS5 6AA",
        },
        "costs": [{"id": str(uuid4()), "option": "a morning", "amount_pence": 1650, "amount_description": ""}],
        "budgets_taken": "direct",
        "self_referral": "yes",
        "how_to_start": "Ring me.",
        "phone": "0117 496 0200",
        "done": list(NEEDED),
    } | changes  # fmt: skip


@remembered
def proposal(cast: Cast) -> ServiceProposal:
    """A new service of a sole trader, ready to be sent."""
    row = proposal_start(actor=cast.micro, organisation=cast.org("garden"))
    row.answers = answers()
    row.save(update_fields=["answers"])
    return row


@remembered
def sent(cast: Cast) -> ServiceProposal:
    """The same, with the editor."""
    return proposal_send(actor=cast.micro, proposal=proposal(cast))


def report(cast: Cast, service: Service, closed_by: Any = None) -> ServiceReport:
    """Somebody says that a time is wrong, and wants to hear of it."""
    row = service_report(
        actor=cast.user("visitor"), service=service, text="It begins at eleven.", reply_email="ann@example.net"
    )
    return report_close(actor=closed_by, report=row, outcome="We rang them. It is right now.") if closed_by else row
