"""One letter for each bidder: what it holds, what it never holds, who reads it, and when it goes (SOD-07)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.common import clock
from portal.common.calendars import london_date
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.models import FeedbackLetter, Notice, Standstill
from portal.tenders.permissions.award import can_announce_award, can_prepare_letters, can_send_letters
from portal.tenders.services.feedback import letter_freeze, letters_make, letters_send
from portal.tenders.services.notice import notice_announce
from tests.characters import Cast
from tests.tenders import factories_awards as make
from tests.tenders.awards.test_walk import Walk
from tests.tenders.factories_evaluation import PANEL, bid_of, letter


def _letter(cast: Cast, award: Any, org: str) -> FeedbackLetter:
    return next(row for row in make.letters(award) if row.bid.organisation == cast.org(org))


def test_a_losing_bidder_reads_its_own_scores_and_the_winners(cast: Cast) -> None:
    award = make.announced(cast)
    content = _letter(cast, award, "meridian").content
    first = content["own"]["questions"][0]
    assert (first["score"], first["maximum"], first["weight"], first["points"]) == ("4", "5", "30", "24.00")
    assert first["strengths"] == "Strong on question 1."
    assert content["own"]["total"] == "80.00"
    assert content["winner"]["name"] == "Alongside"
    assert content["winner"]["total"] == "83.34"
    assert [row["points"] for row in content["winner"]["questions"]] == ["30.00", "12.00", "16.00", "6.00"]
    assert content["why"]["why_winner"] == make.REASONS
    assert content["standstill"]["first_on"] == "2026-11-25"
    assert content["standstill"]["last_on"] == "2026-12-07"
    assert "in writing, before the standstill ends" in content["standstill"]["how_to_object"]


def test_the_assessment_summary_explains_the_winners_scores(cast: Cast) -> None:
    award = make.announced(cast, **make.PA23)
    content = _letter(cast, award, "meridian").content
    assert content["winner"]["questions"][0]["explanation"] == "Strong on question 1."
    assert "section 94" in content["withheld"]
    assert content["criteria"][0] == ["1. How people with pain lead the service", "30%"]
    assert content["bidder"] == ["Meridian Wellbeing, Riverside (Another register DEMO-4)"]


def test_no_letter_names_other_losers_evaluators_or_the_winners_price(cast: Cast) -> None:
    award = make.announced(cast)
    team = [getattr(cast, name).get_full_name() for name in (*PANEL, "facilitator")]
    for row in make.letters(award):
        text = json.dumps(row.content, ensure_ascii=False)
        others = {"Meridian Wellbeing", "Garden Days"} - {row.bid.bidder_name}
        assert not [name for name in (*others, *team) if name in text]
        if not row.is_winner:
            assert "£1,438,600" not in text
        assert "heard the argument" not in text


def test_reasons_that_name_another_loser_cannot_be_frozen(cast: Cast) -> None:
    award = make.approved(cast)
    award.reasons = "Better than Meridian Wellbeing, and Grace Lin agrees."
    award.save(update_fields=["reasons"])
    letters_make(actor=cast.user("officer"), award=award, planned_on=london_date(clock.now()))
    walk = Walk(cast, award.lot.procurement)
    page = walk.see("officer", f"letters/{letter(cast, award.lot.procurement, 'garden')}/")
    assert "This letter names Meridian Wellbeing, Grace Lin." in page
    read = page.partition('name="read" value="')[2][:64]
    refused = walk.refused("officer", f"letters/{letter(cast, award.lot.procurement, 'garden')}/", read=read)
    assert "A letter names no other unsuccessful bidder and no evaluator" in refused
    assert not FeedbackLetter.objects.filter(frozen_at__isnull=False).exists()


def test_only_who_may_read_the_letters_is_shown_the_way_to_them(cast: Cast) -> None:
    award = make.announced(cast)
    page = f"/tenders/{award.lot.procurement.ref}/award/lots/{award.lot.number}/"
    way = f"{page}letters/{letter(cast, award.lot.procurement, 'garden')}/"
    for who in ("officer", "approver"):
        assert way in cast.client(who).get(page).text, who
    assert "What each bidder is told" in cast.client("publisher").get(page).text
    assert "/letters/" not in cast.client("publisher").get(page).text


def test_each_bidder_opens_its_own_letter_and_no_other(cast: Cast) -> None:
    award = make.announced(cast)
    procurement = award.lot.procurement
    own = {"harbour": ("lead", "partner1", "partner2"), "meridian": ("rival",), "garden": ("micro",)}
    for org, people in own.items():
        url = f"/tenders/{procurement.ref}/bids/{bid_of(cast, procurement, org).ref}/letter/"
        for who in ("visitor", "lead", "partner1", "rival", "micro", "member", "officer", "approver", "admin"):
            expected = 200 if who in people else 302 if who == "visitor" else 404
            assert cast.client(who).get(url).status_code == expected, (org, who)


def test_a_letter_that_is_not_sent_does_not_exist_for_its_bidder(cast: Cast) -> None:
    award = make.frozen(cast)
    procurement = award.lot.procurement
    url = f"/tenders/{procurement.ref}/bids/{bid_of(cast, procurement, 'meridian').ref}/letter/"
    assert cast.client("rival").get(url).status_code == 404


def test_only_the_lead_writes_and_freezes(cast: Cast) -> None:
    award = make.fresh(make.approved(cast))
    assert cast.allowed(can_prepare_letters, award) == {"officer"}
    letters_make(actor=cast.user("officer"), award=award, planned_on=london_date(clock.now()))
    row = make.letters(award)[0]
    with pytest.raises(NotAllowed):
        letter_freeze(actor=cast.user("approver"), letter=row, content_hash_read="x")
    with pytest.raises(DomainError, match="written again since you opened it"):
        letter_freeze(actor=cast.user("officer"), letter=row, content_hash_read="0" * 64)


def test_the_notice_waits_for_every_letter(cast: Cast) -> None:
    award = make.written(cast)
    assert cast.allowed(can_announce_award, award) == set()
    assert "Left to read: 3" in can_announce_award(cast.user("publisher"), award).reason
    make.freeze_all(cast, award)
    assert cast.allowed(can_announce_award, award) == {"publisher"}


def test_all_letters_go_at_the_moment_of_the_notice(cast: Cast, committed: Any) -> None:
    award = make.frozen(cast)
    with committed():
        notice_announce(actor=cast.user("publisher"), award=award, official=make.official())
    assert {row.sent_at for row in make.letters(award)} == {clock.now()}
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.letter.send:").order_by("email")
    assert [row.email for row in told] == [
        "lead@example.org",
        "micro@example.org",
        "partner1@example.org",
        "partner2@example.org",
        "rival@example.org",
    ]
    rival = told[4]
    own = bid_of(cast, award.lot.procurement, "meridian")
    assert rival.link == f"/tenders/{own.procurement.ref}/bids/{own.ref}/letter/"
    assert not any("80.00" in f"{row.subject} {row.opening} {row.lines}" for row in told)
    assert cast.client("rival").get(rival.link).status_code == 200


def test_under_the_act_the_summaries_go_before_the_notice(cast: Cast) -> None:
    award = make.frozen(cast, **make.PA23)
    walk = Walk(cast, award.lot.procurement)
    reason = "The assessment summaries go to every bidder before this notice."
    assert reason in walk.see("publisher", "notices/contract-award/", 403)
    assert cast.allowed(can_send_letters, award) == {"officer"}
    walk.press("officer", "letters/send/")
    assert FeedbackLetter.objects.filter(sent_at=clock.now()).count() == 3
    with clock.at(clock.now() + timedelta(minutes=20)):
        notice_announce(actor=cast.user("publisher"), award=make.fresh(award), official=make.official())
    assert Notice.objects.filter(kind="contract_award").count() == 1


def test_under_the_provider_selection_regime_letters_are_not_sent_alone(cast: Cast) -> None:
    award = make.frozen(cast)
    assert cast.allowed(can_send_letters, award) == set()
    with pytest.raises(NotAllowed, match="at the same moment as the notice"):
        letters_send(actor=cast.user("officer"), award=award)


def test_a_notice_on_another_day_than_the_letters_say_is_refused(cast: Cast) -> None:
    award = make.frozen(cast)
    tomorrow = clock.now() + timedelta(days=1)
    with clock.at(tomorrow):
        walk = Walk(cast, award.lot.procurement)
        data = {
            "notice_id": "2026/S 1",
            "url": "https://www.find-tender.service.gov.uk/Notice/1",
            "submitted_at_day": "25",
            "submitted_at_month": "11",
            "submitted_at_year": "2026",
            "submitted_at_time": "09:00",
            "published_on_day": "25",
            "published_on_month": "11",
            "published_on_year": "2026",
        }
        page = walk.refused("publisher", "notices/intention/", **data | {"url": "notice 1"})
        assert "Enter the whole address, as it stands in the browser" in page
        page = walk.refused("publisher", "notices/intention/", **data)
        assert "The letters say that the notice is published on 24 November 2026" in page
        assert 'value="2026/S 1"' in page
        assert Standstill.objects.count() == 0
        assert not FeedbackLetter.objects.filter(sent_at__isnull=False).exists()
        letters_make(actor=cast.user("officer"), award=make.fresh(award), planned_on=london_date(tomorrow))
        assert not FeedbackLetter.objects.filter(frozen_at__isnull=False).exists()
        make.freeze_all(cast, make.fresh(award))
        walk.press("publisher", "notices/intention/", **data)
    assert make.letters(award)[0].content["standstill"]["last_on"] == "2026-12-08"
    assert Standstill.objects.get().last_day_on.isoformat() == "2026-12-08"


def test_letters_for_a_day_that_has_passed_are_refused(cast: Cast) -> None:
    award = make.approved(cast)
    yesterday = london_date(clock.now()) - timedelta(days=1)
    with pytest.raises(DomainError, match="still to come"):
        letters_make(actor=cast.user("officer"), award=award, planned_on=yesterday)


def test_a_sent_letter_cannot_change_any_more(cast: Cast) -> None:
    award = make.announced(cast)
    row = make.letters(award)[0]
    for change in (lambda: FeedbackLetter.objects.filter(pk=row.pk).update(content={}), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert make.letters(award)[0].content == row.content
