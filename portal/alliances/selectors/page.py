"""The page of an alliance put together: for everybody and for its members."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.alliances.enums import AgreementState, AllianceState, DecisionState, MemberState
from portal.alliances.models import Agreement, Alliance, AllianceMember
from portal.alliances.permissions.agreement import can_open_agreement, can_sign_agreement, can_write_agreement
from portal.alliances.permissions.agreement_steps import (
    can_approve_agreement,
    can_countersign_agreement,
    can_lift_agreement,
)
from portal.alliances.permissions.alliance import (
    administered_organisations,
    can_answer_invitation,
    can_enter_space,
    can_form_alliance,
    can_invite_member,
    can_leave_alliance,
    can_manage_alliance,
    can_send_again,
    can_set_shares,
    can_withdraw_alliance,
    waiting_invitations,
)
from portal.alliances.permissions.closing import (
    can_begin_closing,
    can_close_alliance,
    can_record_closing,
    parts_missing,
)
from portal.alliances.permissions.decision import (
    can_answer_principles,
    can_propose_decision,
    can_write_principles,
    speaks_for,
    spoken_for,
)
from portal.alliances.permissions.joining import can_answer_join, can_ask_to_join
from portal.alliances.permissions.seat import can_end_seat, can_give_seat, seat_of
from portal.alliances.permissions.variation import can_answer_variation, can_begin_variation
from portal.alliances.selectors import agreement as agreements
from portal.alliances.selectors import space
from portal.alliances.selectors.closing import closing_context
from portal.common.clock import now, today
from portal.common.templatetags.ui_text import when
from portal.organisations.enums import MemberRole
from portal.organisations.permissions import belongs

RECENT = 5


def public_context(user: Any, alliance: Alliance) -> dict[str, Any]:
    """What everybody may read of it."""
    members = space.members_of(alliance)
    principles = space.newest_principles(alliance)
    invitations = [(row, can_answer_invitation(user, row)) for row in waiting_invitations(user, alliance)]
    state = space.shown_state(alliance, is_inside=bool(can_enter_space(user, alliance)))
    return {
        "alliance": alliance,
        "state": state.label,
        "kind": space.state_kind(state),
        "stages": space.stages(state),
        "members": members,
        "principles": space.principles_view(principles, members) if principles else None,
        "posts": space.posts_of(alliance),
        "invitations": invitations,
        "facts": _facts(alliance, len(members)),
        "source_rows": source_rows(alliance),
        "may_join": can_ask_to_join(user, alliance),
        "my_requests": my_requests(user, alliance),
    }


def my_requests(user: Any, alliance: Alliance) -> list[AllianceMember]:
    """What the person's organisations asked, and the last no they were told."""
    own = administered_organisations(user)
    if not own or alliance.is_sourced:
        return []
    asked = alliance.members.filter(organisation__in=own, invited_by=None).select_related("organisation")
    rows = asked.filter(state__in=[MemberState.REQUESTED, MemberState.DECLINED]).order_by("pk")
    return [row for row in rows if row.state == MemberState.REQUESTED or row.answer_message]


def _facts(alliance: Alliance, count: int) -> list[tuple[str, str, str]]:
    rows = [(_("Members"), str(count), "")]
    if not alliance.is_sourced:
        rows.append((_("We decide"), _("All together"), _("no one is outvoted on what binds all")))
        rows.append((_("Convenes"), alliance.lead.name, _("with one vote, like all")))
    else:
        rows.append((_("Lead"), alliance.lead.name, ""))
    if alliance.area:
        rows.append((_("Where"), alliance.area, ""))
    return rows


def source_rows(alliance: Alliance) -> list[tuple[str, str]]:
    """What a source published about it, in words; nested values are left to the source itself."""
    if not alliance.is_sourced:
        return []
    facts = alliance.source_data if isinstance(alliance.source_data, dict) else {}
    rows = [
        (str(name).replace("_", " ").capitalize(), str(value))
        for name, value in facts.items()
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip()
    ]
    return [*rows, (_("Reference there"), alliance.source_ref)]


