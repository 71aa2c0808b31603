"""What the directory holds about a person, for the person's own file."""

from typing import TYPE_CHECKING, Any

from portal.accounts.holdings import holding, moment
from portal.marketplace.models import ServiceProposal, ServiceReport, ShortlistEntry

if TYPE_CHECKING:
    from portal.accounts.models import User


@holding("services_kept", "marketplace.ShortlistEntry.user")
def of_shortlist(user: "User") -> list[dict[str, Any]]:
    """The services that the person keeps."""
    rows = ShortlistEntry.objects.filter(user=user).select_related("service").order_by("kept_at", "pk")
    return [{"service": row.service.name, "kept_at": moment(row.kept_at)} for row in rows]


@holding("services_to_look_at", "marketplace.ServiceProposal.editor")
def of_editing(user: "User") -> list[dict[str, Any]]:
    """What was given to the person as an editor."""
    rows = ServiceProposal.objects.filter(editor=user).select_related("organisation").order_by("proposed_at", "pk")
    return [
        {
            "proposal": row.ref,
            "organisation": row.organisation.name,
            "at": moment(row.proposed_at),
            "state": str(row.get_state_display()),
        }
        for row in rows
    ]


@holding("services_said_to_be_wrong", "marketplace.ServiceReport.reported_by")
def of_reports(user: "User") -> list[dict[str, Any]]:
    """What the person told the editors and wanted an answer to."""
    rows = ServiceReport.objects.filter(reported_by=user).select_related("service").order_by("reported_at", "pk")
    return [
        {
            "service": row.service.name,
            "words": row.text,
            "at": moment(row.reported_at),
            "reply_to": row.reply_email,
            "outcome": row.outcome,
        }
        for row in rows
    ]
