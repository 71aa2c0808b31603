"""Mail about personal budgets, once, after the commit: links, never what a plan says, never an amount."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.events import AccountClosed
from portal.accounts.models import User
from portal.audit.selectors import events_about
from portal.budgets.enums import BudgetRole, BudgetState, GrantState
from portal.budgets.events import personal as events
from portal.budgets.models import (
    BudgetAssignment,
    BudgetDecision,
    CircleGrant,
    CircleNote,
    LegalAuthority,
    MoneyIn,
    PersonalBudget,
    PlanLine,
    Reconsideration,
    SpendLine,
    SpendQuery,
)
from portal.budgets.models.personal import current
from portal.common.clock import now, today
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify, notify_address
from portal.organisations.models import Membership

NOTHING = "You do not need to do anything."


def _link(name: str, *args: Any) -> str:
    return reverse(f"budgets:{name}", args=args)


def _budget(pk: int) -> PersonalBudget:
    return PersonalBudget.objects.select_related("holder", "organisation").get(pk=pk)


def _person(budget: PersonalBudget) -> list[User]:
    """The holder, and who acts for them by law."""
    law = current(budget.authorities.filter(expires_on__gte=today()), now()).exclude(kind="nominee")
    return [budget.holder, *(row.user for row in law.select_related("user").order_by("number"))]


def _office(budget: PersonalBudget, role: BudgetRole) -> list[User]:
    rows = current(budget.people.filter(role=role), now())
    return [row.user for row in rows.select_related("user").order_by("number")]


def _turn(budget: PersonalBudget) -> str:
    """Tells one time from another when the same thing can happen again: the end of the budget's record."""
    newest = events_about(budget).last()
    return f"{budget.pk}:{newest.sequence if newest else 0}"


def _send(key: str, people: Iterable[User], subject: str, link: str, *, opening: str = "", must: bool = False) -> None:
    notify(
        event_key=f"budgets.{key}",
        recipients=people,
        mail=Mail(
            subject=subject,
            opening=opening or _(NOTHING),
            link=link,
            link_text=_("See it on the portal"),
            must_act=must,
        ),
    )


@subscribe(events.BudgetAsked)
def ask_who_helps(event: events.BudgetAsked) -> None:
    """The administrators of the body choose somebody."""
    budget = _budget(event.budget_id)
    rows = Membership.objects.current().filter(organisation=budget.organisation, is_administrator=True)
    people = [row.user for row in rows.select_related("user").order_by("pk")]
    opening = _("You need to choose a care co-ordinator. Somebody asked for a personal budget.")
    link = _link("budget_person_add", budget.ref)
    _send(
        f"personal.asked:{budget.pk}",
        people,
        _("Somebody asks for a personal budget"),
        link,
        opening=opening,
        must=True,
    )


@subscribe(events.BudgetPersonAdded)
def tell_who_takes_part(event: events.BudgetPersonAdded) -> None:
    """Who got a part, and the person whose budget it is."""
    row = BudgetAssignment.objects.select_related("budget__holder", "user").get(pk=event.assignment_id)
    link = _link("personal_detail", row.budget.ref)
    is_first = row.role == BudgetRole.COORDINATOR
    opening = _("You need to talk with the person. They asked for a personal budget.") if is_first else ""
    _send(
        f"personal.part:{row.pk}",
        [row.user],
        _("You have a part in a personal budget"),
        link,
        opening=opening,
        must=is_first,
    )
    _send(f"personal.part-told:{row.pk}", [row.budget.holder], _("Somebody has a part in your budget"), link)


@subscribe(events.BudgetFoundEligible)
def tell_that_it_is_possible(event: events.BudgetFoundEligible) -> None:
    """Good news."""
    budget = _budget(event.budget_id)
    link = _link("personal_detail", budget.ref)
    _send(f"personal.eligible:{budget.pk}", _person(budget), _("You can have a personal budget"), link)


