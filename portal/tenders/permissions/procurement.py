"""Who may do what with a procurement, its pack, its team and its questions (domain 10.2, 10.3)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.alliances.models import Seat
from portal.codesign.enums import ProjectRole, VersionState
from portal.codesign.models import ProjectAssignment, SpecificationVersion
from portal.common.clock import now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, generation, holds, no
from portal.organisations.enums import OrganisationKind, OrganisationState
from portal.organisations.models import Membership, Organisation
from portal.organisations.permissions import belongs
from portal.tenders.enums import EVALUATORS, AwardState, ClarificationState, Confidentiality, ProcurementState, TeamRole

if TYPE_CHECKING:
    from datetime import datetime

    from portal.tenders.models import Clarification, Procurement


class ProcurementPerm(StrEnum):
    LEAD = "tenders.lead_procurement"
    AUTHOR = "tenders.author_procurement"
    PUBLISH = "tenders.publish_procurement"
    OPEN = "tenders.open_procurement"
    FACILITATE = "tenders.facilitate_procurement"
    SCORE = "tenders.score_procurement"
    APPROVE = "tenders.approve_procurement"


PERM_OF_ROLE = {
    TeamRole.LEAD: ProcurementPerm.LEAD,
    TeamRole.PACK_AUTHOR: ProcurementPerm.AUTHOR,
    TeamRole.PUBLISHER: ProcurementPerm.PUBLISH,
    TeamRole.OPENER: ProcurementPerm.OPEN,
    TeamRole.FACILITATOR: ProcurementPerm.FACILITATE,
    TeamRole.EVALUATOR: ProcurementPerm.SCORE,
    TeamRole.LIVED_EVALUATOR: ProcurementPerm.SCORE,
    TeamRole.APPROVER: ProcurementPerm.APPROVE,
}
_ANNOUNCED = (AwardState.INTENTION_PUBLISHED, AwardState.UNDER_REPRESENTATION, AwardState.FURTHER_DECISION_SENT)


def _active() -> Q:
    return Q(assigned_at__lte=now()) & (Q(ended_at=None) | Q(ended_at__gt=now()))


def wanted_grants(procurement: "Procurement") -> Wanted:
    """Each assigned person holds the right of their part, while it lasts."""
    rows = procurement.assignments.filter(_active()).select_related("user")
    return {(row.user, PERM_OF_ROLE[TeamRole(row.role)].value) for row in rows}


def team_roles(user: Any, procurement: "Procurement") -> set[TeamRole]:
    """The person's parts now: granted, and not ended by the clock."""
    if not any(holds(user, perm.value, procurement) for perm in ProcurementPerm):
        return set()
    at = now()
    parts = {
        TeamRole(role) for role, start, end in _parts(user, procurement) if start <= at and not (end and end <= at)
    }
    return {role for role in parts if holds(user, PERM_OF_ROLE[role].value, procurement)}


def _parts(user: Any, procurement: "Procurement") -> "list[tuple[str, datetime, datetime | None]]":
    """All the person's parts with their times; those of an object from `keep_parts` are read once."""
    kept, key = procurement.__dict__.get("_parts_read"), (user.pk, generation())
    if kept is not None and key in kept:
        return cast("list[tuple[str, datetime, datetime | None]]", kept[key])
    found = list(procurement.assignments.filter(user=user).values_list("role", "assigned_at", "ended_at"))
    if kept is not None:
        kept[key] = found
    return found


def keep_parts(procurement: "Procurement") -> None:
    """For one page, where many policies ask the same. A service locks an object of its own and reads anew."""
    procurement.__dict__["_parts_read"] = {}


def keep_team(procurement: "Procurement", users: Iterable[Any]) -> None:
    """Read the parts of all these people at once, where the policies are asked about many."""
    found: dict[Any, list[tuple[str, datetime, datetime | None]]] = {user.pk: [] for user in users}
    rows = procurement.assignments.values_list("user_id", "role", "assigned_at", "ended_at")
    for pk, role, start, end in rows:
        found.setdefault(pk, []).append((role, start, end))
    procurement.__dict__["_parts_read"] = {(pk, generation()): parts for pk, parts in found.items()}


def has_team_role(user: Any, procurement: "Procurement", *roles: TeamRole) -> bool:
    """Whether the person has one of these parts in this procurement now."""
    if not any(holds(user, PERM_OF_ROLE[role].value, procurement) for role in roles):
        return False
    return bool(team_roles(user, procurement) & set(roles))


