"""What the page of one decision shows to those who make, approve, publish or audit it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.clock import now
from portal.common.money import format_pounds
from portal.common.permissions import Decision
from portal.common.templatetags.ui_text import day, when
from portal.tenders.enums import AwardState, TeamRole
from portal.tenders.models import Award, Contract, Evaluation, FeedbackLetter, Lot, Procurement
from portal.tenders.permissions.award import (
    ANNOUNCED,
    can_abandon_award,
    can_announce_award,
    can_approve_award,
    can_confirm_award,
    can_decide_further,
    can_prepare_letters,
    can_recommend_award,
    can_record_notice,
    can_repeat_award,
    can_return_award,
    can_see_letters,
    can_send_letters,
    is_psr,
)
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.award_letter import evaluation_of, ranking_row
from portal.tenders.selectors.award_notice import SLUGS, announcing_kind, later_kinds, notice_draft, price_of
from portal.tenders.selectors.award_public import public_part
from portal.tenders.selectors.award_standstill import StandstillView, standstill_view
from portal.tenders.selectors.evaluation import panel_of_evaluation
from portal.tenders.selectors.evaluation_prices import ranking_tables
from portal.tenders.selectors.procurement_people import team_people

STATE_KINDS = {
    AwardState.RECOMMENDED: "waiting",
    AwardState.RETURNED: "stopped",
    AwardState.APPROVED: "waiting",
    AwardState.INTENTION_PUBLISHED: "waiting",
    AwardState.UNDER_REPRESENTATION: "late",
    AwardState.FURTHER_DECISION_SENT: "waiting",
    AwardState.AWARDED: "done",
    AwardState.ABANDONED: "stopped",
}


@dataclass(frozen=True)
class Act:
    """A button, off with its reason where it is off."""

    label: str
    href: str
    decision: Decision
    is_secondary: bool = False


def act_url(award_or_lot: Award | Lot, name: str, *args: Any) -> str:
    """The address of an act on this lot's decision."""
    lot = award_or_lot.lot if isinstance(award_or_lot, Award) else award_or_lot
    return reverse(f"tenders:{name}", args=[lot.procurement.ref, lot.number, *args])


def award_page(user: Any, lot: Lot, evaluation: Evaluation, award: Award | None) -> dict[str, Any]:
    """The whole page; before a recommendation it shows the order and the way to recommend."""
    procurement = lot.procurement
    ranking = award.ranking if award else evaluation.ranking
    base: dict[str, Any] = {
        "procurement": procurement,
        "lot": lot,
        "award": award,
        "other_lots": other_lots(lot),
        "stages": stages(lot, evaluation, award),
        "acts": acts_of(user, lot, evaluation, award),
        "hands": hands(procurement, evaluation, award),
        "is_psr": is_psr(procurement),
        **(ranking_tables(ranking) if ranking else {"ranking": {}}),
    }
    if award is None:
        return base | {"standstill": None, "letters": [], "heading": _("Who is to be awarded %(lot)s?") % {"lot": lot}}
    standstill = standstill_view(award, now())
    return base | {
        "heading": heading(award),
        "state_kind": STATE_KINDS[AwardState(award.state)],
        "lede": lede(award),
        "facts": facts(award),
        "next": next_words(award, standstill),
        "standstill": standstill,
        "letters": letter_rows(user, award),
        "letters_sent": FeedbackLetter.objects.filter(award=award, sent_at__isnull=False).exists(),
        "public": public_part(award),
        "is_public": award.state in (*ANNOUNCED, AwardState.AWARDED),
        "draft": notice_draft(award, announcing_kind(procurement), standstill.published_on) if standstill else None,
        "notices": notice_rows(award),
        "representations": representation_rows(award),
        "further": further_rows(award),
        "contract": Contract.objects.filter(award=award).first(),
    }


def other_lots(lot: Lot) -> list[tuple[str, str]]:
    """The decisions on the other lots."""
    rows = lot.procurement.lots.exclude(pk=lot.pk).order_by("number")
    return [(str(row), reverse("tenders:award_lot", args=[lot.procurement.ref, row.number])) for row in rows]


def heading(award: Award) -> str:
    """A question until it is approved."""
    name = award.bid.bidder_name if award.bid else ""
    words = {"lot": award.lot, "name": name}
    if award.state == AwardState.RECOMMENDED:
        return _("Award %(lot)s to %(name)s?") % words
    if award.state == AwardState.AWARDED:
        return _("%(lot)s is awarded to %(name)s") % words
    if award.state in (AwardState.RETURNED, AwardState.ABANDONED):
        return _("%(lot)s was not awarded to %(name)s") % words
    return _("%(lot)s is to be awarded to %(name)s") % words