@subscribe(events.AmountShown)
def show_the_amount(event: events.AmountShown) -> None:
    """The person before planning; finance confirms."""
    budget = _budget(event.budget_id)
    link = _link("personal_detail", budget.ref)
    opening = _("You need to look at the amount. Then you can start your plan.")
    _send(f"personal.shown:{budget.pk}", _person(budget), _("Your amount is there"), link, opening=opening, must=True)
    _ask_finance(budget)


def _ask_finance(budget: PersonalBudget) -> None:
    opening = _("You need to confirm that the money is there.")
    link = _link("personal_money", budget.ref)
    people = _office(budget, BudgetRole.FINANCE)
    key = f"personal.confirm:{_turn(budget)}"
    _send(key, people, _("Please confirm the money of a personal budget"), link, opening=opening, must=True)


@subscribe(events.AmountChanged)
def tell_the_new_amount(event: events.AmountChanged) -> None:
    """The person hears that it changed; why stands on the page."""
    budget = _budget(event.budget_id)
    link = _link("personal_money", budget.ref)
    _send(f"personal.changed:{_turn(budget)}", _person(budget), _("Your amount changed, and why"), link)
    _ask_finance(budget)


@subscribe(events.PlanStarted)
def tell_that_the_plan_is_open(event: events.PlanStarted) -> None:
    """The person and who plans with them."""
    budget = _budget(event.budget_id)
    people = [*_person(budget), *_office(budget, BudgetRole.COORDINATOR), *_office(budget, BudgetRole.PLANNER)]
    link = _link("personal_plan", budget.ref)
    opening = _("You need to make the plan together. You can stop and come back at any time.")
    _send(f"personal.planning:{_turn(budget)}", people, _("The plan is open"), link, opening=opening, must=True)


@subscribe(events.LineAsked)
def ask_for_a_talk(event: events.LineAsked) -> None:
    """The co-ordinator talks with the person."""
    line = PlanLine.objects.select_related("budget").get(pk=event.line_id)
    people = _office(line.budget, BudgetRole.COORDINATOR)
    opening = _("You need to talk with the person and decide.")
    link = _link("line_decide", line.budget.ref, line.number)
    _send(f"line.asked:{line.pk}", people, _("Something to buy needs a talk"), link, opening=opening, must=True)


@subscribe(events.LineAgreed, events.LineRefused)
def tell_about_a_line(event: events.LineAgreed | events.LineRefused) -> None:
    """The person hears, either way."""
    line = PlanLine.objects.select_related("budget__holder").get(pk=event.line_id)
    is_yes = isinstance(event, events.LineAgreed)
    subject = _("Something in your plan is agreed") if is_yes else _("Something in your plan is not agreed")
    link = _link("line_detail", line.budget.ref, line.number)
    _send(f"line.decided:{line.pk}", _person(line.budget), subject, link)


@subscribe(events.PlanSubmitted)
def ask_for_the_second_yes(event: events.PlanSubmitted) -> None:
    """The approver decides."""
    budget = _budget(event.budget_id)
    people = _office(budget, BudgetRole.APPROVER)
    opening = _("You need to read a plan and decide. Somebody else wrote it.")
    link = _link("plan_decide", budget.ref)
    _send(f"plan.submitted:{_turn(budget)}", people, _("A plan waits for your yes"), link, opening=opening, must=True)


@subscribe(events.PlanWithdrawn)
def tell_that_it_was_taken_back(event: events.PlanWithdrawn) -> None:
    """The approver need not read it now."""
    budget = _budget(event.budget_id)
    link = _link("personal_list")
    people = _office(budget, BudgetRole.APPROVER)
    _send(f"plan.withdrawn:{_turn(budget)}", people, _("A plan was taken back"), link)


@subscribe(events.PlanReturned)
def tell_that_it_came_back(event: events.PlanReturned) -> None:
    """The person changes it."""
    budget = _budget(event.budget_id)
    people = [*_person(budget), *_office(budget, BudgetRole.COORDINATOR)]
    opening = _("You need to change something. Why stands on the page.")
    link = _link("personal_plan", budget.ref)
    _send(f"plan.returned:{_turn(budget)}", people, _("The plan came back"), link, opening=opening, must=True)


