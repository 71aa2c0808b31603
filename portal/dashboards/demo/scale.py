"""Bulk data for measuring: the same seed makes the same words. Each part makes what is missing up to its number.

What carries a right, a seal or money is made by the real services; notices and comments, which carry none, in bulk.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal.accounts.models import User
from portal.audit.services import audit_record
from portal.budgets.enums import ContributionSource, FundRole, FundType
from portal.budgets.models import JournalEntry, PooledFund
from portal.budgets.services.contribution import contribution_agree, contribution_propose, contribution_receive
from portal.budgets.services.fund import fund_create, person_add, scheme_add
from portal.codesign.enums import CommentChannel, CommentName, LadderStep, ProjectRole
from portal.codesign.models import Comment, Paragraph, Project, SpecificationVersion
from portal.codesign.services import (
    project_frame,
    project_open,
    project_start,
    specification_draft,
    specification_publish,
)
from portal.common.clock import LONDON, now, today
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.dashboards.demo.scenes import fund, play
from portal.dashboards.demo.scenes.comment import need_of, team_of, write
from portal.dashboards.demo.scenes.stage import body, day, instant, on, promised, who
from portal.dashboards.demo.scenes.stories import TRIPS
from portal.dashboards.demo.scenes.tender_steps import Days, published
from portal.organisations.enums import LegalForm, OrganisationKind, OrganisationState
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership, Organisation
from portal.organisations.permissions import wanted_grants
from portal.tenders.enums import BidState, Process, ProcurementState, Regime
from portal.tenders.models import Bid, Lot, Procurement
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.selectors.bid_tasks import questions_of_bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid import bid_start
from portal.tenders.services.bid_answers import bid_answer_save, bid_declarations_save, bid_price_save
from portal.tenders.services.bid_signature import bid_sign
from portal.tenders.services.bid_submission import bid_submit

Tick = Callable[[], object]
BATCH = 500
BIDS_OF_A_TENDER = 30
SOURCE = "Bulk data for measuring"
TEXT_TITLE = "Getting help close to home: the long text"
FUND_NAME = "Neighbourhoods pooled fund"
TENDER_TITLE = "Rides to clinics and groups"

AREAS = ("Riverside", "Eastmoor", "Northgate", "Hillside", "Harbour", "Westfield", "Old Town", "The Meadows")
SERVICES = (
    ("Short breaks for unpaid carers", "85312100-0"),
    ("Peer support for people with long-term pain", "85100000-0"),
    ("Supported living for adults with learning disabilities", "85311200-4"),
    ("Domestic abuse outreach", "85312300-2"),
    ("Home care and reablement", "85312000-9"),
    ("Falls prevention in the community", "85140000-2"),
    ("Counselling for young people", "85312320-8"),
    ("Day opportunities for older people", "85311100-3"),
    ("Community drug and alcohol support", "85312500-4"),
    ("Stroke recovery groups", "85100000-0"),
)
SUBJECTS = (
    "Somebody who knows the area",
    "A worker whom people choose",
    "The group",
    "A circle of members",
    "The line",
)
ACTS = (
    "meets people where they want to be met",
    "answers on the same day, in the evening too",
    "asks twice a year what has changed, and writes it down in people's own words",
    "decides on a tenth of the money",
    "is open to family and friends without an appointment",
    "keeps a place free for somebody who comes without being sent",
)
ENDS = ("within two miles of home.", "every week of the year.", "before anything else is planned.", "without a form.")
SECTIONS = (
    "Why this is needed",
    "Who it is for",
    "What it does",
    "Where and when",
    "Who leads it",
    "Staff",
    "Proof",
    "Money",
)
OPENINGS = ("My mother waited", "I waited", "Our group waited", "A neighbour of mine waited")
MIDDLES = ("nine weeks for a first visit", "a year for a place", "until it was too late", "by the phone every Monday")
WISHES = (
    "Please say who answers.",
    "Evenings would help more than mornings.",
    "Write down what happens when somebody is ill.",
    "I would take the bus if there were one.",
    "Ask us again in spring.",
)
CONTRIBUTORS = (("icb", ContributionSource.NHS_MINIMUM), ("council", ContributionSource.LA_ADDITIONAL))


def noon_today() -> datetime:
    """The noon that the scenes count from."""
    return now().astimezone(LONDON).replace(hour=12, minute=0, second=0, microsecond=0)


def _dice(key: str) -> Random:
    """Chance that repeats itself: nothing secret hangs on it."""
    return Random(key)  # noqa: S311


# Notices


@transaction.atomic
def procurements(total: int, seed: int, tick: Tick) -> int:
    """Published notices of elsewhere, some still open. Returns how many were made."""
    prefix = f"ocds-bulk{seed}-"
    have = Procurement.objects.filter(ocid__startswith=prefix).count()
    buyers = [_buyer(area) for area in AREAS] if total > have else []
    start = next_reference(Procurement, "PR")
    first = int(start.rpartition("-")[2])
    for begin in range(have, total, BATCH):
        rows = []
        for number in range(begin, min(begin + BATCH, total)):
            rows.append(
                _notice(f"PR-{today().year}-{first + number - have:04d}", f"{prefix}{number}", buyers, number, seed)
            )
            tick()
        Procurement.objects.bulk_create(rows)
        Lot.objects.bulk_create(
            [
                Lot(procurement=row, number=1, title=row.title[:200], value_pence=row.estimated_value_pence)
                for row in rows
            ]
        )
    _seeded("procurements", total - have)
    return max(total - have, 0)


def _notice(ref: str, ocid: str, buyers: list[Organisation], number: int, seed: int) -> Procurement:
    dice = _dice(f"{seed}:notice:{number}")
    name, cpv = dice.choice(SERVICES)
    buyer = buyers[dice.randrange(len(buyers))]
    area = buyer.locality
    published_at = noon_today() - timedelta(days=dice.randrange(1, 400), minutes=dice.randrange(600))
    value = dice.randrange(4, 400) * 1_000_000
    starts = (published_at + timedelta(days=dice.randrange(90, 240))).date()
    summary = " ".join(_sentence(dice) for _ in range(4))
    deadline = published_at + timedelta(days=dice.randrange(25, 60))
    return Procurement(
        ref=ref,
        ocid=ocid,
        buyer=buyer,
        title=f"{name} in {area}",
        summary=summary,
        regime=Regime.SOURCED,
        process=Process.SOURCED,
        state=ProcurementState.SOURCED,
        main_cpv=cpv,
        cpv_codes=[cpv],
        estimated_value_pence=value,
        starts_on=starts,
        ends_on=starts + timedelta(days=365 * dice.randrange(1, 6)),
        deadline_at=deadline,
        published_at=published_at,
        created_at=published_at,
        source_name=SOURCE,
        source_data={"ocid": ocid, "tender": {"title": f"{name} in {area}", "description": summary}},
    )


def _buyer(area: str) -> Organisation:
    known = Organisation.objects.filter(name=f"{area} District Council", source_name=SOURCE).first()
    return known or Organisation.objects.create(
        ref=next_reference(Organisation, "ORG"),
        name=f"{area} District Council",
        kind=OrganisationKind.COMMISSIONER,
        legal_form=LegalForm.COUNCIL,
        state=OrganisationState.IMPORTED,
        locality=area,
        source_name=SOURCE,
        created_at=now(),
    )


def _sentence(dice: Random) -> str:
    return f"{dice.choice(SUBJECTS)} {dice.choice(ACTS)}, {dice.choice(ENDS)}"


# A text with comments


@transaction.atomic
def comments(total: int, seed: int, tick: Tick) -> int:
    """A text of 40 paragraphs, with so many comments. Returns how many were made."""
    project = Project.objects.filter(title=TEXT_TITLE).first() or _long_text(seed)
    paragraphs = list(Paragraph.objects.filter(section__version__project=project))
    have = Comment.objects.filter(passage__project=project).count()
    voices = [who(key) for key in ("member", "carer", "expert", "holder", "holder2")]
    facilitator = who("facilitator")
    for begin in range(have, total, BATCH):
        rows = []
        for number in range(begin, min(begin + BATCH, total)):
            rows.append(_comment(number, seed, paragraphs, voices, facilitator))
            tick()
        Comment.objects.bulk_create(rows)
    _seeded("comments", total - have)
    return max(total - have, 0)


def _comment(number: int, seed: int, paragraphs: list[Paragraph], voices: list[Any], facilitator: Any) -> Comment:
    dice = _dice(f"{seed}:comment:{number}")
    place = paragraphs[dice.randrange(len(paragraphs))]
    words = f"{dice.choice(OPENINGS)} {dice.choice(MIDDLES)}. " + " ".join(dice.sample(WISHES, dice.randrange(1, 4)))
    said = Comment(
        paragraph=place,
        passage_id=place.passage_id,
        body=words,
        created_at=noon_today() - timedelta(days=dice.randrange(1, 20), minutes=dice.randrange(600)),
    )
    if dice.randrange(10):
        said.author = voices[dice.randrange(len(voices))]
        said.name_choice, said.shown_as = CommentName.FIRST, said.author.first_name
    else:
        said.entered_by, said.channel = facilitator, CommentChannel.MEETING
        said.name_choice, said.shown_as = CommentName.PSEUDONYM, "A group in a library"
        said.people_count = dice.randrange(2, 12)
    return said


def _long_text(seed: int) -> Project:
    noon, dice = noon_today(), _dice(f"{seed}:text")
    need = need_of(noon, -60, "Help close to home", "People travel for an hour to be seen for ten minutes.", "Access")
    officer = who("officer")
    with on(noon, -40):
        project = project_start(
            actor=officer,
            organisation=body("icb"),
            title=TEXT_TITLE,
            question="What would you want to find close to home?",
            summary="A long specification that many people talk about.",
            area="Riverside",
            need=need,
        )
        project_frame(
            actor=officer,
            project=project,
            ladder_step=LadderStep.CO_DESIGN,
            decision_maker="The co-design board",
            decision_due_on=day(noon, 60),
            already_fixed="The money for the first year.",
            still_open="Everything else.",
            opens_at=instant(noon, -30),
            closes_at=instant(noon, 30),
        )
        team_of(
            project,
            ("facilitator", ProjectRole.FACILITATOR),
            ("expert", ProjectRole.LIVED_EXPERIENCE),
            ("publisher", ProjectRole.DECIDER),
        )
    with on(noon, -30):
        project_open(actor=officer, project=project)
    with on(noon, -25):
        version: SpecificationVersion = specification_draft(
            actor=who("facilitator"), project=Project.objects.get(pk=project.pk)
        )
        text = {title: tuple(f"{_sentence(dice)} {_sentence(dice)}" for _ in range(5)) for title in SECTIONS}
        write(version, text)
        specification_publish(actor=who("facilitator"), version=version, **promised(noon, 10))
    return project


# Sealed bids


def bids(total: int, seed: int, tick: Tick) -> int:
    """Sent sealed bids over open tenders, each by another provider, all by the services. Returns how many were made."""
    play(fund.SCENE)
    have = Bid.objects.filter(procurement__title__startswith=TENDER_TITLE, state=BidState.SUBMITTED).count()
    for number in range(have, total):
        tender = _tender(number // BIDS_OF_A_TENDER)
        _bid(tender, number % BIDS_OF_A_TENDER, _dice(f"{seed}:bid:{number}"))
        tick()
    return max(total - have, 0)


@transaction.atomic
def _tender(number: int) -> Procurement:
    title = f"{TENDER_TITLE}, round {number + 1}"
    known = Procurement.objects.filter(title=title).first()
    if known is not None:
        return known
    return published(
        noon_today(), replace(TRIPS, title=title, value_pence=1_000_000), Days(published=-8, deadline=24, starts=100)
    )


@transaction.atomic
def _bid(tender: Procurement, place: int, dice: Random) -> None:
    provider, lead = _provider(place)
    bid = bid_start(actor=lead, lot=tender.lots.get(), organisation=provider)
    for question in questions_of_bid(bid):
        text = " ".join(_sentence(dice) for _ in range(12))
        bid_answer_save(actor=lead, bid=bid, number=question.number, text=text)
    bid_price_save(actor=lead, bid=bid, pence=dice.randrange(700_000, 1_000_000))
    bid_declarations_save(actor=lead, bid=bid, confirmed=list(DECLARATIONS))
    bid_sign(actor=lead, bid=bid, package_hash=latest_version(bid).package_hash, organisation=provider)
    bid_submit(actor=lead, bid=Bid.objects.get(pk=bid.pk))


def _provider(place: int) -> tuple[Organisation, Any]:
    """The provider at that place and its bid lead, who signs for it and cannot sign in here."""
    email = f"bulk-provider-{place + 1}@example.org"
    known = Membership.objects.select_related("organisation").filter(user__email=email).first()
    if known is not None:
        return known.organisation, User.objects.get(email=email)
    provider = Organisation.objects.create(
        ref=next_reference(Organisation, "ORG"),
        name=f"{AREAS[place % len(AREAS)]} Rides {place + 1}",
        kind=OrganisationKind.PROVIDER,
        legal_form=LegalForm.CHARITY,
        state=OrganisationState.VERIFIED,
        locality="Riverside",
        created_at=now(),
        verified_at=now(),
    )
    lead = User.objects.create(
        email=email,
        first_name="Driver",
        last_name=f"Number {place + 1}",
        password=make_password(None),
        date_joined=now(),
    )
    Membership.objects.create(
        organisation=provider, user=lead, joined_at=now(), is_administrator=True, is_bid_lead=True, is_signatory=True
    )
    memberships_sync(provider)
    grants_sync(provider, wanted_grants(provider))
    return provider, User.objects.get(pk=lead.pk)


# Ledger entries


def entries(total: int, seed: int, tick: Tick) -> int:
    """Bookings of one fund: partners' money agreed and received, and a plan. Returns how many were made."""
    pot = _pot()
    have = made = JournalEntry.objects.filter(fund=pot).count()
    for number in _up_from(have, total):
        made += _booked(pot, total - made, _dice(f"{seed}:entry:{number}"), number)
        for _ in range(made - number):
            tick()
    return made - have


