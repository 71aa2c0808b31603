"""An imported organisation gets people of its own: one says who they are, a portal administrator checks it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.grants import grants_sync
from portal.organisations.enums import ClaimState, MemberRole
from portal.organisations.events import ClaimAsked
from portal.organisations.models import Claim, Membership, Organisation
from portal.organisations.permissions import can_claim_organisation, wanted_grants
from portal.organisations.services.people import admit
from portal.organisations.workflow import CLAIM, ORGANISATION

if TYPE_CHECKING:
    from portal.accounts.models import User

PUBLISHED = ("name", "summary", "website", "locality", "postcode", "areas_served")
"""What of a source its people may say otherwise later."""


@transaction.atomic
def claim_ask(*, actor: "User", organisation: Organisation, job_title: str, evidence: str) -> Claim:
    """Say that one speaks for an imported organisation, and how that can be checked."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not (decision := can_claim_organisation(actor, organisation)):
        raise NotAllowed(decision.reason, subject=organisation, who_can=decision.who_can)
    claim = Claim(organisation=organisation, user=actor, job_title=job_title, evidence=evidence, asked_at=now())
    claim.full_clean()
    claim.save()
    audit_record(actor=actor, verb="organisations.claim.ask", subject=claim, data={"organisation": organisation.ref})
    publish(ClaimAsked(claim.pk))
    return claim


@transaction.atomic
def claim_approve(*, actor: "User", claim: Claim) -> Membership:
    """The person looks after the organisation from now on. What was published stays, with its source and licence.

    Claims of others on the same organisation end: they ask to join instead.
    """
    organisation = claim.organisation
    published = {name: getattr(organisation, name) for name in PUBLISHED}
    changes = {"decided_at": now(), "decided_by": actor, "published": published}
    transition(CLAIM, claim, "approve", actor=actor, changes=changes)
    claimed = transition(
        ORGANISATION, organisation, "claim", actor=actor, changes={"verified_at": now(), "verified_by": actor}
    )
    grants_sync(claimed, wanted_grants(claimed))
    membership = admit(organisation=claimed, user=claim.user, roles=(MemberRole.ADMINISTRATOR,))
    for other in Claim.objects.filter(organisation=claimed, state=ClaimState.PENDING).order_by("pk"):
        claim_decline(actor=actor, claim=other, reason=_("Somebody else looks after it now. Ask to join it."))
    return membership


@transaction.atomic
def claim_decline(*, actor: "User", claim: Claim, reason: str) -> Claim:
    """Not confirmed, with the reason that the person reads. They can claim it again."""
    if not reason.strip():
        raise DomainError(_("Say why. The person reads it."))
    changes = {"decided_at": now(), "decided_by": actor, "decision_reason": reason.strip()}
    done: Claim = transition(CLAIM, claim, "decline", actor=actor, changes=changes, reason=reason.strip())
    return done


@transaction.atomic
def claim_withdraw(*, actor: "User", claim: Claim) -> Claim:
    """Take it back."""
    done: Claim = transition(CLAIM, claim, "withdraw", actor=actor, changes={"decided_at": now()})
    return done
