"""Who may do what with one person's budget: holder, who acts for them by law, who is assigned, who was invited.

Rights are rows with their dates, and each request asks them anew (SOD-20). Relationship alone gives nothing (SOD-31).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.budgets.enums import (
    HELPER_ROLES,
    MAY_SIGN,
    STAFF_ROLES,
    WRITABLE,
    AuthorityKind,
    BudgetRole,
    BudgetState,
    GrantAct,
    GrantState,
    PlanPart,
    SpendState,
)
from portal.budgets.models.personal import current
from portal.common.clock import now, today
from portal.common.permissions import YES, Decision, no
from portal.organisations.enums import MemberRole, OrganisationState
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.budgets.models import CircleGrant, LegalAuthority, PersonalBudget, Reconsideration, SpendLine
    from portal.organisations.models import Organisation

ALL_PARTS = frozenset(PlanPart)
PARTS_OF_ROLE = {
    BudgetRole.COORDINATOR: ALL_PARTS,
    BudgetRole.PLANNER: ALL_PARTS,
    BudgetRole.APPROVER: ALL_PARTS,
    BudgetRole.BROKER: ALL_PARTS,
    BudgetRole.FINANCE: frozenset({PlanPart.MONEY}),
    BudgetRole.LINK_WORKER: frozenset({PlanPart.OUTCOMES, PlanPart.LOGISTICS}),
}
PARTS_OF_NOMINEE = frozenset({PlanPart.MONEY, PlanPart.LOGISTICS})
HELPERS_STAY = timedelta(days=30)
"""A broker or link worker still sees the plan for 30 days after it was closed [D, domain 7.6]."""

NOTHING_HERE = "There is nothing here that you can see."
THE_PERSON = "The person whose budget it is"
COORDINATOR = "The care co-ordinator"
APPROVER = "The plan approver"


@dataclass(frozen=True)
class Standing:
    """What somebody is for one budget, asked of the rows of this moment."""

    is_holder: bool = False
    roles: frozenset[BudgetRole] = frozenset()
    authority: "LegalAuthority | None" = None
    grant: "CircleGrant | None" = None

    @property
    def acts_for_holder(self) -> bool:
        """By law, in the holder's place: shown on every record (SOD-30)."""
        return self.authority is not None and not self.is_holder

    @property
    def is_principal(self) -> bool:
        """The holder, or who acts for them by law, a nominee included."""
        return self.is_holder or self.authority is not None

    @property
    def may_sign(self) -> bool:
        """A nominee cannot agree a plan (SI 2013/1617 reg 8(7))."""
        return self.is_holder or (self.authority is not None and self.authority.kind in MAY_SIGN)

    @property
    def parts(self) -> frozenset[PlanPart]:
        """The access classes that are open."""
        if self.may_sign:
            return ALL_PARTS
        found: frozenset[PlanPart] = frozenset().union(*(PARTS_OF_ROLE[role] for role in self.roles))
        if self.authority is not None and self.authority.kind == AuthorityKind.NOMINEE:
            found |= PARTS_OF_NOMINEE
        return found | (self.grant.parts if self.grant else frozenset())

    def may(self, act: GrantAct) -> bool:
        """Whether the holder's invitation carries that act."""
        return self.grant is not None and act in self.grant.acts

    @property
    def is_somebody(self) -> bool:
        return self.is_principal or bool(self.roles) or self.grant is not None


NOBODY = Standing()


