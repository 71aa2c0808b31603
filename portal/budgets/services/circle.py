"""My circle: who is let in to what, who acts by law, who looked, and taking it back (domain 7.6)."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.services import audit_record
from portal.audit.transitions import transition
from portal.budgets.enums import AuthorityKind, GrantAct, GrantState, PlanPart
from portal.budgets.events.personal import AuthorityVerified, CircleInvited, NoteLeft
from portal.budgets.models import CircleGrant, CircleNote, LegalAuthority, PersonalBudget
from portal.budgets.permissions import personal as may
from portal.budgets.rules.review import months_after
from portal.budgets.services.personal import acting, check, need_words, next_number, opened
from portal.budgets.workflow.personal import CIRCLE
from portal.common.clock import now, today
from portal.common.events import publish
from portal.common.exceptions import DomainError

if TYPE_CHECKING:
    from portal.accounts.models import User

MOST_MONTHS = 12


def latest_end(today_on: date) -> date:
    """The last day that an invitation may reach: twelve months from now."""
    return months_after(today_on, MOST_MONTHS)


def _fields(parts: Iterable[PlanPart], acts: Iterable[GrantAct], ends_on: date) -> dict[str, Any]:
    seen, may_do = set(parts), set(acts)
    if not seen:
        raise DomainError(_("Choose at least one part that they can see."))
    if ends_on < today() or ends_on > latest_end(today()):
        raise DomainError(_("Choose a last day within the next twelve months."))
    fields: dict[str, Any] = {f"sees_{part.value}": part in seen for part in PlanPart}
    fields |= {f"may_{act.value}": act in may_do for act in GrantAct if act != GrantAct.VIEW}
    return fields | {"ends_on": ends_on}


@transaction.atomic
def circle_invite(
    *,
    actor: "User",
    budget: PersonalBudget,
    email: str,
    called: str,
    parts: Iterable[PlanPart],
    acts: Iterable[GrantAct],
    ends_on: date,
) -> CircleGrant:
    """Let somebody in to parts of the plan, by e-mail, until a day within twelve months."""
    address, fields = email.strip().lower(), _fields(parts, acts, ends_on)
    with opened(actor, budget, may.can_manage_circle) as locked:
        if address in (locked.holder.email.lower(), actor.email.lower()):
            raise DomainError(_("That is your own address."))
        open_now = locked.circle.filter(state__in=[GrantState.INVITED, GrantState.ACTIVE], ends_on__gte=today())
        if open_now.filter(email=address).exists():
            raise DomainError(_("This person is in your circle already. You can change what they see."))
        row = CircleGrant(
            budget=locked,
            number=next_number(locked.circle),
            email=address,
            token=secrets.token_urlsafe(32),
            called=need_words(called, _("Say who it is, such as “Joy, my sister”.")),
            invited_by=actor,
            invited_at=now(),
            **fields,
        )
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.circle.invite", subject=locked, data=_said(row))
        publish(CircleInvited(row.pk))
    return row


def _said(grant: CircleGrant) -> dict[str, Any]:
    """What was granted, for the record; no name and no address."""
    return {
        "grant": grant.number,
        "parts": sorted(part.value for part in grant.parts),
        "acts": sorted(act.value for act in grant.acts),
        "ends_on": grant.ends_on,
    }


@transaction.atomic
def circle_change(
    *, actor: "User", grant: CircleGrant, parts: Iterable[PlanPart], acts: Iterable[GrantAct], ends_on: date
) -> CircleGrant:
    """Change what somebody sees and does; it holds from their next click."""
    fields = _fields(parts, acts, ends_on)
    with opened(actor, grant.budget, may.can_manage_circle) as locked:
        row = CircleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        if row.state not in (GrantState.INVITED, GrantState.ACTIVE):
            raise DomainError(_("This person is not in your circle any more. Invite them again."))
        for name, value in fields.items():
            setattr(row, name, value)
        row.full_clean()
        row.save(update_fields=[*fields])
        audit_record(actor=actor, verb="budgets.circle.change", subject=locked, data=_said(row))
    return row


@transaction.atomic
def circle_answer(*, actor: "User", grant: CircleGrant, is_yes: bool) -> CircleGrant:
    """Accept or decline; only with the address that was invited. DomainError: it ran out, or one has a part already."""
    PersonalBudget.objects.select_for_update(of=("self",)).get(pk=grant.budget_id)
    if is_yes and grant.ends_on < today():
        raise DomainError(_("This invitation has run out. Ask to be invited again."))
    held = may.standing(actor, grant.budget)
    if is_yes and (held.is_principal or held.roles or held.grant is not None):
        raise DomainError(_("You have a part in this budget already."))
    changes: dict[str, Any] = {"answered_at": now(), "user": actor}
    done: CircleGrant = transition(
        CIRCLE, grant, "accept" if is_yes else "decline", actor=actor, changes=changes, budget=grant.budget.ref
    )
    return done


@transaction.atomic
def circle_stop(*, actor: "User", grant: CircleGrant) -> CircleGrant:
    """Take it back: gone with their next request, a file's address too (SOD-20)."""
    with opened(actor, grant.budget, may.can_manage_circle):
        done: CircleGrant = transition(CIRCLE, grant, "stop", actor=actor, changes={"ended_at": now()})
    return done


