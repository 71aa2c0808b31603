"""Who can see a person's own answers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.enums import PortalRole
from portal.common.permissions import Decision
from portal.common.seeing import Holder, Kind, Part, StandIn, register
from portal.outcomes.access import access_sheet
from portal.outcomes.models import AnswerSheet
from portal.outcomes.permissions import can_see_sheet


def _door(user: object, ref: str) -> AnswerSheet:
    return access_sheet(user, ref, can_see_sheet)  # type: ignore[arg-type]


def _outside(viewer: object, sheet: AnswerSheet) -> list[StandIn]:
    rule = _("The role of the portal")
    return [
        StandIn(_("Link workers"), rule, frozenset({PortalRole.LINK_WORKER.value})),
        StandIn(_("Carers"), rule, frozenset({PortalRole.CARER.value})),
        StandIn(_("Auditors"), rule, frozenset({PortalRole.AUDITOR.value})),
    ]


def _mine(user: object, sheet: AnswerSheet) -> Decision:
    return can_see_sheet(user, sheet)  # type: ignore[arg-type]


register(
    Kind(
        key="outcomes.sheet",
        title=gettext_noop("Who can see my answers, and why"),
        heading=gettext_noop("My answers"),
        section="",
        door=_door,
        parts=lambda sheet: [Part(_("The answers"), _mine)],
        people=lambda sheet: [
            Holder(
                user=sheet.user,
                label=_("You"),
                rule=_("They are your own answers"),
                since=sheet.started_at,
                until_words=_("until you delete them"),
            )
        ],
        called=lambda sheet: str(sheet.get_instrument_display()),
        back=lambda sheet: reverse("outcomes:answers_mine"),
        may_name=_mine,
        may_read_record=_mine,
        stand_ins=_outside,
    )
)
