"""From an agreed specification to a published tender, through the pages: by the people whose part it is."""

from datetime import date
from typing import Any

import pytest
from django.core import mail

from portal.codesign.models import Paragraph, Passage
from portal.common.exceptions import DomainError
from portal.common.guards import _guards
from portal.notifications.models import OutboxMessage
from portal.tenders.enums import TeamRole
from portal.tenders.models import Notice, Procurement, ProcurementKey
from portal.tenders.selectors.work_procurement import waiting_for, work_for
from portal.tenders.services.pack import pack_save, question_save
from portal.tenders.services.publication import procurement_publish, publication_ask
from tests.characters import Cast
from tests.tenders.factories import agreed_specification, assign, draft_procurement, published


@pytest.fixture(autouse=True)
def _no_money_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether money was set aside is asked in the tests of budgets."""
    monkeypatch.setitem(_guards, "tenders.procurement.publish", [])


def date_boxes(name: str, day: date, time: str = "") -> dict[str, str]:
    """What the boxes of a date post."""
    boxes = {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return boxes | ({f"{name}_time": time} if time else {})


PARTS: dict[str, dict[str, Any]] = {
    "what": {"name": "Evening helpline", "summary": "Carers answer calls from carers every evening."},
    "codes": {"main": "85100000-0", "others": "75200000-8"},
    "value": {
        "value": "640,000",
        **date_boxes("starts_on", date(2027, 7, 1)),
        **date_boxes("ends_on", date(2030, 6, 30)),
        "extension_months": "12",
    },
    "facts": {
        "kind": "health",
        "is_in_psr_list": "yes",
        "is_delivered_to_individuals": "yes",
        "is_on_light_touch_list": "yes",
    },
    "rules": {"regime": "psr", "rationale": "A health service bought by an integrated care board."},
    "process": {
        "has_existing_provider": "no",
        "is_unrestricted_choice": "no",
        "can_identify_most_suitable": "no",
    },
    "payment": {"share": "20", "terms": "A quarter in advance, within 30 days."},
    "bidders": {"alliances": "yes", "panel_note": ""},
    "price": {"formula": "relative_lowest", "weight": "20", "low_percent": "15"},
    "dates": {
        **date_boxes("questions_close_at", date(2027, 2, 12), "12:00"),
        **date_boxes("answers_by_at", date(2027, 2, 16), "12:00"),
        **date_boxes("deadline_at", date(2027, 2, 26), "12:00"),
        **date_boxes("intention_planned_on", date(2027, 4, 5)),
    },
    "conflicts": {"note": "Nobody has an interest."},
}
QUESTION = {
    "title": "How carers lead it",
    "text": "Tell us how carers lead the service.",
    "kind": "scored",
    "weight": "80",
    "word_limit": "500",
    "evaluator_group": "all",
    "key_criterion": "KC1",
    "allows_files": "no",
}
TEAM = (
    ("publisher", "publisher"),
    ("opener1", "opener"),
    ("opener2", "opener"),
    ("facilitator", "facilitator"),
    ("evaluator1", "evaluator"),
    ("evaluator2", "evaluator"),
    ("expert", "lived_evaluator"),
    ("approver", "approver"),
)


def test_the_whole_way_through_the_pages(cast: Cast, committed: Any) -> None:
    version = agreed_specification(cast)
    officer, publisher = cast.client("officer"), cast.client("publisher")
    work = {item.action: item.url for item in work_for(cast.officer)}
    start = officer.get(work["Draft it"])
    assert "Peer support for people with long-term pain, version 2" in start.content.decode()
    done = officer.post("/tenders/draft/", {"specification": version.project.ref})
    tender = Procurement.objects.get()
    assert done["Location"] == f"/tenders/{tender.ref}/draft/"
    assert {row.role for row in tender.assignments.all()} == {"lead", "pack_author"}
    base = f"/tenders/{tender.ref}/"

    for part, typed in PARTS.items():
        response = officer.post(f"{base}draft/{part}/", typed)
        assert response.status_code == 302, (part, response.context["form"].errors)
    assert officer.post(f"{base}draft/questions/add/", QUESTION).status_code == 302
    reasons = dict.fromkeys(("KC3", "KC4", "KC5"), "It is part of every other criterion here.")
    assert officer.post(f"{base}draft/criteria/", reasons).status_code == 302
    for part in ("scale", "ties"):
        page = officer.get(f"{base}draft/{part}/")
        assert officer.post(f"{base}draft/{part}/", page.context["form"].initial).status_code == 302
    with committed():
        for name, role in TEAM:
            response = officer.post(f"{base}team/add/", {"email": f"{name}@example.org", "role": role})
            assert response.status_code == 302, (name, response.context["form"].errors)
    assert OutboxMessage.objects.filter(event_key__startswith="tenders.team.assign").count() == len(TEAM)

    check = officer.get(f"{base}draft/check/").content.decode()
    assert "Nothing stops it" in check
    assert "You wrote this pack" in check
    assert "Ask the publisher to check and publish" in check
    assert officer.get(f"{base}publish/").status_code == 403
    assert not [item for item in work_for(cast.publisher) if item.ref == tender.ref]
    with committed():
        officer.post(f"{base}draft/ask/")
    assert [item.action for item in work_for(cast.publisher)] == ["Check the tender"]
    assert [item.from_whom for item in waiting_for(cast.officer)] == ["Priya Nair"]
    asked = OutboxMessage.objects.get(event_key__startswith="tenders.procurement.ask_publication")
    assert (asked.email, asked.must_act) == ("publisher@example.org", True)

    assert "Publish this tender?" in publisher.get(f"{base}publish/").content.decode()
    with committed():
        assert publisher.post(f"{base}publish/")["Location"] == f"{base}publish/done/"
    receipt = publisher.get(f"{base}publish/done/").content.decode()
    assert "24 November 2026, 12:00:00" in receipt
    assert "Priya Nair" in receipt
    tender.refresh_from_db()
    version.refresh_from_db()
    assert (tender.state, tender.published_by, version.state) == ("published", cast.publisher, "frozen")
    assert ProcurementKey.objects.filter(procurement=tender).count() == 1
    assert cast.client().get(base).status_code == 200
    assert not work_for(cast.publisher)
    assert OutboxMessage.objects.filter(event_key=f"tenders.procurement.published:{tender.pk}").count() == 9
    assert all("Evening helpline" not in message.body or base in message.body for message in mail.outbox)


def test_publishing_again_changes_nothing(cast: Cast, committed: Any) -> None:
    """C1."""
    tender = draft_procurement(cast)
    publisher = cast.client("publisher")
    with committed():
        publisher.post(f"/tenders/{tender.ref}/publish/")
        tender.refresh_from_db()
        before = tender.published_at
        assert publisher.post(f"/tenders/{tender.ref}/publish/").status_code == 302
        procurement_publish(actor=cast.publisher, procurement=tender)
    tender.refresh_from_db()
    assert tender.published_at == before
    assert Notice.objects.filter(procurement=tender).count() == 1
    assert OutboxMessage.objects.filter(event_key=f"tenders.procurement.published:{tender.pk}").count() == 10


def test_weights_must_make_a_hundred_for_each_lot(cast: Cast) -> None:
    """C5."""
    tender = draft_procurement(cast)
    tender.questions.filter(number=1).update(weight="29.99")
    page = cast.client("officer").get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "The weights of lot 1 make 99.99%, not 100%" in page
    assert f'href="/tenders/{tender.ref}/draft/questions/"' in page
    response = cast.client("publisher").post(f"/tenders/{tender.ref}/publish/")
    assert response.status_code == 409
    assert "99.99%" in response.content.decode()
    tender.refresh_from_db()
    assert tender.state == "draft"


def test_a_question_of_one_lot_counts_there_only(cast: Cast) -> None:
    tender = draft_procurement(cast, lots=2)
    last = tender.questions.get(number=4)
    last.lot = tender.lots.get(number=1)
    last.save()
    page = cast.client("officer").get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "The weights of lot 2 make 90%, not 100%" in page
    assert "The weights of lot 1" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"regime_facts": {}}, "The questions that decide the rules are not answered"),
        ({"regime_rationale": ""}, "The reason why these rules apply is missing"),
        ({"regime": "pa23_lighttouch"}, "The answers lead to “Provider Selection Regime”"),
        ({"main_cpv": ""}, "The code that says what is bought is missing"),
        ({"estimated_value_pence": None}, "The value is missing"),
        ({"payment_terms": ""}, "Nobody has said how and when the provider is paid"),
        ({"deadline_at": None}, "Some of the dates are missing"),
        ({"conflicts_assessed_at": None}, "The conflicts assessment has not been made"),
        ({"scale": {}}, "The scale of the scores is missing"),
        ({"tie_rule": []}, "Nobody has said what happens when two bids are level"),
    ],
)
def test_what_is_missing_is_said(cast: Cast, change: dict[str, Any], words: str) -> None:
    tender = draft_procurement(cast, **change)
    assert words in cast.client("officer").get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert words in cast.client("publisher").get(f"/tenders/{tender.ref}/publish/").content.decode()


def test_a_competition_that_the_regulations_bar_cannot_be_published(cast: Cast) -> None:
    facts = {"kind": "health", "is_in_psr_list": True, "has_existing_provider": True, "only_that_provider_can": True}
    tender = draft_procurement(cast, regime_facts=facts)
    page = cast.client("officer").get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "The Regulations do not let you hold a competition here" in page
    assert "direct award A" in page


def test_each_key_criterion_has_a_weight_or_a_reason(cast: Cast) -> None:
    tender = draft_procurement(cast)
    tender.questions.filter(key_criterion="KC5").update(key_criterion="KC1")
    officer = cast.client("officer")
    assert "“Social value” weighs nothing" in officer.get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    officer.post(f"/tenders/{tender.ref}/draft/criteria/", {"KC5": "It is in the conditions of the contract."})
    assert "weighs nothing" not in officer.get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "It is in the conditions" in officer.get(f"/tenders/{tender.ref}/pack/").content.decode()


def test_providers_who_wrote_accepted_text_stand_on_the_assessment_by_themselves(cast: Cast) -> None:
    """SOD-14."""
    version = agreed_specification(cast)
    section = version.sections.get()
    for position, org in ((2, "harbour"), (3, "icb")):
        Paragraph.objects.create(
            section=section,
            passage=Passage.objects.create(project=version.project),
            position=position,
            text="Written by somebody.",
            author_organisation=cast.org(org),
        )
    tender = draft_procurement(cast, specification=version)
    officer = cast.client("officer")
    page = officer.get(f"/tenders/{tender.ref}/draft/conflicts/").content.decode()
    assert "Harbour Carers" in page
    assert "Wrote 1 accepted paragraph of the specification." in page
    assert "Riverside Integrated Care Board: how" not in page
    check = officer.get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "Nobody has said how the part of Harbour Carers is dealt with" in check
    typed = {
        "note": "Nothing else.",
        f"handling_{cast.org('harbour').pk}": "All drafts were public from the first day.",
    }
    assert officer.post(f"/tenders/{tender.ref}/draft/conflicts/", typed).status_code == 302
    assert "Harbour Carers is dealt with" not in officer.get(f"/tenders/{tender.ref}/draft/check/").content.decode()


def test_save_and_come_back_later_keeps_mistakes(cast: Cast) -> None:
    tender = draft_procurement(cast)
    officer, url = cast.client("officer"), f"/tenders/{tender.ref}/draft/value/"
    typed = {**PARTS["value"], "value": "about 600k, tbc", "starts_on_day": "30", "starts_on_month": "2"}
    assert officer.post(url, {**typed, "act": "later"})["Location"] == f"/tenders/{tender.ref}/draft/"
    page = officer.get(url).content.decode()
    assert 'value="about 600k, tbc"' in page
    assert 'value="30"' in page
    assert "Error:" not in page
    assert "Kept as you left it" in officer.get(f"/tenders/{tender.ref}/draft/").content.decode()
    tender.refresh_from_db()
    assert tender.estimated_value_pence == 184_000_000
    wrong = officer.post(url, typed)
    assert wrong.status_code == 200
    text = wrong.content.decode()
    assert "<title>Error:" in text
    assert "30 February 2027 is not a date" in text
    assert "about 600k, tbc" in text
    officer.post(url, PARTS["value"])
    tender.refresh_from_db()
    assert (tender.estimated_value_pence, tender.typed) == (64_000_000, {})


def test_a_change_sends_the_draft_back_from_the_publisher(cast: Cast) -> None:
    tender = draft_procurement(cast)
    publication_ask(actor=cast.officer, procurement=tender)
    cast.client("officer").post(f"/tenders/{tender.ref}/draft/payment/", PARTS["payment"])
    tender.refresh_from_db()
    assert tender.publish_asked_at is None
    assert [item.action for item in work_for(cast.officer)] == ["Open the task list"]


def test_an_unfinished_pack_cannot_be_handed_over(cast: Cast) -> None:
    tender = draft_procurement(cast, payment_terms="")
    response = cast.client("officer").post(f"/tenders/{tender.ref}/draft/ask/", follow=True)
    assert "Something is still missing" in response.content.decode()


def test_nothing_of_the_pack_changes_after_publication(cast: Cast) -> None:
    tender = published(cast)
    officer = cast.client("officer")
    for path in (
        "draft/what/",
        "draft/questions/add/",
        "draft/questions/1/",
        "draft/lots/add/",
        "draft/questions/1/remove/",
    ):
        assert officer.post(f"/tenders/{tender.ref}/{path}", QUESTION).status_code == 403, path
    for act in (
        lambda: pack_save(actor=cast.officer, procurement=tender, part="what", values={"title": "Other"}),
        lambda: question_save(actor=cast.officer, procurement=tender, number=1, weight=5),
    ):
        with pytest.raises(DomainError, match="published and fixed"):
            act()


def test_the_parts_are_doors_only_for_who_writes_them(cast: Cast) -> None:
    tender = draft_procurement(cast)
    tasks = f"/tenders/{tender.ref}/draft/"
    assert f'href="{tasks}what/"' in cast.client("officer").get(tasks).text
    seen = cast.client("publisher").get(tasks).text
    assert "Parts of the tender" in seen
    assert f'href="{tasks}what/"' not in seen


def test_lots_and_questions_come_and_go(cast: Cast) -> None:
    tender = draft_procurement(cast)
    officer, base = cast.client("officer"), f"/tenders/{tender.ref}/draft/"
    officer.post(f"{base}lots/add/", {"title": "Docks", "description": "", "value_pence": "100,000"})
    officer.post(f"{base}questions/add/", {**QUESTION, "lot": "2", "weight": "10"})
    assert tender.questions.get(number=5).lot.number == 2
    officer.post(f"{base}lots/1/", {"title": tender.title, "description": "", "value_pence": ""})
    lots = officer.get(f"{base}lots/").content.decode()
    assert "Lot 2: Docks" in lots
    assert ">Lot 1</h2>" in lots, "a lot that is the whole repeats no title"
    assert "Remove this lot?" in officer.get(f"{base}lots/2/remove/").content.decode()
    officer.post(f"{base}questions/2/remove/")
    assert [q.number for q in tender.questions.order_by("number")] == [1, 2, 3, 4]
    officer.post(f"{base}lots/2/remove/")
    assert [lot.number for lot in tender.lots.all()] == [1]
    assert tender.questions.count() == 3
    assert officer.post(f"{base}lots/1/remove/").status_code == 409


def test_the_team_is_built_by_the_lead_and_every_rule_says_its_reason(cast: Cast) -> None:
    tender = draft_procurement(cast, team=False)
    officer, url = cast.client("officer"), f"/tenders/{tender.ref}/team/add/"

    def refused(email: str, role: str) -> str:
        response = officer.post(url, {"email": email, "role": role})
        assert response.status_code == 200
        return response.content.decode()

    assert "Nobody with this confirmed e-mail address" in refused("nobody@example.org", "opener")
    assert "organisation that could bid" in refused("rival@example.org", "evaluator")
    assert "neither leads it nor wrote its pack" in refused("officer@example.org", "publisher")
    assert "which buys" in refused("evaluator2@example.org", "publisher")
    assign(
        cast, tender, ("opener1", TeamRole.OPENER), ("opener2", TeamRole.OPENER), ("facilitator", TeamRole.FACILITATOR)
    )
    assert "do not score" in refused("opener1@example.org", "evaluator")
    assert "does not score" in refused("facilitator@example.org", "evaluator")
    assert "Two opening officers are assigned" in refused("publisher@example.org", "opener")
    assert "already has this part" in refused("opener1@example.org", "opener")
    assert "Daniel Osei has this part already" in refused("approver@example.org", "facilitator")


def test_an_ended_part_is_refused_on_the_next_request(cast: Cast) -> None:
    tender = draft_procurement(cast)
    expert = cast.client("expert")
    assert expert.get(f"/tenders/{tender.ref}/").status_code == 200
    number = tender.assignments.get(user=cast.expert).number
    officer = cast.client("officer")
    assert "Joan Barker" in officer.get(f"/tenders/{tender.ref}/team/{number}/end/").content.decode()
    officer.post(f"/tenders/{tender.ref}/team/{number}/end/")
    assert expert.get(f"/tenders/{tender.ref}/").status_code == 404
    lead = tender.assignments.get(role=TeamRole.LEAD).number
    response = officer.post(f"/tenders/{tender.ref}/team/{lead}/end/", follow=True)
    assert "A procurement always has a lead" in response.content.decode()


def test_the_lists_of_a_draft_cost_the_same_for_few_and_many(cast: Cast, assert_constant_queries: Any) -> None:
    tender = draft_procurement(cast)
    officer = cast.client("officer")
    assert_constant_queries(
        lambda: officer.get(f"/tenders/{tender.ref}/draft/questions/"),
        lambda: question_save(actor=cast.officer, procurement=tender, title="More", text="More?", key_criterion="KC1"),
    )


def test_my_work_costs_the_same_for_few_and_many(cast: Cast, assert_constant_queries: Any) -> None:
    specification = agreed_specification(cast)
    assert_constant_queries(
        lambda: work_for(cast.user("officer")),
        lambda: draft_procurement(cast, specification=specification, questions=False),
    )


def test_money_that_was_not_set_aside_stops_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_guards, "tenders.procurement.publish", [lambda _p: "No money has been set aside for this."])
    tender = draft_procurement(cast)
    page = cast.client("officer").get(f"/tenders/{tender.ref}/draft/check/").content.decode()
    assert "No money has been set aside for this." in page
    response = cast.client("publisher").post(f"/tenders/{tender.ref}/publish/")
    assert response.status_code == 409
    tender.refresh_from_db()
    assert tender.state == "draft"