def standing(user: Any, budget: "PersonalBudget") -> Standing:
    """At most three queries, kept with the budget as it was loaded: the next request asks again."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    kept: dict[int, Standing] = budget.__dict__.setdefault("_standings", {})
    if user.pk not in kept:
        kept[user.pk] = _standing(user, budget)
    return kept[user.pk]


def _standing(user: Any, budget: "PersonalBudget") -> Standing:
    if budget.holder_id == user.pk:
        return Standing(is_holder=True)  # the person has no other part in their own budget
    roles = {BudgetRole(row.role) for row in _rows(user, budget, _people)}
    if budget.state == BudgetState.CLOSED and budget.closed_at and now() > budget.closed_at + HELPERS_STAY:
        roles -= HELPER_ROLES
    if roles & STAFF_ROLES:
        return Standing(roles=frozenset(roles))  # who works on it neither acts for the person nor is let in
    # Who may sign comes before a nominee, where somebody is both.
    found = sorted(_rows(user, budget, _authorities), key=lambda row: row.kind not in MAY_SIGN)
    grants = _rows(user, budget, _circle)
    return Standing(False, frozenset(roles), found[0] if found else None, grants[0] if grants else None)


def _people(budget: "PersonalBudget") -> Any:
    return current(budget.people.all(), now())


def _authorities(budget: "PersonalBudget") -> Any:
    return current(budget.authorities.filter(expires_on__gte=today()), now()).order_by("number")


def _circle(budget: "PersonalBudget") -> Any:
    return budget.circle.filter(state=GrantState.ACTIVE, ends_on__gte=today()).order_by("-number")


def _rows(user: Any, budget: "PersonalBudget", read: Callable[["PersonalBudget"], Any]) -> list[Any]:
    """The person's rows of one kind that give a right at this moment."""
    kept: dict[str, list[Any]] | None = budget.__dict__.get("_rights_kept")
    if kept is None:
        return list(read(budget).filter(user=user))
    return [row for row in kept[read.__name__] if row.user_id == user.pk]


def keep_rights(budget: "PersonalBudget", users: Iterable[Any]) -> None:
    """Read everybody's rights at once, where the policies are asked about many: four queries."""
    budget.__dict__["_rights_kept"] = {read.__name__: list(read(budget)) for read in (_people, _authorities, _circle)}
    budget.__dict__["_taken_kept"] = _read_taken(budget)


# -- The door ----------------------------------------------------------------------------------------------------------


def can_ask_budget(user: Any, organisation: "Organisation") -> Decision:
    """Anybody with an account may ask a commissioner that somebody is responsible for."""
    if not user.is_authenticated:
        return no("Sign in first.")
    if not organisation.is_commissioner or organisation.state != OrganisationState.VERIFIED:
        return no("Only the NHS and the council give personal budgets.")
    return YES


def can_see_budget(user: Any, budget: "PersonalBudget") -> Decision:
    """Anybody with a part in it. For everybody else it does not exist (SOD-19)."""
    if standing(user, budget).is_somebody or can_take_in(user, budget):
        return YES
    return no(NOTHING_HERE)


def is_taken(budget: "PersonalBudget") -> bool:
    """Whether somebody co-ordinates it."""
    kept: bool | None = budget.__dict__.get("_taken_kept")
    return _read_taken(budget) if kept is None else kept


def _read_taken(budget: "PersonalBudget") -> bool:
    return bool(current(budget.people.filter(role=BudgetRole.COORDINATOR), now()).exists())


def can_see_part(user: Any, budget: "PersonalBudget", part: PlanPart) -> Decision:
    """One of the four access classes of the plan (domain 7.3)."""
    return YES if part in standing(user, budget).parts else no(NOTHING_HERE)


def can_take_in(user: Any, budget: "PersonalBudget") -> Decision:
    """An administrator of the commissioner that was asked, until somebody is found who helps: sees no plan."""
    waits = budget.state == BudgetState.ENQUIRY and not is_taken(budget)
    if waits and belongs(user, budget.organisation, MemberRole.ADMINISTRATOR):
        return YES
    return no("Only an administrator of the body that was asked gives this to somebody.")


def can_read_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """Who sees any part of it but the money. The finance officer sees the money only (SOD-17)."""
    held = standing(user, budget)
    if held.parts - {PlanPart.MONEY}:
        return YES
    if BudgetRole.FINANCE in held.roles:
        return no(
            "You see the money of this budget. The plan itself is not for finance.", f"{THE_PERSON}, and who plans"
        )
    return no(NOTHING_HERE)


def can_read_money(user: Any, budget: "PersonalBudget") -> Decision:
    """Who sees the money."""
    return YES if PlanPart.MONEY in standing(user, budget).parts else no(NOTHING_HERE)


# -- Beginning ---------------------------------------------------------------------------------------------------------


def can_coordinate(user: Any, budget: "PersonalBudget") -> Decision:
    """The care co-ordinator who is assigned to this budget."""
    held = standing(user, budget)
    if BudgetRole.COORDINATOR in held.roles and not held.is_principal:
        return YES
    return no("Only the care co-ordinator of this budget can do this.", COORDINATOR)