def _up_from(have: int, total: int) -> Iterator[int]:
    for number in count(have, 2):
        if number >= total:
            return
        yield number


@transaction.atomic
def _booked(pot: PooledFund, room: int, dice: Random, number: int) -> int:
    """Two entries, or one where there is room for one only."""
    if room == 1:
        scheme_add(
            actor=who("fund"),
            fund=pot,
            name=f"Neighbourhood support {number}",
            area_of_spend="Community support",
            planned_pence=100_000,
        )
        return 1
    key, source = CONTRIBUTORS[dice.randrange(2)]
    row = contribution_propose(
        actor=who("fund"),
        fund=pot,
        organisation=body(key),
        source_code=source,
        agreed_pence=dice.randrange(10, 900) * 10_000,
    )
    row = contribution_agree(actor=who("board"), contribution=row)
    contribution_receive(actor=who("fund"), contribution=row, received_on=today())
    return 2


@transaction.atomic
def _pot() -> PooledFund:
    known = PooledFund.objects.filter(name=FUND_NAME).first()
    if known is not None:
        return known
    pot = fund_create(
        actor=who("fund"),
        host=body("icb"),
        name=FUND_NAME,
        fund_type=FundType.POOLED_S75,
        aims="Money for what neighbours decide.",
        starts_on=today(),
        ends_on=today() + timedelta(days=1825),
        agreement_reference="S75/bulk",
    )
    person_add(actor=who("fund"), fund=pot, user=who("board"), role=FundRole.BOARD)
    return pot


def _seeded(what: str, made: int) -> None:
    """Bulk rows have no event of their own; that they were made has one."""
    if made > 0:
        audit_record(actor=None, verb="dashboards.scale.seed", subject="dashboards.scale", data={what: made})
