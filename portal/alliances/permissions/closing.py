"""How the work of an alliance ends under its exit plan (domain 4.3)."""

from typing import Any

from django.utils.translation import gettext as _

from portal.alliances.enums import IN_FORCE, AllianceState, ClosingPart
from portal.alliances.models import Alliance
from portal.alliances.permissions.alliance import can_manage_alliance
from portal.common.permissions import YES, Decision, no


def exit_plan_holds(alliance: Alliance) -> bool:
    """Whether the agreement in force has an exit plan that every member signed or agreed to."""
    return alliance.agreements.filter(state__in=IN_FORCE).exclude(exit_plan="").exists()


def parts_missing(alliance: Alliance) -> list[ClosingPart]:
    """What has not been written down yet (one query)."""
    there = set(alliance.closing_records.values_list("part", flat=True))
    return [part for part in ClosingPart if part.value not in there]


def can_begin_closing(user: Any, alliance: Alliance) -> Decision:
    """The convener, when it has a contract and all members agreed to an exit plan."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state not in (AllianceState.AWARDED, AllianceState.DELIVERING):
        return no(_("Only an alliance with a contract closes. Before that it can be ended."))
    if not exit_plan_holds(alliance):
        return no(_("Every member has to agree to an exit plan first: as a part of the agreement, or by a variation."))
    return YES


def can_record_closing(user: Any, alliance: Alliance) -> Decision:
    """The convener, while it closes."""
    if not (decision := can_manage_alliance(user, alliance)):
        return decision
    if alliance.state != AllianceState.CLOSING:
        return no(_("This is written down while the alliance closes."))
    return YES


def can_close_alliance(user: Any, alliance: Alliance) -> Decision:
    """The convener, when all is written down and the exit plan still stands."""
    if not (decision := can_record_closing(user, alliance)):
        return decision
    if missing := parts_missing(alliance):
        return no(
            _("Still missing: %(what)s.") % {"what": ", ".join(str(part.label).lower() for part in missing)},
        )
    if not exit_plan_holds(alliance):
        return no(_("The agreement with the exit plan does not stand. Lift its hold or sign it anew first."))
    return YES