def bid_lead_organisations(user: Any) -> list[Organisation]:
    """The organisations in whose name the person may bid."""
    if not user.is_authenticated:
        return []
    rows = (
        Membership.objects.current()
        .filter(
            user=user,
            is_bid_lead=True,
            organisation__kind__in=[OrganisationKind.PROVIDER, OrganisationKind.USER_LED],
        )
        .exclude(organisation__state=OrganisationState.SUSPENDED)
        .select_related("organisation")
    )
    return [row.organisation for row in rows]


def is_linked_to_bidders(user: Any) -> bool:
    """Whether the person belongs to any organisation that could bid, or sits in an alliance that could (SOD-04)."""
    providers = [OrganisationKind.PROVIDER, OrganisationKind.USER_LED]
    if Membership.objects.current().filter(user=user, organisation__kind__in=providers).exists():
        return True
    return Seat.objects.filter(user=user, ended_at=None).exists()


# -- Draft and pack --------------------------------------------------------------------------------------------------


def can_draft_procurement(user: Any, version: SpecificationVersion) -> Decision:
    """The owner of the project, who belongs to the buyer, once the version is agreed."""
    project = version.project
    owns = user.is_authenticated and (
        ProjectAssignment.objects.filter(_active(), project=project, user=user, role=ProjectRole.OWNER).exists()
    )
    if not owns or not belongs(user, project.organisation):
        return no(_("Only the owner of the co-design project drafts its tender."), _("The project's owner"))
    if version.state not in (VersionState.AGREED, VersionState.FROZEN):
        return no(_("A tender is drafted from an agreed version. This one has not been agreed yet."))
    return YES


def can_see_procurement(user: Any, procurement: "Procurement") -> Decision:
    """Everybody once published; a draft only its team (C1)."""
    if procurement.state != ProcurementState.DRAFT or team_roles(user, procurement):
        return YES
    return no(_("This draft is seen only by its team."))


def can_edit_pack(user: Any, procurement: "Procurement") -> Decision:
    """Lead and pack author, until it is published."""
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PACK_AUTHOR):
        return no(_("Only the procurement lead and the pack author write the pack."), _("The procurement lead"))
    if procurement.state != ProcurementState.DRAFT:
        return no(_("The pack is published and fixed. Only the deadline can still move, forward and with a reason."))
    return YES


def can_read_draft(user: Any, procurement: "Procurement") -> Decision:
    """Those who write it, publish it or approve its award look into the whole draft."""
    readers = (TeamRole.LEAD, TeamRole.PACK_AUTHOR, TeamRole.PUBLISHER, TeamRole.APPROVER)
    if has_team_role(user, procurement, *readers):
        return YES
    return no(_("The draft's working pages are for those who write, publish and approve it."))