def can_assign_people(user: Any, budget: "PersonalBudget") -> Decision:
    """Who takes the question in names the co-ordinator; the co-ordinator names everybody else. Never a broker."""
    if _is_helper(user, budget):
        return no("A broker does not let anybody else in.", COORDINATOR)
    if can_take_in(user, budget) or can_coordinate(user, budget):
        return YES
    return no("Only the care co-ordinator chooses who takes part.", COORDINATOR)


def can_set_amount(user: Any, budget: "PersonalBudget") -> Decision:
    """The co-ordinator; finance confirms only, and a broker neither sets nor raises an amount (SOD-21)."""
    if _is_helper(user, budget):
        return no("A broker does not set or raise an amount.", COORDINATOR)
    return can_coordinate(user, budget)


def can_confirm_funding(user: Any, budget: "PersonalBudget") -> Decision:
    """The finance officer who is assigned: says that the money is there, and nothing else."""
    if BudgetRole.FINANCE in standing(user, budget).roles:
        return YES
    return no("Only the finance officer confirms that the money is there.", "The finance officer")


def can_start_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """The person, who acts for them, or who plans with them; the amount is known by then."""
    held = standing(user, budget)
    if held.may_sign or held.roles & {BudgetRole.COORDINATOR, BudgetRole.PLANNER}:
        return YES
    return no("The plan is started by the person it is for.", THE_PERSON)


# -- The plan ----------------------------------------------------------------------------------------------------------


def can_write_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """The person, who plans with them, a broker, and who was invited to write; only while the plan is open."""
    held = standing(user, budget)
    writes = held.may_sign or held.roles & {
        BudgetRole.COORDINATOR,
        BudgetRole.PLANNER,
        BudgetRole.BROKER,
    }
    if not writes and not held.may(GrantAct.DRAFT):
        return no("You can read this part. You cannot write in it.", THE_PERSON)
    if budget.state not in WRITABLE:
        return no(_why_closed(budget))
    return YES


def can_add_line(user: Any, budget: "PersonalBudget") -> Decision:
    """While planning, who writes and sees the money; while it runs, the person (and the co-ordinator agrees)."""
    held = standing(user, budget)
    if PlanPart.MONEY not in held.parts:
        return no("You do not see the money, so you cannot add something to buy.", THE_PERSON)
    if budget.state == BudgetState.ACTIVE and held.may_sign:
        return YES
    return can_write_plan(user, budget)


def can_write_goal(user: Any, budget: "PersonalBudget") -> Decision:
    """A goal is the person's own: they may always say a new one; others while the plan is open."""
    held = standing(user, budget)
    if PlanPart.OUTCOMES not in held.parts:
        return no("You do not see the goals.", THE_PERSON)
    if held.may_sign and budget.state in {*WRITABLE, BudgetState.ACTIVE}:
        return YES
    return can_write_plan(user, budget)


def can_say_progress(user: Any, budget: "PersonalBudget") -> Decision:
    """The person says how far they feel they are; who plans with them writes down what they say."""
    held = standing(user, budget)
    if held.may_sign or held.roles & {BudgetRole.COORDINATOR, BudgetRole.PLANNER}:
        return YES
    return no("Only the person says how far they are.", THE_PERSON)


def can_sign_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """The person, or who may sign for them by law. A planner writes, a nominee holds money: neither signs."""
    held = standing(user, budget)
    if not held.may_sign:
        if held.authority is not None:
            return no("A nominee cannot agree the plan. Only the person or a representative can.", THE_PERSON)
        return no("Only the person can sign their plan.", THE_PERSON)
    return YES if budget.state in WRITABLE else no(_why_closed(budget))


def can_take_back_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """Who may sign may take the signature back while nobody has decided."""
    return YES if standing(user, budget).may_sign else no("Only the person can take their plan back.", THE_PERSON)


def can_decide_line(user: Any, budget: "PersonalBudget") -> Decision:
    """The co-ordinator says yes or no to what needs a talk. Never a broker."""
    if _is_helper(user, budget):
        return no("A broker does not agree what is bought.", COORDINATOR)
    return can_coordinate(user, budget)