def space_context(user: Any, alliance: Alliance) -> dict[str, Any]:
    """What its members read and do."""
    members = space.members_of(alliance)
    mine = spoken_for(user, alliance)
    decisions = space.decision_views(alliance, RECENT, [row.pk for row in mine])
    agreement = space.current_agreement(alliance)
    standing = space.standing_agreement(alliance)
    draft = space.draft_agreement(alliance)
    principles = space.newest_principles(alliance)
    return {
        "parts": [
            ("members", _("Members")),
            ("seats", _("Seats of people with lived experience")),
            ("principles", _("What we hold to")),
            ("decisions", _("Decisions")),
            ("agreement", _("The agreement")),
            ("ending", _("How it ends")),
            ("leaving", _("If someone leaves")),
        ],
        "views": space.member_views(alliance, members, today()),
        "has_shares": any(row.share_percent is not None for row in members),
        "share_bars": [
            (row.organisation.name, float(row.share_percent), f"{row.share_percent.normalize():f}%")
            for row in members
            if row.share_percent is not None
        ],
        "asked": [
            (row, *space.invitation_words(row), bool(can_send_again(user, row)), row.state == MemberState.INVITED)
            for row in space.invitations_of(alliance)
        ],
        "seats": [(seat, can_end_seat(user, seat)) for seat in space.seats_of(alliance)],
        "may_seat": can_give_seat(user, alliance),
        "my_seat": seat_of(user, alliance),
        "requests": [(row, can_answer_join(user, row)) for row in space.requests_of(alliance)],
        "own": _own_rows(user, alliance, members),
        "decisions": decisions,
        "decision_count": alliance.decisions.count(),
        "agreement": agreement,
        "signing": space.signing_rows(agreement) if agreement else [],
        "draft": draft if draft and draft != agreement else None,
        "may_manage": can_manage_alliance(user, alliance),
        "may_invite": can_invite_member(user, alliance),
        "may_form": can_form_alliance(user, alliance),
        "may_set_shares": can_set_shares(user, alliance),
        "may_end": can_withdraw_alliance(user, alliance),
        "may_write_principles": can_write_principles(user, alliance),
        "may_answer_principles": can_answer_principles(user, principles) if principles else None,
        "may_propose": can_propose_decision(user, alliance),
        "may_write_agreement": can_write_agreement(user, alliance),
        "may_open": can_open_agreement(user, agreement) if agreement else None,
        "may_sign": can_sign_agreement(user, agreement) if agreement else None,
        "is_exploring": alliance.state in (AllianceState.INTEREST, AllianceState.EXPLORING),
        "next": next_step(user, alliance, agreement, decisions, standing),
        **_agreement_context(user, alliance, agreement, standing),
        **closing_context(alliance),
        "may_begin_closing": can_begin_closing(user, alliance),
        "may_record_closing": can_record_closing(user, alliance),
        "may_close": can_close_alliance(user, alliance),
        "at_the_table": [row.organisation.name for row in members if speaks_for(user, row)],
    }


def _agreement_context(
    user: Any, alliance: Alliance, agreement: Agreement | None, standing: Agreement | None
) -> dict[str, Any]:
    """What was done with the agreement, by whom and when, and what can be done next."""
    told = standing or agreement
    return {
        "standing": standing,
        "hold": agreements.hold_of(standing) if standing else None,
        "marks": agreements.history_of(told) if told else [],
        "variations": agreements.variations_of(alliance),
        "may_vary": can_begin_variation(user, alliance),
        "may_approve": can_approve_agreement(user, standing) if standing else None,
        "may_countersign": can_countersign_agreement(user, standing) if standing else None,
        "may_lift": can_lift_agreement(user, standing) if standing else None,
    }


def _own_rows(user: Any, alliance: Alliance, members: list[Any]) -> list[tuple[Any, bool, Any]]:
    """The person's own members: row, whether an administrator, whether it can leave."""
    return [
        (row, belongs(user, row.organisation, MemberRole.ADMINISTRATOR), can_leave_alliance(user, row))
        for row in members
        if belongs(user, row.organisation)
    ]


def next_step(
    user: Any, alliance: Alliance, agreement: Agreement | None, decisions: list[Any], standing: Agreement | None
) -> dict[str, str]:
    """The one thing that happens now: when, words, the way, its rule."""
    if agreement and can_sign_agreement(user, agreement):
        return {
            "when": _("Sign the agreement"),
            "text": space.signed_so_far(agreement),
            "act": _("Read and sign version %(n)d") % {"n": agreement.number},
            "href": reverse("alliances:agreement_sign", args=[alliance.ref, agreement.number]),
            "rule": _("You can sign because you are an authorised signatory of a member."),
        }
    if step := _variation_step(user, alliance):
        return step
    waiting = next((view for view in decisions if view.waits_for_me), None)
    if waiting:
        number = waiting.decision.number
        return {
            "when": _("Vote by %(when)s") % {"when": when(waiting.decision.closes_at)},
            "text": waiting.decision.title,
            "act": _("Vote on decision %(n)d") % {"n": number},
            "href": reverse("alliances:decision_vote", args=[alliance.ref, number]),
            "rule": _("Each member has one vote. You can cast it because you speak for a member."),
        }
    if step := _check_step(user, alliance, standing):
        return step
    if standing and standing.state == AgreementState.ON_HOLD:
        return {
            "when": _("The agreement is on hold"),
            "text": _("The member that put it on hold lifts it when its doubt is settled."),
            "rule": _("Any member can put the agreement on hold, with its reason."),
        }
    return _what_the_alliance_waits_for(user, alliance, agreement)


