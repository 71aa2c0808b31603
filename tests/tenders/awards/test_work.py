"""What waits for whom from the order to the contract: there when it waits, gone when done, told once by mail."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.common import clock
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import FurtherDecisionKind
from portal.tenders.selectors.work_award import waiting_for, work_for
from portal.tenders.services.award import award_abandon, award_approve
from portal.tenders.services.feedback import letters_send
from tests.characters import NAMES, Cast
from tests.tenders import factories_awards as make
from tests.tenders.factories_evaluation import ranked


def waiting(cast: Cast, is_open: bool = True) -> dict[str, list[str]]:
    """Who has what to do, by title; what is not open yet is left out."""
    found = {}
    for who in NAMES:
        titles = [item.title for item in work_for(cast.user(who)) if not (is_open and item.blocked_reason)]
        if titles:
            found[who] = sorted(titles)
    return found


def test_from_recommendation_to_notice(cast: Cast) -> None:
    procurement = ranked(cast)
    assert waiting(cast) == {"officer": ["Recommend the award"]}
    award = make.recommended(cast, procurement)
    assert waiting(cast) == {"approver": ["Approve the award, or send it back"]}
    assert [row.from_whom for row in waiting_for(cast.user("officer"))] == ["Ruth Calloway"]
    award_approve(actor=cast.user("approver"), award=award, reason="Yes.")
    assert waiting(cast) == {"officer": ["Write the letters to the bidders"]}
    make.letters_make(actor=cast.user("officer"), award=award, planned_on=clock.today())
    assert waiting(cast) == {"officer": ["Read and freeze the letters: 3 left"]}
    make.freeze_all(cast, make.fresh(award))
    assert waiting(cast) == {"publisher": ["Publish the notice and record it"]}
    make.notice_announce(actor=cast.user("publisher"), award=make.fresh(award), official=make.official())
    assert waiting(cast) == {}
    blocked = work_for(cast.user("officer"))
    assert [item.blocked_reason for item in blocked] == [
        "Not open yet. The standstill ends; it opens 8 December 2026, 00:00."
    ]


def test_from_a_representation_to_the_contract(cast: Cast) -> None:
    award = make.announced(cast)
    make.represented(cast, award)
    assert waiting(cast) == {"officer": ["Review the representation of Meridian Wellbeing"]}
    assert asked(cast) == ["The review of your representation"]
    make.representation_review(
        actor=cast.user("officer"), representation=award.representations.get(), review="Nothing was wrong."
    )
    assert waiting(cast) == {"approver": ["Tell a further decision"]}
    assert asked(cast) == ["The decision on your representation"]
    opens = make.told(cast, award).opens_at
    assert waiting(cast) == {}
    assert asked(cast) == []
    with clock.at(opens):
        assert waiting(cast) == {"officer": ["Make the award"]}
        contract = make.awarded(cast, award)
        assert waiting(cast) == {
            "publisher": ["Publish and record: Award notice"],
            "lead": ["Sign the contract for Harbour Carers"],
            "partner1": ["Sign the contract for Easton Pain Peers"],
            "partner2": ["Sign the contract for Northgate Community Trust"],
        }
        make.signed(cast, contract)
        make.noticed(cast, award)
        assert waiting(cast) == {"publisher": ["Sign the contract for the buyer"]}
        make.entered(cast, contract)
        assert waiting(cast) == {}


def asked(cast: Cast) -> list[str]:
    """What the losing bidder waits for, as its own page says it; nobody else waits for it."""
    rows = [row.title for row in waiting_for(cast.user("rival"))]
    assert waiting_for(cast.user("lead")) == []
    page = cast.client("rival").get("/my/").text
    assert all(title in page for title in rows)
    return rows


def test_under_the_act_the_lead_sends_first(cast: Cast) -> None:
    award = make.frozen(cast, **make.PA23)
    assert waiting(cast) == {"officer": ["Send the letters to the bidders"]}
    letters_send(actor=cast.user("officer"), award=award)
    assert waiting(cast) == {"publisher": ["Publish the notice and record it"]}
    make.notice_announce(actor=cast.user("publisher"), award=make.fresh(award), official=make.official())
    assert waiting(cast) == {"officer": ["Make the award"]}
    contract = make.awarded(cast, award)
    assert waiting(cast) == {}
    assert "it opens 5 December 2026, 00:00" in work_for(cast.user("lead"))[0].blocked_reason
    with clock.at(make.ends_at(award)):
        make.entered(cast, contract)
        assert waiting(cast) == {"publisher": ["Publish and record: Contract details notice"]}


def test_an_abandoned_award_leaves_a_notice_to_publish(cast: Cast) -> None:
    award = make.announced(cast)
    make.reviewed(cast, award)
    opens = make.told(cast, award, FurtherDecisionKind.ABANDON).opens_at
    with clock.at(opens):
        assert waiting(cast) == {"officer": ["Abandon the award, as decided"]}
        award_abandon(actor=cast.user("officer"), award=make.fresh(award), reason="As decided.")
        assert waiting(cast) == {"publisher": ["Publish and record: Notice of abandonment"]}
        make.noticed(cast, award)
        assert waiting(cast) == {}


def test_each_thing_is_told_once_and_by_link_only(cast: Cast, committed: Callable[[], Any]) -> None:
    with committed():
        award = make.announced(cast)
    rows = OutboxMessage.objects.exclude(event_key__startswith="tenders.procurement")
    keys = {row.event_key.rpartition(":")[0]: row for row in rows if ".award." in row.event_key}
    assert {"tenders.award.recommend", "tenders.award.approve"} <= set(keys)
    recommended = OutboxMessage.objects.get(event_key=f"tenders.award.recommend:{award.pk}")
    assert (recommended.email, recommended.must_act) == ("approver@example.org", True)
    for row in rows:
        if f":{award.pk}" in row.event_key:
            assert make.REASONS not in f"{row.opening} {row.lines}"
            assert row.opening.startswith(("You need", "You do not need"))
    with committed(), clock.at(make.ends_at(award)):
        make.entered(cast, make.awarded(cast, award))
    asked = OutboxMessage.objects.filter(event_key__startswith="tenders.award.award:", subject__startswith="Sign")
    assert {row.email for row in asked} == {"lead@example.org", "partner1@example.org", "partner2@example.org"}
    for_buyer = OutboxMessage.objects.filter(event_key__startswith="tenders.contract.sign:")
    assert [row.email for row in for_buyer] == ["publisher@example.org"]


def test_work_costs_the_same_for_one_award_and_for_three(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert work_for(cast.user("officer"))
        return len(queries)

    make.announced(cast)
    one = cost()
    for _ in range(2):
        make.announced(cast)
    assert cost() == one
