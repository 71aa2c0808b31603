"""Who can see the books of a fund, and one person's budget and plan, part by part."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.enums import PortalRole
from portal.budgets.access.fund import access_fund
from portal.budgets.access.personal import access_budget
from portal.budgets.enums import GrantState, PlanPart
from portal.budgets.models import PersonalBudget, PooledFund
from portal.budgets.models.personal import current
from portal.budgets.permissions.fund import can_approve_fund, can_manage_fund, can_read_fund_money
from portal.budgets.permissions.personal import (
    can_coordinate,
    can_manage_circle,
    can_see_budget,
    can_see_part,
    keep_rights,
)
from portal.common.clock import now, today
from portal.common.permissions import YES, Decision
from portal.common.seeing import Holder, Kind, Part, StandIn, register
from portal.organisations.enums import MemberRole
from portal.organisations.seeing import others_of

# -- A fund ------------------------------------------------------------------------------------------------------------


def can_see_totals(user: Any, fund: PooledFund) -> Decision:
    """What a fund has and pays is public (domain 6.6)."""
    return YES


def _people_of_fund(fund: PooledFund) -> list[Holder]:
    rows = current(fund.assignments.select_related("user"), now()).order_by("role", "assigned_at", "pk")
    return [
        Holder(
            user=row.user,
            label=str(row.get_role_display()),
            rule=_("Named for this fund"),
            since=row.assigned_at,
            until=row.ended_at,
            until_words=_("until the part is ended"),
        )
        for row in rows
    ]


def _outside_fund(viewer: Any, fund: PooledFund) -> list[StandIn]:
    auditors = StandIn(_("Auditors"), _("The role of the portal"), frozenset({PortalRole.AUDITOR.value}))
    return [others_of(fund.host), auditors]


register(
    Kind(
        key="budgets.fund",
        title=gettext_noop("Who can see this fund, and why"),
        heading=gettext_noop("Where the money goes"),
        section="budgets",
        door=access_fund,
        parts=lambda fund: [
            Part(_("Contributions, schemes, contracts and payments in total"), can_see_totals),
            Part(_("The books, line by line"), can_read_fund_money),
            Part(_("What is prepared before it is decided"), can_manage_fund),
            Part(_("What the board decides"), can_approve_fund),
        ],
        people=_people_of_fund,
        called=lambda fund: fund.name,
        back=lambda fund: reverse("budgets:fund_detail", args=[fund.ref]),
        may_name=can_read_fund_money,
        may_read_record=can_read_fund_money,
        stand_ins=_outside_fund,
    )
)

# -- A personal budget -------------------------------------------------------------------------------------------------


def _sees(part: PlanPart) -> Callable[[Any, Any], Decision]:
    return lambda user, budget: can_see_part(user, budget, part)


def _parts(budget: PersonalBudget) -> list[Part]:
    return [Part(_("That there is this budget"), can_see_budget)] + [Part(str(p.label), _sees(p)) for p in PlanPart]


def _people(budget: PersonalBudget) -> list[Holder]:
    holder = Holder(
        user=budget.holder,
        label=_("The person it is for"),
        rule=_("It is their own budget"),
        since=budget.asked_at,
        until_words=_("always"),
    )
    return [holder, *_acting(budget), *_working(budget), *_invited(budget)]


def _acting(budget: PersonalBudget) -> list[Holder]:
    rows = current(budget.authorities.filter(expires_on__gte=today()), now())
    return [
        Holder(
            user=row.user,
            label=str(row.get_kind_display()),
            rule=_("Acts for the person by law. The paper was checked"),
            since=row.verified_at,
            until=row.ended_at or row.expires_on,
        )
        for row in rows.select_related("user").order_by("number")
    ]


def _working(budget: PersonalBudget) -> list[Holder]:
    return [
        Holder(
            user=row.user,
            label=str(row.get_role_display()),
            rule=_("Named for this budget"),
            since=row.assigned_at,
            until=row.ended_at,
            until_words=_("until the part is ended"),
            reason=row.reason,
        )
        for row in current(budget.people.select_related("user"), now()).order_by("number")
    ]


def _invited(budget: PersonalBudget) -> list[Holder]:
    rows = budget.circle.filter(state=GrantState.ACTIVE, ends_on__gte=today()).select_related("user")
    return [
        Holder(
            user=row.user,
            label=_("In the circle"),
            rule=_("The person asked them in"),
            since=row.answered_at or row.invited_at,
            until=row.ends_on,
        )
        for row in rows.order_by("number")
    ]


def _outside(viewer: Any, budget: PersonalBudget) -> list[StandIn]:
    rule = _("The role of the portal")
    administrators = frozenset(
        f"org:{budget.organisation_id}:{role.value}" for role in (MemberRole.MEMBER, MemberRole.ADMINISTRATOR)
    )
    return [
        StandIn(
            _("Who answers for %(name)s") % {"name": budget.organisation.name},
            _("They give a new question to somebody"),
            administrators,
        ),
        StandIn(
            _("Finance officers who are not named here"),
            _("They work there"),
            frozenset({f"org:{budget.organisation_id}:{MemberRole.FINANCE.value}"}),
        ),
        StandIn(_("Family, friends and carers who were not asked in"), rule, frozenset({PortalRole.CARER.value})),
        StandIn(_("Other link workers"), rule, frozenset({PortalRole.LINK_WORKER.value})),
        StandIn(_("Other brokers"), rule, frozenset({PortalRole.BROKER.value})),
        StandIn(_("Auditors"), rule, frozenset({PortalRole.AUDITOR.value})),
    ]


def _names(user: Any, budget: PersonalBudget) -> Decision:
    """The person, who acts for them, and the co-ordinator know everybody who has a part; others know their own."""
    return can_manage_circle(user, budget) or can_coordinate(user, budget)


register(
    Kind(
        key="budgets.personal",
        title=gettext_noop("Who can see this budget, and why"),
        heading=gettext_noop("My budget"),
        section="my-budget",
        door=access_budget,
        parts=_parts,
        people=_people,
        called=lambda budget: _("My plan and budget"),
        back=lambda budget: reverse("budgets:personal_detail", args=[budget.ref]),
        may_name=_names,
        may_list=_names,
        may_read_record=can_manage_circle,
        stand_ins=_outside,
        prepare=keep_rights,
    )
)
