"""What the pages of the acts on a decision show before they are done."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.calendars import london_date
from portal.common.clock import now
from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day, when
from portal.tenders.enums import AwardState, NoticeKind
from portal.tenders.models import Award, Bid, Evaluation
from portal.tenders.permissions.award import is_psr, last_further_decision, standstill_of
from portal.tenders.selectors.award_conflicts import conflicts_text
from portal.tenders.selectors.award_letter import ranking_row
from portal.tenders.selectors.award_notice import announcing_kind, notice_draft, price_of
from portal.tenders.selectors.award_standstill import planned_day, planned_standstill
from portal.tenders.selectors.contract_text import parties_of


def back_url(award: Award) -> str:
    """The page of the decision."""
    return reverse("tenders:award_lot", args=[award.lot.procurement.ref, award.lot.number])


def recommend_page(evaluation: Evaluation) -> dict[str, Any]:
    """Who comes first, and the text about interests as the record has it."""
    procurement = evaluation.lot.procurement
    first = [row for row in evaluation.ranking["bids"] if row["rank"] == 1]
    rows = [
        (row["bidder"], _("Total %(total)s, price %(price)s") % {"total": row["total"], "price": _price(row)})
        for row in first
    ]
    return {
        "procurement": procurement,
        "lot": evaluation.lot,
        "rows": rows,
        "tied": [(row["ref"], row["bidder"]) for row in first] if len(first) > 1 else [],
        "initial": {"conflicts_summary": conflicts_text(procurement)},
        "back_url": reverse("tenders:award_lot", args=[procurement.ref, evaluation.lot.number]),
    }


def _price(row: dict[str, Any]) -> str:
    return format_pounds(row["price_pence"]) if row["price_pence"] is not None else _("none given")


def tied_bid(evaluation: Evaluation, ref: str) -> Bid | None:
    """The bid that the interview chose, where there was one."""
    return Bid.objects.filter(lot=evaluation.lot, ref=ref).first() if ref else None


def summary_rows(award: Award) -> list[tuple[str, Any]]:
    """The decision in a few lines."""
    name = award.bid.bidder_name if award.bid else ""
    rows: list[tuple[str, Any]] = [
        (_("Lot"), str(award.lot)),
        (_("Recommended"), _("%(name)s, %(at)s") % {"name": award.recommended_by, "at": when(award.recommended_at)}),
        (_("To be awarded to"), name),
    ]
    if award.bid is not None:
        rows.append((_("Total"), str(ranking_row(award, award.bid)["total"])))
    pence = price_of(award)
    if pence is not None:
        rows.append((_("Price"), format_pounds(pence)))
    rows += [(_("Reasons"), award.reasons), (_("Where it is weaker"), award.weaker_points or _("Nothing was written"))]
    rows.append((_("Conflicts of interest"), award.conflicts_summary))
    return rows


def act_page(award: Award, step: str) -> dict[str, Any]:
    """Heading, warning and button of an act that needs a reason."""
    name = award.bid.bidder_name if award.bid else ""
    words = {
        "approve": (
            _("Approve the award to %(name)s?") % {"name": name},
            _("You confirm it as somebody who did not lead, write, open, score, facilitate or recommend."),
            _("Approve the award"),
            _("Approved. The lead writes the letters now."),
        ),
        "return": (
            _("Send the recommendation back?"),
            _("The order of the bids stays as it is. The lead reads your reason and can recommend again."),
            _("Send it back"),
            _("Sent back. The lead has been told."),
        ),
        "abandon": (
            _("Abandon this award?"),
            _("Nobody is awarded this lot. A notice is due within 30 days, and everybody reads your reason."),
            _("Abandon it"),
            _("Abandoned. The publisher records the notice."),
        ),
        "back_to_step": (
            _("Go back and decide again?"),
            _("This decision ends. A new recommendation follows, with new letters, a new notice and a new standstill."),
            _("Go back to the step of deciding"),
            _("Done. A new recommendation can be written."),
        ),
    }
    heading, warning, submit, done = words[step]
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "heading": heading,
        "warning": warning,
        "submit": submit,
        "done": done,
        "danger": step in ("abandon", "back_to_step"),
        "rows": summary_rows(award),
        "back_url": back_url(award),
    }


def confirm_page(award: Award) -> dict[str, Any]:
    """What held on the day, before the award is made."""
    stored = standstill_of(award)
    further = last_further_decision(award)
    asked = award.representations.count()
    gate = []
    if stored is not None:
        ended = now() >= stored.ends_at
        text = _("The standstill ended on %(day)s at midnight.") if ended else _("The standstill runs to %(day)s.")
        gate.append(("met" if ended else "look", "", text % {"day": day(stored.last_day_on)}))
    answered = ngettext(
        "%(n)d representation was received and answered.", "%(n)d representations were received and answered.", asked
    ) % {"n": asked}
    gate.append(("met", "", answered if asked else _("No representation was received.")))
    if further is not None:
        text = _("Five full working days have passed since the further decision of %(day)s.")
        gate.append(("met", "", text % {"day": day(further.told_at)}))
    parties = [f"{body.name}, {role.label}" for body, role in parties_of(award)]
    return {
        "procurement": award.lot.procurement,
        "lot": award.lot,
        "heading": _("Make the award?"),
        "gate": gate,
        "is_psr": is_psr(award.lot.procurement),
        "rows": [*summary_rows(award)[2:5], (_("Parties of the contract"), parties)],
        "back_url": back_url(award),
    }


def notice_page(award: Award, kind: NoticeKind) -> dict[str, Any]:
    """The draft, the days that follow from it, and what has to be typed."""
    procurement = award.lot.procurement
    today = london_date(now())
    announces = kind == announcing_kind(procurement) and award.state == AwardState.APPROVED
    planned = award.publication_planned_on or planned_day(procurement, now())
    draft = notice_draft(award, kind, planned if announces else today)
    rule = planned_standstill(procurement, planned)
    done = _("Recorded.")
    if announces:
        done = _("Recorded. The standstill has begun.")
        if is_psr(procurement):
            done = _("Recorded. All letters have gone, and the standstill has begun.")
    return {
        "procurement": procurement,
        "lot": award.lot,
        "heading": _("Record the published notice"),
        "draft": draft,
        "rows": draft.rows,
        "announces": announces,
        "is_psr": is_psr(procurement),
        "planned_on": planned,
        "last_on": rule.last_on,
        "done": done,
        "initial": {"published_on": planned if announces else today},
        "back_url": back_url(award),
    }
