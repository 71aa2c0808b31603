"""Local support: services that went live through the editor, some fresh and some old; what waits and what is missing."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from portal.common.clock import today
from portal.dashboards.demo.local_services import NEW_OF_THE_GARDENER, services
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.stage import body, on, who
from portal.dashboards.demo.specification import DATA
from portal.marketplace.feeds import pages
from portal.marketplace.models import Service, ServiceProposal
from portal.marketplace.rules.hsds import service_read
from portal.marketplace.rules.listing import STEPS, Answers
from portal.marketplace.services.oruk import service_import
from portal.marketplace.services.proposals import (
    proposal_approve,
    proposal_change,
    proposal_return,
    proposal_save,
    proposal_send,
    proposal_start,
)
from portal.marketplace.services.reports import gap_tell, service_report
from portal.marketplace.services.shortlist import shortlist_keep
from portal.organisations.services.imported import Publication

SAMPLE = DATA / "street-support" / "services.json"
STREET_SUPPORT = Publication(
    name="Street Support Network (Greater Manchester)",
    url="https://github.com/StreetSupport/streetsupport-web",
    licence="MIT",
)


@transaction.atomic
def published(_noon: datetime) -> None:
    """Real services of a published source. They are old: nobody has checked them, and their pages say so."""
    for page in pages(str(SAMPLE)):
        for row in page.rows:
            service_import(actor=None, published=service_read(row), source=STREET_SUPPORT)


@transaction.atomic
def local(noon: datetime) -> None:
    """Services of the demo's organisations, each written by its people and approved by the editor."""
    for person, organisation, days, answers in services():
        with on(noon, -days - 2):
            proposal = _write(person, organisation, answers)
        with on(noon, -days):
            proposal_approve(actor=who("editor"), proposal=proposal)
    _waiting(noon)
    _told(noon)


def _write(person: str, organisation: str, answers: Answers) -> ServiceProposal:
    actor, typed = who(person), _dated(answers)
    proposal = proposal_start(actor=actor, organisation=body(organisation))
    for step in STEPS:
        proposal = proposal_save(actor=actor, proposal=proposal, step=step, answers=typed)
    return proposal_send(actor=actor, proposal=proposal)


def _dated(answers: Answers) -> Answers:
    """A figure stands with the day on which it is written."""

    on_day = today().isoformat()
    free, wait = answers["places_free"], answers["wait_weeks"]
    return answers | {
        "places_seen_on": on_day if free is not None else "",
        "wait_seen_on": on_day if wait is not None else "",
    }


def _waiting(noon: datetime) -> None:
    """For the editor: something new and a change. For the community centre: something that came back."""
    with on(noon, -2):
        _write("micro", "garden", NEW_OF_THE_GARDENER)
    with on(noon, -1):
        swim = Service.objects.get(name="Easton Swim Buddies")
        change = proposal_change(actor=who("partner1"), service=swim)
        typed = {"alert": "In December we meet at the library: the pool is being painted."}
        change = proposal_save(actor=who("partner1"), proposal=change, step="status", answers=typed)
        proposal_send(actor=who("partner1"), proposal=change)
    with on(noon, -6):
        lunch = Service.objects.get(name="Long Table lunch")
        change = proposal_change(actor=who("partner2"), service=lunch)
        typed = {"how_to_start": "Just turn up, or tell us what you do not eat."}
        change = proposal_save(actor=who("partner2"), proposal=change, step="start", answers=typed)
        change = proposal_send(actor=who("partner2"), proposal=change)
    with on(noon, -5):
        reason = "Please say whom one tells what one does not eat: a telephone number or an address."
        proposal_return(actor=who("editor"), proposal=change, reason=reason)


def _told(noon: datetime) -> None:
    """What people kept, found wrong and missed."""
    with on(noon, -3):
        for name in ("Easton Swim Buddies", "Greenhouse mornings", "Pain Café"):
            shortlist_keep(actor=who("holder"), service=Service.objects.get(name=name))
        for name in ("A sitter for an afternoon", "Carers' evening at the harbour"):
            shortlist_keep(actor=who("linkworker"), service=Service.objects.get(name=name))
        service_report(
            actor=AnonymousUser(),
            service=Service.objects.get(name="Quiet making"),
            text="It begins at half past two now, they told me at the door.",
        )
    for days in (40, 22, 9):
        with on(noon, -days):
            gap_tell(what="Wheelchair rugby on Sundays", area="BS5")
    with on(noon, -4):
        gap_tell(what="Somebody to go to the hospital with", area="BS7")


SCENES = (
    Scene(
        "Local services, real ones of a published source",
        lambda: Service.objects.filter(source_name=STREET_SUPPORT.name).exists(),
        published,
    ),
    Scene(
        "Local services, written by who runs them and approved by the editor",
        lambda: Service.objects.filter(name="Easton Swim Buddies").exists(),
        local,
    ),
)
