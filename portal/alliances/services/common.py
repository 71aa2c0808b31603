"""What every act of an alliance does: lock, ask the policy, keep grants and agreement in step with who belongs."""

from collections.abc import Callable
from typing import Any

from portal.alliances.enums import STANDING, UNSETTLED, AgreementState, AllianceState
from portal.alliances.models import Agreement, Alliance
from portal.alliances.permissions.alliance import wanted_grants
from portal.alliances.workflow import AGREEMENT, ALLIANCE, VARIATION
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import NotAllowed
from portal.common.grants import grants_sync
from portal.common.permissions import Decision


def locked(alliance: Alliance) -> Alliance:
    """The alliance's row, locked, so that two acts on it come one after the other. Call inside a transaction."""
    rows = Alliance.objects.select_for_update(of=("self",)).select_related("lead")
    return rows.get(pk=alliance.pk)


def demand(policy: Callable[[Any, Any], Decision], actor: Any, obj: Any, verb: str) -> None:
    """NotAllowed with the policy's reason."""
    if not (decision := policy(actor, obj)):
        raise NotAllowed(decision.reason, subject=obj, verb=verb)


def members_changed(*, actor: Any, alliance: Alliance) -> None:
    """Grants follow who belongs; shares and a signed text do not fit any more, so they are agreed anew."""
    for agreement in alliance.agreements.filter(state__in=[AgreementState.SIGNING, *STANDING]):
        agreement_replaced(actor=actor, agreement=agreement, because="members")
    if alliance.state == AllianceState.MOU_SIGNED:
        transition(ALLIANCE, alliance, "reform", actor=actor)
    alliance.members.update(share_percent=None)


def agreement_replaced(*, actor: Any, agreement: Agreement, because: str) -> None:
    """It holds no more, and what would have varied it has nothing left to change."""
    for variation in agreement.variations.filter(state__in=UNSETTLED).order_by("pk"):
        transition(VARIATION, variation, "lapse", actor=actor, changes={"settled_at": now()}, because=because)
    transition(AGREEMENT, agreement, "supersede", actor=actor, because=because)


def grants_follow(alliance: Alliance) -> None:
    """Derive the grants anew."""
    grants_sync(alliance, wanted_grants(alliance))