@subscribe(events.PlanAgreed)
def tell_that_it_is_agreed(event: events.PlanAgreed) -> None:
    """The person hears; the co-ordinator starts it."""
    budget = _budget(event.budget_id)
    link = _link("personal_detail", budget.ref)
    _send(f"plan.agreed:{_turn(budget)}", _person(budget), _("Your plan is agreed"), link)
    opening = _("You need to start the budget.")
    people = _office(budget, BudgetRole.COORDINATOR)
    _send(
        f"plan.start:{_turn(budget)}",
        people,
        _("A plan is agreed"),
        _link("activate", budget.ref),
        opening=opening,
        must=True,
    )


@subscribe(events.BudgetActivated, events.BudgetStateChanged)
def tell_how_it_stands(event: events.BudgetActivated | events.BudgetStateChanged) -> None:
    """The person hears that it runs, is paused, goes on, ends or is closed."""
    budget = _budget(event.budget_id)
    words = {
        BudgetState.ACTIVE: _("Your budget runs"),
        BudgetState.SUSPENDED: _("Your budget is paused"),
        BudgetState.ENDING: _("Your budget comes to an end"),
        BudgetState.CLOSED: _("Your budget is closed"),
    }
    subject = words.get(BudgetState(budget.state))
    if subject:
        link = _link("personal_detail", budget.ref)
        _send(f"personal.state:{_turn(budget)}", _person(budget), subject, link)


@subscribe(events.MoneyPaidIn)
def tell_that_money_came(event: events.MoneyPaidIn) -> None:
    """The person hears."""
    row = MoneyIn.objects.select_related("part__budget__holder").get(pk=event.payment_id)
    budget = row.part.budget
    link = _link("personal_money", budget.ref)
    _send(f"personal.paid:{row.pk}", _person(budget), _("Money came into your budget"), link)


@subscribe(events.SpendWaiting)
def ask_whether_it_is_right(event: events.SpendWaiting) -> None:
    """The person says yes or no."""
    spend = SpendLine.objects.select_related("budget__holder").get(pk=event.spend_id)
    opening = _("You need to say whether it is right. Somebody put it in for you.")
    link = _link("spend_detail", spend.budget.ref, spend.number)
    _send(f"spend.waiting:{spend.pk}", _person(spend.budget), _("Is this right?"), link, opening=opening, must=True)


@subscribe(events.SpendQueried)
def ask_the_person(event: events.SpendQueried) -> None:
    """The person answers; nothing stops."""
    query = SpendQuery.objects.select_related("spend__budget__holder").get(pk=event.query_id)
    budget = query.spend.budget
    opening = _("You need to answer a question. Nothing stops because of it.")
    link = _link("query_answer", budget.ref, query.spend.number, query.number)
    _send(
        f"spend.query:{query.pk}", _person(budget), _("A question about your money"), link, opening=opening, must=True
    )


@subscribe(events.SpendAnswered)
def tell_the_answer(event: events.SpendAnswered) -> None:
    """Who asked hears."""
    query = SpendQuery.objects.select_related("spend__budget", "asked_by").get(pk=event.query_id)
    link = _link("spend_detail", query.spend.budget.ref, query.spend.number)
    _send(f"spend.answer:{query.pk}", [query.asked_by], _("Your question is answered"), link)


@subscribe(events.CircleInvited)
def invite(event: events.CircleInvited) -> None:
    """By e-mail, with or without an account. The mail says neither what a plan holds nor that it is about care."""
    grant = CircleGrant.objects.select_related("budget__holder").get(pk=event.grant_id)
    if grant.state != GrantState.INVITED:
        return
    name = grant.budget.holder.display_name
    notify_address(
        event_key=f"budgets.circle.invited:{grant.pk}",
        email=grant.email,
        mail=Mail(
            subject=_("%(name)s wants to share something with you") % {"name": name},
            opening=_("You need to say yes or no. If you have no account yet, make one with this address."),
            link=_link("circle_answer", grant.token),
            link_text=_("See the invitation"),
            must_act=True,
        ),
    )


