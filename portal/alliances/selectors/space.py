"""What the page of an alliance shows: to everybody, and to its members."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.alliances.enums import (
    ENDING_STATES,
    IN_FORCE,
    STANDING,
    AdherenceKind,
    AgreementState,
    AllianceState,
    DecisionState,
    MemberState,
    VoteChoice,
)
from portal.alliances.models import (
    Adherence,
    Agreement,
    Alliance,
    AllianceMember,
    Decision,
    DecisionReview,
    PartnerPost,
    PrinciplesVersion,
    Seat,
    SeatVote,
    Signature,
    Vote,
)
from portal.alliances.rules.votes import vote_outcome
from portal.common.clock import now, today
from portal.common.templatetags.ui_text import day as day_text
from portal.common.templatetags.ui_text import when
from portal.common.work import Stage
from portal.organisations.models import Organisation, ReadinessItem
from portal.organisations.rules.readiness import Readiness, readiness_of

STATE_KINDS = {
    AllianceState.INTEREST: "draft",
    AllianceState.EXPLORING: "draft",
    AllianceState.FORMING: "now",
    AllianceState.MOU_SIGNED: "done",
    AllianceState.BIDDING: "open",
    AllianceState.AWARDED: "done",
    AllianceState.DELIVERING: "done",
    AllianceState.CLOSING: "now",
    AllianceState.CLOSED: "stopped",
    AllianceState.WITHDRAWN: "stopped",
    AllianceState.SOURCED: "draft",
}


def shown_state(alliance: Alliance, *, is_inside: bool) -> AllianceState:
    """Its state as this reader may know it: that it bids is known inside only, as a sealed bid is (C10)."""
    state = AllianceState(alliance.state)
    return AllianceState.MOU_SIGNED if state == AllianceState.BIDDING and not is_inside else state


def state_kind(state: AllianceState) -> str:
    """The colour of a state."""
    return STATE_KINDS.get(state, "draft")


_STAGES = (
    (gettext_lazy("Exploring"), (AllianceState.INTEREST, AllianceState.EXPLORING)),
    (gettext_lazy("Forming"), (AllianceState.FORMING,)),
    (gettext_lazy("Agreement signed"), (AllianceState.MOU_SIGNED,)),
    (gettext_lazy("Bidding"), (AllianceState.BIDDING,)),
    (gettext_lazy("Contract and start"), (AllianceState.AWARDED,)),
    (gettext_lazy("Delivering"), (AllianceState.DELIVERING,)),
    (gettext_lazy("Closing"), ENDING_STATES),
)


def stages(state: AllianceState) -> list[Stage]:
    """Where the alliance is in its life; nothing for one that is only known from a source, or has ended."""
    place = next((i for i, (_name, states) in enumerate(_STAGES) if state in states), None)
    if place is None:
        return []
    made = []
    shown = _STAGES if state in ENDING_STATES else _STAGES[:-1]
    for i, (name, _states) in enumerate(shown):
        made.append(Stage(str(name), "done" if i < place else "now" if i == place else ""))
    return made


@dataclass(frozen=True)
class MemberView:
    """A member as its page part shows it; `readiness` is None where it does not share it."""

    member: AllianceMember
    is_lead: bool
    readiness: Readiness | None = None
    lacks: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""


def members_of(alliance: Alliance) -> list[AllianceMember]:
    """Members as everybody may know them, the lead first."""
    rows = list(alliance.members.shown().select_related("organisation").order_by("pk"))
    return sorted(rows, key=lambda row: (row.organisation_id != alliance.lead_id, row.pk))


def member_views(alliance: Alliance, members: Iterable[AllianceMember], day: date) -> list[MemberView]:
    """Members with what each still lacks, where it lets the others see that (one query)."""
    rows = list(members)
    sharing = [row.organisation_id for row in rows if row.shares_readiness]
    items: dict[int, list[ReadinessItem]] = {pk: [] for pk in sharing}
    for item in ReadinessItem.objects.filter(organisation__in=sharing).order_by("pk"):
        items[item.organisation_id].append(item)
    return [_member_view(alliance, row, items.get(row.organisation_id), day) for row in rows]


def _member_view(alliance: Alliance, row: AllianceMember, items: list[ReadinessItem] | None, day: date) -> MemberView:
    is_lead = row.organisation_id == alliance.lead_id
    if items is None:
        return MemberView(row, is_lead)
    readiness = readiness_of(items, day)
    lacks = [(str(line.kind.label), _lack(line)) for line in readiness.lacking]
    soon = readiness.next_to_expire
    note = ""
    if soon and soon.expires_on:
        words = {"what": str(soon.kind.label).lower(), "day": day_text(soon.expires_on)}
        note = _("Next to run out: %(what)s, %(day)s.") % words
    return MemberView(row, is_lead, readiness, lacks, note)


def _lack(line: Any) -> str:
    if line.has_expired:
        return _("Ran out on %(day)s, so it counts as missing.") % {"day": day_text(line.expires_on)}
    return _("Not there yet.") if line.status == "missing" else _("Partly there.")


def invitations_of(alliance: Alliance) -> list[AllianceMember]:
    """Organisations that were asked and do not belong: for members, the newest first."""
    rows = alliance.members.filter(state__in=[MemberState.INVITED, MemberState.DECLINED, MemberState.WITHDRAWN])
    return list(rows.select_related("organisation", "invited_by").order_by("-invited_at", "-pk"))


def seats_of(alliance: Alliance) -> list[Seat]:
    """Who has a seat now."""
    return list(alliance.seats.filter(ended_at=None).select_related("user", "alliance__lead").order_by("pk"))


def requests_of(alliance: Alliance) -> list[AllianceMember]:
    """Organisations that ask to join: for members, the oldest first."""
    rows = alliance.members.filter(state=MemberState.REQUESTED).select_related("organisation")
    return list(rows.order_by("invited_at", "pk"))


def invitation_words(member: AllianceMember) -> tuple[str, str]:
    """Label and colour of an invitation."""
    if member.has_expired(now()):
        return _("Ran out"), "late"
    kinds = {MemberState.INVITED: "waiting", MemberState.DECLINED: "refused"}
    return member.get_state_display(), kinds.get(MemberState(member.state), "draft")


@dataclass(frozen=True)
class PrinciplesView:
    """The newest principles, line by line, and each member's answer."""

    version: PrinciplesVersion
    lines: list[str]
    answers: list[tuple[str, str, str]]
    missing: int


