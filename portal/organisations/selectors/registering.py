"""A registration that is being written: how far it is, what it says, and what is here already."""

import re
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.organisations.enums import IdentifierScheme, LegalForm, OrganisationKind
from portal.organisations.models import Identifier, Organisation, RegistrationDraft

FIRST_ANSWER = {
    "name": "name",
    "kind": "kind",
    "numbers": "charity_number",
    "about": "summary",
    "place": "locality",
    "contact": "website",
}
"""The answer by which one knows that a step was saved; an empty one counts where nothing is required."""
NEEDED = frozenset({"name", "kind", "about"})
COMMON = frozenset({"the", "and", "for", "of", "group", "trust", "community", "association", "limited", "cic", "ltd"})


def answers_of(user: Any) -> dict[str, Any]:
    """What the person has written so far."""
    draft = RegistrationDraft.objects.filter(user=user).first()
    return dict(draft.answers) if draft else {}


def is_answered(answers: dict[str, Any], step: str) -> bool:
    """Whether the step has been saved with what it needs."""
    first = FIRST_ANSWER[step]
    return bool(answers.get(first)) if step in NEEDED else first in answers


def first_open_step(answers: dict[str, Any]) -> str:
    """The first step without an answer; empty when all have one."""
    return next((step for step in FIRST_ANSWER if not is_answered(answers, step)), "")


def step_names() -> dict[str, str]:
    """The steps in words."""
    return {
        "name": _("Its name"),
        "kind": _("Its kind and legal form"),
        "numbers": _("Its numbers in the registers"),
        "about": _("What it does and where"),
        "place": _("Where it is"),
        "contact": _("How people reach it"),
    }


def tasks_of(answers: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """The task list: name, address, status, kind, hint."""
    rows = []
    for step, name in step_names().items():
        is_done = is_answered(answers, step)
        status, kind = (_("Written"), "") if is_done else (_("Not yet written"), "waiting")
        hint = "" if step in NEEDED else _("You can leave it empty")
        rows.append((name, reverse("organisations:registration_step", args=[step]), status, kind, hint))
    is_whole = not first_open_step(answers)
    check = reverse("organisations:registration_check") if is_whole else ""
    rows.append((_("Check your answers and send"), check, "" if is_whole else _("Cannot start yet"), "", ""))
    return rows


def answer_rows(clean: dict[str, Any]) -> list[tuple[str, Any, str, str]]:
    """The summary: what, answer, the way back, what the way back is called."""
    nothing = _("Nothing")
    shown = [
        ("name", _("Name"), clean["name"]),
        ("kind", _("Kind"), OrganisationKind(clean["kind"]).label),
        ("kind", _("Legal form"), LegalForm(clean["legal_form"]).label),
        ("numbers", _("Charity number"), clean["charity_number"]),
        ("numbers", _("Company number"), clean["company_number"]),
        ("about", _("What it does"), clean["summary"]),
        ("about", _("Works in"), clean["areas_served"]),
        ("place", _("Town or area"), clean["locality"]),
        ("place", _("Postcode"), clean["postcode"]),
        ("contact", _("Website"), clean["website"]),
        ("contact", _("E-mail address for the public"), clean["contact_email"]),
        ("contact", _("Telephone number for the public"), clean["contact_phone"]),
    ]
    return [
        (label, str(value) or nothing, reverse("organisations:registration_step", args=[step]), _("Change"))
        for step, label, value in shown
    ]


def known_numbers(clean: dict[str, Any]) -> list[Organisation]:
    """The organisations here that have one of these numbers."""
    wanted = Q(pk=None)
    for scheme, name in ((IdentifierScheme.GB_CHC, "charity_number"), (IdentifierScheme.GB_COH, "company_number")):
        if clean.get(name):
            wanted |= Q(scheme=scheme, value=clean[name])
    rows = Identifier.objects.filter(wanted).select_related("organisation").order_by("pk")
    return list({row.organisation_id: row.organisation for row in rows}.values())


def alike(name: str, limit: int = 8) -> list[Organisation]:
    """Organisations whose name holds every telling word of this one: perhaps the same, perhaps not."""
    words = [word for word in re.findall(r"[\w']+", name.lower()) if len(word) > 2 and word not in COMMON]
    if not words:
        return []
    rows = Organisation.objects.listed().providers()
    for word in words[:4]:
        rows = rows.filter(name__icontains=word)
    return list(rows.prefetch_related("identifiers").order_by("name", "pk")[:limit])
