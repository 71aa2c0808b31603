"""What the pages of the agreement show: its history, the checks before an act, its variations."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.alliances.enums import STANDING, AgreementState, StepKind, VariationAnswerKind, VariationState
from portal.alliances.models import Agreement, AgreementStep, Alliance, Variation, VariationAnswer
from portal.alliances.permissions.agreement_steps import last_step
from portal.alliances.selectors.space import members_of
from portal.common.clock import today
from portal.common.templatetags.ui_text import when
from portal.organisations.models import ReadinessItem
from portal.organisations.rules.readiness import readiness_of

STATE_KINDS = {
    AgreementState.DRAFT: "draft",
    AgreementState.SIGNING: "waiting",
    AgreementState.SIGNED: "now",
    AgreementState.ON_HOLD: "late",
    AgreementState.APPROVED: "now",
    AgreementState.COUNTERSIGNED: "done",
    AgreementState.SUPERSEDED: "stopped",
}
VARIATION_KINDS = {
    VariationState.DRAFT: "draft",
    VariationState.OPEN: "waiting",
    VariationState.AGREED: "done",
    VariationState.REFUSED: "refused",
    VariationState.WITHDRAWN: "stopped",
    VariationState.LAPSED: "stopped",
}


def agreement_kind(agreement: Agreement) -> str:
    """The colour of its state."""
    return STATE_KINDS[AgreementState(agreement.state)]


def variation_kind(variation: Variation) -> str:
    """The colour of its state."""
    return VARIATION_KINDS[VariationState(variation.state)]


def paragraphs(text: str) -> list[str]:
    """The parts between empty lines."""
    return [part for part in text.split("\n\n") if part.strip()]


def history_of(agreement: Agreement) -> list[tuple[str, str, str, str, str]]:
    """Everything that was done with this version, each with person and time, for a timeline (four queries)."""
    rows: list[tuple[datetime, int, str, str]] = []
    drafted = str(agreement.drafted_by)
    rows.append((agreement.drafted_at, 0, _("Written"), drafted))
    for signature in agreement.signatures.select_related("member__organisation").order_by("pk"):
        name = {"name": signature.member.organisation.name}
        rows.append((signature.signed_at, 2, _("Signed for %(name)s") % name, signature.signed_name))
    if agreement.signed_at:
        rows.append((agreement.signed_at, 3, _("Every member has signed. It holds"), ""))
    for step in agreement.steps.select_related("member__organisation").order_by("pk"):
        rank = 1 if step.kind == StepKind.OPEN else 4
        rows.append((step.acted_at, rank, str(StepKind(step.kind).label), _step_words(step)))
    rows.sort(key=lambda row: (row[0], row[1]))
    last = len(rows) - 1
    return [
        (when(at), text, "now" if place == last else "done", "", small)
        for place, (at, _rank, text, small) in enumerate(rows)
    ]


def _step_words(step: AgreementStep) -> str:
    words = _("%(person)s, %(name)s") % {"person": step.acted_name, "name": step.member.organisation.name}
    return f"{words}: {step.reason}" if step.reason else words


def hold_of(agreement: Agreement) -> AgreementStep | None:
    """Who holds it, why and since when; nothing when it is not on hold."""
    return last_step(agreement, StepKind.HOLD) if agreement.state == AgreementState.ON_HOLD else None


def step_of(agreement: Agreement, kind: str) -> AgreementStep | None:
    """The newest act of that kind, for its receipt."""
    return last_step(agreement, StepKind(kind)) if kind in StepKind.values else None


def approval_checks(agreement: Agreement) -> list[tuple[str, str, str, str]]:
    """What a member looks at before it approves: each member's signature, standing and readiness (three queries)."""
    signatures = {row.member_id: row for row in agreement.signatures.order_by("pk")}
    members = members_of(agreement.alliance)
    items: dict[int, list[ReadinessItem]] = {row.organisation_id: [] for row in members if row.shares_readiness}
    for item in ReadinessItem.objects.filter(organisation__in=list(items)).order_by("pk"):
        items[item.organisation_id].append(item)
    checks = []
    for row in members:
        name, signature = row.organisation.name, signatures.get(row.pk)
        if row.organisation.is_suspended:
            checks.append(("stop", _("Suspended"), name, _("It cannot sign or be bound until that is lifted.")))
        elif signature is None:
            checks.append(("stop", _("Not signed"), name, _("Every member signs first.")))
        else:
            words = {"person": signature.signed_name, "when": when(signature.signed_at)}
            checks.append(("met", _("Signed"), name, _("%(person)s, %(when)s.") % words))
        checks.append(_readiness_check(name, items.get(row.organisation_id)))
    if not agreement.exit_plan:
        checks.append(
            (
                "look",
                _("No exit plan"),
                _("How the work ends"),
                _("It can be added by a variation, and closing needs it."),
            )
        )
    return checks


