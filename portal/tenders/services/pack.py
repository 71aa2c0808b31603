"""Writing the tender pack: its parts, lots, questions and the conflicts assessment. Nothing after publication."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from portal.tenders.models import ConflictEntry, Lot, Procurement, Question
from portal.tenders.permissions.procurement import can_edit_pack
from portal.tenders.selectors.procurement_conflicts import provider_authors

PART_FIELDS: dict[str, tuple[str, ...]] = {
    "what": ("title", "summary"),
    "facts": ("regime_facts",),
    "rules": ("regime", "process", "regime_rationale"),
    "process": ("regime_facts",),
    "codes": ("main_cpv", "cpv_codes"),
    "value": ("estimated_value_pence", "starts_on", "ends_on", "extension_months"),
    "payment": ("outcome_share_percent", "payment_terms"),
    "price": ("price_weight", "price_formula", "price_benchmark_pence", "abnormally_low_percent"),
    "ties": ("tie_rule",),
    "scale": ("scale",),
    "criteria": ("key_criteria_reasons",),
    "dates": ("questions_close_at", "answers_by_at", "deadline_at", "intention_planned_on"),
    "bidders": ("allows_alliances", "panel_note"),
}
"""Part of the pack -> the columns it sets."""


@transaction.atomic
def pack_save(*, actor: Any, procurement: Procurement, part: str, values: Mapping[str, Any]) -> Procurement:
    """Write one part of the pack. What was kept as typed is dropped; a publisher who was asked is asked anew."""
    locked = _locked(actor, procurement, f"tenders.pack.{part}")
    fields = [field for field in PART_FIELDS[part] if field in values]
    for field in fields:
        setattr(locked, field, values[field])
    _clean(locked, fields)
    locked.typed.pop(part, None)
    locked.publish_asked_at = None
    locked.save(update_fields=[*fields, "typed", "publish_asked_at"])
    audit_record(actor=actor, verb="tenders.pack.save", subject=locked, data={"part": part})
    return locked


@transaction.atomic
def pack_keep(*, actor: Any, procurement: Procurement, part: str, typed: Mapping[str, Any]) -> Procurement:
    """Keep what was typed, mistakes too, without looking at it ("save and come back later")."""
    locked = _locked(actor, procurement, f"tenders.pack.{part}")
    locked.typed = {**locked.typed, part: dict(typed)}
    locked.save(update_fields=["typed"])
    audit_record(actor=actor, verb="tenders.pack.keep", subject=locked, data={"part": part})
    return locked


@transaction.atomic
def lot_save(*, actor: Any, procurement: Procurement, number: int | None = None, **values: Any) -> Lot:
    """Add a lot, or change the one of that number."""
    locked = _locked(actor, procurement, "tenders.lot.save")
    lot = locked.lots.filter(number=number).first() if number else None
    if number and lot is None:
        raise DomainError(_("There is no lot %(number)d.") % {"number": number})
    lot = lot or Lot(procurement=locked, number=_next(locked.lots))
    _write(lot, values)
    _touched(actor, locked, "tenders.lot.save", {"lot": lot.number})
    return lot


@transaction.atomic
def lot_remove(*, actor: Any, procurement: Procurement, number: int) -> None:
    """Take a lot out with its own questions; one always stays."""
    locked = _locked(actor, procurement, "tenders.lot.remove")
    if locked.lots.count() < 2:
        raise DomainError(_("A tender has at least one lot."))
    locked.lots.filter(number=number).delete()
    _renumber(locked.lots)
    _renumber(locked.questions)
    _touched(actor, locked, "tenders.lot.remove", {"lot": number})


@transaction.atomic
def question_save(
    *, actor: Any, procurement: Procurement, number: int | None = None, outcomes: Any = None, **values: Any
) -> Question:
    """Add a question, or change the one of that number. `outcomes`: those of the specification that it is about."""
    locked = _locked(actor, procurement, "tenders.question.save")
    question = locked.questions.filter(number=number).first() if number else None
    if number and question is None:
        raise DomainError(_("There is no question %(number)d.") % {"number": number})
    question = question or Question(procurement=locked, number=_next(locked.questions))
    _write(question, values)
    if outcomes is not None:
        question.outcomes.set(outcomes)
    _touched(actor, locked, "tenders.question.save", {"question": question.number})
    return question


@transaction.atomic
def question_remove(*, actor: Any, procurement: Procurement, number: int) -> None:
    """Take a question out; those after it move up."""
    locked = _locked(actor, procurement, "tenders.question.remove")
    locked.questions.filter(number=number).delete()
    _renumber(locked.questions)
    _touched(actor, locked, "tenders.question.remove", {"question": number})


@transaction.atomic
def conflicts_assess(
    *,
    actor: Any,
    procurement: Procurement,
    handling: Mapping[int, str],
    note: str = "",
) -> Procurement:
    """Record how each conflict is dealt with. `handling`: organisation id -> what is done about its part (SOD-14)."""
    locked = _locked(actor, procurement, "tenders.conflicts.assess")
    for author in provider_authors(locked):
        entry = locked.conflicts.filter(organisation=author.organisation, is_automatic=True).first() or ConflictEntry(
            procurement=locked,
            number=_next(locked.conflicts),
            organisation=author.organisation,
            is_automatic=True,
        )
        entry.who, entry.what = author.organisation.name, author.what
        entry.handling = handling.get(author.organisation.pk, entry.handling)
        entry.recorded_by, entry.recorded_at = actor, now()
        entry.save()
    locked.conflicts_note, locked.conflicts_assessed_at = note, now()
    locked.save(update_fields=["conflicts_note", "conflicts_assessed_at"])
    _touched(actor, locked, "tenders.conflicts.assess", {"lines": locked.conflicts.count()})
    return locked


@transaction.atomic
def conflict_add(*, actor: Any, procurement: Procurement, who: str, what: str, handling: str) -> ConflictEntry:
    """Write down a conflict that the portal cannot know of."""
    locked = _locked(actor, procurement, "tenders.conflicts.add")
    entry = ConflictEntry(procurement=locked, number=_next(locked.conflicts), recorded_by=actor, recorded_at=now())
    _write(entry, {"who": who, "what": what, "handling": handling})
    _touched(actor, locked, "tenders.conflicts.add", {"line": entry.number})
    return entry


def _locked(actor: Any, procurement: Procurement, verb: str) -> Procurement:
    locked = Procurement.objects.select_for_update(of=("self",)).get(pk=procurement.pk)
    if not (decision := can_edit_pack(actor, locked)):
        raise NotAllowed(decision.reason, subject=locked, verb=verb)
    return locked


def _clean(obj: Any, fields: list[str]) -> None:
    others = [field.name for field in obj._meta.fields if field.name not in fields]
    try:
        obj.clean_fields(exclude=others)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _write(obj: Any, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(obj, field, value)
    _clean(obj, list(values))
    obj.save()


def _touched(actor: Any, procurement: Procurement, verb: str, data: dict[str, Any]) -> None:
    procurement.publish_asked_at = None
    procurement.save(update_fields=["publish_asked_at"])
    audit_record(actor=actor, verb=verb, subject=procurement, data=data)


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _renumber(rows: Any) -> None:
    for place, row in enumerate(rows.order_by("number"), start=1):
        if row.number != place:
            row.number = place
            row.save(update_fields=["number"])
