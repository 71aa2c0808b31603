"""What one person is here: roles in words, what was done lately, and good first steps."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.audit.selectors import events_by
from portal.budgets.models import FundAssignment
from portal.codesign.models import ProjectAssignment
from portal.codesign.selectors.projects import filtered, project_list
from portal.common.clock import now
from portal.common.permissions import in_group
from portal.common.templatetags.ui_text import when
from portal.dashboards.selectors.words import in_words, kind_of, way_to
from portal.organisations.enums import OrganisationKind, OrganisationState
from portal.organisations.models import Membership
from portal.tenders.models import ProcurementAssignment

LATER = {
    PortalRole.RESEARCHER,
}
"""Roles whose own work comes with later parts of the portal."""


@dataclass(frozen=True)
class Step:
    """Something a person can begin now."""

    title: str
    href: str
    what: str
    small: str = ""


@dataclass(frozen=True)
class Person:
    """Who somebody is on the portal: asked once for a page."""

    memberships: list[Membership]
    portal_roles: list[PortalRole]
    parts: list[tuple[str, str]]

    def works_for(self, *kinds: str) -> list[Membership]:
        """The places in verified organisations of these kinds."""
        return [
            row
            for row in self.memberships
            if row.organisation.kind in kinds and row.organisation.state == OrganisationState.VERIFIED
        ]

    @property
    def has_later_role(self) -> bool:
        return bool(LATER & set(self.portal_roles))

    @property
    def roles(self) -> list[tuple[str, str]]:
        """(where, as what), for the side of the page."""
        rows = [(row.organisation.name, _membership(row)) for row in self.memberships]
        rows += self.parts
        return rows + [(str(_("The portal")), str(role.label)) for role in self.portal_roles]


def person_of(user: Any) -> Person:
    """Five queries, whatever the person does."""
    at = now()
    active = Q(ended_at=None) | Q(ended_at__gt=at)
    memberships = list(
        Membership.objects.current().filter(user=user).select_related("organisation").order_by("organisation__name")
    )
    tenders = ProcurementAssignment.objects.filter(active, user=user, assigned_at__lte=at)
    projects = ProjectAssignment.objects.filter(active, user=user)
    funds = FundAssignment.objects.filter(active, user=user)
    parts: dict[str, list[str]] = {}
    for row in projects.select_related("project").order_by("-assigned_at", "pk"):
        parts.setdefault(row.project.title, []).append(row.get_role_display())
    for part in tenders.select_related("procurement").order_by("-assigned_at", "pk"):
        parts.setdefault(part.procurement.title, []).append(part.get_role_display())
    for place in funds.select_related("fund").order_by("pk"):
        parts.setdefault(place.fund.name, []).append(place.get_role_display())
    told = [(name, ", ".join(dict.fromkeys(roles)).capitalize()) for name, roles in parts.items()]
    return Person(memberships, [role for role in PortalRole if in_group(user, role.value)], told)


def _membership(row: Membership) -> str:
    names = {
        "is_administrator": _("administrator"),
        "is_bid_lead": _("bid lead"),
        "is_signatory": _("authorised signatory"),
        "is_finance": _("finance officer"),
    }
    held = [name for field, name in names.items() if getattr(row, field)]
    return ", ".join(held).capitalize() if held else _("Member")


def steps_for(user: Any, person: Person) -> list[Step]:
    """What this person can begin, most particular first."""
    steps = [*_holder_steps(person), *_buyer_steps(person), *_provider_steps(person), *_office_steps(person)]
    if not person.works_for(OrganisationKind.COMMISSIONER):
        steps += _resident_steps(user)
        steps.append(
            Step(
                _("Say how things are for you"),
                reverse("outcomes:answers_mine"),
                _("Four short questions about your life, now and again later. Only you see the answers."),
                _("About 2 minutes."),
            )
        )
    steps.append(
        Step(
            _("See where the money goes"),
            reverse("budgets:fund_list"),
            _("Who pays into each pooled fund, what it is spent on, and what that changed."),
            _("About 3 minutes. Nothing to fill in."),
        )
    )
    return steps


def _holder_steps(person: Person) -> list[Step]:
    roles = {PortalRole.HOLDER, PortalRole.CARER, PortalRole.BROKER, PortalRole.LINK_WORKER}
    if not roles & set(person.portal_roles):
        return []
    return [
        Step(
            _("Open My budget"),
            reverse("budgets:personal_list"),
            _("Your own plan and its money, and what others share with you."),
            _("Only you see that page."),
        )
    ]


def _buyer_steps(person: Person) -> list[Step]:
    mine = person.works_for(OrganisationKind.COMMISSIONER)
    if not mine:
        return []
    steps = [
        Step(
            _("Record a need"),
            reverse("marketplace:need_record"),
            _("Something people need and nothing local meets yet."),
            _("About 5 minutes."),
        ),
        Step(
            _("Start a co-design project"),
            reverse("codesign:project_start"),
            _("Work out what is needed with the people it is for."),
            _("About 15 minutes. Nobody else sees it before you open it."),
        ),
    ]
    if any(row.is_finance for row in mine):
        steps.append(
            Step(
                _("Set up a pooled fund"),
                reverse("budgets:fund_create"),
                _("Money that partners put together for the same people."),
                _("About 10 minutes."),
            )
        )
    return steps


def _provider_steps(person: Person) -> list[Step]:
    mine = person.works_for(OrganisationKind.PROVIDER, OrganisationKind.USER_LED)
    if not mine:
        return []
    steps = [
        Step(
            _("See the opportunities"),
            reverse("tenders:procurement_list"),
            _("What buyers here look for now, and what comes next."),
        )
    ]
    if any(row.is_administrator for row in mine):
        steps.append(
            Step(
                _("Start an alliance"),
                reverse("alliances:alliance_start"),
                _("Bring organisations together that want to deliver together, as equals."),
                _("About 10 minutes."),
            )
        )
    return steps


def _office_steps(person: Person) -> list[Step]:
    roles = set(person.portal_roles)
    steps = []
    if roles & {PortalRole.AUDITOR, PortalRole.ADMINISTRATOR}:
        steps.append(
            Step(
                _("Read the record"),
                reverse("dashboards:record_list"),
                _("Who did what, and when. Your own look is recorded too."),
            )
        )
    if PortalRole.EDITOR in roles:
        steps.append(Step(_("Edit the site's pages"), reverse("wagtailadmin_home"), _("Home, news, help and guides.")))
    if PortalRole.ADMINISTRATOR in roles and settings.DEMO:
        steps.append(
            Step(_("Move the demo's clock"), reverse("dashboards:demo_clock"), _("To the next deadline that waits."))
        )
    return steps


def _resident_steps(user: Any) -> list[Step]:
    open_now = filtered(project_list(user), show="open", text="")
    steps = [
        Step(
            _("Say what you think: %(title)s") % {"title": project.title},
            reverse("codesign:project_detail", args=[project.ref]),
            _("Read one part, add a comment, or suggest other words."),
            _("About 5 minutes. Open until %(day)s.") % {"day": when(project.closes_at)},
        )
        for project in open_now[:2]
    ]
    return steps or [
        Step(
            _("See what is worked on together"),
            reverse("codesign:project_list"),
            _("Projects in which what you say changes what is bought."),
        )
    ]


def done_lately(user: Any, limit: int = 5) -> list[tuple[str, str, str, str, str]]:
    """What the person did, newest first, as the component `record` wants it; reads and refusals are left out."""
    rows = events_by(user).exclude(verb__endswith=".read").exclude(verb__endswith=".refused")
    return [
        (kind_of(row.verb), in_words(row.verb), row.subject_label, when(row.at), way_to(row.subject_label))
        for row in rows[:limit]
    ]
