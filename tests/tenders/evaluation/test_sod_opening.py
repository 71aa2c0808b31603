"""SOD-05 and SOD-06: nobody before the deadline; two different officers within 15 minutes; all bids in one act."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from portal.audit.selectors import events_about
from portal.common import clock
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import TeamRole
from portal.tenders.models import Bid, Evaluation, Opening
from portal.tenders.permissions.evaluation import can_confirm_opening, can_open_bids, can_start_opening
from portal.tenders.services.opening import opening_confirm, opening_start
from portal.tenders.services.seal_keys import unseal_quality
from portal.tenders.services.team import team_assign
from tests.characters import Cast
from tests.tenders import factories_evaluation as make
from tests.tenders.factories import assign, published
from tests.tenders.factories_bids import submitted_bid


def _url(procurement: object, path: str) -> str:
    return f"/tenders/{procurement.ref}/evaluation/opening/{path}"  # type: ignore[attr-defined]


def _ready(cast: Cast) -> object:
    procurement = make.closed(cast)
    make.clear(cast, procurement, "opener1", "opener2")
    return procurement


def test_sod_05_nobody_opens_before_the_deadline_instant(cast: Cast) -> None:
    procurement = published(cast)
    bid = submitted_bid(cast, procurement, "meridian")
    make.clear(cast, procurement, "opener1", "opener2")
    assert procurement.deadline_at is not None
    with clock.at(procurement.deadline_at):
        assert cast.client("opener1").post(_url(procurement, "start/")).status_code == 403
        assert cast.allowed(can_open_bids, procurement) == set()
        with pytest.raises(DomainError):
            unseal_quality(bid=bid)
    with clock.at(procurement.deadline_at + timedelta(milliseconds=1)):
        assert cast.allowed(can_start_opening, procurement) == {"opener1", "opener2"}


def test_sod_06_two_different_officers_open_all_bids_at_once(cast: Cast) -> None:
    procurement = _ready(cast)
    assert cast.client("opener1").post(_url(procurement, "start/")).status_code == 302
    assert not Bid.objects.exclude(state="submitted").exists()
    assert cast.client("opener1").post(_url(procurement, "confirm/")).status_code == 403
    assert cast.allowed(can_confirm_opening, procurement) == {"opener2"}
    assert cast.client("opener2").post(_url(procurement, "confirm/"), {"comments": ""}).status_code == 302
    assert list(Bid.objects.values_list("state", flat=True)) == ["opened"] * 3
    opening = Opening.objects.get()
    assert (opening.first_by, opening.second_by) == (cast.opener1, cast.opener2)
    assert opening.bidder_names == [
        "Alongside (Harbour Carers, Easton Pain Peers, Northgate Community Trust)",
        "Garden Days",
        "Meridian Wellbeing",
    ]
    assert Evaluation.objects.count() == 1


def test_sod_06_a_window_that_passed_is_recorded_though_nobody_starts_again(cast: Cast, committed: Any) -> None:
    procurement = make.closed(cast)
    make.clear(cast, procurement, "opener1", "opener2")
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    start = now()
    with clock.at(start + timedelta(minutes=15)):
        call_command("openings_lapse")
        assert not events_about(procurement).filter(verb="tenders.opening.lapse").exists()
    with clock.at(start + timedelta(minutes=16)), committed():
        call_command("openings_lapse")
        call_command("openings_lapse")
        page = cast.client("officer").get(f"/tenders/{procurement.ref}/record/").content.decode()
    assert events_about(procurement).filter(verb="tenders.opening.lapse").count() == 1
    assert "The opening lapsed" in page
    told = OutboxMessage.objects.filter(event_key__startswith="tenders.opening.lapse")
    assert sorted((mail.email, mail.must_act) for mail in told) == [
        ("opener1@example.org", True),
        ("opener2@example.org", True),
    ]


def test_sod_06_after_fifteen_minutes_a_start_has_lapsed_and_that_is_recorded(cast: Cast) -> None:
    procurement = _ready(cast)
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    with clock.at(now() + timedelta(minutes=15)):
        assert can_confirm_opening(cast.user("opener2"), procurement)
    with clock.at(now() + timedelta(minutes=15, seconds=1)):
        assert cast.client("opener2").post(_url(procurement, "confirm/"), {"comments": ""}).status_code == 403
        page = cast.client("opener2").get(_url(procurement, "")).content.decode()
        assert "nobody confirmed by 24 November 2026, 12:15" in page
        assert cast.client("opener2").post(_url(procurement, "start/")).status_code == 302
        lapse = events_about(procurement).get(verb="tenders.opening.lapse")
        assert lapse.data["lapsed_at"].startswith("2026-11-24T12:15")
        assert cast.client("opener1").post(_url(procurement, "confirm/"), {"comments": ""}).status_code == 302
    assert Opening.objects.filter(second_by__isnull=False).count() == 1


def test_two_starts_at_once_have_one_outcome(cast: Cast) -> None:
    procurement = _ready(cast)
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    with pytest.raises(NotAllowed, match="Tom Birch has started"):
        opening_start(actor=cast.user("opener2"), procurement=procurement)
    first = opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    again = opening_confirm(actor=cast.user("opener2"), procurement=procurement, comments="Pressed twice.")
    assert (again.pk, again.comments) == (first.pk, "")
    assert Evaluation.objects.count() == 1


def test_what_was_not_sent_stays_sealed_for_good(cast: Cast) -> None:
    from portal.tenders.services.bid_submission import bid_withdraw

    procurement = make.closed(cast, ("meridian", "garden"))
    with clock.at(procurement.deadline_at - timedelta(minutes=1)):
        bid_withdraw(actor=cast.user("micro"), bid=make.bid_of(cast, procurement, "garden"))
    make.clear(cast, procurement, "opener1", "opener2")
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    opening = opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    assert opening.bidder_names == ["Meridian Wellbeing"]
    assert make.bid_of(cast, procurement, "garden").state == "withdrawn"
    assert list(make.evaluation(procurement).labels.values()) == ["A"]


@pytest.mark.parametrize("role", [TeamRole.EVALUATOR, TeamRole.FACILITATOR, TeamRole.APPROVER])
def test_sod_06_an_opener_holds_no_part_in_the_judgement(cast: Cast, role: TeamRole) -> None:
    procurement = _ready(cast)
    with pytest.raises(DomainError):
        team_assign(actor=cast.user("officer"), procurement=procurement, person=cast.user("opener1"), role=role)
    assign(cast, procurement, ("opener1", role))  # whatever brought it about
    assert "opener1" not in cast.allowed(can_open_bids, procurement)
    assert cast.client("opener1").post(_url(procurement, "start/")).status_code == 403


def test_an_opener_declares_and_is_cleared_beforehand(cast: Cast) -> None:
    procurement = make.closed(cast)
    assert cast.allowed(can_open_bids, procurement) == set()
    page = cast.client("opener1").get(_url(procurement, "")).content.decode()
    assert "Your declaration of interests is missing." in page
    assert "Declare your interests" in page
    declaration = make.declare(cast, procurement, "opener1")
    assert cast.allowed(can_open_bids, procurement) == set()
    make.decide(cast, declaration)
    assert cast.allowed(can_open_bids, procurement) == {"opener1"}


def test_only_opening_officers_see_who_registered_interest_and_only_to_declare(cast: Cast) -> None:
    procurement = make.closed(cast)
    root = f"/tenders/{procurement.ref}/evaluation/"
    assert "Northgate Community Trust" in cast.client("opener1").get(root + "declare/").content.decode()
    for who in ("officer", "publisher", "evaluator1", "facilitator", "approver"):
        assert cast.client(who).get(root + "declare/").status_code == 403
    declaration = make.declare(cast, procurement, "opener1", northgate="My brother volunteers there.")
    page = cast.client("officer").get(f"{root}declarations/{declaration.number}/").content.decode()
    assert "My brother volunteers there." in page
    assert "Northgate" not in page
    for path in ("", "opening/"):
        assert "Northgate" not in cast.client("opener1").get(root + path).content.decode()


def test_the_record_of_the_opening_cannot_be_changed(cast: Cast) -> None:
    make.opened(cast, ("meridian",))
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.update(comments="Nothing happened.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.all().delete()