def can_approve_plan(user: Any, budget: "PersonalBudget") -> Decision:
    """The approver: neither an author, nor a broker, nor paid by a provider in the plan (SOD-18)."""
    held = standing(user, budget)
    if _is_helper(user, budget) or has_role(user, PortalRole.BROKER):
        return no("A broker does not approve a plan.", APPROVER)
    if BudgetRole.APPROVER not in held.roles or held.is_principal or held.grant is not None:
        return no("Only the plan approver of this budget can decide this.", APPROVER)
    return _is_apart(user, budget)


def _is_apart(user: Any, budget: "PersonalBudget") -> Decision:
    if budget.authors.filter(user=user).exists():
        return no("You wrote in this plan, so somebody else approves it.", "Another plan approver")
    lines = budget.lines.exclude(state="removed").select_related("service__organisation")
    for line in lines.order_by("number"):
        if line.service and belongs(user, line.service.organisation):
            name = line.service.organisation.name
            return no(f"You belong to {name}, which this plan pays. Somebody else approves it.", "Another approver")
    if _named(user, {line.provider_name.strip().lower() for line in lines if line.provider_name}):
        return no("You belong to a provider in this plan, so somebody else approves it.", "Another plan approver")
    return YES


def _named(user: Any, names: set[str]) -> bool:
    """Whether the person belongs to an organisation that the plan names in words."""
    return any(row.organisation.name.lower() in names for row in _memberships(user)) if names else False


def _memberships(user: Any) -> Any:
    from portal.organisations.models import Membership

    return Membership.objects.current().filter(user=user).select_related("organisation").order_by("pk")


# -- Running -----------------------------------------------------------------------------------------------------------


def can_record_payment(user: Any, budget: "PersonalBudget") -> Decision:
    """The finance officer or the co-ordinator writes down what was paid into the budget."""
    held = standing(user, budget)
    if held.roles & {BudgetRole.FINANCE, BudgetRole.COORDINATOR} and not held.is_principal:
        return YES
    return no("Only the finance officer or the care co-ordinator writes down payments.", "The finance officer")


def can_record_spend(user: Any, budget: "PersonalBudget") -> Decision:
    """The person, who acts for them, the co-ordinator, and who was invited to help with it; while it runs."""
    held = standing(user, budget)
    if not (held.is_principal or held.may(GrantAct.SUBMIT) or BudgetRole.COORDINATOR in held.roles):
        return no("You cannot put in what was spent.", THE_PERSON)
    if PlanPart.MONEY not in held.parts and not held.may(GrantAct.SUBMIT):
        return no("You do not see the money.", THE_PERSON)
    if budget.started_at is None or budget.state in (BudgetState.SUSPENDED, BudgetState.CLOSED):
        return no("What was spent can be put in while the budget runs.")
    return YES


def can_confirm_spend(user: Any, spend: "SpendLine") -> Decision:
    """The person says whether what a helper put in is right; not about their own entry."""
    held = standing(user, spend.budget)
    if not held.is_principal:
        return no("Only the person confirms what was spent.", THE_PERSON)
    return YES if user.pk != spend.recorded_by_id else no("You put this in yourself, so it counts already.")


def can_take_back_spend(user: Any, spend: "SpendLine") -> Decision:
    """Who put it in, or the person; while it waits, or within the day that it was put in."""
    held = standing(user, spend.budget)
    if not (held.is_principal or user.pk == spend.recorded_by_id):
        return no("Only who put it in can take it back.", THE_PERSON)
    if spend.state == SpendState.COUNTED and not held.is_principal:
        return no("It is confirmed. Only the person can take it back now.", THE_PERSON)
    return YES


def can_query_spend(user: Any, budget: "PersonalBudget") -> Decision:
    """The co-ordinator or finance asks; a question decides nothing."""
    held = standing(user, budget)
    if held.roles & {BudgetRole.COORDINATOR, BudgetRole.FINANCE} and not held.is_principal:
        return YES
    return no("Only the care co-ordinator or the finance officer asks about spending.", COORDINATOR)


def can_answer_query(user: Any, budget: "PersonalBudget") -> Decision:
    """The person answers."""
    return YES if standing(user, budget).is_principal else no("Only the person answers.", THE_PERSON)


def can_decide_against(user: Any, budget: "PersonalBudget") -> Decision:
    """The co-ordinator, with written reasons; finance may raise it and does not decide alone."""
    return can_coordinate(user, budget)