@transaction.atomic
def circle_leave(*, actor: "User", grant: CircleGrant) -> CircleGrant:
    """Stop seeing somebody's plan, by oneself."""
    done: CircleGrant = transition(CIRCLE, grant, "leave", actor=actor, changes={"ended_at": now()})
    return done


@transaction.atomic
def note_leave(*, actor: "User", budget: PersonalBudget, text: str) -> CircleNote:
    """A note that only the person reads."""
    with opened(actor, budget, may.can_leave_note) as locked:
        row = CircleNote(
            budget=locked,
            text=need_words(text, _("Write your note.")),
            written_by=actor,
            written_at=now(),
        )
        row.full_clean()
        row.save()
        audit_record(actor=actor, verb="budgets.circle.note", subject=locked)
        publish(NoteLeft(row.pk))
    return row


@transaction.atomic
def notes_seen(*, actor: "User", budget: PersonalBudget) -> int:
    """The person has read the notes. Returns how many were new."""
    with opened(actor, budget, may.can_manage_circle) as locked:
        count = locked.notes.filter(read_at=None).update(read_at=now())
        audit_record(actor=actor, verb="budgets.circle.notes_seen", subject=locked, data={"count": count})
    return int(count)


# -- By law --


@transaction.atomic
def authority_verify(
    *,
    actor: "User",
    budget: PersonalBudget,
    user: "User",
    kind: AuthorityKind,
    document: str,
    scope: str,
    expires_on: date,
) -> LegalAuthority:
    """The co-ordinator has seen the document that lets somebody act for the person: what, what it covers, until when.

    Relationship alone gives nothing (SOD-31).
    """
    if expires_on <= today():
        raise DomainError(_("Choose a last day that is still to come."))
    with opened(actor, budget, may.can_coordinate) as locked:
        if user.pk in (locked.holder_id, actor.pk):
            raise DomainError(_("Choose somebody else than the person and yourself."))
        if locked.people.filter(user=user, ended_at=None).exists():
            raise DomainError(_("This person works on the budget, so they cannot act for its holder."))
        row = LegalAuthority(
            budget=locked,
            number=next_number(locked.authorities),
            user=user,
            kind=kind,
            document=need_words(document, _("Name the document that you have seen.")),
            scope=need_words(scope, _("Say what it covers.")),
            expires_on=expires_on,
            verified_by=actor,
            verified_at=now(),
        )
        row.full_clean()
        row.save()
        data = {"authority": row.number, "kind": kind.value, "expires_on": expires_on}
        audit_record(actor=actor, verb="budgets.authority.verify", subject=locked, data=data)
        publish(AuthorityVerified(row.pk))
    return row


@transaction.atomic
def authority_end(*, actor: "User", authority: LegalAuthority) -> LegalAuthority:
    """It does not count any more: by the co-ordinator, or by who gives it up."""
    budget = PersonalBudget.objects.select_for_update(of=("self",)).get(pk=authority.budget_id)
    if actor.pk != authority.user_id:
        check(may.can_coordinate(actor, budget), budget)
    row = LegalAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if row.ended_at is None:
        row.ended_at = now()
        row.save(update_fields=["ended_at"])
        audit_record(actor=actor, verb="budgets.authority.end", subject=budget, data={"authority": row.number})
    return row


# -- Reading --


@transaction.atomic
def plan_look(*, actor: Any, budget: PersonalBudget, what: str) -> PersonalBudget:
    """Open the "plan" or the "money": the right is asked under the budget's lock, and the look goes on record for the
    person to see. What was taken back before is not shown any more; the person's own look leaves no entry."""
    if may.standing(actor, budget).is_holder:
        return budget
    policy = may.can_read_money if what == "money" else may.can_read_plan
    verb = "budgets.money.read" if what == "money" else "budgets.plan.read"
    locked = PersonalBudget.objects.select_for_update(of=("self",)).select_related("holder").get(pk=budget.pk)
    check(policy(actor, locked), locked)
    held = may.standing(actor, locked)
    parts = sorted(part.value for part in held.parts) if what == "plan" else ["money"]
    with acting(actor, locked):
        audit_record(actor=actor, verb=verb, subject=locked, data={"parts": parts})
    return locked