def members_words(award: Award) -> str:
    """ "Harbour Carers, Easton Pain Peers and Northgate Community Trust", for an alliance."""
    if award.bid is None or award.bid.alliance is None:
        return ""
    rows = award.bid.members.select_related("organisation").order_by("-is_lead", "pk")
    names = [row.organisation.name for row in rows]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def lede(award: Award) -> str:
    """Who and on what ground, in two sentences."""
    name = award.bid.bidder_name if award.bid else ""
    members = members_words(award)
    who = f"{name}: {members}" if members else name
    count = award.ranking.get("ranked_count", 0)
    ground = ngettext(
        "It is the only ranked bid.", "It comes first of %(n)d ranked bids by the published rules.", count
    ) % {"n": count}
    return _("The recommendation is %(who)s.") % {"who": who} + " " + ground


def facts(award: Award) -> list[tuple[str, str, str]]:
    """Total, margin, price, bids."""
    if award.bid is None:
        return []
    row, ranking = ranking_row(award, award.bid), award.ranking
    found = [(_("Total"), str(row["total"]), _("of 100") if not ranking["lowest_wins"] else "")]
    if ranking.get("margin"):
        found.append((_("Ahead by"), ranking["margin"], _("over the second")))
    pence = price_of(award)
    if pence is not None:
        found.append((_("Price"), format_pounds(pence), _("for the whole term")))
    out = ranking["opened_count"] - ranking["ranked_count"]
    ranked = ngettext("%(n)d ranked", "%(n)d ranked", ranking["ranked_count"]) % {"n": ranking["ranked_count"]}
    found.append((_("Bids"), str(ranking["opened_count"]), f"{ranked}, " + _("%(n)d not") % {"n": out}))
    return found


def _state(is_done: bool, is_now: bool) -> str:
    return "done" if is_done else "now" if is_now else ""


def stages(lot: Lot, evaluation: Evaluation, award: Award | None) -> list[tuple[str, str, str, str]]:
    """The line from the opening to the contract."""
    procurement = lot.procurement
    opening = procurement.openings.filter(second_by__isnull=False).first()
    state = AwardState(award.state) if award else None
    is_over = state in (None, AwardState.RETURNED)
    approved = bool(award and award.approved_at)
    announced = state in (*ANNOUNCED, AwardState.AWARDED)
    view = standstill_view(award, now()) if award and not is_over else None
    span = f"{day(view.begins_on)} – {day(view.last_on)}" if view else ""
    contract = Contract.objects.filter(award=award).first() if award else None
    return [
        (_("Bids opened"), "done", when(opening.second_at) if opening else "", ""),
        (_("Scores agreed"), "done", day(evaluation.quality_locked_at), ""),
        (
            _("Recommended"),
            _state(not is_over, is_over),
            when(award.recommended_at) if award and not is_over else "",
            "",
        ),
        (
            _("Approval"),
            _state(approved, state == AwardState.RECOMMENDED),
            when(award.approved_at) if award and approved else "",
            "",
        ),
        (
            _("Standstill"),
            _state(
                state == AwardState.AWARDED, state == AwardState.APPROVED or (announced and state != AwardState.AWARDED)
            ),
            span,
            act_url(lot, "standstill_detail") if view else "",
        ),
        (
            _("Contract"),
            _state(bool(contract and contract.entered_at), state == AwardState.AWARDED),
            when(contract.entered_at) if contract and contract.entered_at else "",
            reverse("contracts:contract_detail", args=[contract.ref]) if contract else "",
        ),
    ]


def hands(procurement: Procurement, evaluation: Evaluation, award: Award | None) -> list[tuple[str, str, str]]:
    """Part, who, when: one person, one part."""
    opening = procurement.openings.filter(second_by__isnull=False).select_related("first_by", "second_by").first()
    panel = panel_of_evaluation(procurement)
    lived = sum(person.is_lived for person in panel)
    scored = ngettext("%(n)d evaluator", "%(n)d evaluators", len(panel)) % {"n": len(panel)}
    if lived:
        scored += ", " + ngettext("%(n)d with lived experience", "%(n)d with lived experience", lived) % {"n": lived}
    rows = [
        (_("Wrote the pack"), _names(procurement, TeamRole.PACK_AUTHOR), when(procurement.created_at)),
        (_("Published it"), str(procurement.published_by or ""), when(procurement.published_at)),
        (
            _("Opened the bids"),
            _("%(one)s and %(other)s") % {"one": opening.first_by, "other": opening.second_by} if opening else "",
            when(opening.second_at) if opening else "",
        ),
        (_("Scored"), scored, _("to %(day)s") % {"day": day(evaluation.scoring_closed_at)}),
        (_("Led the agreement"), _names(procurement, TeamRole.FACILITATOR), when(evaluation.quality_locked_at)),
        (
            _("Recommended"),
            str(award.recommended_by) if award else _names(procurement, TeamRole.LEAD),
            when(award.recommended_at) if award else _("Not yet"),
        ),
        (
            _("Approved") if award and award.approved_by else _("Approves"),
            str(award.approved_by) if award and award.approved_by else _names(procurement, TeamRole.APPROVER),
            when(award.approved_at) if award and award.approved_at else _("Not yet"),
        ),
    ]
    return [row for row in rows if row[1]]


