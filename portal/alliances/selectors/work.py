"""What waits for the people of alliances. Each thing is gone when it is done."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.alliances.enums import LIVE_STATES, AgreementState, AllianceState, DecisionState, MemberState
from portal.alliances.models import (
    Adherence,
    Agreement,
    Alliance,
    AllianceMember,
    Decision,
    DecisionReview,
    PrinciplesVersion,
    Seat,
    Signature,
    Vote,
)
from portal.alliances.permissions.agreement import is_decided
from portal.alliances.selectors.work_agreement import agreement_waiting, agreement_work
from portal.alliances.selectors.work_mine import Mine
from portal.common.clock import LONDON, now, today
from portal.common.work import Waiting, WorkItem

REMIND_BEFORE = timedelta(days=7)


def work_for(user: Any) -> list[WorkItem]:
    """Invitations, votes, answers, signatures and reviews that wait for this person."""
    if not user.is_authenticated:
        return []
    mine, seats = Mine(user), list(_seat_votes(user))
    if not mine.speaking and not mine.convening:
        return seats
    return [
        *seats,
        *_invitations(mine),
        *_requests(mine),
        *_votes(mine),
        *_signatures(mine),
        *agreement_work(mine),
        *_answers(mine),
        *_convening(mine),
        *_reviews(mine),
    ]


def _invitations(mine: Mine) -> Iterator[WorkItem]:
    rows = AllianceMember.objects.waiting(now()).filter(organisation__in=mine.administered)
    rows = rows.filter(alliance__state__in=[*LIVE_STATES]).exclude(alliance__state=AllianceState.BIDDING)
    for row in rows.select_related("alliance", "organisation").order_by("expires_at", "pk"):
        yield WorkItem(
            title=_("Answer the invitation to %(name)s") % {"name": row.alliance.name},
            url=reverse("alliances:invitation_answer", args=[row.alliance.ref, row.organisation.ref]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You are an administrator of %(name)s, which was asked to join.") % {"name": row.organisation.name},
            role=_("Administrator"),
            due_at=row.expires_at,
            action=_("Answer"),
        )


def _requests(mine: Mine) -> Iterator[WorkItem]:
    """Organisations that ask to join what this person convenes; while it bids nobody can be let in."""
    rows = AllianceMember.objects.filter(state=MemberState.REQUESTED, alliance__lead__in=mine.convening)
    rows = rows.filter(alliance__state__in=mine.states).exclude(alliance__state=AllianceState.BIDDING)
    for row in rows.select_related("alliance", "organisation").order_by("invited_at", "pk"):
        yield WorkItem(
            title=_("%(name)s asks to join") % {"name": row.organisation.name},
            url=reverse("alliances:join_answer", args=[row.alliance.ref, row.organisation.ref]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You convene the alliance, so you answer."),
            role=_("Convener"),
            action=_("Answer"),
        )


def _seat_votes(user: Any) -> Iterator[WorkItem]:
    """Open decisions on which the person's own seat has not voted (one query)."""
    held = Seat.objects.filter(
        alliance=OuterRef("alliance"), user=user, ended_at=None, is_voting=True, given_at__lte=OuterRef("proposed_at")
    )
    rows = Decision.objects.filter(
        Exists(held),
        state=DecisionState.OPEN,
        closes_at__gt=now(),
        is_about_members=False,
        alliance__state__in=LIVE_STATES,
    ).exclude(seat_votes__seat__user=user)
    for question in rows.select_related("alliance").order_by("closes_at", "pk"):
        yield WorkItem(
            title=_("Vote: %(title)s") % {"title": question.title},
            url=reverse("alliances:seat_vote", args=[question.alliance.ref, question.number]),
            about=question.alliance.name,
            ref=question.alliance.ref,
            why=_("You have a seat in the alliance, and you have not voted."),
            role=_("Seat for lived experience"),
            due_at=question.closes_at,
            action=_("Read and vote"),
        )


def _open_votes(mine: Mine) -> list[tuple[AllianceMember, Decision]]:
    """Open decisions of these members' alliances on which the member has not voted."""
    members = list(mine.members(mine.speaking).order_by("pk"))
    rows = Decision.objects.filter(
        alliance__in=[row.alliance_id for row in members], state=DecisionState.OPEN, closes_at__gt=now()
    )
    questions = list(rows.select_related("alliance").order_by("closes_at", "pk"))
    voted = set(Vote.objects.filter(decision__in=questions).values_list("decision_id", "member_id"))
    return [
        (member, question)
        for question in questions
        for member in members
        if member.alliance_id == question.alliance_id
        and (question.pk, member.pk) not in voted
        and (member.answered_at is None or member.answered_at <= question.proposed_at)
    ]


