"""The task list of a draft, and its answers to check."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.permissions import YES, Decision, no
from portal.common.templatetags.ui_text import day, pounds, when
from portal.tenders.cpv import cpv_label
from portal.tenders.enums import EVALUATORS, Regime, TeamRole
from portal.tenders.models import Procurement
from portal.tenders.permissions.procurement import can_ask_publication, can_edit_pack, can_publish_procurement
from portal.tenders.rules.price import rule_in_words
from portal.tenders.selectors.procurement import outcomes_of
from portal.tenders.selectors.procurement_check import (
    LOOK,
    STOP,
    Check,
    Pack,
    pack_checks,
    pack_of,
    percent,
    price_terms,
)
from portal.tenders.selectors.procurement_pack import tie_steps
from portal.tenders.selectors.procurement_page import extension_words, length_words
from portal.tenders.selectors.procurement_regime import path_of

LISTS = {"lots": "tenders:lot_list", "questions": "tenders:question_list", "team": "tenders:team_list"}


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    key: str
    name: str
    href: str
    status: str
    kind: str
    hint: str = ""


def part_names(procurement: Procurement) -> dict[str, str]:
    """The parts of the pack in their order; the key criteria exist only under the Provider Selection Regime."""
    names = {
        "what": _("What is bought"),
        "codes": _("Codes for what is bought"),
        "value": _("Value and length"),
        "facts": _("What decides the rules"),
        "rules": _("Which rules apply"),
        "process": _("Why a competition"),
        "payment": _("How it is paid"),
        "lots": _("Lots"),
        "bidders": _("Who can bid, and who judges"),
        "questions": _("Questions and weights"),
        "price": _("How price counts"),
        "ties": _("If two bids are level"),
        "scale": _("The scale of scores"),
        "criteria": _("The five key criteria"),
        "dates": _("Dates"),
        "conflicts": _("Conflicts of interest"),
        "team": _("The team"),
    }
    if procurement.regime != Regime.PSR:
        del names["criteria"], names["process"]
    return names


def part_url(procurement: Procurement, part: str) -> str:
    """Where a part is written; empty for what is not part of the pack, such as the money."""
    if part in LISTS:
        return reverse(LISTS[part], args=[procurement.ref])
    if part in ("money", ""):
        return ""
    return reverse("tenders:pack_edit", args=[procurement.ref, part])


def tasks_of(procurement: Procurement, checks: Iterable[Check]) -> list[Task]:
    """Each part with what is missing in it."""
    found: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        if check.kind == STOP:
            found[check.part].append(check)
    return [_task(procurement, key, name, found[key]) for key, name in part_names(procurement).items()]


def _task(procurement: Procurement, key: str, name: str, missing: list[Check]) -> Task:
    href = part_url(procurement, key)
    if key in procurement.typed:
        return Task(key, name, href, _("Kept as you left it"), "waiting")
    if missing:
        hint = missing[0].what
        if len(missing) > 1:
            rest = len(missing) - 1
            hint += ngettext(", and %(n)d more thing", ", and %(n)d more things", rest) % {"n": rest}
        return Task(key, name, href, _("To do"), "now", hint)
    return Task(key, name, href, _("Done"), "")


def gate_rows(procurement: Procurement, checks: list[Check], user: Any) -> list[tuple[str, str, str, str, str, str]]:
    """The findings for the component `gate`, with what stops only this person; ways only for those who may mend."""
    may_edit = bool(can_edit_pack(user, procurement))
    rows = [
        (
            check.kind,
            _("Stops publishing") if check.kind == STOP else _("Worth a look"),
            check.what,
            check.how,
            part_url(procurement, check.part) if may_edit else "",
            _("Go there") if may_edit and part_url(procurement, check.part) else "",
        )
        for check in sorted(checks, key=lambda check: check.kind == LOOK)
    ]
    if not (decision := can_publish_procurement(user, procurement)):
        who = publisher_name(procurement)
        how = _("%(who)s can.") % {"who": who} if who else _("Assign a publisher in the team.")
        rows.insert(0, (STOP, _("Stops you, not the tender"), decision.reason, how, "", ""))
    if not any(check.kind == STOP for check in checks):
        what = _("Every part is written, the weights make 100 for each lot, and the dates are in order")
        rows.append(("met", _("Done"), what, "", "", ""))
    return rows


def publisher_name(procurement: Procurement) -> str:
    """Who publishes it, if somebody is assigned."""
    row = procurement.assignments.filter(role=TeamRole.PUBLISHER, ended_at=None).select_related("user").first()
    return str(row.user) if row else ""


@dataclass(frozen=True)
class Answers:
    """One block of answers to check."""

    title: str
    rows: list[tuple[str, Any, str, str]]


def answers_of(procurement: Procurement, now: datetime, *, may_change: bool) -> list[Answers]:
    """Everything that was written, in blocks, each answer with the way to change it."""
    pack = pack_of(procurement, now)
    blocks = [
        (_("What is bought"), _what(procurement, pack)),
        (_("Dates"), _dates(procurement)),
        (_("Money"), _money(procurement)),
        (_("How bids are judged"), _judging(procurement, pack)),
        (_("People"), _people(procurement, pack)),
    ]
    return [
        Answers(
            title,
            [
                (key, value or _("Not yet"), part_url(procurement, part) if may_change else "", _("Change"))
                for key, value, part in rows
            ],
        )
        for title, rows in blocks
    ]


def _path(p: Procurement) -> Any:
    path = path_of(p)
    return list(path.reasons) if path else ""


def _what(p: Procurement, pack: Pack) -> list[tuple[str, Any, str]]:
    version = p.specification
    rows = [
        (_("Name"), p.title, "what"),
        (_("In a sentence"), p.summary, "what"),
        (_("Specification"), _("Version %(n)d, agreed") % {"n": version.number} if version else "", ""),
        (_("Outcomes"), [outcome.statement for outcome in outcomes_of(p)], ""),
        (_("Rules"), [p.get_regime_display(), p.regime_rationale] if p.regime else "", "rules"),
        (_("Why a competition"), _path(p), "process") if p.regime == Regime.PSR else None,
        (_("Codes"), [cpv_label(code) for code in p.cpv_codes], "codes"),
        (_("Lots"), [str(lot) for lot in pack.lots], "lots"),
        (_("Alliances"), _("Welcome") if p.allows_alliances else _("One organisation only"), "bidders"),
    ]
    return [row for row in rows if row]


def _dates(p: Procurement) -> list[tuple[str, Any, str]]:
    return [
        (_("Last questions"), when(p.questions_close_at), "dates"),
        (_("Last answers"), when(p.answers_by_at), "dates"),
        (_("Bids close"), when(p.deadline_at), "dates"),
        (_("Decision announced"), day(p.intention_planned_on), "dates"),
        (_("Service"), _period(p), "value"),
    ]


def _period(p: Procurement) -> str:
    if not p.starts_on or not p.ends_on:
        return ""
    words = _("%(from)s to %(to)s, %(length)s") % {
        "from": day(p.starts_on),
        "to": day(p.ends_on),
        "length": length_words(p.starts_on, p.ends_on),
    }
    extra = extension_words(p.extension_months)
    return _("%(period)s, %(extra)s more possible") % {"period": words, "extra": extra} if extra else words


def _money(p: Procurement) -> list[tuple[str, Any, str]]:
    value = _("%(value)s with VAT, whole life") % {"value": pounds(p.estimated_value_pence)}
    return [
        (_("Value"), value if p.estimated_value_pence else "", "value"),
        (_("Paid for outcomes"), f"{percent(p.outcome_share_percent)}%", "payment"),
        (_("Paid when"), p.payment_terms, "payment"),
    ]


def _judging(p: Procurement, pack: Pack) -> list[tuple[str, Any, str]]:
    questions = [f"{q.number}. {q.title}: {percent(q.weight)}%" for q in pack.scored]
    levels = p.scale.get("levels", [])
    scale = _("%(low)s to %(high)s") % {"low": levels[0]["value"], "high": levels[-1]["value"]} if levels else ""
    return [
        (_("Questions"), questions, "questions"),
        (_("Price"), [f"{percent(p.price_weight)}%", rule_in_words(price_terms(p))], "price"),
        (_("Scale"), scale, "scale"),
        (_("If two are level"), tie_steps(p), "ties"),
    ]


def _people(p: Procurement, pack: Pack) -> list[tuple[str, Any, str]]:
    def names(*roles: TeamRole) -> list[str]:
        return [str(row.user) for row in pack.people(*roles)]

    return [
        (_("Lead"), names(TeamRole.LEAD), "team"),
        (_("Publisher"), names(TeamRole.PUBLISHER), "team"),
        (_("Opening officers"), names(TeamRole.OPENER), "team"),
        (_("Facilitator"), names(TeamRole.FACILITATOR), "team"),
        (_("Evaluators"), names(*EVALUATORS), "team"),
        (_("Approver"), names(TeamRole.APPROVER), "team"),
        (_("Conflicts of interest"), p.conflicts_note, "conflicts"),
    ]


def _may_ask(user: Any, procurement: Procurement, checks: list[Check]) -> Decision:
    """Handing it over: once all but the money is there."""
    if not (decision := can_ask_publication(user, procurement)):
        return decision
    if any(check.kind == STOP and check.part != "money" for check in checks):
        return no(_("Something is still missing. What it is stands above."))
    return YES


@dataclass(frozen=True)
class Draft:
    """A draft as its working pages show it."""

    checks: list[Check]
    tasks: list[Task]
    done: int
    stops: int
    looks: int
    may_publish: Decision
    may_ask: Decision
    publisher: str


def draft_of(user: Any, procurement: Procurement, now: datetime) -> Draft:
    """What is written, what is missing, who publishes."""
    checks = pack_checks(procurement, now)
    tasks = tasks_of(procurement, checks)
    if not can_edit_pack(user, procurement):
        tasks = [replace(task, href="") for task in tasks]
    return Draft(
        checks=checks,
        tasks=tasks,
        done=sum(1 for task in tasks if not task.kind),
        stops=sum(1 for check in checks if check.kind == STOP),
        looks=sum(1 for check in checks if check.kind == LOOK),
        may_publish=can_publish_procurement(user, procurement),
        may_ask=_may_ask(user, procurement, checks),
        publisher=publisher_name(procurement),
    )
