"""What is published about conflicts of interest: declared or potential, and how each was managed (PSR reg 21)."""

from django.utils.translation import gettext as _

from portal.tenders.enums import DeclarationState, TeamRole
from portal.tenders.models import Procurement
from portal.tenders.selectors.evaluation import panel_of_evaluation


def conflicts_text(procurement: Procurement) -> str:
    """Every declared interest with its decision, by part and never by name; "None declared." when there is none."""
    aliases = {person.user.pk: person.alias for person in panel_of_evaluation(procurement)}
    parts = {row.user_id: str(TeamRole(row.role).label) for row in procurement.assignments.order_by("-number")}
    found = []
    rows = procurement.declarations.filter(superseded_at=None).prefetch_related("answers__organisation")
    for row in rows.order_by("declared_at", "pk"):
        for answer in row.answers.all():
            if not answer.has_interest:
                continue
            who = aliases.get(row.user_id) or parts.get(row.user_id, str(_("A member of the team")))
            found.append(
                _("%(who)s declared an interest in %(bidder)s: %(details)s %(handled)s")
                % {
                    "who": who,
                    "bidder": answer.organisation.name,
                    "details": _sentence(answer.details),
                    "handled": _handled(row.state, row.decision_reason, row.mitigation),
                }
            )
    for entry in procurement.conflicts.order_by("number"):
        found.append(f"{entry.who}: {_sentence(entry.what)} {_sentence(entry.handling)}".strip())
    return "\n".join(found) or _("None declared.")


def _handled(state: str, reason: str, mitigation: str) -> str:
    words = {
        DeclarationState.CLEARED: _("Judged not to bar: %(reason)s"),
        DeclarationState.CLEARED_WITH_MITIGATION: _("Cleared with conditions (%(mitigation)s): %(reason)s"),
        DeclarationState.BLOCKING: _("Took no further part: %(reason)s"),
    }
    text = words.get(DeclarationState(state), _("Not decided yet."))
    return text % {"reason": _sentence(reason), "mitigation": mitigation.strip().rstrip(".")}


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if not plain or plain[-1] in ".!?" else plain + "."
