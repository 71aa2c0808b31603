"""One tender in each phase, so that every role finds something to do."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from portal.alliances.models import Alliance
from portal.budgets.models import Commitment
from portal.budgets.services.commitment import commitment_approve, commitment_prepare
from portal.budgets.services.outcome import outcome_report
from portal.budgets.services.payment import payment_approve, payment_prepare
from portal.dashboards.demo.scenes import Scene, alliance
from portal.dashboards.demo.scenes.award_steps import announced, contract_entered, recommended
from portal.dashboards.demo.scenes.bid_steps import bid_begun, bid_sent
from portal.dashboards.demo.scenes.fund import scheme_of
from portal.dashboards.demo.scenes.stage import body, day, on, who
from portal.dashboards.demo.scenes.stories import BREAKS, GARDENS, HOME, LISTENING, MEALS, NIGHTS, PAIN, TRIPS, Story
from portal.dashboards.demo.scenes.tender_steps import (
    PANEL,
    Days,
    agreed,
    cleared,
    declared,
    evaluation_of,
    opened,
    published,
    scored,
    scoring_opened,
    unsealed,
)
from portal.outcomes.models import Indicator, Observation
from portal.tenders.models import Contract, Procurement
from portal.tenders.services.clarification import clarification_answer, clarification_ask
from portal.tenders.services.interest import interest_register
from portal.tenders.services.scoring import scoring_close


def open_for_bids(noon: datetime) -> None:
    """Interest is registered, one question answered, two wait, one asked in confidence; the alliance and a rival write their bids."""
    tender = published(noon, PAIN, Days(published=-8, deadline=24, starts=100))
    with on(noon, -6):
        interest_register(actor=who("lead"), procurement=tender, organisation=body("harbour"))
        interest_register(actor=who("rival"), procurement=tender, organisation=body("meridian"))
        asked = clarification_ask(
            actor=who("rival"),
            procurement=tender,
            organisation=body("meridian"),
            text="Do staff of the present helpline transfer to the new provider?",
        )
    with on(noon, -4):
        clarification_answer(
            actor=who("officer"),
            clarification=asked,
            answer="No. Nobody is employed for the helpline today, so nobody transfers.",
        )
    with on(noon, -1):
        clarification_ask(
            actor=who("lead"),
            procurement=tender,
            organisation=body("harbour"),
            text="Can a member of the alliance hold the lease of the rooms?",
        )
        clarification_ask(
            actor=who("rival"),
            procurement=tender,
            organisation=body("meridian"),
            text="May the rate at which we insure our volunteers be left out of the price that everybody will see?",
            confidential_claim="Our rate with the insurer is a secret of our trade, and the question gives it away.",
        )
    members = Alliance.objects.filter(name=alliance.NAME).first()
    bid_begun(noon, tender, "harbour", -3, members)
    bid_begun(noon, tender, "meridian", -2)


def closed(noon: datetime) -> None:
    """Two sealed bids; both opening officers are cleared and can open them."""
    tender = published(noon, BREAKS, Days(published=-32, deadline=-1, starts=120))
    for key in ("harbour", "meridian"):
        bid_sent(noon, tender, key, -5)
    with on(noon, -1.5):
        cleared(tender, ("opener1", "opener2"))


def just_opened(noon: datetime) -> None:
    """Opened yesterday: the evaluators read who bids and declare; one declaration waits for the lead's decision."""
    tender = published(noon, NIGHTS, Days(published=-36, deadline=-3, starts=120))
    for key in ("harbour", "meridian"):
        bid_sent(noon, tender, key, -6)
    tender = unsealed(noon, tender, -1)
    with on(noon, -0.7):
        cleared(tender, ("officer",))
        declared(tender, "evaluator2")


def in_scoring(noon: datetime) -> None:
    """One evaluator has handed in, one is half way, two have not begun."""
    tender = published(noon, TRIPS, Days(published=-42, deadline=-9, starts=120))
    for key in ("harbour", "meridian", "garden"):
        bid_sent(noon, tender, key, -12)
    tender = opened(noon, tender, -8)
    scoring_opened(noon, tender, -6, lasts=12)
    with on(noon, -2):
        scored(tender, "evaluator1")
        scored(tender, "evaluator2", is_handed_in=False, at_most=5)


