"""SOD-12: both arithmetics and calendars, what the clock refuses and until which instant, representations in time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from portal.common import clock
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import FurtherDecisionKind, NoticeKind
from portal.tenders.models import Award, Contract, FurtherDecision, Notice, Representation, Standstill
from portal.tenders.permissions.award import (
    can_abandon_award,
    can_confirm_award,
    can_decide_further,
    can_repeat_award,
    can_represent,
    can_review_representation,
)
from portal.tenders.permissions.procurement import can_abandon_procurement
from portal.tenders.services.award import award_abandon, award_confirm, award_repeat
from portal.tenders.services.contract import contract_enter, contract_sign
from portal.tenders.services.representation import representation_make
from tests.characters import Cast
from tests.tenders import factories_awards as make
from tests.tenders.awards.test_walk import Walk

INSTANT = timedelta(microseconds=1)
EASTER = datetime(2026, 3, 27, 10, 0, tzinfo=UTC)


def _noon(on: date) -> Any:
    return clock.at(datetime(on.year, on.month, on.day, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("published", "fields", "begins", "last"),
    [
        (date(2026, 3, 27), {}, "28 March 2026", "10 April 2026"),
        (date(2026, 3, 27), make.PA23, "27 March 2026", "9 April 2026"),
        (date(2026, 8, 1), {}, "2 August 2026", "12 August 2026"),
        (date(2026, 8, 1), make.PA23, "1 August 2026", "13 August 2026"),
        (date(2026, 11, 26), {}, "27 November 2026", "9 December 2026"),
        (date(2026, 11, 26), make.PA23, "26 November 2026", "8 December 2026"),
    ],
)
def test_the_page_counts_each_statute_on_its_own_calendar(
    cast: Cast, published: date, fields: Any, begins: str, last: str
) -> None:
    with _noon(published):
        award = make.announced(cast, **fields)
        page = Walk(cast, award.lot.procurement).see("visitor", "standstill/")
    assert f"The standstill begins on {begins} and ends on {last} at midnight" in page
    if published == date(2026, 3, 27):
        assert "Good Friday" in page
        assert "Easter Monday" in page
    if fields and published != date(2026, 3, 27):
        assert "(Scotland)" in page


def test_the_stored_days_never_move(cast: Cast) -> None:
    award = make.announced(cast)
    assert make.ends_at(award) == datetime(2026, 12, 8, tzinfo=UTC)
    with pytest.raises(DatabaseError), transaction.atomic():
        Standstill.objects.filter(award=award).update(last_day_on=date(2026, 12, 1))


def test_nothing_ends_it_while_the_standstill_is_open(cast: Cast) -> None:
    award = make.announced(cast)
    walk = Walk(cast, award.lot.procurement)
    with clock.at(make.ends_at(award) - INSTANT):
        for path, data in (("confirm/", {}), ("abandon/", {"reason": "No."}), ("again/", {"reason": "No."})):
            page = walk.refused("officer", path, **data)
            assert "The standstill is open until midnight at the end of 7 December 2026" in page
            assert "until 8 December 2026, 00:00, London time" in page
        for policy in (can_confirm_award, can_abandon_award, can_repeat_award):
            assert cast.allowed(policy, make.fresh(award)) == set()
        assert not can_abandon_procurement(cast.user("officer"), award.lot.procurement)
        page = walk.see("officer")
        assert "Make the award" in page
        assert "The standstill is open until midnight" in page
    assert make.fresh(award).state == "intention_published"
    with clock.at(make.ends_at(award)):
        for policy in (can_confirm_award, can_abandon_award, can_repeat_award):
            assert cast.allowed(policy, make.fresh(award)) == {"officer"}
        make.awarded(cast, award)
    assert make.fresh(award).state == "awarded"


def test_under_the_act_the_award_is_made_but_nobody_can_enter_into_the_contract(cast: Cast) -> None:
    award = make.announced(cast, **make.PA23)
    contract = make.awarded(cast, award)
    last = make.ends_at(award) - INSTANT
    with clock.at(last):
        page = Walk(cast, award.lot.procurement).refused(
            "lead", f"/contracts/{contract.ref}/sign/", read=contract.text_hash, organisation=cast.org("harbour").ref
        )
        assert "The standstill is open until midnight at the end of 4 December 2026" in page
        with pytest.raises(NotAllowed, match="standstill is open"):
            contract_sign(
                actor=cast.user("lead"),
                contract=contract,
                organisation=cast.org("harbour"),
                hash_read=contract.text_hash,
            )
        with pytest.raises(NotAllowed, match="standstill is open"):
            contract_enter(actor=cast.user("publisher"), contract=contract, hash_read=contract.text_hash)
    with clock.at(make.ends_at(award)):
        assert make.entered(cast, contract).state == "active"


def test_a_representation_at_the_last_instant_counts_and_one_instant_later_does_not(cast: Cast) -> None:
    award = make.announced(cast)
    walk = Walk(cast, award.lot.procurement)
    sent = {"organisation": cast.org("meridian").ref, "text": "Question 2 was not scored by the scale."}
    with clock.at(make.ends_at(award)):
        page = walk.refused("rival", "representations/make/", **sent, act="confirm")
        assert "Representations had to arrive before midnight at the end of 7 December 2026" in page
    assert Representation.objects.count() == 0
    with clock.at(make.ends_at(award) - INSTANT):
        assert "Check what you send" in walk.refused("rival", "representations/make/", **sent)
        page = walk.press("rival", "representations/make/", **sent, act="confirm")
        assert "7 December 2026, 23:59:59" in page
    assert make.fresh(award).state == "under_representation"
    with clock.at(make.ends_at(award) + timedelta(days=20)):
        page = walk.refused("officer", "confirm/")
        assert "A representation has not been answered" in page


def test_who_can_ask_for_another_look(cast: Cast) -> None:
    award = make.announced(cast)
    assert cast.allowed(can_represent, award) == {"rival", "micro"}
    assert "is the one that is to be awarded" in can_represent(cast.user("lead"), award).reason
    with pytest.raises(NotAllowed):
        representation_make(actor=cast.user("rival"), award=award, organisation=cast.org("garden"), text="For them.")
    other = make.announced(cast, **make.PA23)
    assert cast.allowed(can_represent, other) == set()


def test_a_representation_is_seen_by_those_it_concerns(cast: Cast) -> None:
    award = make.announced(cast)
    row = make.represented(cast, award)
    row = Representation.objects.select_related("award__lot__procurement").get(pk=row.pk)
    assert cast.allowed(can_review_representation, row) == {"officer"}
    walk = Walk(cast, award.lot.procurement)
    for who in ("rival", "officer", "approver"):
        assert "Question 2 was not scored by the scale." in walk.see(who, "representations/1/")
    for who in ("lead", "micro", "publisher", "evaluator1", "member", "admin"):
        walk.see(who, "representations/1/", 404)
    assert "Meridian" not in walk.see("visitor", "standstill/")


def test_reviewed_by_the_lead_and_decided_again_by_the_approver(cast: Cast, committed: Any) -> None:
    award = make.announced(cast)
    make.represented(cast, award)
    walk = Walk(cast, award.lot.procurement)
    assert "has not been reviewed yet" in walk.see("approver", "decide/", 403)
    reviewed = {"review": "The scale was used.", "information": "Reasons for question 2."}
    walk.press("officer", "representations/1/review/", **reviewed)
    assert cast.allowed(can_decide_further, make.fresh(award)) == {"approver"}
    decided = {"decision": "award", "reasons": "The scores stand."}
    page = walk.refused("approver", "decide/", **decided)
    assert "Told at once to: Meridian Wellbeing, Alongside." in page
    with committed():
        walk.press("approver", "decide/", **decided, act="confirm")
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.award.decide_further:")
    assert {"rival@example.org", "lead@example.org", "partner1@example.org", "partner2@example.org"} <= {
        row.email for row in told
    }
    assert "micro@example.org" not in {row.email for row in told}
    assert Representation.objects.get().state == "answered"
    for who in ("rival", "lead", "officer"):
        assert "The scores stand." in walk.see(who, "standstill/")
    for who in ("micro", "visitor"):
        assert "The scores stand." not in walk.see(who, "standstill/")
    answered = walk.see("rival", "representations/1/")
    assert "Reasons for question 2." in answered
    assert "The scale was used." not in answered


def test_five_full_working_days_after_the_last_telling(cast: Cast) -> None:
    """V3: told on Friday 27 March 2026, the fifth is Tuesday 7 April; a second telling on that day restarts them."""
    with clock.at(datetime(2026, 3, 16, 12, 0, tzinfo=UTC)):
        award = make.announced(cast)
        make.reviewed(cast, award)
    with clock.at(EASTER):
        first = make.told(cast, award)
    opens = datetime(2026, 4, 7, 23, 0, tzinfo=UTC)
    assert first.opens_at == opens
    walk = Walk(cast, award.lot.procurement)
    with clock.at(opens - INSTANT):
        page = walk.refused("officer", "confirm/")
        assert "Five full working days must pass" in page
        assert "until 8 April 2026, 00:00, London time" in page
    with clock.at(datetime(2026, 4, 7, 9, 0, tzinfo=UTC)):
        assert make.told(cast, award).opens_at == datetime(2026, 4, 14, 23, 0, tzinfo=UTC)
    with clock.at(datetime(2026, 4, 14, 23, 0, tzinfo=UTC) - INSTANT), pytest.raises(NotAllowed):
        award_confirm(actor=cast.user("officer"), award=make.fresh(award))
    with clock.at(datetime(2026, 4, 14, 23, 0, tzinfo=UTC)):
        assert award_confirm(actor=cast.user("officer"), award=make.fresh(award)).state == "signing"


def test_a_further_decision_never_shortens_the_standstill(cast: Cast) -> None:
    award = make.announced(cast)
    make.reviewed(cast, award)
    assert make.told(cast, award).opens_at == make.ends_at(award)


@pytest.mark.parametrize(
    ("kind", "service", "state"),
    [(FurtherDecisionKind.ABANDON, award_abandon, "abandoned"), (FurtherDecisionKind.REPEAT, award_repeat, "returned")],
)
def test_what_a_further_decision_says_is_what_happens(cast: Cast, kind: Any, service: Any, state: str) -> None:
    award = make.announced(cast)
    make.reviewed(cast, award)
    opens = make.told(cast, award, kind).opens_at
    with clock.at(opens):
        with pytest.raises(NotAllowed, match="further decision was"):
            award_confirm(actor=cast.user("officer"), award=make.fresh(award))
        with pytest.raises(DomainError, match="Say why"):
            service(actor=cast.user("officer"), award=make.fresh(award), reason=" ")
        service(actor=cast.user("officer"), award=make.fresh(award), reason="As decided.")
        page = Walk(cast, award.lot.procurement).see("visitor", f"/tenders/{award.lot.procurement.ref}/award/")
    assert make.fresh(award).state == state
    assert "As decided." in page
    assert Contract.objects.count() == 0
    if state == "returned":
        with clock.at(opens):
            assert make.recommended(cast, award.lot.procurement).state == "recommended"
            assert Award.objects.count() == 2
    else:
        with clock.at(opens):
            assert make.noticed(cast, award).kind == NoticeKind.ABANDONMENT


def test_what_was_told_and_published_cannot_change(cast: Cast) -> None:
    award = make.announced(cast)
    make.reviewed(cast, award)
    make.told(cast, award)
    for model, field in ((FurtherDecision, "reasons"), (Notice, "official_notice_id")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{field: "other"})


def test_the_award_notice_is_due_within_thirty_days(cast: Cast) -> None:
    award = make.announced(cast)
    with clock.at(make.ends_at(award)):
        make.awarded(cast, award)
        page = Walk(cast, award.lot.procurement).see("publisher", "notices/award/")
        assert "It has to be submitted by 7 January 2027." in page
        notice = make.noticed(cast, award)
        with pytest.raises(DomainError, match="recorded already"):
            make.noticed(cast, award)
    assert notice.content["fields"]["conflicts"] == "None declared."
    assert notice.content["fields"]["service_dates"] == "1 April 2027 – 31 March 2030"


@pytest.mark.parametrize(("regime", "due"), [("pa23_standard", "5 January 2027"), ("pa23_lighttouch", "5 April 2027")])
def test_contract_details_are_due_from_the_day_of_the_contract(cast: Cast, regime: str, due: str) -> None:
    award = make.announced(cast, **(make.PA23 | {"regime": regime}))
    contract = make.awarded(cast, award)
    with clock.at(datetime(2026, 12, 7, 12, 0, tzinfo=UTC)):
        make.entered(cast, contract)
        page = Walk(cast, award.lot.procurement).see("publisher", "notices/contract-details/")
    assert f"It has to be submitted by {due}." in page


def test_a_notice_with_an_empty_field_is_refused(cast: Cast) -> None:
    award = make.frozen(cast)
    procurement = award.lot.procurement
    procurement.main_cpv = ""
    procurement.save(update_fields=["main_cpv"])
    with pytest.raises(DomainError, match="Description of the services and the most relevant CPV code"):
        make.notice_announce(actor=cast.user("publisher"), award=award, official=make.official())
    assert Notice.objects.filter(award=award).count() == 0
    assert make.letters(award)[0].sent_at is None