def newest_principles(alliance: Alliance) -> PrinciplesVersion | None:
    """The version in use."""
    return alliance.principles.order_by("-number").first()


def previous_principles(version: PrinciplesVersion) -> PrinciplesVersion | None:
    """The version before it."""
    return version.alliance.principles.filter(number__lt=version.number).order_by("-number").first()


def principles_view(version: PrinciplesVersion, members: list[AllianceMember]) -> PrinciplesView:
    """A version with the answers of these members (one query)."""
    words = {
        AdherenceKind.ADHERES: _("Agrees"),
        AdherenceKind.RESERVATION: _("Agrees, with a reservation"),
        AdherenceKind.DECLINES: _("Does not agree"),
    }
    given = {row.member_id: row for row in Adherence.objects.filter(principles=version).order_by("pk")}
    answers = []
    for member in members:
        row = given.get(member.pk)
        said = words[AdherenceKind(row.kind)] if row else _("Not answered yet")
        own = row.reservation if row and row.reservation else (_("No reservation") if row else "")
        answers.append((member.organisation.name, said, own))
    lines = [line.strip() for line in version.text.splitlines() if line.strip()]
    return PrinciplesView(version, lines, answers, sum(member.pk not in given for member in members))


@dataclass(frozen=True)
class DecisionView:
    """A decision with its votes in words."""

    decision: Decision
    label: str
    kind: str
    meta: str
    ballot: list[tuple[str, str, str]]
    reasons: list[tuple[str, str]]
    result: str
    is_open: bool
    review_on: date | None
    reviews: list[DecisionReview]
    waits_for_me: bool = False


def decision_views(alliance: Alliance, limit: int | None = None, mine: Iterable[int] = ()) -> list[DecisionView]:
    """Decisions of an alliance, the newest first, in six queries whatever their number.

    `mine`: keys of the members for which the reader votes.
    """
    rows = alliance.decisions.select_related("proposed_by", "agreement").order_by("-number")
    return _views(alliance, rows[:limit] if limit else rows, set(mine))