def _names(procurement: Procurement, role: TeamRole) -> str:
    return ", ".join(str(person) for person in team_people(procurement, role))


def next_words(award: Award, standstill: StandstillView | None) -> tuple[str, str, str]:
    """What comes next, who does it, and the rule beside it."""
    p = award.lot.procurement
    if award.state == AwardState.RECOMMENDED:
        rule = _("If the notice goes out later, the end of the standstill moves with it.")
        return _("It waits for approval"), _("%(who)s decides.") % {"who": _names(p, TeamRole.APPROVER)}, rule
    if award.state == AwardState.APPROVED:
        who = _("The lead reads and freezes every letter; then %(who)s records the notice.")
        rule = _("The standstill is counted from the day of the notice.")
        return _("It is approved, not announced"), who % {"who": _names(p, TeamRole.PUBLISHER)}, rule
    if award.state == AwardState.RETURNED:
        return _("It was sent back"), award.ended_reason, _("A new recommendation can be written.")
    if award.state == AwardState.ABANDONED:
        return _("It was abandoned"), award.ended_reason, ""
    if award.state == AwardState.AWARDED:
        return _("It is awarded"), when(award.awarded_at), _contract_rule(standstill)
    block = standstill.block if standstill else ""
    if block:
        opens = when(standstill.opens_at) if standstill else ""
        title = _("The standstill is open")
        if award.state == AwardState.UNDER_REPRESENTATION:
            title = _("A representation is being looked at")
        return title, block, _("Earliest award: %(at)s.") % {"at": opens}
    return _("The standstill has ended"), _("%(who)s can make the award.") % {"who": _names(p, TeamRole.LEAD)}, ""


def _contract_rule(standstill: StandstillView | None) -> str:
    if standstill and standstill.block:
        return standstill.block
    return _("It comes into force when every party and the buyer have signed the same text.")


def letter_rows(user: Any, award: Award) -> list[dict[str, Any]]:
    """Each bidder, what its letter says, and whether it is read, frozen, sent; the way to it for who may read it."""
    may_read = can_see_letters(user, award)
    evaluation = evaluation_of(award)
    letters = FeedbackLetter.objects.filter(award=award).select_related("bid__organisation", "bid__alliance")
    rows = []
    for letter in letters.order_by("-is_winner", "pk"):
        says = (
            _("It is to be awarded; its scores and reasons; the days of the standstill.")
            if letter.is_winner
            else _(
                "Its own scores and reasons; the winner's name, total and scores; why; the days of the standstill and "
                "how to object."
            )
        )
        tag, kind = _("To be read"), "waiting"
        if letter.sent_at:
            tag, kind = _("Sent"), "done"
        elif letter.frozen_at:
            tag, kind = _("Frozen"), "sealed"
        href = act_url(award, "letter_review", evaluation.letter_of(letter.bid)) if may_read else ""
        rows.append(
            {
                "bidder": letter.bid.bidder_name,
                "says": says,
                "tag": tag,
                "kind": kind,
                "href": href,
                "at": letter.sent_at,
            }
        )
    return rows


def notice_rows(award: Award) -> list[dict[str, Any]]:
    """Published notices of this award, and those still due."""
    rows = [
        {
            "name": notice.get_kind_display(),
            "text": _("Published %(at)s. Official notice %(id)s.")
            % {"at": when(notice.published_at), "id": notice.official_notice_id},
            "href": notice.official_notice_url,
        }
        for notice in award.notices.order_by("published_at")
    ]
    known = set(award.notices.values_list("kind", flat=True))
    for kind in later_kinds(award):
        if kind not in known:
            due = notice_draft(award, kind, (award.awarded_at or now()).date()).due_on
            text = _("To be submitted by %(day)s.") % {"day": day(due)} if due else _("To be submitted.")
            rows.append({"name": str(kind.label), "text": text, "href": ""})
    return rows


