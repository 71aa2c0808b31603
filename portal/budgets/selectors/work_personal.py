"""What waits for people about personal budgets: the person, who acts for them, and who works on them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.budgets.enums import BudgetRole, BudgetState, GrantState, LineState, SpendState
from portal.budgets.models import (
    BudgetAssignment,
    CircleGrant,
    CircleNote,
    FundingPart,
    LegalAuthority,
    PersonalBudget,
    PlanLine,
    Reconsideration,
    SpendLine,
    SpendQuery,
    StatisticRelease,
)
from portal.budgets.models.personal import current
from portal.budgets.rules.quarter import last_ended
from portal.budgets.selectors.personal import first_paid, review_due_on
from portal.common.clock import LONDON, now, today
from portal.common.templatetags.ui_text import day
from portal.common.work import Waiting, WorkItem
from portal.organisations.enums import OrganisationKind, OrganisationState
from portal.organisations.models import Membership

HOLDER = "Personal budget holder"
SOON = timedelta(days=28)


def _url(name: str, *args: Any) -> str:
    return reverse(f"budgets:{name}", args=args)


def _item(budget: PersonalBudget, title: str, url: str, why: str, role: str, action: str, **more: Any) -> WorkItem:
    return WorkItem(
        title=title,
        url=url,
        about=_("Personal budget"),
        ref=budget.ref,
        why=why,
        role=role,
        action=action,
        **more,
    )


def personal_work_for(user: Any) -> list[WorkItem]:
    """Everything about personal budgets that waits for this person."""
    if not user.is_authenticated:
        return []
    held = _parts_of(user)
    return [
        *_for_person(user),
        *_invitations(user),
        *_to_take_in(user),
        *_for_coordinator(user, held[BudgetRole.COORDINATOR]),
        *_for_approver(user, held[BudgetRole.APPROVER]),
        *_for_finance(user, held[BudgetRole.FINANCE]),
        *_for_helpers(held),
        *_figures_to_release(user),
    ]


def _parts_of(user: Any) -> dict[str, list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    rows = current(BudgetAssignment.objects.filter(user=user), now()).order_by("pk")
    for role, budget_id in rows.values_list("role", "budget_id"):
        held[role].append(budget_id)
    return held


def _own_budgets(user: Any) -> tuple[list[PersonalBudget], set[int]]:
    """Budgets in which the person decides: their own, and those they act for by law; the keys of the latter."""
    law = current(LegalAuthority.objects.filter(user=user, expires_on__gte=today()), now()).exclude(kind="nominee")
    acting = set(law.order_by().values_list("budget_id", flat=True))
    rows = PersonalBudget.objects.filter(Q(holder=user) | Q(pk__in=acting)).exclude(state=BudgetState.CLOSED)
    return list(rows.select_related("holder").order_by("pk")), acting


def _for_person(user: Any) -> Iterator[WorkItem]:
    budgets, acting = _own_budgets(user)
    by_pk = {budget.pk: budget for budget in budgets}
    if not by_pk:
        return

    def why(budget: PersonalBudget, own: str) -> str:
        if budget.pk in acting and budget.holder_id != user.pk:
            return _("You act for %(name)s.") % {"name": budget.holder.display_name}
        return own

    for budget in budgets:
        if budget.state in (BudgetState.INDICATIVE_SET, BudgetState.PLANNING, BudgetState.RETURNED):
            titles = {
                BudgetState.INDICATIVE_SET: (_("Look at your amount and start your plan"), "personal_detail"),
                BudgetState.PLANNING: (_("Go on with your plan"), "personal_plan"),
                BudgetState.RETURNED: (_("Change your plan: it came back"), "personal_plan"),
            }
            title, name = titles[BudgetState(budget.state)]
            yield _item(
                budget, title, _url(name, budget.ref), why(budget, _("It is your plan.")), _(HOLDER), _("Go on")
            )
    waiting = SpendLine.objects.filter(budget__in=by_pk, state=SpendState.WAITING).exclude(recorded_by=user)
    for spend in waiting.select_related("recorded_by").order_by("recorded_at", "pk"):
        budget = by_pk[spend.budget_id]
        url = _url("spend_detail", budget.ref, spend.number)
        words = why(budget, _("Somebody put in for you what was spent."))
        yield _item(budget, _("Say whether an entry is right"), url, words, _(HOLDER), _("Look"))
    asked = SpendQuery.objects.filter(spend__budget__in=by_pk, answered_at=None).select_related("spend", "asked_by")
    for query in asked.order_by("asked_at", "pk"):
        budget = by_pk[query.spend.budget_id]
        url = _url("query_answer", budget.ref, query.spend.number, query.number)
        words = why(budget, _("Somebody asked about something that was spent."))
        yield _item(budget, _("Answer a question about your money"), url, words, _(HOLDER), _("Answer"))
    notes = CircleNote.objects.filter(budget__in=by_pk, read_at=None).order_by("budget_id")
    for pk in notes.values_list("budget_id", flat=True).distinct():
        budget = by_pk[pk]
        words = why(budget, _("Somebody in your circle left it."))
        yield _item(budget, _("Read a note for you"), _url("circle", budget.ref), words, _(HOLDER), _("Read"))


def _invitations(user: Any) -> Iterator[WorkItem]:
    rows = CircleGrant.objects.filter(email=user.email.lower(), state=GrantState.INVITED, ends_on__gte=today())
    for grant in rows.select_related("budget__holder").order_by("invited_at", "pk"):
        name = grant.budget.holder.display_name
        yield WorkItem(
            title=_("Answer the invitation of %(name)s") % {"name": name},
            url=_url("circle_answer", grant.token),
            about=_("A part of a plan"),
            ref="",
            why=_("%(name)s wants to share it with you.") % {"name": name},
            role=_("Somebody in a circle"),
            action=_("Answer"),
        )


def _to_take_in(user: Any) -> Iterator[WorkItem]:
    mine = Membership.objects.current().filter(user=user, is_administrator=True).values("organisation")
    taken = BudgetAssignment.objects.filter(budget=OuterRef("pk"), role=BudgetRole.COORDINATOR, ended_at=None)
    rows = PersonalBudget.objects.filter(~Exists(taken), organisation__in=mine, state=BudgetState.ENQUIRY)
    for budget in rows.order_by("asked_at", "pk"):
        why = _("You administer the body that was asked. You see nothing of the plan.")
        url = _url("budget_person_add", budget.ref)
        yield _item(budget, _("Choose who helps with a budget"), url, why, _("Administrator"), _("Choose"))


def _for_coordinator(user: Any, budgets: list[int]) -> Iterator[WorkItem]:
    if not budgets:
        return
    role = str(BudgetRole.COORDINATOR.label)
    why = _("You are the care co-ordinator.")
    steps = {
        BudgetState.ENQUIRY: (_("Say whether a budget is possible"), "eligibility"),
        BudgetState.ELIGIBLE: (_("Write down what is needed"), "assess"),
        BudgetState.ASSESSED: (_("Set the amount"), "amount_set"),
        BudgetState.AGREED: (_("Start the budget"), "activate"),
    }
    found = PersonalBudget.objects.filter(pk__in=budgets).prefetch_related("funding__holdings").order_by("pk")
    rows = {row.pk: row for row in found}
    paid = first_paid(budgets)
    for budget in rows.values():
        if budget.state in steps:
            title, name = steps[BudgetState(budget.state)]
            yield _item(budget, title, _url(name, budget.ref), why, role, _("Go on"))
        if budget.review_asked_at:
            words = _("The person asked to talk sooner.")
            yield _item(budget, _("Agree a talk"), _url("review_agree", budget.ref), words, role, _("Agree the day"))
        yield from _review(budget, role, paid)
    lines = PlanLine.objects.filter(budget__in=budgets, state=LineState.ASKED).order_by("added_at", "pk")
    for line in lines:
        budget = rows[line.budget_id]
        url = _url("line_decide", budget.ref, line.number)
        words = _("It needs a talk with you first.")
        yield _item(budget, _("Talk about something to buy"), url, words, role, _("Decide"))
    yield from _to_look_at_again(budgets, role, user)


def _review(budget: PersonalBudget, role: str, paid: dict[int, date]) -> Iterator[WorkItem]:
    """The talk that the law asks for, from four weeks before its day on; late, nothing stops."""
    if budget.state != BudgetState.ACTIVE:
        return
    budget.__dict__["_parts"] = list(budget.funding.all())
    due = review_due_on(budget, paid)
    if due is None or due > today() + SOON:
        return
    due_at = datetime.combine(due + timedelta(days=1), time(0), tzinfo=LONDON)
    why = _("A talk is due by %(day)s.") % {"day": day(due)}
    url = _url("review_record", budget.ref)
    yield _item(budget, _("Talk about how it goes"), url, why, role, _("Write it down"), due_at=due_at)


def _to_look_at_again(budgets: list[int], role: str, user: Any) -> Iterator[WorkItem]:
    """Decisions of somebody else that the person wants looked at again."""
    rows = Reconsideration.objects.filter(decision__budget__in=budgets, answered_at=None)
    for asked in rows.exclude(decision__decided_by=user).select_related("decision__budget").order_by("asked_at", "pk"):
        decision = asked.decision
        url = _url("decision_answer", decision.budget.ref, decision.number)
        why = _("The person asked, and somebody else decided.")
        yield _item(decision.budget, _("Look at a decision again"), url, why, role, _("Answer"))


def _for_approver(user: Any, budgets: list[int]) -> Iterator[WorkItem]:
    if not budgets:
        return
    role = str(BudgetRole.APPROVER.label)
    rows = PersonalBudget.objects.filter(pk__in=budgets, state=BudgetState.SUBMITTED).order_by("pk")
    for budget in rows:
        why = _("It is signed, and you did not write it.")
        yield _item(budget, _("Decide on a plan"), _url("plan_decide", budget.ref), why, role, _("Decide"))
    yield from _to_look_at_again(budgets, role, user)


def _for_finance(user: Any, budgets: list[int]) -> Iterator[WorkItem]:
    if not budgets:
        return
    rows = FundingPart.objects.filter(budget__in=budgets, confirmed_at=None, set_at__isnull=False)
    for part in rows.exclude(set_by=user).select_related("budget").order_by("set_at", "pk"):
        url = _url("funding_confirm", part.budget.ref, part.number)
        why = _("The amount was set by somebody else.")
        role = str(BudgetRole.FINANCE.label)
        yield _item(part.budget, _("Confirm that the money is there"), url, why, role, _("Look"))


def _for_helpers(held: dict[str, list[int]]) -> Iterator[WorkItem]:
    """A broker writes with the person while the plan is open."""
    for role in (BudgetRole.BROKER, BudgetRole.PLANNER):
        rows = PersonalBudget.objects.filter(pk__in=held[role], state__in=[BudgetState.PLANNING, BudgetState.RETURNED])
        for budget in rows.order_by("pk") if held[role] else ():
            why = _("The person makes a plan, and you were asked to help.")
            url = _url("personal_plan", budget.ref)
            yield _item(budget, _("Help with a plan"), url, why, str(role.label), _("Open the plan"))


def _figures_to_release(user: Any) -> Iterator[WorkItem]:
    """The newest quarter that is over, for finance officers, once any budget runs."""
    is_finance = Membership.objects.current().filter(
        user=user,
        is_finance=True,
        organisation__kind=OrganisationKind.COMMISSIONER,
        organisation__state=OrganisationState.VERIFIED,
    )
    start = last_ended(today())
    if not is_finance.exists() or StatisticRelease.objects.filter(quarter_starts_on=start).exists():
        return
    if PersonalBudget.objects.exclude(started_at=None).exists():
        yield WorkItem(
            title=_("Release figures about personal budgets"),
            url=_url("statistics_release"),
            about=_("Personal budgets in numbers"),
            ref="",
            why=_("The quarter that began on %(day)s is over.") % {"day": day(start)},
            role=_("Finance officer"),
            action=_("Look"),
        )


def personal_waiting_for(user: Any) -> list[Waiting]:
    """What the person has done their part of."""
    if not user.is_authenticated:
        return []
    budgets, _acting = _own_budgets(user)
    found = []
    for budget in budgets:
        if budget.state == BudgetState.SUBMITTED:
            found.append(_wait(_("Your plan"), budget, str(BudgetRole.APPROVER.label)))
        if budget.state in (BudgetState.ENQUIRY, BudgetState.ELIGIBLE, BudgetState.ASSESSED):
            found.append(_wait(_("Your budget"), budget, str(BudgetRole.COORDINATOR.label)))
    asked = Reconsideration.objects.filter(decision__budget__in=budgets, answered_at=None)
    for row in asked.select_related("decision__budget").order_by("asked_at", "pk"):
        found.append(_wait(_("A second look at a decision"), row.decision.budget, str(BudgetRole.APPROVER.label)))
    return found


def _wait(title: str, budget: PersonalBudget, whom: str) -> Waiting:
    return Waiting(title=title, url=_url("personal_detail", budget.ref), about=budget.ref, from_whom=whom)
