"""What a provider writes, question by question, and what becomes of it: answers into facts. No database.

`answers` hold only what JSON can: texts, numbers, lists. Dates are ISO texts, times "HH:MM". `done` names the questions
that were answered.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from portal.marketplace.enums import AccessKind, Answer, ServiceStatus
from portal.marketplace.rules.facts import (
    AccessFacts,
    CostFacts,
    NamedFacts,
    PlaceFacts,
    ServiceFacts,
    TermFacts,
    TimeFacts,
)

Answers = dict[str, Any]

STEPS = (
    "about",
    "happens",
    "kinds",
    "people",
    "where",
    "times",
    "costs",
    "budgets",
    "start",
    "access",
    "welcome",
    "places",
    "contact",
    "care",
    "status",
)
NEEDED = ("about", "happens", "kinds", "where", "costs", "budgets", "start", "contact")
"""Questions without whose answer nobody can use a page."""

COLUMNS = (
    "name",
    "summary",
    "description",
    "eligibility",
    "minimum_age",
    "maximum_age",
    "budgets_taken",
    "self_referral",
    "how_to_start",
    "carers_welcome",
    "peer_led",
    "phone",
    "email",
    "url",
    "care_quality",
    "care_url",
    "alert",
)
"""Answers that are columns of the service by the same name."""

EMPTY: Answers = {
    "name": "",
    "summary": "",
    "description": "",
    "kinds": [],
    "eligibility": "",
    "minimum_age": None,
    "maximum_age": None,
    "delivery": ["place"],
    "place": {},
    "times": [],
    "costs": [],
    "budgets_taken": "unknown",
    "self_referral": "unknown",
    "how_to_start": "",
    "access_yes": [],
    "access_ask": [],
    "access_note": "",
    "languages": "",
    "carers_welcome": "unknown",
    "peer_led": "unknown",
    "places_free": None,
    "places_seen_on": "",
    "wait_weeks": None,
    "wait_seen_on": "",
    "phone": "",
    "email": "",
    "url": "",
    "care_quality": "unknown",
    "care_url": "",
    "status": "active",
    "alert": "",
    "done": [],
}


def missing_steps(answers: Answers) -> list[str]:
    """The questions that must be answered before an editor can look."""
    return [step for step in NEEDED if step not in answers.get("done", [])]


def answers_from(facts: ServiceFacts) -> Answers:
    """What a provider would have written to say the same."""
    columns: dict[str, Any] = dict(facts.columns)
    place = facts.places[0] if facts.places else None
    delivery = [
        way
        for way, column in (("place", "is_at_place"), ("home", "is_home_visit"), ("remote", "is_remote"))
        if columns.get(column)
    ]
    own = {name: columns.get(name, EMPTY[name]) for name in COLUMNS}
    return (
        EMPTY
        | own
        | {
            "kinds": [str(term.uuid) for term in facts.terms],
            "delivery": delivery,
            "place": _place_answer(place) if place else {},
            "times": [_time_answer(each) for each in facts.times],
            "costs": [_cost_answer(each) for each in facts.costs],
            "access_yes": [each.kind for each in facts.access if _is(each, Answer.YES)],
            "access_ask": [each.kind for each in facts.access if _is(each, Answer.ASK)],
            "access_note": "\n".join(each.note for each in facts.access if each.kind == AccessKind.OTHER),
            "languages": ", ".join(each.name for each in facts.languages),
            "places_free": columns.get("places_free"),
            "places_seen_on": _iso(columns.get("places_seen_on")),
            "wait_weeks": columns.get("wait_weeks"),
            "wait_seen_on": _iso(columns.get("wait_seen_on")),
            "status": columns.get("status", ServiceStatus.ACTIVE),
            "done": list(STEPS),
        }
    )


def facts_from(answers: Answers, base: ServiceFacts | None) -> ServiceFacts:
    """What the public would read: the answers, and of `base` what nobody was asked about. Ids stay where they were."""
    base = base or ServiceFacts(columns={})
    answers = EMPTY | answers
    delivery = answers["delivery"]
    columns: dict[str, object] = {name: answers[name] for name in COLUMNS} | {
        "status": answers["status"],
        "is_at_place": "place" in delivery,
        "is_home_visit": "home" in delivery,
        "is_remote": "remote" in delivery,
        "places_free": answers["places_free"],
        "places_seen_on": _day(answers["places_seen_on"]),
        "wait_weeks": answers["wait_weeks"],
        "wait_seen_on": _day(answers["wait_seen_on"]),
    }
    return replace(
        base,
        columns=columns,
        terms=tuple(TermFacts(UUID(each), "") for each in answers["kinds"]),
        places=_places(answers, base),
        times=tuple(_time(each) for each in answers["times"]),
        costs=tuple(_cost(each) for each in answers["costs"]),
        languages=_languages(answers["languages"], base),
        access=_access(answers, base),
    )


def _is(each: AccessFacts, answer: Answer) -> bool:
    return each.answer == answer and each.kind != AccessKind.OTHER


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _place_answer(place: PlaceFacts) -> Answers:
    return {
        "id": str(place.uuid),
        "at_id": str(place.at_uuid),
        "address_id": str(place.address_uuid),
        "name": place.name,
        "address_1": place.address_1,
        "city": place.city,
        "postal_code": place.postal_code,
    }


def _places(answers: Answers, base: ServiceFacts) -> tuple[PlaceFacts, ...]:
    """The one place that was asked about, and any others that were known. A new postcode is a new place on the map."""
    typed = answers["place"]
    others = base.places[1:]
    if not typed or not (typed.get("postal_code") or typed.get("address_1")):
        return others
    known = base.places[0] if base.places and str(base.places[0].uuid) == typed.get("id") else None
    words = {name: typed.get(name, "") for name in ("name", "address_1", "city", "postal_code")}
    if known is None:
        uuid, at_uuid, address_uuid = (
            UUID(typed[name]) if typed.get(name) else uuid4() for name in ("id", "at_id", "address_id")
        )
        return (PlaceFacts(uuid, at_uuid, address_uuid, **words), *others)
    moved = known.postal_code.replace(" ", "") != words["postal_code"].replace(" ", "")
    here = replace(known, **words)
    return (replace(here, latitude=None, longitude=None) if moved else here, *others)


def _time_answer(each: TimeFacts) -> Answers:
    return {
        "id": str(each.uuid),
        "at_id": str(each.at_uuid) if each.at_uuid else "",
        "freq": each.freq,
        "interval": each.interval,
        "byday": each.byday,
        "bymonthday": each.bymonthday,
        "dtstart_on": _iso(each.dtstart_on),
        "valid_from_on": _iso(each.valid_from_on),
        "valid_to_on": _iso(each.valid_to_on),
        "opens": f"{each.opens:%H:%M}" if each.opens else "",
        "closes": f"{each.closes:%H:%M}" if each.closes else "",
        "description": each.description,
        "notes": each.notes,
    }


def _time(typed: Answers) -> TimeFacts:
    return TimeFacts(
        uuid=UUID(typed["id"]),
        at_uuid=UUID(typed["at_id"]) if typed.get("at_id") else None,
        freq=typed.get("freq", ""),
        interval=typed.get("interval", 1),
        byday=typed.get("byday", ""),
        bymonthday=typed.get("bymonthday", ""),
        dtstart_on=_day(typed.get("dtstart_on", "")),
        valid_from_on=_day(typed.get("valid_from_on", "")),
        valid_to_on=_day(typed.get("valid_to_on", "")),
        opens=_hour(typed.get("opens", "")),
        closes=_hour(typed.get("closes", "")),
        description=typed.get("description", ""),
        notes=typed.get("notes", ""),
    )


def time_facts(typed: Answers) -> TimeFacts:
    """One time that was typed."""
    return _time(typed)


def _cost_answer(each: CostFacts) -> Answers:
    return {
        "id": str(each.uuid),
        "option": each.option,
        "amount_pence": each.amount_pence,
        "amount_description": each.amount_description,
        "valid_from_on": _iso(each.valid_from_on),
        "valid_to_on": _iso(each.valid_to_on),
    }


def _cost(typed: Answers) -> CostFacts:
    return CostFacts(
        uuid=UUID(typed["id"]),
        option=typed.get("option", ""),
        amount_pence=typed.get("amount_pence"),
        amount_description=typed.get("amount_description", ""),
        valid_from_on=_day(typed.get("valid_from_on", "")),
        valid_to_on=_day(typed.get("valid_to_on", "")),
    )


def language_names(text: str) -> list[str]:
    """ "Polish, British Sign Language" as a list, each once."""
    return list(dict.fromkeys(name for name in (" ".join(part.split()) for part in text.split(",")) if name))


def _languages(text: str, base: ServiceFacts) -> tuple[NamedFacts, ...]:
    known = {each.name: each for each in base.languages}
    return tuple(known.get(name) or NamedFacts(uuid4(), name) for name in language_names(text))


def _access(answers: Answers, base: ServiceFacts) -> tuple[AccessFacts, ...]:
    """Ticked kinds, and the note as one line; what is known of a kind beside the tick stays."""
    known = {each.kind: each for each in base.access if each.kind != AccessKind.OTHER}
    found = []
    for kind, answer in [(kind, Answer.YES) for kind in answers["access_yes"]] + [
        (kind, Answer.ASK) for kind in answers["access_ask"] if kind not in answers["access_yes"]
    ]:
        row = known.get(kind) or AccessFacts(uuid4(), kind)
        found.append(replace(row, answer=str(answer)))
    others = [each for each in base.access if each.kind == AccessKind.OTHER]
    lines = [line.strip() for line in answers["access_note"].splitlines() if line.strip()]
    for number, line in enumerate(lines):
        row = others[number] if number < len(others) else AccessFacts(uuid4(), AccessKind.OTHER.value)
        found.append(replace(row, note=line[:500]))
    return tuple(found)
