"""From the question to the amount: who helps, whether it is possible, what is needed, how much."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.accounts.selectors import verified_user
from portal.budgets.access.personal import access_budget, access_part, access_person, asked_of, funders
from portal.budgets.enums import BudgetKind, BudgetRole, FunderKind, RightBasis
from portal.budgets.forms.personal import (
    AmountChangeForm,
    AmountForm,
    AskForm,
    EligibilityForm,
    NeedsForm,
    PersonPartForm,
)
from portal.budgets.permissions import personal as may
from portal.budgets.selectors.personal import mine_of, people_of
from portal.budgets.selectors.plan import parts_of
from portal.budgets.services.personal import (
    Amount,
    Ground,
    amount_change,
    amount_set,
    budget_ask,
    budget_assess,
    budget_decline,
    budget_person_add,
    budget_person_end,
    eligibility_find,
    funding_confirm,
    plan_start,
)
from portal.budgets.views.personal.parts import SECTION, ask, confirm, url, whom
from portal.common.exceptions import DomainError
from portal.common.http import PortalRequest, posted
from portal.common.templatetags.ui_text import day, to_the_penny
from portal.organisations.enums import LegalForm


@login_required
def personal_list_view(request: PortalRequest) -> HttpResponse:
    """My budget: one's own, those shared with one, those one works on."""
    context = {"mine": mine_of(request.user), "can_ask": bool(asked_of()), "section": SECTION}
    return render(request, "budgets/personal/list.html", context)


@login_required
def personal_ask_view(request: PortalRequest) -> HttpResponse:
    """Ask for a budget."""
    bodies = {body.ref: body for body in asked_of()}
    form = AskForm(posted(request), organisations=[(ref, body.name) for ref, body in bodies.items()])
    return ask(
        request,
        form,
        lambda data: budget_ask(actor=request.user, organisation=bodies[data["organisation"]], words=data["words"]),
        budget=None,
        heading=_("Ask for a personal budget"),
        intro=_("A personal budget is money for your care. You choose what helps you. Somebody talks with you first."),
        button=_("Ask"),
        to=lambda made: url("personal_detail", made.ref),
        back=url("personal_list"),
        said=_("You have asked. Somebody calls or writes to you."),
    )


@login_required
def person_list_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Who has a part in this budget, for who chooses them."""
    budget = access_budget(request.user, ref, may.can_assign_people)
    context = whom(request.user, budget) | {"people": people_of(budget)}
    return render(request, "budgets/personal/people.html", context)


@login_required
def budget_person_add_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Give somebody a part."""
    budget = access_budget(request.user, ref, may.can_assign_people)
    roles = list(BudgetRole) if may.can_coordinate(request.user, budget) else [BudgetRole.COORDINATOR]
    form = PersonPartForm(posted(request), roles=roles, initial={"role": roles[0].value})

    def add(data: dict[str, Any]) -> Any:
        user = verified_user(data["email"])
        if user is None:
            raise DomainError(_("Nobody with this address has an account here."))
        return budget_person_add(
            actor=request.user,
            budget=budget,
            user=user,
            role=BudgetRole(data["role"]),
            reason=data["reason"],
            ties=data["ties"],
        )

    is_first = len(roles) == 1
    return ask(
        request,
        form,
        add,
        budget=budget,
        heading=_("Choose who helps with this budget") if is_first else _("Give somebody a part"),
        button=_("Give them this part"),
        to=url("personal_list") if is_first else url("budget_person_list", ref),
        said=_("They are told, and see it from now on."),
        field="email",
    )


@login_required
def budget_person_end_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """End somebody's part."""
    row = access_person(request.user, ref, number)
    return confirm(
        request,
        lambda: budget_person_end(actor=request.user, assignment=row),
        budget=row.budget,
        heading=_("End this part"),
        rows=[(_("Who"), row.user.display_name), (_("As"), row.get_role_display())],
        explain=_("They see nothing of this budget from their next click on."),
        button=_("End it"),
        danger=True,
        to=url("budget_person_list", ref),
        said=_("They have no part in it any more."),
    )


