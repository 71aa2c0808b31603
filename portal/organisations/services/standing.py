"""How an organisation stands: not verified with a reason, asking again, suspended, and back."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.transitions import transition
from portal.common.clock import now
from portal.common.exceptions import DomainError
from portal.organisations.groups import memberships_sync
from portal.organisations.models import Organisation
from portal.organisations.workflow import ORGANISATION

if TYPE_CHECKING:
    from portal.accounts.models import User


@transaction.atomic
def verification_decline(*, actor: "User", organisation: Organisation, reason: str) -> Organisation:
    """A portal administrator from outside does not verify it and says why; its people can ask again."""
    return _move(actor, organisation, "decline", _needed(reason))


@transaction.atomic
def verification_ask(*, actor: "User", organisation: Organisation) -> Organisation:
    """Its administrator has put right what was missing and asks again. The reason stays in the record."""
    return _move(actor, organisation, "ask_again", "")


@transaction.atomic
def organisation_suspend(*, actor: "User", organisation: Organisation, reason: str) -> Organisation:
    """Nobody bids or signs in its name from this commit on; its page is seen by its people only."""
    done = _move(actor, organisation, "suspend", _needed(reason))
    memberships_sync(done)
    return done


@transaction.atomic
def suspension_lift(*, actor: "User", organisation: Organisation, reason: str) -> Organisation:
    """It may bid and sign again. One that had not been verified goes back to be verified."""
    step = "lift_unverified" if organisation.verified_at is None else "lift"
    done = _move(actor, organisation, step, "", said=_needed(reason))
    memberships_sync(done)
    return done


def _move(actor: "User", organisation: Organisation, step: str, reason: str, said: str = "") -> Organisation:
    done: Organisation = transition(
        ORGANISATION,
        organisation,
        step,
        actor=actor,
        changes={"state_reason": reason, "state_at": now()},
        reason=said or reason,
    )
    return done


def _needed(reason: str) -> str:
    """The words that people will read. Raises DomainError when there are none."""
    if not reason.strip():
        raise DomainError(_("Say why. The people of the organisation read it."))
    return reason.strip()
