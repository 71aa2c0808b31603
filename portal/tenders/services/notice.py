"""Recording that a statutory notice was published. The official one stands on the national platform."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.calendars import london_date
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.templatetags.ui_text import day
from portal.tenders.enums import NoticeKind
from portal.tenders.models import Award, Notice
from portal.tenders.permissions.award import can_announce_award, can_record_notice, is_psr
from portal.tenders.selectors.award_notice import announcing_kind, later_kinds, notice_draft
from portal.tenders.services.award import locked_award
from portal.tenders.services.feedback import letters_dispatch
from portal.tenders.services.standstill import standstill_start
from portal.tenders.workflow.award import AWARD


@dataclass(frozen=True)
class Official:
    """What the national platform says about the notice."""

    notice_id: str
    url: str
    submitted_at: datetime
    published_on: date


@transaction.atomic
def notice_announce(*, actor: Any, award: Award, official: Official) -> Notice:
    """Record the notice that announces the decision: the letters go (PSR), the standstill begins, in one act."""
    fresh = locked_award(award)
    if not (decision := can_announce_award(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.award.announce", who_can=decision.who_can)
    _check_official(official)
    _check_day(fresh, official.published_on)
    if is_psr(fresh.lot.procurement):
        letters_dispatch(actor, fresh)
    notice = _recorded(actor, fresh, announcing_kind(fresh.lot.procurement), official)
    transition(AWARD, fresh, "announce", actor=actor, notice=official.notice_id)
    standstill = standstill_start(fresh, official.published_on)
    audit_record(
        actor=actor,
        verb="tenders.award.announce",
        subject=fresh.lot.procurement,
        data={"lot": fresh.lot.number, "notice": official.notice_id, "standstill_ends": standstill.ends_at.isoformat()},
    )
    return notice


@transaction.atomic
def notice_record(*, actor: Any, award: Award, kind: NoticeKind, official: Official) -> Notice:
    """Record a notice that follows the award, the contract, or the end without one. Late is still a duty."""
    fresh = locked_award(award)
    if not (decision := can_record_notice(actor, fresh)):
        raise NotAllowed(decision.reason, subject=fresh, verb="tenders.notice.record", who_can=decision.who_can)
    if kind not in later_kinds(fresh):
        raise DomainError(_("This notice does not belong to this step."))
    if Notice.objects.filter(award=fresh, kind=kind).exists():
        raise DomainError(_("This notice is recorded already."))
    _check_official(official)
    return _recorded(actor, fresh, kind, official)


def _check_official(official: Official) -> None:
    if not official.notice_id.strip() or not official.url.strip():
        raise DomainError(_("Give the number and the address of the official notice."))
    if official.submitted_at > now() or official.published_on > london_date(now()):
        raise DomainError(_("The notice cannot have been submitted or published in the future."))
    if london_date(official.submitted_at) > official.published_on:
        raise DomainError(_("A notice is submitted before it is published, or on the same day."))


def _check_day(award: Award, published_on: date) -> None:
    """The letters state dates that depend on this one day."""
    planned = award.publication_planned_on
    if published_on != planned:
        raise DomainError(
            _(
                "The letters say that the notice is published on %(planned)s and count the standstill from then. It "
                "was published on %(day)s: the lead writes the letters again for that day first."
            )
            % {"planned": day(planned), "day": day(published_on)}
        )
    if is_psr(award.lot.procurement) and published_on != london_date(now()):
        raise DomainError(
            _("The letters go at the same moment as the notice, so both happen today. The lead writes them again.")
        )


def _recorded(actor: Any, award: Award, kind: NoticeKind, official: Official) -> Notice:
    draft = notice_draft(award, kind, official.published_on)
    if draft.missing:
        raise DomainError(_("The notice is not complete. Missing: %(fields)s.") % {"fields": "; ".join(draft.missing)})
    is_today = official.published_on == london_date(now())
    notice = Notice.objects.create(
        procurement=award.lot.procurement,
        award=award,
        kind=kind,
        content={"fields": draft.values, "published_on": official.published_on.isoformat()},
        official_notice_id=official.notice_id.strip(),
        official_notice_url=official.url.strip(),
        submitted_at=official.submitted_at,
        published_at=now() if is_today else official.submitted_at,
        recorded_by=actor,
    )
    audit_record(
        actor=actor,
        verb="tenders.notice.record",
        subject=award,
        data={"kind": kind.value, "notice": notice.official_notice_id},
    )
    return notice
