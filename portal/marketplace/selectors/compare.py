"""Services side by side: what differs first, then what is the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.marketplace.enums import Answer
from portal.marketplace.models import Service
from portal.marketplace.places import Place
from portal.marketplace.selectors import words
from portal.marketplace.selectors.hits import nearest_place

MOST = 3
LETTERS = "ABC"


@dataclass(frozen=True)
class Comparison:
    """`differs`: (question, answers as (text, small)); `same`: (question, the one answer)."""

    heads: list[tuple[str, str, str]]
    differs: list[tuple[str, list[tuple[str, str]]]]
    same: list[tuple[str, str]]


def compare(services: list[Service], today: date, place: Place | None) -> Comparison:
    """Up to three services."""
    differs: list[tuple[str, list[tuple[str, str]]]] = []
    same: list[tuple[str, str]] = []
    for question, answer in _questions(today, place):
        answers = [answer(service) for service in services]
        if not any(text for text, _small in answers):
            continue
        shown = [(text or _("Not known"), small) for text, small in answers]
        if len(set(shown)) == 1:
            text, small = shown[0]
            same.append((question, f"{text}, {small}" if small else text))
        else:
            differs.append((question, shown))
    heads = [(LETTERS[number], str(each.uuid), each.name) for number, each in enumerate(services)]
    return Comparison(heads, differs, same)


def _questions(today: date, place: Place | None) -> list[tuple[str, Callable[[Service], tuple[str, str]]]]:
    return [
        (_("Cost"), lambda each: words.cost_words(each, each.cost_options.all())),
        (_("Personal budget"), words.budgets_words),
        (_("When"), lambda each: (words.when_words(each.schedules.all()), "")),
        (_("How far") if place else _("Where"), lambda each: _where(each, place)),
        (_("Wait"), lambda each: (words.wait_words(each, today)[1], "")),
        (_("For whom"), lambda each: (words.people_words(each), each.eligibility[:120])),
        (_("Without a referral"), lambda each: (_answer(each.self_referral), "")),
        (_("My carer is welcome"), lambda each: (_answer(each.carers_welcome), "")),
        (_("Run by peers"), lambda each: (_answer(each.peer_led), "")),
        (_("Getting in and feeling well"), lambda each: (_access(each), "")),
        (_("Languages"), lambda each: (", ".join(str(row) for row in each.languages.all()), "")),
        (_("Who runs it"), lambda each: (each.organisation.name, str(each.organisation.get_legal_form_display()))),
        (_("Care Quality Commission"), lambda each: (words.care_words(each), "")),
        (_("Details checked"), lambda each: (words.checked_words(each, today)[1], words.checked_by(each))),
    ]


def _answer(answer: str) -> str:
    return "" if answer == Answer.UNKNOWN else str(Answer(answer).label)


def _where(service: Service, place: Place | None) -> tuple[str, str]:
    found = nearest_place(service, place)
    elsewhere = words.elsewhere_words(service)
    if found is None:
        return elsewhere, ""
    location, miles = found
    name = location.name or location.address_1
    return words.miles_words(miles) or name, name if miles is not None else elsewhere


def _access(service: Service) -> str:
    yes = [
        row.note if row.kind == "other" else str(row.get_kind_display())
        for row in service.access_features.all()
        if row.answer == Answer.YES
    ]
    return ", ".join(yes)
