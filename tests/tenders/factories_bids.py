"""Bids for tests, made through the services as their real people: a draft, a signed one, a sent one, an alliance's."""

from datetime import timedelta
from typing import Any

from portal.alliances.models import Agreement, Alliance, AllianceMember
from portal.common import clock
from portal.organisations.enums import MemberRole
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Membership, Organisation
from portal.tenders.models import Bid, Lot, Procurement
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.selectors.bid_tasks import questions_of_bid
from portal.tenders.selectors.bid_versions import latest_version
from portal.tenders.services.bid import bid_start
from portal.tenders.services.bid_answers import bid_answer_save, bid_declarations_save, bid_price_save
from portal.tenders.services.bid_signature import bid_sign
from portal.tenders.services.bid_submission import bid_submit
from portal.tenders.services.seal_keys import procurement_key_create
from tests.characters import Cast
from tests.remembered import remembered
from tests.tenders.factories import published

BID_LEADS = {"harbour": "lead", "meridian": "rival", "garden": "micro"}
SIGNATORIES = {**BID_LEADS, "easton": "partner1", "northgate": "partner2"}
PRICE_PENCE = 143_860_000


@remembered
def signed_alliance(cast: Cast, members: tuple[str, ...] = ("harbour", "easton", "northgate")) -> Alliance:
    """An alliance led by its first member, with an agreement that all have signed."""
    alliance = Alliance.objects.create(
        ref=f"AL-2026-{Alliance.objects.count() + 9001}",
        name="Alongside",
        purpose="Support for people who live with pain, from people who do.",
        lead=cast.org(members[0]),
        state="mou_signed",
        created_by=cast.lead,
        created_at=clock.now(),
    )
    for key in members:
        AllianceMember.objects.create(
            alliance=alliance,
            organisation=cast.org(key),
            state="admitted",
            invited_at=clock.now(),
            shares_readiness=True,
        )
    Agreement.objects.create(
        alliance=alliance,
        number=1,
        title="Our agreement",
        text="We share what we earn and what we owe.",
        text_hash="0" * 64,
        state="signed",
        drafted_by=cast.lead,
        drafted_at=clock.now(),
        signed_at=clock.now(),
    )
    return alliance


@remembered
def open_tender(cast: Cast, **fields: Any) -> Procurement:
    """A published tender with the key that bids are sealed for."""
    tender = published(cast, **fields)
    procurement_key_create(actor=cast.publisher, procurement=tender)
    return tender


@remembered
def draft_bid(
    cast: Cast,
    procurement: Procurement,
    org: str = "harbour",
    *,
    alliance: Alliance | None = None,
    lot: Lot | None = None,
) -> Bid:
    """An empty draft for the first lot (or `lot`), started by the bid lead of `org`."""
    procurement_key_create(actor=cast.publisher, procurement=procurement)
    chosen = lot or procurement.lots.order_by("number")[0]
    return bid_start(actor=cast.user(BID_LEADS[org]), lot=chosen, organisation=cast.org(org), alliance=alliance)


@remembered
def filled_bid(
    cast: Cast,
    procurement: Procurement,
    org: str = "harbour",
    *,
    answers: dict[int, str] | None = None,
    price_pence: int = PRICE_PENCE,
    **fields: Any,
) -> Bid:
    """A draft with nothing missing, not signed by anybody. `answers`: question number -> text."""
    bid = draft_bid(cast, procurement, org, **fields)
    actor = cast.user(BID_LEADS[org])
    for question in questions_of_bid(bid):
        text = (answers or {}).get(question.number, f"Our answer to question {question.number}.")
        bid_answer_save(actor=actor, bid=bid, number=question.number, text=text)
    bid_price_save(actor=actor, bid=bid, pence=price_pence)
    bid_declarations_save(actor=actor, bid=bid, confirmed=list(DECLARATIONS))
    return bid


def sign_all(cast: Cast, bid: Bid) -> None:
    """The signatory of every member signs the version as it stands."""
    keys = {organisation.pk: key for key, organisation in cast.bodies.items()}
    for member in bid.members.all():
        actor = cast.user(SIGNATORIES[keys[member.organisation_id]])
        bid_sign(actor=actor, bid=bid, package_hash=latest_version(bid).package_hash, organisation=member.organisation)


@remembered
def signed_bid(cast: Cast, procurement: Procurement, org: str = "harbour", **fields: Any) -> Bid:
    """Complete and signed by all, not sent."""
    bid = filled_bid(cast, procurement, org, **fields)
    sign_all(cast, bid)
    return bid


@remembered
def submitted_bid(cast: Cast, procurement: Procurement, org: str = "harbour", **fields: Any) -> Bid:
    """Sent, with its receipt. Works before the deadline; a past deadline is met by going back an hour before it."""
    assert procurement.deadline_at is not None
    instant = clock.now()
    if instant > procurement.deadline_at:
        instant = procurement.deadline_at - timedelta(hours=1)
    with clock.at(instant):
        bid = signed_bid(cast, procurement, org, **fields)
        bid_submit(actor=cast.user(BID_LEADS[org]), bid=bid)
    bid.refresh_from_db()
    return bid


@remembered
def alliance_bid(cast: Cast, procurement: Procurement, *, make: Any = submitted_bid, **fields: Any) -> Bid:
    """A bid of Harbour, Easton and Northgate together; `make=filled_bid` for one that nobody has signed."""
    bid: Bid = make(cast, procurement, "harbour", alliance=signed_alliance(cast), **fields)
    return bid


def colleague(cast: Cast, key: str, org: str, *roles: MemberRole) -> Any:
    """Make a standing character a member of an organisation, with these further roles."""
    user = getattr(cast, key)
    body: Organisation = cast.org(org)
    Membership.objects.create(
        organisation=body,
        user=user,
        joined_at=clock.now(),
        **{f"is_{role.value}": True for role in roles if role != MemberRole.MEMBER},
    )
    memberships_sync(body)
    return cast.user(key)