def decision_view(decision: Decision, mine: Iterable[int] = ()) -> DecisionView:
    """One decision with its votes."""
    rows = decision.alliance.decisions.select_related("proposed_by", "agreement").filter(pk=decision.pk)
    return _views(decision.alliance, rows, set(mine))[0]


def _views(alliance: Alliance, rows: Any, mine: set[int]) -> list[DecisionView]:
    votes = Vote.objects.select_related("member__organisation").order_by("pk")
    seat_votes = SeatVote.objects.select_related("seat__user").order_by("pk")
    found = list(
        rows.prefetch_related(Prefetch("votes", votes), Prefetch("seat_votes", seat_votes), "reviews__reviewed_by")
    )
    members = list(alliance.members.admitted().select_related("organisation").order_by("pk"))
    seats = list(alliance.seats.select_related("user").order_by("pk"))
    return [_decision_view(row, members, seats, mine) for row in found]


def _decision_view(
    decision: Decision, members: list[AllianceMember], seats: list[Seat], mine: set[int]
) -> DecisionView:
    instant = now()
    cast = {vote.member_id: vote for vote in decision.votes.all()}
    could = [m for m in members if m.answered_at is None or m.answered_at <= decision.proposed_at]
    voters = {m.pk: m for m in could} | {vote.member_id: vote.member for vote in cast.values()}
    is_open = decision.is_open_at(instant)
    waits = is_open and any(pk in mine and pk not in cast for pk in voters)
    voted = {vote.seat_id: vote for vote in decision.seat_votes.all()}
    at_table = [seat for seat in seats if seat.pk in voted or seat.votes_on(decision, instant)]
    label, kind = _label(decision, instant, waits)
    reviews = list(decision.reviews.all())
    return DecisionView(
        decision=decision,
        label=label,
        kind=kind,
        meta=_meta(decision, is_open),
        ballot=[
            *(_ballot_row(member.organisation.name, cast.get(pk), is_open) for pk, member in sorted(voters.items())),
            *(_ballot_row(_seat_name(seat), voted.get(seat.pk), is_open) for seat in at_table),
        ],
        reasons=[
            *((vote.member.organisation.name, vote.reason) for vote in decision.votes.all() if vote.reason),
            *((_seat_name(vote.seat), vote.reason) for vote in voted.values() if vote.reason),
        ],
        result=_result(
            decision,
            [*voters, *(f"seat {seat.pk}" for seat in at_table)],
            {**cast, **{f"seat {pk}": vote for pk, vote in voted.items()}},
            is_open,
        ),
        is_open=is_open,
        review_on=reviews[-1].next_review_on if reviews else decision.review_on,
        reviews=reviews,
        waits_for_me=waits,
    )


def _label(decision: Decision, instant: datetime, waits: bool) -> tuple[str, str]:
    if waits:
        return _("Your vote is needed"), "waiting"
    state = decision.state_at(instant)
    kinds = {DecisionState.OPEN: "now", DecisionState.AGREED: "open", DecisionState.NOT_AGREED: "stopped"}
    return str(state.label), kinds[state]


def _meta(decision: Decision, is_open: bool) -> str:
    needs = _("all must agree") if decision.kind == "unanimous" else _("more than half must agree")
    if is_open:
        time = _("closes %(when)s") % {"when": when(decision.closes_at)}
    else:
        time = day_text(decision.decided_at or decision.closes_at)
    return _("Decision %(n)d · %(needs)s · %(time)s") % {"n": decision.number, "needs": needs, "time": time}


def _seat_name(seat: Seat) -> str:
    return _("%(name)s, lived experience") % {"name": seat.user}


def _ballot_row(name: str, vote: Vote | SeatVote | None, is_open: bool) -> tuple[str, str, str]:
    kinds = {VoteChoice.APPROVE: ("for", _("yes")), VoteChoice.REJECT: ("against", _("no"))}
    if vote is None:
        return name, "none", _("not voted yet") if is_open else _("did not vote")
    kind, word = kinds.get(VoteChoice(vote.choice), ("abstain", _("abstained")))
    return name, kind, word


def _result(decision: Decision, voters: list[Any], cast: dict[Any, Any], is_open: bool) -> str:
    if decision.state != DecisionState.OPEN:
        return decision.outcome
    if not voters:
        return ""
    if not is_open:
        return _("Not agreed: the time ran out before enough members had voted.")
    outcome = vote_outcome(decision.kind, [str(pk) for pk in voters], {str(pk): v.choice for pk, v in cast.items()})
    return outcome.reason