def _votes(mine: Mine) -> Iterator[WorkItem]:
    for member, question in _open_votes(mine):
        yield WorkItem(
            title=_("Vote: %(title)s") % {"title": question.title},
            url=reverse("alliances:decision_vote", args=[question.alliance.ref, question.number]),
            about=question.alliance.name,
            ref=question.alliance.ref,
            why=_("You speak for %(name)s, and it has not voted.") % {"name": member.organisation.name},
            role=_("Member's voice"),
            due_at=question.closes_at,
            action=_("Vote"),
        )


def _signatures(mine: Mine) -> Iterator[WorkItem]:
    signed = Signature.objects.filter(agreement=OuterRef("pk"), member__organisation__in=mine.signing)
    members = list(mine.members(mine.signing).order_by("pk"))
    rows = Agreement.objects.filter(
        alliance__in=[row.alliance_id for row in members], state=AgreementState.SIGNING
    ).annotate(has_mine=Exists(signed))
    names = {row.alliance_id: row.organisation.name for row in members}
    for row in rows.filter(has_mine=False).select_related("alliance").order_by("pk"):
        yield WorkItem(
            title=_("Read and sign the agreement of %(name)s") % {"name": row.alliance.name},
            url=reverse("alliances:agreement_sign", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            ref=row.alliance.ref,
            why=_("You are an authorised signatory of %(name)s.") % {"name": names[row.alliance_id]},
            role=_("Authorised signatory"),
            action=_("Sign"),
        )


def _answers(mine: Mine) -> Iterator[WorkItem]:
    members = list(mine.members(mine.speaking).order_by("pk"))
    newer = PrinciplesVersion.objects.filter(alliance=OuterRef("alliance"), number__gt=OuterRef("number"))
    rows = PrinciplesVersion.objects.filter(alliance__in=[row.alliance_id for row in members])
    newest = {row.alliance_id: row for row in rows.filter(~Exists(newer)).order_by("pk")}
    given = set(Adherence.objects.filter(principles__in=newest.values()).values_list("principles_id", "member_id"))
    for member in members:
        version = newest.get(member.alliance_id)
        if version is None or (version.pk, member.pk) in given:
            continue
        yield WorkItem(
            title=_("Say whether %(name)s holds to the principles") % {"name": member.organisation.name},
            url=reverse("alliances:principles_answer", args=[member.alliance.ref, version.number]),
            about=member.alliance.name,
            ref=member.alliance.ref,
            why=_("Version %(n)d is new, and %(name)s has not answered it.")
            % {"n": version.number, "name": member.organisation.name},
            role=_("Member's voice"),
            action=_("Answer"),
        )


def _convening(mine: Mine) -> Iterator[WorkItem]:
    """What only the convener can do next."""
    admitted = Count("members", filter=Q(members__state=MemberState.ADMITTED))
    led = Alliance.objects.filter(lead__in=mine.convening).select_related("lead").annotate(members_now=admitted)
    ready = led.filter(state__in=[AllianceState.INTEREST, AllianceState.EXPLORING], members_now__gte=2)
    for alliance in ready.order_by("pk"):
        yield _convener_item(
            alliance,
            _("Choose how %(name)s will work") % {"name": alliance.name},
            reverse("alliances:alliance_form", args=[alliance.ref]),
            _("Its first members said yes, and you convene it."),
        )
    drafts = Agreement.objects.filter(
        state=AgreementState.DRAFT,
        alliance__in=led.filter(state__in=mine.states),
        decisions__state=DecisionState.AGREED,
        decisions__agreement_hash=F("text_hash"),
    )
    for draft in drafts.select_related("alliance__lead").distinct().order_by("pk"):
        if not is_decided(draft):
            continue
        yield _convener_item(
            draft.alliance,
            _("Open the agreement of %(name)s for signatures") % {"name": draft.alliance.name},
            reverse("alliances:agreement_open", args=[draft.alliance.ref, draft.number]),
            _("Every member agreed to this text, and you convene the alliance."),
        )


def _convener_item(alliance: Alliance, title: str, url: str, why: str) -> WorkItem:
    return WorkItem(
        title=title, url=url, about=alliance.name, ref=alliance.ref, why=why, role=_("Convener"), action=_("Continue")
    )


def end_of_day(day: date) -> datetime:
    """Five in the afternoon, London time."""
    return datetime.combine(day, time(17), tzinfo=LONDON)


def reviews_due(rows: QuerySet[Decision]) -> list[tuple[Decision, date]]:
    """Of these, the ones to be looked at again within a week, with the day; the last review's day counts."""
    last: dict[int, date | None] = {}
    found = list(rows.select_related("alliance").order_by("pk"))
    for review in DecisionReview.objects.filter(decision__in=found).order_by("pk"):
        last[review.decision_id] = review.next_review_on
    due = [(row, last.get(row.pk, row.review_on)) for row in found]
    return [(row, day) for row, day in due if day is not None and day <= today() + REMIND_BEFORE]


def _reviews(mine: Mine) -> Iterator[WorkItem]:
    """Agreed decisions whose day to be looked at again is near; the last review's day counts."""
    rows = Decision.objects.filter(
        alliance__lead__in=mine.convening, alliance__state__in=mine.states, state=DecisionState.AGREED
    )
    for decision, due in reviews_due(rows):
        yield WorkItem(
            title=_("Look again at decision %(n)d: %(title)s") % {"n": decision.number, "title": decision.title},
            url=reverse("alliances:decision_review", args=[decision.alliance.ref, decision.number]),
            about=decision.alliance.name,
            ref=decision.alliance.ref,
            why=_("The members agreed to look at it again by then, and you convene the alliance."),
            role=_("Convener"),
            due_at=end_of_day(due),
            action=_("Look again"),
        )


def waiting_for(user: Any) -> list[Waiting]:
    """Votes, signatures and answers of others that this person's alliances wait for."""
    if not user.is_authenticated:
        return []
    mine = Mine(user)
    if not mine.speaking and not mine.convening:
        return []
    return [
        *_own_requests(mine),
        *_others_votes(mine),
        *_others_signatures(mine),
        *agreement_waiting(mine),
        *_others_answers(mine),
    ]


def _own_requests(mine: Mine) -> Iterator[Waiting]:
    rows = AllianceMember.objects.filter(state=MemberState.REQUESTED, organisation__in=mine.convening)
    for row in rows.select_related("alliance__lead").order_by("invited_at", "pk"):
        yield Waiting(
            title=_("The answer to your question whether you can join"),
            url=reverse("alliances:alliance_detail", args=[row.alliance.ref]),
            about=row.alliance.name,
            from_whom=row.alliance.lead.name,
        )


def _others_votes(mine: Mine) -> Iterator[Waiting]:
    rows = Decision.objects.filter(state=DecisionState.OPEN, closes_at__gt=now(), alliance__state__in=mine.states)
    rows = rows.filter(votes__member__organisation__in=mine.speaking).distinct()
    for row in rows.select_related("alliance").order_by("closes_at", "pk"):
        yield Waiting(
            title=_("Votes on: %(title)s") % {"title": row.title},
            url=reverse("alliances:decision_detail", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            from_whom=_("The other members"),
            expected_at=row.closes_at,
        )


def _others_signatures(mine: Mine) -> Iterator[Waiting]:
    rows = Agreement.objects.filter(state=AgreementState.SIGNING, alliance__state__in=mine.states)
    rows = rows.filter(signatures__member__organisation__in=mine.signing).distinct()
    for row in rows.select_related("alliance").order_by("pk"):
        yield Waiting(
            title=_("Signatures on the agreement of %(name)s") % {"name": row.alliance.name},
            url=reverse("alliances:agreement_detail", args=[row.alliance.ref, row.number]),
            about=row.alliance.name,
            from_whom=_("The other members' signatories"),
        )


def _others_answers(mine: Mine) -> Iterator[Waiting]:
    rows = AllianceMember.objects.waiting(now()).filter(alliance__lead__in=mine.convening)
    rows = rows.filter(alliance__state__in=mine.states)
    for row in rows.select_related("alliance", "organisation").order_by("expires_at", "pk"):
        yield Waiting(
            title=_("Answer to your invitation to %(name)s") % {"name": row.alliance.name},
            url=reverse("alliances:alliance_detail", args=[row.alliance.ref]),
            about=row.alliance.name,
            from_whom=row.organisation.name,
            expected_at=row.expires_at,
        )
