"""What a provider wrote, in words: question by question, beside what the public reads now."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.marketplace.enums import AccessKind, Answer, BudgetsTaken, CareQuality, ProposalState, ServiceStatus
from portal.marketplace.models import Service, ServiceProposal, ServiceReport, TaxonomyTerm
from portal.marketplace.rules.kinds import TAXONOMY
from portal.marketplace.rules.listing import NEEDED, STEPS, Answers, answers_from, time_facts
from portal.marketplace.rules.times import joined, pattern_words
from portal.marketplace.selectors.facts import facts_of
from portal.marketplace.selectors.words import checked_words
from portal.organisations.enums import OrganisationState
from portal.organisations.models import Organisation

if TYPE_CHECKING:
    from portal.accounts.models import User

OPEN = (ProposalState.DRAFT, ProposalState.PROPOSED, ProposalState.RETURNED)


def step_names() -> dict[str, str]:
    """The questions as a task list names them."""
    return {
        "about": _("What it is called"),
        "happens": _("What happens"),
        "kinds": _("What kind of support it is"),
        "people": _("Who it is for"),
        "where": _("Where it happens"),
        "times": _("When it happens"),
        "costs": _("What it costs"),
        "budgets": _("Personal budgets"),
        "start": _("How one begins"),
        "access": _("Getting in and feeling well"),
        "welcome": _("Carers, peers and languages"),
        "places": _("Free places and waiting"),
        "contact": _("How to reach you"),
        "care": _("Care Quality Commission"),
        "status": _("Whether it is running"),
    }


def organisations_managed(user: "User") -> QuerySet[Organisation]:
    """Where the person may say what the directory shows."""
    if not user.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        memberships__user=user,
        memberships__left_at=None,
        memberships__is_administrator=True,
        state=OrganisationState.VERIFIED,
    ).order_by("name")


def services_managed(user: "User") -> QuerySet[Service]:
    """The services of these organisations, whatever their status."""
    mine = organisations_managed(user).values("pk")
    return Service.objects.filter(organisation__in=mine).select_related("organisation").order_by("name", "pk")


def proposals_of(user: "User") -> QuerySet[ServiceProposal]:
    """What is being written or looked at for these organisations."""
    mine = organisations_managed(user).values("pk")
    rows = ServiceProposal.objects.filter(organisation__in=mine, state__in=OPEN)
    return rows.select_related("organisation", "service", "editor").order_by("-saved_at", "-pk")


def proposals_waiting() -> QuerySet[ServiceProposal]:
    """What editors have to decide, the oldest first."""
    rows = ServiceProposal.objects.filter(state=ProposalState.PROPOSED)
    return rows.select_related("organisation", "service", "editor", "written_by").order_by("proposed_at", "pk")


def reports_open() -> QuerySet[ServiceReport]:
    """What people say is wrong, the oldest first."""
    return ServiceReport.objects.filter(state="open").select_related("service").order_by("reported_at", "pk")


def kind_choices(answers: Answers) -> list[tuple[str, str]]:
    """The portal's own kinds, and those that the service has from elsewhere."""
    uuids = answers.get("kinds", [])
    rows = TaxonomyTerm.objects.filter(Q(taxonomy__uuid=TAXONOMY[0]) | Q(uuid__in=uuids)).order_by("name", "pk")
    return [(str(row.uuid), row.name) for row in rows]


def task_rows(proposal: ServiceProposal, *, may_write: bool) -> list[tuple[str, str, str, str]]:
    """(name, address, status, kind) for the component `task_list`."""
    done = proposal.answers.get("done", [])
    rows = []
    for step, name in step_names().items():
        if step in done:
            status, kind = _("Answered"), ""
        elif step in NEEDED:
            status, kind = _("Not answered yet"), "waiting"
        else:
            status, kind = _("If you like"), "draft"
        href = reverse("marketplace:proposal_step", args=[proposal.ref, step]) if may_write else ""
        rows.append((name, href, status, kind))
    return rows


@dataclass(frozen=True)
class Side:
    """One question: what the public reads, what it would read."""

    step: str
    name: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        """Whether anything changes."""
        return self.old != self.new


def sides(proposal: ServiceProposal) -> list[Side]:
    """Old and new, question by question. Once approved, old is what was live before."""
    if proposal.state == ProposalState.APPROVED or proposal.service is None:
        before = proposal.before
    else:
        before = answers_from(facts_of(proposal.service))
    names = _kind_names(before, proposal.answers)
    old, new = answer_words(before, names) if before else {}, answer_words(proposal.answers, names)
    return [Side(step, name, old.get(step, ""), new[step]) for step, name in step_names().items()]