def can_manage_team(user: Any, procurement: "Procurement") -> Decision:
    """The lead, until the procurement has ended."""
    if not has_team_role(user, procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead assigns people."), _("The procurement lead"))
    if procurement.state in (ProcurementState.COMPLETE, ProcurementState.ABANDONED):
        return no(_("This procurement has ended, so its team stays as it was."))
    return YES


def can_read_team(user: Any, procurement: "Procurement") -> Decision:
    """Everybody on the team sees who else is."""
    if team_roles(user, procurement):
        return YES
    return no(_("The list of the team is seen by the team."))


# -- Publication and after -------------------------------------------------------------------------------------------


def can_ask_publication(user: Any, procurement: "Procurement") -> Decision:
    """Those who write the pack ask the publisher to check it."""
    return can_edit_pack(user, procurement)


def can_publish_procurement(user: Any, procurement: "Procurement") -> Decision:
    """The assigned publisher, who wrote nothing of it and does not lead it (SOD-13)."""
    roles = team_roles(user, procurement)
    if roles & {TeamRole.LEAD, TeamRole.PACK_AUTHOR}:
        return no(
            _("You wrote this pack, so somebody else must publish it. Two people look at every tender first."),
            _("The assigned publisher"),
        )
    if TeamRole.PUBLISHER not in roles:
        return no(_("Only the assigned publisher publishes this tender."), _("The assigned publisher"))
    if procurement.state != ProcurementState.DRAFT:
        return no(_("This tender is already published."))
    return YES


def can_extend_deadline(user: Any, procurement: "Procurement") -> Decision:
    """The lead, while bids can still be sent."""
    if not has_team_role(user, procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead moves the deadline."), _("The procurement lead"))
    if not procurement.is_open_for_bids(now()):
        return no(_("Bids have closed, so the deadline cannot move any more."))
    return YES


def can_abandon_procurement(user: Any, procurement: "Procurement") -> Decision:
    """The lead, but never while a standstill runs or a representation is open (SOD-12)."""
    if not has_team_role(user, procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead abandons a procurement."), _("The procurement lead"))
    if procurement.state not in (ProcurementState.PUBLISHED, ProcurementState.OPENED):
        return no(_("Only a published procurement that has not ended can be abandoned."))
    from portal.tenders.models import Award

    decided = Award.objects.filter(lot__procurement=procurement)
    if decided.filter(state__in=_ANNOUNCED).exists():
        return no(_("A decision has been announced. It cannot be abandoned while the standstill is open."))
    if decided.filter(state=AwardState.AWARDED).exists():
        return no(_("It has been awarded."))
    return YES


def can_complete_procurement(user: Any, procurement: "Procurement") -> Decision:
    """The lead or the publisher, when the contracts are signed."""
    if has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PUBLISHER, TeamRole.APPROVER):
        return YES
    return no(_("Only the procurement's own team completes it."), _("The procurement lead"))


def can_read_procurement_record(user: Any, procurement: "Procurement") -> Decision:
    """Lead, pack author, publisher and approver; auditors of the portal. Never bidders."""
    if has_role(user, PortalRole.AUDITOR) and procurement.state != ProcurementState.DRAFT:
        return YES
    if can_read_draft(user, procurement):
        return YES
    return no(_("The record is read by the people who run this procurement and by auditors."))


# -- The team: who may hold which part -------------------------------------------------------------------------------

_APART: tuple[tuple[frozenset[TeamRole], frozenset[TeamRole], Any], ...] = (
    (
        frozenset({TeamRole.OPENER}),
        frozenset({*EVALUATORS, TeamRole.FACILITATOR, TeamRole.APPROVER}),
        lambda: _("Those who open the bids do not score, facilitate or approve."),
    ),
    (
        frozenset({TeamRole.FACILITATOR}),
        frozenset(EVALUATORS),
        lambda: _("The facilitator leads the discussion and does not score."),
    ),
    (
        frozenset({TeamRole.APPROVER}),
        frozenset({TeamRole.LEAD, TeamRole.PACK_AUTHOR, *EVALUATORS, TeamRole.FACILITATOR, TeamRole.OPENER}),
        lambda: _("The award is approved by somebody who did not lead, write, open, score or facilitate."),
    ),
    (
        frozenset({TeamRole.PUBLISHER}),
        frozenset({TeamRole.LEAD, TeamRole.PACK_AUTHOR}),
        lambda: _("The tender is published by somebody who neither leads it nor wrote its pack."),
    ),
    (
        frozenset({TeamRole.EVALUATOR}),
        frozenset({TeamRole.LIVED_EVALUATOR}),
        lambda: _("One person scores once: as a professional or from lived experience."),
    ),
)
_STAFF_ROLES = frozenset(TeamRole) - set(EVALUATORS)


def separation_objection(role: TeamRole, held: Iterable[TeamRole]) -> str:
    """Why nobody may hold `role` beside the parts already `held`; empty when they may (SOD-06, 10, 11, 13)."""
    others = set(held) - {role}
    for one, other, reason in _APART:
        if (role in one and others & other) or (role in other and others & one):
            return str(reason())
    return ""


def can_hold_role(person: Any, procurement: "Procurement", role: TeamRole) -> Decision:
    """Whether a person may be given a part: asked about the person, not the one who assigns."""
    name = person.get_full_name() or person.email
    if not person.is_active:
        return no(_("%(name)s has no active account.") % {"name": name})
    if is_linked_to_bidders(person):
        return no(
            _("%(name)s belongs to an organisation that could bid, so cannot take part on the buyer's side.")
            % {"name": name}
        )
    if role in _STAFF_ROLES and not _is_commissioner_staff(person):
        return no(
            _("%(name)s does not belong to a commissioner. Only evaluators can come from outside.") % {"name": name}
        )
    if role in (TeamRole.LEAD, TeamRole.PUBLISHER) and not belongs(person, procurement.buyer):
        return no(
            _("%(name)s does not belong to %(buyer)s, which buys. Its own people lead and publish.")
            % {"name": name, "buyer": procurement.buyer.name}
        )
    rows = procurement.assignments.filter(user=person)
    if procurement.state == ProcurementState.DRAFT:
        rows = rows.filter(_active())
    held = [TeamRole(value) for value in rows.values_list("role", flat=True)]
    if reason := separation_objection(role, held):
        parts = ", ".join(sorted({str(part.label).lower() for part in held}))
        return no(_("%(name)s already has a part here (%(parts)s).") % {"name": name, "parts": parts} + " " + reason)
    return YES


def _is_commissioner_staff(person: Any) -> bool:
    members = Membership.objects.current().filter(user=person)
    return members.filter(organisation__kind=OrganisationKind.COMMISSIONER).exists()


# -- Interest and questions ------------------------------------------------------------------------------------------


def can_register_interest(user: Any, procurement: "Procurement") -> Decision:
    """A bid lead of an organisation that can bid, who is not on the buyer's team, while bids can be sent."""
    if procurement.is_sourced:
        return no(_("This notice was published elsewhere. What can be done is done at its source."))
    if not procurement.is_open_for_bids(now()):
        return no(_("Bids have closed."))
    if not user.is_authenticated:
        return no(_("Sign in as a bid lead of your organisation."))
    if team_roles(user, procurement):
        return no(_("You are on the buyer's side of this tender."))
    if not bid_lead_organisations(user):
        return no(
            _("Only a bid lead of an organisation that provides services registers interest."),
            _("A bid lead of your organisation"),
        )
    return YES


def can_withdraw_interest(user: Any, procurement: "Procurement") -> Decision:
    """A bid lead of an organisation with registered interest."""
    if _interested_organisations(user, procurement):
        return YES
    return no(_("No organisation in whose name you bid has registered interest here."))


def can_ask_clarification(user: Any, procurement: "Procurement") -> Decision:
    """A bid lead of an organisation with registered interest, until questions close."""
    if procurement.state != ProcurementState.PUBLISHED:
        return no(_("Questions can be asked only while bids can be sent."))
    if procurement.questions_close_at is not None and now() > procurement.questions_close_at:
        return no(_("The time for questions is over. The answers stay here for everyone."))
    if not procurement.is_open_for_bids(now()):
        return no(_("Bids have closed."))
    if not _interested_organisations(user, procurement):
        return no(
            _("Questions are asked by bid leads of organisations that have registered interest."),
            _("Register interest first. Then a bid lead can ask."),
        )
    return YES


def _interested_organisations(user: Any, procurement: "Procurement") -> list[Organisation]:
    mine = {organisation.pk: organisation for organisation in bid_lead_organisations(user)}
    if not mine:
        return []
    rows = procurement.interests.filter(organisation__in=mine, withdrawn_at=None)
    return [mine[pk] for pk in rows.values_list("organisation_id", flat=True)]


def interested_organisations(user: Any, procurement: "Procurement") -> list[Organisation]:
    """The organisations in whose name the person may bid and which registered interest here."""
    return _interested_organisations(user, procurement)


def can_answer_clarification(user: Any, procurement: "Procurement") -> Decision:
    """Lead and pack author, until the bids are opened."""
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PACK_AUTHOR):
        return no(_("Only the procurement lead and the pack author answer questions."), _("The procurement lead"))
    if not procurement.is_open_for_bids(now()):
        return no(_("Bids have closed, so an answer could help nobody any more."))
    return YES


def can_withdraw_clarification(user: Any, clarification: "Clarification") -> Decision:
    """A bid lead of the asking organisation, before the answer."""
    asked_by = [organisation.pk for organisation in bid_lead_organisations(user)]
    if clarification.asker_id not in asked_by:
        return no(_("Only the organisation that asked can take its question back."))
    if clarification.state not in (ClarificationState.ASKED, ClarificationState.NOT_CONFIDENTIAL):
        return no(_("This question has been dealt with."))
    return YES


def can_release_clarification(user: Any, clarification: "Clarification") -> Decision:
    """A bid lead of the asking organisation lets a question be answered to everyone, while bids can be sent."""
    if not (decision := can_withdraw_clarification(user, clarification)):
        return decision
    if clarification.state != ClarificationState.NOT_CONFIDENTIAL:
        return no(_("The buyer has not said no to answering you alone."))
    if not clarification.procurement.is_open_for_bids(now()):
        return no(_("Bids have closed, so an answer could help nobody any more."))
    return YES


def only_the_portal(user: Any, clarification: "Clarification") -> Decision:
    """For steps that the portal records in place of a person whose name it keeps to itself (C7)."""
    return YES if user is None else no(_("Questions are taken back on their own page."))


def can_answer_this(user: Any, clarification: "Clarification") -> Decision:
    """As `can_answer_clarification`, for one question that still waits."""
    if clarification.state != ClarificationState.ASKED:
        return no(_("This question has been dealt with."))
    if clarification.confidential_status == Confidentiality.CLAIMED:
        return no(_("This was asked in confidence. Decide first whether it is confidential."))
    return can_answer_clarification(user, clarification.procurement)


def can_decide_confidential(user: Any, clarification: "Clarification") -> Decision:
    """Those who answer say whether a question asked in confidence is confidential, once."""
    if clarification.state != ClarificationState.ASKED:
        return no(_("This question has been dealt with."))
    if clarification.confidential_status != Confidentiality.CLAIMED:
        return no(_("This question was not asked in confidence. Its answer goes to everyone."))
    return can_answer_clarification(user, clarification.procurement)