def representation_rows(award: Award) -> list[tuple[str, str, str, str]]:
    """Who asked for another look, when, how far it is."""
    return [
        (
            row.organisation.name,
            when(row.received_at),
            row.get_state_display(),
            act_url(award, "representation_detail", row.number),
        )
        for row in award.representations.select_related("organisation").order_by("number")
    ]


def further_rows(award: Award) -> list[tuple[str, str, str, datetime]]:
    """Each further decision with its reasons, and from when it can be carried out."""
    return [
        (row.get_decision_display(), when(row.told_at), row.reasons, row.opens_at)
        for row in award.further_decisions.order_by("number")
    ]


def acts_of(user: Any, lot: Lot, evaluation: Evaluation, award: Award | None) -> list[Act]:
    """The acts of this step that the person's parts concern, off ones with their reason."""
    roles = team_roles(user, lot.procurement)
    if award is None or award.state in (AwardState.RETURNED, AwardState.ABANDONED):
        found = _ended_acts(user, lot, award, roles)
        if award is None or award.state == AwardState.RETURNED:
            can = can_recommend_award(user, evaluation)
            found.append(Act(_("Recommend the award"), act_url(lot, "award_recommend"), can))
        return found
    step = {
        AwardState.RECOMMENDED: _approval_acts,
        AwardState.APPROVED: _announcing_acts,
        AwardState.AWARDED: _awarded_acts,
    }.get(AwardState(award.state), _standstill_acts)
    return step(user, lot, award, roles)


def _ended_acts(user: Any, lot: Lot, award: Award | None, roles: set[TeamRole]) -> list[Act]:
    if award is None or award.state != AwardState.ABANDONED or TeamRole.PUBLISHER not in roles:
        return []
    return _notice_acts(user, lot, award)


def _approval_acts(user: Any, lot: Lot, award: Award, roles: set[TeamRole]) -> list[Act]:
    own = award.recommended_by_id == user.pk
    back = _("Take the recommendation back") if own else _("Send it back")
    return [
        Act(_("Approve the award"), act_url(lot, "award_approve"), can_approve_award(user, award)),
        Act(back, act_url(lot, "award_return"), can_return_award(user, award), is_secondary=True),
    ]


def _announcing_acts(user: Any, lot: Lot, award: Award, roles: set[TeamRole]) -> list[Act]:
    is_written = FeedbackLetter.objects.filter(award=award).exists()
    prepare = can_prepare_letters(user, award)
    found = []
    if TeamRole.LEAD in roles:
        label = _("Write the letters again") if is_written else _("Write the letters")
        found.append(Act(label, act_url(lot, "letter_make"), prepare, is_secondary=is_written))
        if is_written and not is_psr(lot.procurement) and prepare:
            found.append(Act(_("Send the letters"), act_url(lot, "letter_send"), can_send_letters(user, award)))
    slug = SLUGS[announcing_kind(lot.procurement)]
    can = can_announce_award(user, award)
    found.append(Act(_("Record the published notice"), act_url(lot, "notice_publish", slug), can))
    return found


def _standstill_acts(user: Any, lot: Lot, award: Award, roles: set[TeamRole]) -> list[Act]:
    found = []
    if award.state != AwardState.INTENTION_PUBLISHED:
        can = can_decide_further(user, award)
        found.append(Act(_("Tell a further decision"), act_url(lot, "further_decide"), can))
    found.append(Act(_("Make the award"), act_url(lot, "award_confirm"), can_confirm_award(user, award)))
    if TeamRole.LEAD in roles:
        found.append(Act(_("Abandon it"), act_url(lot, "award_abandon"), can_abandon_award(user, award), True))
        again = can_repeat_award(user, award)
        found.append(Act(_("Go back and decide again"), act_url(lot, "award_repeat"), again, True))
    return found


def _awarded_acts(user: Any, lot: Lot, award: Award, roles: set[TeamRole]) -> list[Act]:
    return _notice_acts(user, lot, award) if TeamRole.PUBLISHER in roles else []


def _notice_acts(user: Any, lot: Lot, award: Award) -> list[Act]:
    known = set(award.notices.values_list("kind", flat=True))
    can = can_record_notice(user, award)
    return [
        Act(_("Record: %(notice)s") % {"notice": kind.label}, act_url(lot, "notice_publish", SLUGS[kind]), can)
        for kind in later_kinds(award)
        if kind not in known
    ]
