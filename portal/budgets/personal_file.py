"""What personal budgets hold about a person, for their own file: all of their plan, and their parts in others."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.budgets.models import BudgetAssignment, CircleGrant, LegalAuthority, PersonalBudget, PlanAuthor

if TYPE_CHECKING:
    from portal.accounts.models import User

OWN = (
    "funding__organisation",
    "funding__holdings",
    "funding__payments",
    "sections",
    "goals__readings",
    "lines__times",
    "spends__queries",
    "circle",
    "notes",
    "decisions__reconsiderations",
    "reviews",
)


@holding(
    "personal_budgets",
    "budgets.PersonalBudget.holder",
    "budgets.BudgetAssignment.user",
    "budgets.LegalAuthority.user",
    "budgets.CircleGrant.user",
    "budgets.PlanAuthor.user",
)
def of_personal_budgets(user: "User") -> dict[str, Any]:
    """Own budgets whole; of others only that one has a part, never what a plan says."""
    own = PersonalBudget.objects.filter(holder=user).order_by("asked_at", "pk").prefetch_related(*OWN)
    return {
        "own": [_own(budget) for budget in own],
        "parts": [
            {"as": str(row.get_role_display()), "from": moment(row.assigned_at), "to": moment(row.ended_at)}
            for row in BudgetAssignment.objects.filter(user=user).order_by("assigned_at", "pk")
        ],
        "acting_for": [
            {"by": str(row.get_kind_display()), "covers": row.scope, "until": row.expires_on.isoformat()}
            for row in LegalAuthority.objects.filter(user=user).order_by("verified_at", "pk")
        ],
        "shared_with_you": [
            {"sees": sorted(str(part.label) for part in row.parts), "until": row.ends_on.isoformat()}
            for row in CircleGrant.objects.filter(user=user).order_by("invited_at", "pk")
        ],
        "plans_you_wrote_in": PlanAuthor.objects.filter(user=user).count(),
    }


def _own(budget: PersonalBudget) -> dict[str, Any]:
    return {
        "reference": budget.ref,
        "state": str(budget.get_state_display()),
        "asked_at": moment(budget.asked_at),
        "your_words": budget.asked_words,
        "needs": budget.needs_summary,
        "why_the_amount_changed": budget.difference_reason,
        "money": [_part(part) for part in budget.funding.all()],
        "plan": {str(row.get_key_display()): row.text for row in budget.sections.all()},
        "goals": [
            {
                "words": goal.words,
                "how_far": [
                    {"on": row.said_on.isoformat(), "out_of_10": row.score, "note": row.note}
                    for row in goal.readings.all()
                ],
            }
            for goal in budget.goals.all()
        ],
        "to_buy": [
            {"what": row.name, "when": row.details, "planned_pence": row.planned_pence, "state": row.state}
            for row in budget.lines.all()
        ],
        "spent": [
            {"what": row.what, "on": row.spent_on.isoformat(), "pence": row.amount_pence, "state": row.state}
            for row in budget.spends.all()
        ],
        "questions": [
            {"question": query.question, "answer": query.answer}
            for spend in budget.spends.all()
            for query in spend.queries.all()
        ],
        "circle": [{"who": row.called, "until": row.ends_on.isoformat()} for row in budget.circle.all()],
        "notes": [row.text for row in budget.notes.all()],
        "talks": [{"on": row.held_on.isoformat(), "outcome": row.outcome} for row in budget.reviews.all()],
        "decisions": [
            {
                "what": str(row.get_kind_display()),
                "reasons": row.reasons,
                "looked_at_again": [again.answer for again in row.reconsiderations.all()],
            }
            for row in budget.decisions.all()
        ],
    }


def _part(part: Any) -> dict[str, Any]:
    return {
        "from": part.organisation.name,
        "first_said_pence": part.indicative_pence,
        "agreed_pence": part.final_pence,
        "held": [{"how": str(row.get_mode_display()), "pence": row.amount_pence} for row in part.holdings.all()],
        "came_in": [{"on": row.paid_on.isoformat(), "pence": row.amount_pence} for row in part.payments.all()],
    }
