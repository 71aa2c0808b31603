"""Separation of duties through the pages: what a person sends is refused, with the reason, and nothing is changed."""

from datetime import timedelta
from typing import Any

import pytest

from portal.common.clock import now
from portal.organisations.models import Membership
from portal.tenders.enums import TeamRole
from portal.tenders.models import Award, Opening, ProcurementAssignment
from tests.characters import NAMES, Cast
from tests.tenders import factories_awards as awards
from tests.tenders import factories_evaluation as make
from tests.tenders.factories import assign, draft_procurement, published

REFUSED_PARTS = [
    pytest.param("opener1", TeamRole.EVALUATOR, "do not score", id="SOD-06 opener scores"),
    pytest.param("opener1", TeamRole.FACILITATOR, "do not score, facilitate", id="SOD-06 opener facilitates"),
    pytest.param("opener1", TeamRole.APPROVER, "or approve", id="SOD-06 opener approves"),
    pytest.param("evaluator1", TeamRole.OPENER, "do not score", id="SOD-06 scorer opens"),
    pytest.param("facilitator", TeamRole.EVALUATOR, "does not score", id="SOD-10 facilitator scores"),
    pytest.param("evaluator1", TeamRole.FACILITATOR, "does not score", id="SOD-10 scorer facilitates"),
    pytest.param("officer", TeamRole.APPROVER, "did not lead", id="SOD-11 recommender approves"),
    pytest.param("evaluator1", TeamRole.APPROVER, "did not lead, write, open, score", id="SOD-11 scorer approves"),
    pytest.param("facilitator", TeamRole.APPROVER, "did not lead", id="SOD-11 facilitator approves"),
    pytest.param("officer", TeamRole.PUBLISHER, "neither leads it nor wrote", id="SOD-13 author publishes"),
    pytest.param("publisher", TeamRole.PACK_AUTHOR, "neither leads it nor wrote", id="SOD-13 publisher writes"),
    pytest.param("partner1", TeamRole.EVALUATOR, "could bid", id="SOD-04 provider scores"),
    pytest.param("rival", TeamRole.OPENER, "could bid", id="SOD-04 provider opens"),
    pytest.param("micro", TeamRole.PACK_AUTHOR, "could bid", id="SOD-04 provider writes the pack"),
]


@pytest.mark.parametrize(("who", "role", "words"), REFUSED_PARTS)
def test_a_part_that_does_not_go_with_another_is_not_given(cast: Cast, who: str, role: TeamRole, words: str) -> None:
    tender = draft_procurement(cast)
    before = ProcurementAssignment.objects.count()
    page = cast.client("officer").post(
        f"/tenders/{tender.ref}/team/add/", {"email": f"{who}@example.org", "role": role}
    )
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert words in page.text
    assert ProcurementAssignment.objects.count() == before


def test_sod_05_whoever_asks_before_the_deadline_gets_nothing(cast: Cast) -> None:
    """Administrators, auditors and superusers among them; the parts are cleared, only the instant has not come."""
    tender = published(cast)
    make.add_bids(cast, tender, ("meridian",), make.PRICES)
    make.clear(cast, tender, "opener1", "opener2")
    root = f"/tenders/{tender.ref}/evaluation/"
    for name in NAMES:
        client = cast.client(name)
        for path in ("opening/start/", "opening/confirm/"):
            assert client.post(root + path, {"comments": ""}).status_code in (302, 403, 404), name
        for path in ("lots/1/bids/a/answers/1/", "lots/1/scoring/1/a/", "lots/1/ranking/"):
            assert client.get(root + path).status_code in (302, 403, 404), name
    assert not Opening.objects.exists()
    assert {bid.state for bid in tender.bids.all()} == {"submitted"}


def test_sod_06_the_same_person_is_not_the_second_one(cast: Cast) -> None:
    procurement = make.closed(cast, ("meridian",))
    make.clear(cast, procurement, "opener1", "opener2")
    opening = f"/tenders/{procurement.ref}/evaluation/opening/"
    client = cast.client("opener1")
    assert client.post(f"{opening}start/").status_code == 302
    for _again in range(2):
        assert client.post(f"{opening}confirm/", {"comments": ""}).status_code == 403
    assert Opening.objects.get().second_by is None
    assert procurement.bids.get().state == "submitted"


@pytest.mark.parametrize("part", [TeamRole.OPENER, TeamRole.EVALUATOR, TeamRole.FACILITATOR, TeamRole.LEAD])
def test_sod_11_an_approver_who_had_another_part_is_refused_when_approving(cast: Cast, part: TeamRole) -> None:
    award = awards.fresh(awards.recommended(cast))
    procurement = award.lot.procurement
    assign(cast, procurement, ("approver", part))
    procurement.assignments.filter(user=cast.approver, role=part).update(ended_at=award.recommended_at)
    page = cast.client("approver").post(f"/tenders/{procurement.ref}/award/lots/1/approve/", {"reason": "Yes."})
    assert page.status_code == 403
    assert "did not lead, write, open, score or facilitate" in page.text
    assert Award.objects.get().state == "recommended"


@pytest.mark.parametrize("who", ["officer", "publisher", "opener1", "opener2", "facilitator", "evaluator1", "expert"])
def test_sod_11_nobody_else_approves(cast: Cast, who: str) -> None:
    award = awards.recommended(cast)
    url = f"/tenders/{award.lot.procurement.ref}/award/lots/1/approve/"
    assert cast.client(who).post(url, {"reason": "Yes."}).status_code == 403
    assert Award.objects.get().approved_by is None


def test_sod_13_who_wrote_the_pack_does_not_publish_even_when_assigned_to(cast: Cast) -> None:
    tender = draft_procurement(cast)
    assign(cast, tender, ("officer", TeamRole.PUBLISHER))
    page = cast.client("officer").post(f"/tenders/{tender.ref}/publish/")
    assert page.status_code == 403
    assert "You wrote this pack" in page.text
    tender.refresh_from_db()
    assert (tender.state, tender.published_by) == ("draft", None)


def _joined(cast: Cast, who: str, org: str, **fields: Any) -> None:
    Membership.objects.create(
        organisation=cast.org(org), user=getattr(cast, who), joined_at=now() - timedelta(days=900), **fields
    )


@pytest.mark.parametrize(
    ("who", "path", "data"),
    [
        pytest.param("opener1", "opening/start/", {}, id="opener"),
        pytest.param("opener2", "opening/start/", {}, id="second opener"),
    ],
)
def test_sod_04_an_officer_linked_to_a_bidder_does_not_open(
    cast: Cast, who: str, path: str, data: dict[str, str]
) -> None:
    procurement = make.closed(cast, ("meridian",))
    make.clear(cast, procurement, "opener1", "opener2")
    _joined(cast, who, "meridian", left_at=now() - timedelta(days=30))
    page = cast.client(who).post(f"/tenders/{procurement.ref}/evaluation/{path}", data)
    assert page.status_code == 403
    assert not Opening.objects.exists()


def test_sod_04_an_approver_linked_to_a_bidder_does_not_approve(cast: Cast) -> None:
    award = awards.recommended(cast)
    _joined(cast, "approver", "easton", left_at=now() - timedelta(days=30))
    url = f"/tenders/{award.lot.procurement.ref}/award/lots/1/approve/"
    assert cast.client("approver").post(url, {"reason": "Yes."}).status_code == 403
    assert Award.objects.get().state == "recommended"
