"""Who notices needs, who may read of them, and who changes what the directory says."""

from typing import TYPE_CHECKING

from portal.accounts.enums import PortalRole
from portal.accounts.permissions import has_role
from portal.common.permissions import YES, Decision, no
from portal.organisations.enums import MemberRole, OrganisationKind, OrganisationState
from portal.organisations.permissions import belongs

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.marketplace.models import Service, ServiceProposal, ServiceReport, UnmetNeed
    from portal.organisations.models import Organisation

AN_EDITOR = "An editor of this portal can."


def can_record_need(user: "User", organisation: "Organisation") -> Decision:
    """People of a verified commissioner."""
    if not organisation.is_commissioner:
        return no("Only commissioners record needs here.")
    if organisation.state != OrganisationState.VERIFIED:
        return no(f"{organisation.name} is not verified yet.", "A portal administrator can verify it.")
    if belongs(user, organisation):
        return YES
    return no(f"Only people of {organisation.name} can do this.", f"Somebody at {organisation.name} can.")


def can_publish_need(user: "User", need: "UnmetNeed") -> Decision:
    """People of its commissioner, by opening a project from it."""
    if belongs(user, need.organisation):
        return YES
    return no(f"Only people of {need.organisation.name} can do this.")


def can_list_service(user: "User", organisation: "Organisation") -> Decision:
    """Administrators of a verified organisation say what the directory shows of it; an editor approves."""
    if not belongs(user, organisation, MemberRole.ADMINISTRATOR):
        return no(
            f"Only an administrator of {organisation.name} can do this.",
            f"An administrator of {organisation.name} can.",
        )
    if organisation.state == OrganisationState.SUSPENDED:
        return no(f"{organisation.name} is suspended.", "A portal administrator can lift the suspension.")
    if organisation.state != OrganisationState.VERIFIED:
        return no(f"{organisation.name} is not verified yet.", "A portal administrator can verify it.")
    return YES


def can_change_service(user: "User", service: "Service") -> Decision:
    """Administrators of the organisation that runs it."""
    return can_list_service(user, service.organisation)


def can_confirm_service(user: "User", service: "Service") -> Decision:
    """Whoever runs it says that the details are still right; so may an editor who does not belong there."""
    if decision := can_list_service(user, service.organisation):
        return decision
    if not has_role(user, PortalRole.EDITOR):
        return no(
            f"Only an administrator of {service.organisation.name} or an editor can say that the details are right."
        )
    return _from_outside(user, service.organisation)


def can_see_proposal(user: "User", proposal: "ServiceProposal") -> Decision:
    """The people who write it, and editors."""
    if belongs(user, proposal.organisation, MemberRole.ADMINISTRATOR) or has_role(user, PortalRole.EDITOR):
        return YES
    return no("Only those who write it and editors see it.")


def can_write_proposal(user: "User", proposal: "ServiceProposal") -> Decision:
    """Administrators of the organisation, while it is not with an editor."""
    return can_list_service(user, proposal.organisation)


def can_edit_directory(user: "User") -> Decision:
    """Editors of the portal."""
    return YES if has_role(user, PortalRole.EDITOR) else no("Only an editor can do this.", AN_EDITOR)


def can_decide_proposal(user: "User", proposal: "ServiceProposal") -> Decision:
    """The editor it was given to, who neither wrote it nor belongs to the organisation."""
    if not (decision := can_take_proposal(user, proposal)):
        return decision
    if proposal.editor_id != user.pk:
        name = proposal.editor.display_name if proposal.editor else ""
        return no(
            f"This is with {name}. Take it over first." if name else "Nobody looks at this yet. Take it first.",
            f"{name} can." if name else AN_EDITOR,
        )
    return YES


def can_take_proposal(user: "User", proposal: "ServiceProposal") -> Decision:
    """Any editor from outside the organisation."""
    if not (decision := can_edit_directory(user)):
        return decision
    if proposal.written_by_id == user.pk:
        return no("You wrote this, so another editor decides.", "Another editor can.")
    return _from_outside(user, proposal.organisation)


def can_close_report(user: "User", report: "ServiceReport") -> Decision:
    """Editors from outside the organisation that the report is about."""
    if not (decision := can_edit_directory(user)):
        return decision
    return _from_outside(user, report.service.organisation)


def can_read_gaps(user: "User") -> Decision:
    """People of a verified commissioner read what people looked for and did not find."""
    if user.is_authenticated and user.is_active:
        places = user.memberships.filter(left_at=None, organisation__kind=OrganisationKind.COMMISSIONER)
        if places.filter(organisation__state=OrganisationState.VERIFIED).exists():
            return YES
    return no("Only people of a verified commissioner read this.", "Somebody at a commissioner can.")


def _from_outside(user: "User", organisation: "Organisation") -> Decision:
    if belongs(user, organisation):
        return no(f"You belong to {organisation.name}, so another editor decides.", "Another editor can.")
    return YES