def decided_about(agreement: Agreement) -> Decision | None:
    """The newest decision that names this text as it stands."""
    rows = agreement.decisions.filter(agreement_hash=agreement.text_hash)
    return rows.order_by("-number").first()


def newest_agreement(alliance: Alliance) -> Agreement | None:
    """The version that is drafted, signed or in force."""
    return alliance.agreements.order_by("-number").first()


def current_agreement(alliance: Alliance) -> Agreement | None:
    """The version that members act on: the one being signed, else the newest."""
    signing = alliance.agreements.filter(state=AgreementState.SIGNING).order_by("-number").first()
    return signing or newest_agreement(alliance)


def agreement_in_force(alliance: Alliance) -> Agreement | None:
    """The version that every member has signed."""
    return alliance.agreements.filter(state__in=IN_FORCE).order_by("-number").first()


def standing_agreement(alliance: Alliance) -> Agreement | None:
    """The version that every member has signed, on hold or not."""
    return alliance.agreements.filter(state__in=STANDING).order_by("-number").first()


def draft_agreement(alliance: Alliance) -> Agreement | None:
    """The version that can still be written."""
    return alliance.agreements.filter(state=AgreementState.DRAFT).order_by("-number").first()


def other_agreements(agreement: Agreement) -> list[Agreement]:
    """All other versions, the newest first."""
    return list(agreement.alliance.agreements.exclude(pk=agreement.pk).order_by("-number"))


def previous_agreement(agreement: Agreement) -> Agreement | None:
    """The version before it."""
    return agreement.alliance.agreements.filter(number__lt=agreement.number).order_by("-number").first()


def signing_rows(agreement: Agreement) -> list[tuple[str, str, str, str, str]]:
    """Who has signed this exact text, and who is waited for (two queries)."""
    signatures = {row.member_id: row for row in agreement.signatures.select_related("member__organisation")}
    members = list(agreement.alliance.members.admitted().select_related("organisation").order_by("pk"))
    if agreement.state not in (AgreementState.DRAFT, AgreementState.SIGNING):
        members = [row.member for row in signatures.values()]
    rows = []
    for member in members:
        signature = signatures.get(member.pk)
        rows.append(_signing_row(agreement, member, signature))
    return rows


def _signing_row(
    agreement: Agreement, member: AllianceMember, signature: Signature | None
) -> tuple[str, str, str, str, str]:
    name = member.organisation.name
    if signature is None:
        return name, "", "", _("Not signed yet"), ""
    small = _("%(name)s, authorised signatory") % {"name": signature.signed_name}
    if agreement.state == AgreementState.SUPERSEDED:
        label = _("Signed version %(n)d, since replaced") % {"n": agreement.number}
        return name, small, "void", label, when(signature.signed_at)
    return name, small, "signed", _("Signed version %(n)d") % {"n": agreement.number}, when(signature.signed_at)


def signature_of(agreement: Agreement, organisation_ref: str) -> Signature | None:
    """A member's signature on this version."""
    rows = agreement.signatures.select_related("member__organisation", "signed_by")
    return rows.filter(member__organisation__ref=organisation_ref).first()


def signed_so_far(agreement: Agreement) -> str:
    """ "2 of 3 members have signed." """
    total = agreement.alliance.members.admitted().count()
    done = agreement.signatures.filter(member__state=MemberState.ADMITTED).count()
    words = ngettext("%(done)d of %(total)d member has signed.", "%(done)d of %(total)d members have signed.", total)
    return words % {"done": done, "total": total}


def posts_of(alliance: Alliance) -> list[PartnerPost]:
    """What this alliance looks for or offers now."""
    rows = alliance.posts.filter(closed_at=None).exclude(until_on__lt=today())
    return list(rows.order_by("-posted_at", "-pk"))


def organisations_named(alliance: Alliance, words: str, limit: int = 20) -> list[Organisation]:
    """Organisations found by name or reference that can be asked, those that belong left out."""
    words = words.strip()
    if not words:
        return []
    rows = Organisation.objects.listed().exclude(state="imported").exclude(kind="oversight")
    rows = rows.exclude(pk__in=alliance.members.admitted().values("organisation"))
    for word in words.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(ref__iexact=word))
    return list(rows.order_by("name", "pk")[:limit])
