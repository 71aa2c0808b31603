"""The way from agreed scores to a contract: decided, approved, told, waited for, signed."""

from datetime import datetime, timedelta

from portal.common import clock
from portal.common.calendars import london_date
from portal.common.clock import now
from portal.dashboards.demo.scenes.stage import body, day, on, who
from portal.dashboards.demo.scenes.tender_steps import evaluation_of
from portal.tenders.models import Award, Contract, FeedbackLetter, Procurement
from portal.tenders.selectors.award_letter import content_hash
from portal.tenders.services.award import award_approve, award_confirm, award_recommend
from portal.tenders.services.contract import contract_enter, contract_sign
from portal.tenders.services.feedback import letter_freeze, letters_make
from portal.tenders.services.moderation import quality_lock
from portal.tenders.services.notice import Official, notice_announce
from portal.tenders.services.ranking import prices_open, ranking_make


def fresh(award: Award) -> Award:
    """As the next request would load it."""
    rows = Award.objects.select_related("lot__procurement__buyer", "bid__organisation", "bid__alliance")
    return rows.get(pk=award.pk)


def recommended(noon: datetime, tender: Procurement, days: float) -> Award:
    """Ranked on that day, recommended two days later; it waits for the approver."""
    with on(noon, days):
        quality_lock(actor=who("facilitator"), evaluation=evaluation_of(tender))
        prices_open(actor=who("officer"), evaluation=evaluation_of(tender))
        ranking_make(actor=who("officer"), evaluation=evaluation_of(tender))
    with on(noon, days + 2):
        return award_recommend(
            actor=who("officer"),
            evaluation=evaluation_of(tender),
            reasons="People who use the service hold half of the posts, and the reasons of the panel hold together.",
            weaker_points="It says little about people who cannot leave home.",
            conflicts_summary="None declared.",
        )


def announced(noon: datetime, tender: Procurement, days: float, announced_on: float) -> Award:
    """Ranked on that day, recommended, approved by another, every bidder told; the standstill runs."""
    award = recommended(noon, tender, days)
    with on(noon, days + 4):
        award = fresh(award_approve(actor=who("approver"), award=award, reason="The record holds together."))
    with on(noon, days + 6):
        letters_make(actor=who("officer"), award=award, planned_on=day(noon, announced_on))
        for letter in _letters(award):
            letter_freeze(actor=who("officer"), letter=letter, content_hash_read=content_hash(letter.content))
    with on(noon, announced_on):
        notice_announce(actor=who("publisher"), award=fresh(award), official=_official(tender))
    return fresh(award)


def _letters(award: Award) -> list[FeedbackLetter]:
    rows = FeedbackLetter.objects.filter(award=award)
    return list(rows.select_related("award__lot__procurement", "bid__organisation", "bid__alliance").order_by("pk"))


def _official(tender: Procurement) -> Official:
    number = tender.ref.rpartition("-")[2]
    return Official(
        notice_id=f"{now().year}/S 000-00{number}",
        url=f"https://www.find-tender.service.gov.uk/Notice/00{number}-{now().year}",
        submitted_at=now(),
        published_on=london_date(now()),
    )


def contract_entered(award: Award) -> Contract:
    """Awarded when the standstill ends, signed by the provider, then by the buyer."""
    ends_at = award.standstill.ends_at
    with clock.at(ends_at + timedelta(hours=10)):
        contract = award_confirm(actor=who("officer"), award=fresh(award))
    with clock.at(ends_at + timedelta(days=4)):
        contract_sign(actor=who("lead"), contract=contract, organisation=body("harbour"), hash_read=contract.text_hash)
    with clock.at(ends_at + timedelta(days=6)):
        contract_enter(actor=who("publisher"), contract=contract, hash_read=contract.text_hash)
    return Contract.objects.get(pk=contract.pk)