def _readiness_check(name: str, items: list[ReadinessItem] | None) -> tuple[str, str, str, str]:
    if items is None:
        return "look", _("Not shown"), name, _("It does not show the others what it has in order. Ask it.")
    readiness = readiness_of(items, today())
    words = {"done": readiness.done, "total": readiness.total}
    if readiness.done == readiness.total:
        return "met", _("In order"), name, _("All %(total)d things that buyers check are in place.") % words
    return (
        "look",
        _("Something is missing"),
        name,
        _("%(done)d of %(total)d things that buyers check are in place.") % words,
    )


def variations_of(alliance: Alliance) -> list[tuple[Variation, str, str]]:
    """All variations, the newest first, each with the colour of its state and what became of it (two queries)."""
    rows = alliance.variations.select_related("agreement", "made", "member__organisation").order_by("-number")
    return [(row, variation_kind(row), variation_words(row)) for row in rows.prefetch_related("answers")]


def open_variation(alliance: Alliance) -> Variation | None:
    """The one that is being written or waits for answers."""
    rows = alliance.variations.filter(state__in=[VariationState.DRAFT, VariationState.OPEN])
    return rows.select_related("agreement", "member__organisation").order_by("-number").first()


def variation_words(variation: Variation) -> str:
    """Which version it changes, and what became of it."""
    words = _("To version %(n)d, by %(name)s.") % {
        "n": variation.agreement.number,
        "name": variation.member.organisation.name,
    }
    if variation.made is not None:
        return f"{words} " + _("It made version %(n)d.") % {"n": variation.made.number}
    if variation.state == VariationState.OPEN:
        return f"{words} " + answered_so_far(variation)
    return words


def answered_so_far(variation: Variation) -> str:
    """ "1 of 3 members has agreed." """
    total = variation.alliance.members.admitted().count()
    done = sum(row.kind == VariationAnswerKind.AGREES for row in variation.answers.all())
    words = ngettext("%(done)d of %(total)d members has agreed.", "%(done)d of %(total)d members have agreed.", done)
    return words % {"done": done, "total": total}


def answer_rows(variation: Variation) -> list[tuple[str, str, str, str, str]]:
    """Each member's answer to exactly this wording, for the list of signatures (two queries)."""
    answers = {row.member_id: row for row in variation.answers.select_related("member__organisation").order_by("pk")}
    members = [row.member for row in answers.values()]
    if variation.state == VariationState.OPEN:
        members = list(variation.alliance.members.admitted().select_related("organisation").order_by("pk"))
    return [_answer_row(row.organisation.name, answers.get(row.pk)) for row in members]


def _answer_row(name: str, answer: VariationAnswer | None) -> tuple[str, str, str, str, str]:
    if answer is None:
        return name, "", "", _("Not answered yet"), ""
    small = _("%(name)s, authorised signatory") % {"name": answer.answered_name}
    if answer.kind == VariationAnswerKind.AGREES:
        return name, small, "signed", _("Agrees"), when(answer.answered_at)
    return name, small, "void", _("Refuses: %(why)s") % {"why": answer.reason}, when(answer.answered_at)


def answer_of(variation: Variation, organisation_ref: str) -> VariationAnswer | None:
    """A member's answer, for its receipt."""
    rows = variation.answers.select_related("member__organisation", "answered_by")
    return rows.filter(member__organisation__ref=organisation_ref).first()


def variation_history(variation: Variation) -> list[tuple[str, str, str, str, str]]:
    """Begun, proposed, answered, settled: each with person and time, for a timeline."""
    rows: list[tuple[datetime, str, str]] = [(variation.begun_at, _("Begun"), str(variation.begun_by))]
    if variation.proposed_at:
        rows.append((variation.proposed_at, _("Put to the members"), str(variation.proposed_by)))
    for answer in variation.answers.select_related("member__organisation").order_by("pk"):
        words = {"name": answer.member.organisation.name}
        said = _("%(name)s agreed") if answer.kind == VariationAnswerKind.AGREES else _("%(name)s refused")
        rows.append((answer.answered_at, said % words, answer.answered_name))
    if variation.settled_at:
        rows.append((variation.settled_at, str(VariationState(variation.state).label), ""))
    last = len(rows) - 1
    return [
        (when(at), text, "now" if place == last else "done", "", small) for place, (at, text, small) in enumerate(rows)
    ]


def is_standing(agreement: Agreement) -> bool:
    """Whether every member signed it and nothing has replaced it."""
    return agreement.state in STANDING


def variation_that_made(agreement: Agreement) -> Variation | None:
    """The variation of which this version came."""
    return Variation.objects.filter(made=agreement).first()


def whole_diff(agreement: Agreement, variation: Variation) -> dict[str, Any]:
    """Old and new wording side by side, the exit plan on its own."""
    return {
        "old_text": agreement.text,
        "new_text": variation.text,
        "text_changes": agreement.text != variation.text,
        "old_plan": agreement.exit_plan,
        "new_plan": variation.exit_plan,
        "plan_changes": agreement.exit_plan != variation.exit_plan,
    }