def _all_scored(noon: datetime, story: Story, days: Days, bidders: tuple[str, ...]) -> Procurement:
    tender = published(noon, story, days)
    for key in bidders:
        bid_sent(noon, tender, key, days.deadline - 3)
    tender = opened(noon, tender, days.deadline + 1)
    scoring_opened(noon, tender, days.deadline + 2, lasts=10)
    with on(noon, days.deadline + 6):
        for person in PANEL:
            scored(tender, person)
    with on(noon, days.deadline + 7):
        scoring_close(actor=who("officer"), evaluation=evaluation_of(tender))
    return tender


def in_moderation(noon: datetime) -> None:
    """The panel has agreed on two answers of eight."""
    tender = _all_scored(noon, GARDENS, Days(published=-44, deadline=-12, starts=120), ("meridian", "garden"))
    with on(noon, -2):
        agreed(tender, at_most=2)


def in_decision(noon: datetime) -> None:
    """The lead has recommended; somebody else approves."""
    tender = _all_scored(noon, MEALS, Days(published=-54, deadline=-22, starts=100), ("harbour", "garden"))
    with on(noon, -12):
        agreed(tender)
    recommended(noon, tender, -8)


def in_standstill(noon: datetime) -> None:
    """The decision was announced two days ago."""
    tender = _all_scored(noon, LISTENING, Days(published=-62, deadline=-30, starts=90), ("harbour", "meridian"))
    with on(noon, -18):
        agreed(tender)
    announced(noon, tender, -17, announced_on=-2)


def in_contract(noon: datetime) -> None:
    """Signed and delivered for a year: one outcome is paid, the next payment waits for the board."""
    days = Days(published=-480, deadline=-448, starts=-370)
    tender = _all_scored(noon, HOME, days, ("harbour", "meridian"))
    with on(noon, -436):
        agreed(tender)
    award = announced(noon, tender, -435, announced_on=-420)
    contract = contract_entered(award)
    with on(noon, -365):
        promise = commitment_prepare(
            actor=who("fund"),
            contract=contract,
            scheme=scheme_of(HOME.scheme),
            amount_pence=contract.value_pence or HOME.value_pence * 782 // 1000,
            reason="As signed.",
        )
    with on(noon, -363):
        promise = commitment_approve(actor=who("board"), commitment=promise)
    _prepared(noon, promise, _reported(noon, contract, 2, Decimal(54), -150), -148)
    with on(noon, -145):
        payment_approve(actor=who("board"), payment=promise.payments.get(), reason="It follows the published curve.")
    _prepared(noon, promise, _reported(noon, contract, 1, Decimal("5.6"), -6), -4)
    _reported(noon, contract, 2, Decimal(57), -3, months=(-183, -10))


def _reported(
    noon: datetime,
    contract: Contract,
    position: int,
    value: Decimal,
    days: float,
    months: tuple[float, float] = (-365, -184),
) -> Observation:
    """What the provider found for the outcome of that position."""
    framework = contract.award.lot.procurement.specification.framework  # type: ignore[union-attr]
    with on(noon, days):
        return outcome_report(
            actor=who("lead"),
            contract=contract,
            indicator=Indicator.objects.get(outcome__framework=framework, outcome__position=position),
            period_from_on=day(noon, months[0]),
            period_to_on=day(noon, months[1]),
            value=value,
            people_measured=139,
            people_started=171,
            evidence="Asked on paper and by phone, by people who are not part of the service.",
        )


def _prepared(noon: datetime, promise: Commitment, result: Observation, days: float) -> None:
    """The fund's manager works out the payment for a result."""
    with on(noon, days):
        payment_prepare(
            actor=who("fund"),
            commitment=promise,
            observation=result,
            invoice_reference=f"HC-{result.pk:03}",
            invoice_received_on=day(noon, days - 1),
        )


def _scene(name: str, story: Story, load: Callable[[datetime], None]) -> Scene:
    return Scene(name, lambda: Procurement.objects.filter(title=story.title).exists(), load)


SCENES = (
    _scene("A contract that pays for outcomes", HOME, in_contract),
    _scene("A tender in standstill", LISTENING, in_standstill),
    _scene("A tender whose decision waits for approval", MEALS, in_decision),
    _scene("A tender in moderation", GARDENS, in_moderation),
    _scene("A tender in scoring", TRIPS, in_scoring),
    _scene("A tender that was opened yesterday", NIGHTS, just_opened),
    _scene("A tender whose bids wait to be opened", BREAKS, closed),
    _scene("A tender that is open for bids", PAIN, open_for_bids),
)
