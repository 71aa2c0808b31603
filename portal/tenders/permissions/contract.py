"""Who signs a contract, in what order, and when nobody may yet (SOD-12)."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.grants import Wanted
from portal.common.permissions import YES, Decision, no
from portal.organisations.enums import MemberRole
from portal.organisations.groups import role_group
from portal.organisations.permissions import belongs, can_act, can_sign_for
from portal.tenders.enums import ContractState, TeamRole
from portal.tenders.models import ContractParty
from portal.tenders.permissions.award import standstill_block
from portal.tenders.permissions.procurement import has_team_role

if TYPE_CHECKING:
    from portal.tenders.models import Contract

SIGNING_TEAM = (TeamRole.LEAD, TeamRole.PUBLISHER, TeamRole.APPROVER)


class ContractPerm(StrEnum):
    MANAGE = "tenders.manage_contract"
    REPORT = "tenders.report_contract"


def wanted_grants(contract: "Contract") -> Wanted:
    """The buyer's administrators manage it, everybody of its parties reports on it. A sourced one offers nothing."""
    if contract.is_sourced:
        return set()
    wanted: Wanted = {(role_group(contract.buyer, MemberRole.ADMINISTRATOR), ContractPerm.MANAGE.value)}
    for party in contract.parties.select_related("organisation"):
        wanted.add((role_group(party.organisation, MemberRole.MEMBER), ContractPerm.REPORT.value))
    return wanted


def can_see_contract(user: Any, contract: "Contract") -> Decision:
    """Everybody once it is in force or published at its source; before that its parties and the buyer's team."""
    if contract.state != ContractState.SIGNING:
        return YES
    if is_party(user, contract):
        return YES
    if contract.award and has_team_role(user, contract.award.lot.procurement, *SIGNING_TEAM):
        return YES
    return no(_("Everybody sees a contract once it is in force."))


def is_party(user: Any, contract: "Contract") -> bool:
    """Whether the person belongs to an organisation that delivers under it (one query, or none when prefetched)."""
    is_kept = "parties" in getattr(contract, "_prefetched_objects_cache", {})
    rows = contract.parties.all() if is_kept else contract.parties.select_related("organisation")
    return any(belongs(user, party.organisation) for party in rows)


def can_watch_contract(user: Any, contract: "Contract") -> Decision:
    """Its parties and the team that signed it for the buyer: who reads what was refused and looked at."""
    if is_party(user, contract):
        return YES
    if contract.award and has_team_role(user, contract.award.lot.procurement, *SIGNING_TEAM):
        return YES
    return no(_("Only the parties and those who signed for the buyer read this."))


def parties_to_sign(user: Any, contract: "Contract") -> list[ContractParty]:
    """The parties in whose name the person may sign."""
    rows = contract.parties.select_related("organisation", "signed_by")
    return [party for party in rows if can_sign_for(user, party.organisation)]


def _open_for_signing(contract: "Contract") -> Decision:
    if contract.state == ContractState.SOURCED or contract.award is None:
        return no(_("This contract was published elsewhere. Nothing is signed here."))
    if contract.state != ContractState.SIGNING:
        return no(_("This contract is in force."))
    if reason := standstill_block(contract.award, now()):
        return no(reason)
    return YES


def can_sign_contract(user: Any, contract: "Contract") -> Decision:
    """An authorised signatory of a party that has not signed, never while the standstill is open (SOD-12)."""
    mine = parties_to_sign(user, contract)
    parties = [party.organisation for party in contract.parties.select_related("organisation").order_by("pk")]
    if not (decision := can_act(user, parties, "sign")):
        return decision
    if not mine:
        return no(
            _("Only an authorised signatory of a party signs this contract."),
            _("An authorised signatory of each party"),
        )
    if not (decision := _open_for_signing(contract)):
        return decision
    if all(party.signed_at for party in mine):
        return no(_("You have signed. The others and the buyer follow."))
    return YES


def can_enter_contract(user: Any, contract: "Contract") -> Decision:
    """The publisher, a second person for the buyer, last of all; then it is in force (SOD-12)."""
    award = contract.award
    if award is None or not has_team_role(user, award.lot.procurement, TeamRole.PUBLISHER):
        return no(_("Only the assigned publisher signs for the buyer."), _("The assigned publisher"))
    if award.recommended_by_id == user.pk:
        return no(_("You recommended this award, so somebody else signs for the buyer."))
    if not (decision := _open_for_signing(contract)):
        return decision
    waiting = [
        party.organisation.name for party in contract.parties.select_related("organisation") if not party.signed_at
    ]
    if waiting:
        return no(_("The buyer signs last. These have not signed yet: %(names)s.") % {"names": ", ".join(waiting)})
    return YES


def can_put_name(user: Any, contract: "Contract") -> Decision:
    """Either kind of signature; when neither, the reason of the one that this person's place suggests."""
    sign, enter = can_sign_contract(user, contract), can_enter_contract(user, contract)
    if sign or enter:
        return YES
    return sign if parties_to_sign(user, contract) else enter