@login_required
def eligibility_view(request: PortalRequest, ref: str) -> HttpResponse:
    """Say whether a budget is possible, on which ground, and who pays."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    bodies = {body.ref: body for body in funders()}
    councils = [(key, body.name) for key, body in bodies.items() if body.legal_form == LegalForm.COUNCIL]
    nhs = [(key, body.name) for key, body in bodies.items() if body.legal_form != LegalForm.COUNCIL]
    form = EligibilityForm(posted(request), nhs=nhs, councils=councils)

    def decide(data: dict[str, Any]) -> Any:
        if data["decision"] == "no":
            return budget_decline(actor=request.user, budget=budget, reasons=data["reasons"])
        grounds = []
        if data["nhs_basis"]:
            basis = RightBasis(data["nhs_basis"])
            grounds.append(Ground(FunderKind.NHS, bodies[data["nhs_organisation"]], basis))
        if data["council_organisation"]:
            council = bodies[data["council_organisation"]]
            grounds.append(Ground(FunderKind.COUNCIL, council, RightBasis.CARE_ACT))
        return eligibility_find(
            actor=request.user,
            budget=budget,
            kind=BudgetKind(data["kind"]),
            grounds=grounds,
            is_excluded=data["is_excluded"],
        )

    return ask(
        request,
        form,
        decide,
        budget=budget,
        heading=_("Is a budget possible?"),
        rows=[
            (_("Who asks"), budget.holder.display_name),
            (_("In their words"), budget.asked_words or _("Nothing yet")),
        ],
        button=_("Record it"),
        to=url("personal_detail", ref),
        said=_("It is recorded, and the person is told."),
    )


@login_required
def assess_view(request: PortalRequest, ref: str) -> HttpResponse:
    """What the person needs."""
    budget = access_budget(request.user, ref, may.can_coordinate)
    return ask(
        request,
        NeedsForm(posted(request), initial={"needs": budget.needs_summary}),
        lambda data: budget_assess(actor=request.user, budget=budget, needs=data["needs"]),
        budget=budget,
        heading=_("What is needed"),
        to=url("personal_detail", ref),
    )


@login_required
def amount_set_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The indicative amount, from each who pays."""
    budget = access_budget(request.user, ref, may.can_set_amount)
    parts = parts_of(budget)
    form = AmountForm(posted(request), parts=parts)

    def save(data: dict[str, Any]) -> Any:
        amounts = {
            part.number: Amount(
                data[f"pence_{part.number}"],
                data.get(f"carried_{part.number}") or 0,
                data.get(f"contribution_{part.number}") or 0,
            )
            for part in parts
        }
        return amount_set(
            actor=request.user,
            budget=budget,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            amounts=amounts,
        )

    return ask(
        request,
        form,
        save,
        budget=budget,
        heading=_("The amount before planning"),
        intro=_("The person sees it at once, before they begin to plan. It can change later, with a reason."),
        to=url("personal_detail", ref),
        said=_("The person sees the amount now. Finance is asked to confirm it."),
    )


@login_required
def amount_change_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """The amount after planning, and what made the difference."""
    part = access_part(request.user, ref, number, may.can_set_amount)
    return ask(
        request,
        AmountChangeForm(posted(request), initial={"pence": part.amount_pence}),
        lambda data: amount_change(actor=request.user, part=part, **data),
        budget=part.budget,
        heading=_("Change the amount"),
        rows=[
            (_("Who pays"), part.organisation.name),
            (_("First we said"), to_the_penny(part.indicative_pence)),
            (_("Now it is"), to_the_penny(part.amount_pence)),
        ],
        to=url("personal_money", ref),
        said=_("The amount is changed. The person is told why, and finance confirms it."),
    )


@login_required
def funding_confirm_view(request: PortalRequest, ref: str, number: int) -> HttpResponse:
    """Finance says that the money is there."""
    part = access_part(request.user, ref, number, may.can_confirm_funding)
    rows = [
        (_("Who pays"), part.organisation.name),
        (_("How much"), to_the_penny(part.amount_pence)),
        (_("Set by"), part.set_by.display_name if part.set_by else _("Not set yet")),
    ]
    return confirm(
        request,
        lambda: funding_confirm(actor=request.user, part=part),
        budget=part.budget,
        heading=_("Is this money there?"),
        rows=rows,
        explain=_("You confirm that the money is there, nothing else. You do not see the plan."),
        button=_("Yes, it is there"),
        to=url("personal_money", ref),
        said=_("You have confirmed it."),
    )


@login_required
def plan_start_view(request: PortalRequest, ref: str) -> HttpResponse:
    """The amount once more, and the plan begins."""
    budget = access_budget(request.user, ref, may.can_start_plan)
    rows = [(part.organisation.name, to_the_penny(part.whole_pence)) for part in parts_of(budget)]
    rows.append((_("Together"), to_the_penny(sum(part.whole_pence for part in parts_of(budget)))))
    if budget.starts_on and budget.ends_on:
        rows.append((_("From and until"), f"{day(budget.starts_on)} – {day(budget.ends_on)}"))
    return confirm(
        request,
        lambda: plan_start(actor=request.user, budget=budget),
        budget=budget,
        heading=_("Start my plan") if whom(request.user, budget)["is_own"] else _("Start the plan"),
        rows=rows,
        explain=_("This is the money we think of. It can still change when you plan. Then we tell you why."),
        button=_("Start"),
        to=url("personal_plan", ref),
        back=url("personal_detail", ref),
    )