def can_ask_again(user: Any, budget: "PersonalBudget") -> Decision:
    """The person asks to look at a decision again."""
    return YES if standing(user, budget).may_sign else no("Only the person can ask for this.", THE_PERSON)


def can_answer_again(user: Any, asked: "Reconsideration") -> Decision:
    """The co-ordinator or the approver who did not make the decision."""
    held = standing(user, asked.decision.budget)
    if not held.roles & {BudgetRole.COORDINATOR, BudgetRole.APPROVER} or held.is_principal:
        return no("Only somebody who works on this budget looks at it again.", APPROVER)
    if asked.decision.decided_by_id == user.pk:
        return no("You made this decision, so somebody else looks at it again.", APPROVER)
    return YES


# -- The circle --------------------------------------------------------------------------------------------------------


def can_manage_circle(user: Any, budget: "PersonalBudget") -> Decision:
    """The person, or who acts for them with verified authority; never a broker (SOD-21)."""
    held = standing(user, budget)
    if held.may_sign:
        return YES
    if _is_helper(user, budget):
        return no("A broker does not let anybody else in.", THE_PERSON)
    return no("Only the person chooses who is in their circle.", THE_PERSON)


def can_answer_invitation(user: Any, grant: "CircleGrant") -> Decision:
    """The person who owns the address that was invited."""
    if not user.is_authenticated:
        return no("Sign in first.")
    addresses = {user.email.lower(), *(row.email.lower() for row in user.emailaddress_set.filter(verified=True))}
    is_verified = user.emailaddress_set.filter(email__iexact=grant.email, verified=True).exists()
    if grant.email.lower() in addresses and is_verified:
        return YES
    return no("This invitation is for another e-mail address. Sign in with the account that has it.")


def can_stop_grant(user: Any, grant: "CircleGrant") -> Decision:
    """The holder takes it back."""
    return can_manage_circle(user, grant.budget)


def can_leave_circle(user: Any, grant: "CircleGrant") -> Decision:
    """Whoever was let in may leave."""
    return YES if grant.user_id == user.pk else no("Only the person who was invited can leave.")


def can_leave_note(user: Any, budget: "PersonalBudget") -> Decision:
    """Whoever was invited to leave notes."""
    if standing(user, budget).may(GrantAct.COMMENT):
        return YES
    return no("You were not asked to leave notes.", THE_PERSON)


def can_see_looks(user: Any, budget: "PersonalBudget") -> Decision:
    """The person sees everybody who looked."""
    return YES if standing(user, budget).may_sign else no("Only the person sees who looked.", THE_PERSON)


# -- What is asked of the engine ---------------------------------------------------------------------------------------


def can_confirm_state(user: Any, spend: "SpendLine") -> Decision:
    """Counted by the person; or at once, when the person put it in."""
    if user.pk == spend.recorded_by_id and standing(user, spend.budget).is_principal:
        return YES
    return can_confirm_spend(user, spend)


def can_settle_line(user: Any, line: Any) -> Decision:
    """As `can_decide_line`, for a line."""
    return can_decide_line(user, line.budget)


def can_change_line(user: Any, line: Any) -> Decision:
    """As `can_add_line`, for a line."""
    return can_add_line(user, line.budget)


def can_release_statistics(user: Any, organisation: "Organisation") -> Decision:
    """A finance officer of a verified commissioner."""
    if organisation.is_commissioner and belongs(user, organisation, MemberRole.FINANCE):
        return YES
    return no("Only a finance officer of the NHS or the council releases figures.", "A finance officer")


def _is_helper(user: Any, budget: "PersonalBudget") -> bool:
    """A broker or link worker here, by assignment, or by the portal's role and the holder's invitation."""
    held = standing(user, budget)
    if held.roles & HELPER_ROLES:
        return True
    invited = held.grant is not None
    return invited and (has_role(user, PortalRole.BROKER) or has_role(user, PortalRole.LINK_WORKER))


def _why_closed(budget: "PersonalBudget") -> str:
    words = {
        BudgetState.SUBMITTED: "The plan is signed and waits for a yes. Take it back to change it.",
        BudgetState.AGREED: "The plan is agreed. It is changed at the next talk.",
        BudgetState.ACTIVE: "The plan is agreed and running. Ask for a talk to change it.",
    }
    return words.get(BudgetState(budget.state), "The plan is not open for writing now.")