@subscribe(events.CircleAnswered)
def tell_their_answer(event: events.CircleAnswered) -> None:
    """The person hears."""
    grant = CircleGrant.objects.select_related("budget__holder").get(pk=event.grant_id)
    subject = _("Somebody said yes to you") if grant.state == GrantState.ACTIVE else _("Somebody said no to you")
    link = _link("circle", grant.budget.ref)
    _send(f"circle.answered:{grant.pk}", [grant.budget.holder], subject, link)


@subscribe(events.CircleStopped)
def tell_that_it_stopped(event: events.CircleStopped) -> None:
    """Who was let in hears that it is over; no reason."""
    grant = CircleGrant.objects.select_related("user").get(pk=event.grant_id)
    if grant.user:
        link = _link("personal_list")
        _send(f"circle.stopped:{grant.pk}", [grant.user], _("Something is no longer shared with you"), link)


@subscribe(events.NoteLeft)
def tell_of_a_note(event: events.NoteLeft) -> None:
    """The person reads it."""
    note = CircleNote.objects.select_related("budget__holder").get(pk=event.note_id)
    link = _link("circle", note.budget.ref)
    _send(f"circle.note:{note.pk}", [note.budget.holder], _("Somebody left a note for you"), link)


@subscribe(events.AuthorityVerified)
def tell_of_an_authority(event: events.AuthorityVerified) -> None:
    """Both hear: who acts, and for whom."""
    row = LegalAuthority.objects.select_related("budget__holder", "user").get(pk=event.authority_id)
    link = _link("personal_detail", row.budget.ref)
    _send(f"authority:{row.pk}", [row.user], _("You can act for somebody here"), link)
    _send(f"authority.told:{row.pk}", [row.budget.holder], _("Somebody can act for you here"), link)


@subscribe(events.DecisionMade)
def tell_of_a_decision(event: events.DecisionMade) -> None:
    """The person hears, with the way to a second look."""
    row = BudgetDecision.objects.select_related("budget__holder").get(pk=event.decision_id)
    link = _link("decision_list", row.budget.ref)
    _send(f"decision:{row.pk}", _person(row.budget), _("A decision about your budget, with its reasons"), link)


@subscribe(events.ReconsiderationAsked)
def ask_for_a_second_look(event: events.ReconsiderationAsked) -> None:
    """Whoever did not decide."""
    row = Reconsideration.objects.select_related("decision__budget").get(pk=event.reconsideration_id)
    budget = row.decision.budget
    office = [*_office(budget, BudgetRole.APPROVER), *_office(budget, BudgetRole.COORDINATOR)]
    people = [person for person in office if person.pk != row.decision.decided_by_id]
    opening = _("You need to look at a decision again. Somebody else made it.")
    link = _link("decision_answer", budget.ref, row.decision.number)
    _send(f"again.asked:{row.pk}", people, _("A decision is to be looked at again"), link, opening=opening, must=True)


@subscribe(events.ReconsiderationAnswered)
def tell_the_second_answer(event: events.ReconsiderationAnswered) -> None:
    """The person hears."""
    row = Reconsideration.objects.select_related("decision__budget__holder").get(pk=event.reconsideration_id)
    budget = row.decision.budget
    link = _link("decision_list", budget.ref)
    _send(f"again.answered:{row.pk}", _person(budget), _("Your decision was looked at again"), link)


@subscribe(events.ReviewAsked)
def ask_for_an_earlier_talk(event: events.ReviewAsked) -> None:
    """The co-ordinator calls."""
    budget = _budget(event.budget_id)
    people = _office(budget, BudgetRole.COORDINATOR)
    opening = _("You need to agree a day for a talk. The person asked for it.")
    link = _link("review_agree", budget.ref)
    _send(f"review.asked:{_turn(budget)}", people, _("Somebody wants to talk sooner"), link, opening=opening, must=True)


@subscribe(AccountClosed)
def end_parts(event: AccountClosed) -> None:
    """Who closed their account has no part in anybody's budget, and acts for nobody."""
    for model in (BudgetAssignment, LegalAuthority):
        model.objects.filter(user=event.user_id, ended_at=None).update(ended_at=now())
