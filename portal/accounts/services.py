"""What a person says about themselves: the name others see, and what they need to take part."""

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.enums import NameShown
from portal.accounts.events import AccountClosed, SecondStepReset
from portal.accounts.models import CommunicationNeed, User
from portal.accounts.permissions import can_reset_second_step
from portal.audit.services import audit_record
from portal.common.events import publish
from portal.common.exceptions import DomainError, NotAllowed
from portal.common.guards import objections


@transaction.atomic
def name_change(*, actor: User, first_name: str, last_name: str, name_shown: str, pseudonym: str = "") -> User:
    """Change one's name and which of it others see. The record says that it changed, not to what."""
    if name_shown == NameShown.PSEUDONYM and not pseudonym.strip():
        raise DomainError(_("Write the name that you choose."))
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    user.first_name, user.last_name = first_name.strip(), last_name.strip()
    user.name_shown, user.pseudonym = name_shown, pseudonym.strip()
    user.full_clean()
    user.save(update_fields=["first_name", "last_name", "name_shown", "pseudonym"])
    audit_record(actor=actor, verb="accounts.name.change", subject=user, data={"name_shown": name_shown})
    return user


@transaction.atomic
def needs_change(*, actor: User, needs: Mapping[str, str]) -> None:
    """Say what one needs (kind -> detail), never why. The record counts, it does not name."""
    User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    actor.communication_needs.all().delete()
    for kind, detail in sorted(needs.items()):
        need = CommunicationNeed(user=actor, kind=kind, detail=detail.strip())
        need.full_clean()
        need.save()
    audit_record(actor=actor, verb="accounts.needs.change", subject=actor, data={"count": len(needs)})


@transaction.atomic
def account_close(*, actor: User) -> User:
    """Close one's own account for good. What one signed, decided or said keeps its name; the rest is deleted.

    Raises DomainError with every reason why somebody else would be left without what only this person can do.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if reasons := objections("accounts.account.close", user):
        raise DomainError(" ".join(reasons))
    user.communication_needs.all().delete()
    user.is_active, user.phone = False, ""
    user.save(update_fields=["is_active", "phone"])
    audit_record(actor=actor, verb="accounts.account.close", subject=user)
    publish(AccountClosed(user.pk))
    return user


@transaction.atomic
def second_step_reset(*, actor: User, person: User, reason: str) -> User:
    """Take away a person's app, passkeys and spare codes, so that they can sign in and set up new ones.

    `reason` says how the administrator made sure who asks. Raises NotAllowed, or DomainError when there is none.
    """
    if not (decision := can_reset_second_step(actor, person)):
        raise NotAllowed(decision.reason, who_can=decision.who_can)
    user = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    taken, _by_model = Authenticator.objects.filter(user=user).delete()
    if not taken:
        raise DomainError(_("This account has no second step."))
    event = audit_record(actor=actor, verb="accounts.second_step.reset", subject=user, data={"reason": reason.strip()})
    publish(SecondStepReset(user.pk, event.pk))
    return user
