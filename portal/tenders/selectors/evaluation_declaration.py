"""What the pages about declarations show."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.templatetags.ui_text import when
from portal.tenders.enums import DeclarationState, ProcurementState, TeamRole
from portal.tenders.models import InterestDeclaration, Procurement
from portal.tenders.permissions.evaluation import current_declaration, link_objection
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.evaluation import bidders_to_declare, declarations_to_show
from portal.tenders.selectors.evaluation_hub import KINDS
from portal.tenders.selectors.procurement_people import team_people


def declaration_form_page(user: Any, procurement: Procurement) -> dict[str, Any]:
    """The bidders to declare about, and what is on record already."""
    known = procurement.state == ProcurementState.OPENED
    decider = TeamRole.PUBLISHER if TeamRole.LEAD in team_roles(user, procurement) else TeamRole.LEAD
    return {
        "procurement": procurement,
        "are_names_known": known,
        "bidders": bidders_to_declare(procurement, known),
        "earlier": current_declaration(user, procurement),
        "decider": ", ".join(str(person) for person in team_people(procurement, decider)),
        "back_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
    }


def declaration_list_page(user: Any, procurement: Procurement) -> dict[str, Any]:
    """Each declaration with its state, the undecided first."""
    rows = declarations_to_show(user, procurement, team_roles(user, procurement))
    current = [row for row in rows if row.superseded_at is None]
    current.sort(key=lambda row: row.state != DeclarationState.PENDING)
    return {
        "procurement": procurement,
        "rows": [_row(user, procurement, row) for row in current],
        "earlier": [_row(user, procurement, row) for row in rows if row.superseded_at is not None],
        "waiting": sum(row.state == DeclarationState.PENDING for row in current),
    }


def _row(user: Any, procurement: Procurement, row: InterestDeclaration) -> list[Any]:
    own = row.user_id == user.pk
    href = "" if own else reverse("tenders:declaration_decide", args=[procurement.ref, row.number])
    state = {"text": "", "tag": row.get_state_display(), "kind": KINDS[DeclarationState(row.state)]}
    return [
        {"text": str(row.user), "href": href, "small": _("Your own; somebody else decides") if own else ""},
        _("A link") if row.has_interest else _("No link"),
        when(row.declared_at),
        {"text": "", "tag": _("Replaced"), "kind": "draft"} if row.superseded_at else state,
    ]


def declaration_page(declaration: InterestDeclaration) -> dict[str, Any]:
    """One declaration for whoever decides on it. Before the opening no organisation is named."""
    procurement = declaration.procurement
    answers = list(declaration.answers.select_related("organisation", "bid__alliance").order_by("pk"))
    rows: list[tuple[str, Any]] = []
    for place, answer in enumerate(answers, start=1):
        name = (
            (answer.bid.alliance.name if answer.bid and answer.bid.alliance else answer.organisation.name)
            if declaration.are_names_known
            else _("Organisation %(n)d, not named before the opening") % {"n": place}
        )
        rows.append(
            (name, _("A link: %(details)s") % {"details": answer.details} if answer.has_interest else _("No link"))
        )
    if declaration.details:
        rows.append((_("Anything else"), declaration.details))
    rows.append((_("Confidentiality"), _("Promised on %(when)s") % {"when": when(declaration.declared_at)}))
    roles = [str(role.label) for role in sorted(team_roles(declaration.user, procurement))]
    return {
        "procurement": procurement,
        "declaration": declaration,
        "rows": rows,
        "roles": ", ".join(roles),
        "link": link_objection(declaration.user, procurement),
        "is_open": declaration.superseded_at is None and declaration.state != DeclarationState.BLOCKING,
        "kind": KINDS[DeclarationState(declaration.state)],
        "back_url": reverse("tenders:declaration_list", args=[procurement.ref]),
    }
