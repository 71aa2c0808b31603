"""What a provider writes becomes facts and back, and what nobody was asked about stays."""

from dataclasses import replace
from uuid import uuid4

from portal.marketplace.rules.facts import AccessFacts, AreaFacts, NamedFacts, PlaceFacts, ServiceFacts
from portal.marketplace.rules.kinds import kind_uuid
from portal.marketplace.rules.listing import STEPS, answers_from, facts_from, missing_steps
from tests.marketplace.factories import answers


def test_there_and_back_changes_nothing() -> None:
    first = facts_from(answers(languages="Polish, Somali", access_yes=["bsl"], access_note="A bench"), None)
    again = facts_from(answers_from(first), first)
    assert again == first
    assert answers_from(again) == answers_from(first)


def test_what_nobody_was_asked_about_stays() -> None:
    area = AreaFacts(uuid4(), "Easton")
    second = PlaceFacts(uuid4(), uuid4(), uuid4(), name="The other hall")
    base = replace(facts_from(answers(), None), areas=(area,), funding=(NamedFacts(uuid4(), "A grant"),))
    base = replace(base, places=(*base.places, second))
    changed = facts_from(answers_from(base) | {"name": "Another name"}, base)
    assert changed.columns["name"] == "Another name"
    assert changed.areas == (area,)
    assert changed.funding == base.funding
    assert changed.places == base.places


def test_a_new_postcode_is_a_new_place_on_the_map() -> None:
    written = facts_from(answers(), None)
    base = replace(written, places=(replace(written.places[0], latitude=51.5, longitude=-2.5),))
    typed = answers_from(base)
    assert facts_from(typed, base).places[0].latitude == 51.5
    typed["place"] |= {"postal_code": "M1 1AA"}
    moved = facts_from(typed, base).places[0]
    assert (moved.uuid, moved.latitude) == (base.places[0].uuid, None)


def test_a_tick_keeps_what_is_known_beside_it() -> None:
    ramp = AccessFacts(uuid4(), "step_free", "yes", "A ramp at the back")
    base = ServiceFacts({}, access=(ramp,))
    typed = answers_from(base)
    assert typed["access_yes"] == ["step_free"]
    typed |= {"access_yes": [], "access_ask": ["step_free"]}
    assert facts_from(typed, base).access == (replace(ramp, answer="ask"),)
    assert facts_from(typed | {"access_ask": []}, base).access == ()


def test_what_is_missing_is_named() -> None:
    assert missing_steps(answers()) == []
    assert missing_steps(answers(done=["about"]))[:2] == ["happens", "kinds"]
    assert set(missing_steps({})) <= set(STEPS)


def test_kinds_have_the_same_id_everywhere() -> None:
    assert str(kind_uuid("Being active")) == "1af82a59-219f-591d-b130-086a1849b6cc"