def _variation_step(user: Any, alliance: Alliance) -> dict[str, str]:
    """Empty unless this person can answer a variation."""
    variation = agreements.open_variation(alliance)
    if variation is None or not can_answer_variation(user, variation):
        return {}
    return {
        "when": _("Answer a variation"),
        "text": variation.title,
        "act": _("Read and answer variation %(n)d") % {"n": variation.number},
        "href": reverse("alliances:variation_answer", args=[alliance.ref, variation.number]),
        "rule": _("You can answer because you are an authorised signatory of a member."),
    }


def _check_step(user: Any, alliance: Alliance, agreement: Agreement | None) -> dict[str, str]:
    """Empty unless this person can approve, countersign, or lift a hold."""
    if agreement is None:
        return {}
    args = [alliance.ref, agreement.number]
    if can_lift_agreement(user, agreement):
        return {
            "when": _("The agreement is on hold"),
            "text": _("You speak for the member that put it on hold."),
            "act": _("Lift the hold"),
            "href": reverse("alliances:agreement_lift", args=args),
            "rule": _("Only the member that put it on hold lifts it."),
        }
    if can_approve_agreement(user, agreement):
        return {
            "when": _("Check the agreement"),
            "text": _("Every member has signed. A member that does not countersign checks it and approves it."),
            "act": _("Check it and approve it"),
            "href": reverse("alliances:agreement_approve", args=args),
            "rule": _("One member checks, another countersigns, so that two have looked."),
        }
    if can_countersign_agreement(user, agreement):
        return {
            "when": _("Countersign the agreement"),
            "text": _("Another member has checked it and approved it."),
            "act": _("Read and countersign"),
            "href": reverse("alliances:agreement_countersign", args=args),
            "rule": _("You can because you are an authorised signatory of the member that signs last."),
        }
    return {}


def _what_the_alliance_waits_for(user: Any, alliance: Alliance, agreement: Agreement | None) -> dict[str, str]:
    step = {"when": "", "text": "", "act": "", "href": "", "rule": ""}
    if alliance.state in (AllianceState.INTEREST, AllianceState.EXPLORING):
        if can_form_alliance(user, alliance):
            return step | {
                "when": _("Settle how you work together"),
                "text": _("The first members are there."),
                "act": _("Choose the model"),
                "href": reverse("alliances:alliance_form", args=[alliance.ref]),
            }
        return step | {"when": _("Find the first members"), "text": _("At least two organisations begin an alliance.")}
    if alliance.state == AllianceState.FORMING:
        return step | _forming_step(user, alliance, agreement)
    if alliance.state == AllianceState.CLOSING:
        return step | _closing_step(alliance)
    words = {
        AllianceState.CLOSED: (_("This alliance is closed"), _("Its members and auditors can still read everything.")),
        AllianceState.MOU_SIGNED: (
            _("Ready to bid"),
            _("Every member has signed. Its lead can start a bid for a tender."),
        ),
        AllianceState.BIDDING: (_("A bid is being made"), _("Its members stay as they are until it is decided.")),
        AllianceState.AWARDED: (_("Getting ready to start"), _("A contract has been awarded to the alliance.")),
        AllianceState.DELIVERING: (_("Delivering"), _("The alliance works under a contract.")),
        AllianceState.WITHDRAWN: (_("This alliance has ended"), _("What was decided can still be read here.")),
    }
    head, text = words.get(AllianceState(alliance.state), ("", ""))
    return step | {"when": head, "text": text}


def _closing_step(alliance: Alliance) -> dict[str, str]:
    missing = ", ".join(str(part.label).lower() for part in parts_missing(alliance))
    text = _("Still to be written down: %(what)s.") % {"what": missing} if missing else _("The convener can close it.")
    return {"when": _("The alliance is closing"), "text": text}


def _forming_step(user: Any, alliance: Alliance, agreement: Agreement | None) -> dict[str, str]:
    if agreement is None or agreement.state in (AgreementState.SUPERSEDED, AgreementState.SIGNED):
        step = {"when": _("Write the agreement"), "text": _("All members agree to its text and sign it.")}
        if can_write_agreement(user, alliance):
            href = reverse("alliances:agreement_write", args=[alliance.ref])
            step |= {"act": _("Write the agreement"), "href": href}
        return step
    if agreement.state == AgreementState.SIGNING:
        return {"when": _("Signatures are being collected"), "text": space.signed_so_far(agreement)}
    href = reverse("alliances:agreement_detail", args=[alliance.ref, agreement.number])
    decision = space.decided_about(agreement)
    if decision and decision.state_at(now()) == DecisionState.AGREED:
        if can_open_agreement(user, agreement):
            open_href = reverse("alliances:agreement_open", args=[alliance.ref, agreement.number])
            return {
                "when": _("Open the agreement for signatures"),
                "text": _("Every member agreed to version %(n)d.") % {"n": agreement.number},
                "act": _("Open it for signatures"),
                "href": open_href,
            }
        return {"when": _("Waiting to be signed"), "text": _("The convener opens the agreement for signatures.")}
    text = _("The members read version %(n)d and agree to it by a decision.") % {"n": agreement.number}
    return {"when": _("Agree the text"), "text": text, "act": _("Read the draft"), "href": href}