def _kind_names(*answers: Answers) -> dict[str, str]:
    uuids = {uuid for each in answers for uuid in each.get("kinds", [])}
    rows = TaxonomyTerm.objects.filter(uuid__in=uuids).order_by("name")
    return {str(row.uuid): row.name for row in rows}


def answer_words(answers: Answers, kinds: dict[str, str]) -> dict[str, str]:
    """Each question's answer as lines of text; empty when there is none."""
    place = answers.get("place") or {}
    ways = {"place": _("At a place"), "home": _("At people's homes"), "remote": _("By phone or online")}
    access = dict(AccessKind.choices)
    lines: dict[str, list[str]] = {
        "about": [answers["name"], answers["summary"]],
        "happens": [answers["description"]],
        "kinds": [", ".join(kinds.get(uuid, "") for uuid in answers["kinds"])],
        "people": [answers["eligibility"], _ages(answers)],
        "where": [
            joined([ways[way] for way in answers["delivery"]]),
            ", ".join(place[name] for name in ("name", "address_1", "city", "postal_code") if place.get(name)),
        ],
        "times": [time_words(each) for each in answers["times"]],
        "costs": [cost_line(each) for each in answers["costs"]],
        "budgets": [_choice(BudgetsTaken, answers["budgets_taken"])],
        "start": [_labelled(_("Without a referral"), Answer, answers["self_referral"]), answers["how_to_start"]],
        "access": [
            ", ".join(str(access[kind]) for kind in answers["access_yes"]),
            _listed(_("Ask first: %(what)s"), [str(access[kind]) for kind in answers["access_ask"]]),
            answers["access_note"],
        ],
        "welcome": [
            _labelled(_("Carers welcome"), Answer, answers["carers_welcome"]),
            _labelled(_("Run by peers"), Answer, answers["peer_led"]),
            answers["languages"],
        ],
        "places": [_dated(_("Free places"), answers, "places"), _dated(_("Weeks of waiting"), answers, "wait")],
        "contact": [answers["phone"], answers["email"], answers["url"]],
        "care": [_choice(CareQuality, answers["care_quality"]), answers["care_url"]],
        "status": [str(ServiceStatus(answers["status"]).label), answers["alert"]],
    }
    return {step: "\n".join(str(each) for each in lines[step] if each) for step in STEPS}


def time_words(typed: Answers) -> str:
    """One time that was typed."""
    text = pattern_words(time_facts(typed).pattern) or typed.get("description", "")
    until = typed.get("valid_to_on")
    ends = _("until %(day)s") % {"day": day(date.fromisoformat(until))} if until else ""
    return ", ".join(part for part in (text, ends, typed.get("notes", "")) if part)


def cost_line(typed: Answers) -> str:
    """One price that was typed."""
    pence = typed.get("amount_pence")
    amount = _("Ask first") if pence is None else format_pounds(pence, always_pence=True)
    return ", ".join(part for part in (amount, typed.get("option", ""), typed.get("amount_description", "")) if part)


def _ages(answers: Answers) -> str:
    low, high = answers["minimum_age"], answers["maximum_age"]
    if low is not None and high is not None:
        return _("From %(low)d to %(high)d years") % {"low": low, "high": high}
    if low is not None:
        return _("From %(low)d years") % {"low": low}
    return _("Up to %(high)d years") % {"high": high} if high is not None else ""


def _choice(choices: Any, value: str) -> str:
    return "" if value in ("", "unknown") else str(choices(value).label)


def _labelled(label: str, choices: Any, value: str) -> str:
    found = _choice(choices, value)
    return f"{label}: {found}" if found else ""


def _listed(pattern: str, names: list[str]) -> str:
    return pattern % {"what": ", ".join(names)} if names else ""


def _dated(label: str, answers: Answers, what: str) -> str:
    value = answers["places_free" if what == "places" else "wait_weeks"]
    on = answers[f"{what}_seen_on"]
    if value is None:
        return ""
    said = f"{label}: {value}"
    return _("%(said)s, as of %(day)s") % {"said": said, "day": day(date.fromisoformat(on))} if on else said


def managed_rows(user: "User", today: date) -> list[tuple[Service, bool, str]]:
    """(service, whether one may rely on its details, the sentence about when they were checked)."""
    return [(row, *checked_words(row, today)) for row in services_managed(user)]
