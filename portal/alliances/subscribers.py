"""Mail after each commit: once for each thing that waits, and once when something was settled."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.alliances.enums import DecisionState, StepKind
from portal.alliances.events import (
    AgreementApproved,
    AgreementCountersigned,
    AgreementHeld,
    AgreementLifted,
    AgreementOpened,
    AgreementSigned,
    AllianceClosed,
    AllianceClosing,
    AllianceEnded,
    DecisionProposed,
    DecisionSettled,
    JoinAdmitted,
    JoinAsked,
    JoinTurnedDown,
    MemberAdmitted,
    MemberDeclined,
    MemberInvited,
    MemberLeft,
    PrinciplesWritten,
    SeatGiven,
    VariationAgreed,
    VariationProposed,
    VariationRefused,
    VariationWithdrawn,
)
from portal.alliances.models import Agreement, Alliance, AllianceMember, Decision, PrinciplesVersion, Seat, Variation
from portal.alliances.permissions.agreement_steps import countersigners, last_step
from portal.alliances.permissions.decision import voting_members
from portal.alliances.permissions.seat import voting_seats
from portal.common.clock import LONDON
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.organisations.enums import MemberRole

SPEAKERS = (MemberRole.ADMINISTRATOR, MemberRole.SIGNATORY)


def _people(organisations: Iterable[int], roles: Iterable[MemberRole]) -> list[User]:
    """Everybody who has one of these roles in one of these organisations now."""
    names = [f"org:{pk}:{role.value}" for pk in organisations for role in roles]
    return list(User.objects.filter(groups__name__in=names).distinct().order_by("pk"))


def _members(alliance: Alliance) -> list[int]:
    return list(alliance.members.admitted().order_by("pk").values_list("organisation_id", flat=True))


def _conveners(alliance: Alliance) -> list[User]:
    return _people([alliance.lead_id], (MemberRole.ADMINISTRATOR, MemberRole.BID_LEAD))


def _url(name: str, *args: Any) -> str:
    return reverse(f"alliances:{name}", args=args)


@subscribe(MemberInvited)
def ask_the_invited(event: MemberInvited) -> None:
    """Its administrators answer; its signatories know early what they may be asked to sign."""
    member = AllianceMember.objects.select_related("alliance__lead", "organisation").get(pk=event.member_id)
    names = {"alliance": member.alliance.name, "lead": member.alliance.lead.name, "name": member.organisation.name}
    asked = member.invited_at.astimezone(LONDON)
    _tell(
        f"alliances.member.invited:{member.pk}:{asked:%Y%m%d%H%M%S%f}",
        _people([member.organisation_id], SPEAKERS),
        subject=_("%(name)s is invited to join %(alliance)s") % names,
        opening=_(
            "You need to answer, or an administrator of %(name)s has to. %(lead)s invites it to join an alliance."
        )
        % names,
        link=_url("invitation_answer", member.alliance.ref, member.organisation.ref),
        link_text=_("Read and answer the invitation"),
        due_at=member.expires_at,
    )


@subscribe(MemberAdmitted)
def tell_of_a_new_member(event: MemberAdmitted) -> None:
    """The others know who joined."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    others = [pk for pk in _members(member.alliance) if pk != member.organisation_id]
    _told_of_member(member, "admitted", _("%(name)s joined %(alliance)s"), _people(others, SPEAKERS))


@subscribe(JoinAsked)
def ask_the_convener(event: JoinAsked) -> None:
    """The convener answers."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    names = {"name": member.organisation.name, "alliance": member.alliance.name}
    _tell(
        f"alliances.member.ask:{member.pk}:{member.invited_at:%Y%m%d%H%M%S%f}",
        _conveners(member.alliance),
        subject=_("%(name)s asks to join %(alliance)s") % names,
        opening=_("You need to answer %(name)s, which asks to join an alliance that you convene.") % names,
        link=_url("join_answer", member.alliance.ref, member.organisation.ref),
        link_text=_("Read and answer"),
    )


@subscribe(JoinAdmitted)
def tell_that_it_joined(event: JoinAdmitted) -> None:
    """Those who asked, and the other members."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    everybody = _people([*_members(member.alliance), member.organisation_id], (*SPEAKERS, MemberRole.BID_LEAD))
    _told_of_member(member, "joined", _("%(name)s joined %(alliance)s"), everybody)


@subscribe(JoinTurnedDown)
def tell_that_it_did_not_join(event: JoinTurnedDown) -> None:
    """Those who asked read why on the page of the alliance."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    people = _people([member.organisation_id], (MemberRole.ADMINISTRATOR, MemberRole.BID_LEAD))
    _told_of_member(member, "turned_down", _("%(name)s does not join %(alliance)s: the answer"), people)


@subscribe(MemberDeclined)
def tell_of_a_no(event: MemberDeclined) -> None:
    """The convener knows."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    _told_of_member(member, "declined", _("%(name)s will not join %(alliance)s"), _conveners(member.alliance))


@subscribe(MemberLeft)
def tell_of_a_leaver(event: MemberLeft) -> None:
    """The others know who left."""
    member = AllianceMember.objects.select_related("alliance", "organisation").get(pk=event.member_id)
    _told_of_member(member, "left", _("%(name)s left %(alliance)s"), _people(_members(member.alliance), SPEAKERS))


def _told_of_member(member: AllianceMember, what: str, subject: str, people: list[User]) -> None:
    names = {"name": member.organisation.name, "alliance": member.alliance.name}
    stamp = f"{member.invited_at:%Y%m%d%H%M%S%f}"
    _tell(
        f"alliances.member.{what}:{member.pk}:{stamp}",
        people,
        subject=subject % names,
        opening=_("You do not need to do anything. %(said)s.") % {"said": subject % names},
        link=_url("alliance_detail", member.alliance.ref),
        link_text=_("See who belongs now"),
        must_act=False,
    )


@subscribe(PrinciplesWritten)
def ask_for_answers(event: PrinciplesWritten) -> None:
    """Each member answers the new version."""
    version = PrinciplesVersion.objects.select_related("alliance").get(pk=event.version_id)
    names = {"alliance": version.alliance.name, "n": version.number}
    _tell(
        f"alliances.principles.written:{version.pk}",
        _people(_members(version.alliance), SPEAKERS),
        subject=_("New principles of %(alliance)s: version %(n)d") % names,
        opening=_("You need to say whether your organisation holds to them."),
        link=_url("principles_answer", version.alliance.ref, version.number),
        link_text=_("Read and answer"),
    )


@subscribe(DecisionProposed)
def ask_for_votes(event: DecisionProposed) -> None:
    """Each member has one vote."""
    decision = Decision.objects.select_related("alliance").get(pk=event.decision_id)
    members = [row.organisation_id for row in voting_members(decision)]
    names = {"alliance": decision.alliance.name, "n": decision.number}
    _tell(
        f"alliances.decision.proposed:{decision.pk}",
        _people(members, SPEAKERS),
        subject=_("Vote on decision %(n)d of %(alliance)s") % names,
        opening=_("You need to vote, unless a colleague has voted for your organisation."),
        link=_url("decision_vote", decision.alliance.ref, decision.number),
        link_text=_("Read and vote"),
        due_at=decision.closes_at,
    )


@subscribe(DecisionProposed)
def ask_seats_for_votes(event: DecisionProposed) -> None:
    """Each voting seat has one vote."""
    decision = Decision.objects.select_related("alliance").get(pk=event.decision_id)
    names = {"alliance": decision.alliance.name, "n": decision.number}
    _tell(
        f"alliances.decision.proposed_to_seats:{decision.pk}",
        [seat.user for seat in voting_seats(decision)],
        subject=_("Vote on decision %(n)d of %(alliance)s") % names,
        opening=_("You need to vote with your seat."),
        link=_url("seat_vote", decision.alliance.ref, decision.number),
        link_text=_("Read and vote"),
        due_at=decision.closes_at,
    )


@subscribe(SeatGiven)
def tell_who_has_a_seat(event: SeatGiven) -> None:
    """The person learns of it, and that they can give it up."""
    seat = Seat.objects.select_related("alliance", "user").get(pk=event.seat_id)
    names = {"alliance": seat.alliance.name}
    _tell(
        f"alliances.seat.given:{seat.pk}",
        [seat.user],
        subject=_("Your seat in %(alliance)s") % names,
        opening=_("You do not need to do anything now. %(alliance)s gave you a seat; you can give it up at any time.")
        % names,
        link=_url("alliance_detail", seat.alliance.ref),
        link_text=_("See the alliance"),
        must_act=False,
    )


@subscribe(DecisionSettled)
def tell_the_result(event: DecisionSettled) -> None:
    """All members know what came of it."""
    decision = Decision.objects.select_related("alliance").get(pk=event.decision_id)
    is_agreed = decision.state == DecisionState.AGREED
    subject = (
        _("Decision %(n)d of %(alliance)s is agreed")
        if is_agreed
        else _("Decision %(n)d of %(alliance)s is not agreed")
    )
    names = {"alliance": decision.alliance.name, "n": decision.number}
    _tell(
        f"alliances.decision.settled:{decision.pk}",
        _people(_members(decision.alliance), SPEAKERS),
        subject=subject % names,
        opening=_("You do not need to do anything. The last vote that was needed has been cast."),
        link=_url("decision_detail", decision.alliance.ref, decision.number),
        link_text=_("Read the decision"),
        must_act=False,
    )


@subscribe(AgreementOpened)
def ask_for_signatures(event: AgreementOpened) -> None:
    """Every member's signatories."""
    agreement = Agreement.objects.select_related("alliance").get(pk=event.agreement_id)
    names = {"alliance": agreement.alliance.name, "n": agreement.number}
    _tell(
        f"alliances.agreement.opened:{agreement.pk}",
        _people(_members(agreement.alliance), (MemberRole.SIGNATORY,)),
        subject=_("Sign the agreement of %(alliance)s, version %(n)d") % names,
        opening=_("You need to read and sign it, unless another signatory has signed for your organisation."),
        link=_url("agreement_sign", agreement.alliance.ref, agreement.number),
        link_text=_("Read and sign"),
    )


@subscribe(AgreementSigned)
def tell_that_all_signed(event: AgreementSigned) -> None:
    """All members know that it holds."""
    agreement = Agreement.objects.select_related("alliance").get(pk=event.agreement_id)
    _tell(
        f"alliances.agreement.signed:{agreement.pk}",
        _people(_members(agreement.alliance), SPEAKERS),
        subject=_("Every member has signed the agreement of %(alliance)s") % {"alliance": agreement.alliance.name},
        opening=_("You do not need to do anything. The agreement holds for all members."),
        link=_url("agreement_detail", agreement.alliance.ref, agreement.number),
        link_text=_("Read the signed agreement"),
        must_act=False,
    )


@subscribe(AgreementSigned)
def ask_for_approval(event: AgreementSigned) -> None:
    """A member that does not countersign checks it."""
    _ask_to_approve(_agreement(event.agreement_id), "signed")


def _agreement(pk: int) -> Agreement:
    return Agreement.objects.select_related("alliance__lead").get(pk=pk)


def _ask_to_approve(agreement: Agreement, why: str) -> None:
    last = {row.organisation_id for row in countersigners(agreement.alliance)}
    names = {"alliance": agreement.alliance.name, "n": agreement.number}
    _tell(
        f"alliances.agreement.approve:{agreement.pk}:{why}",
        _people([pk for pk in _members(agreement.alliance) if pk not in last], SPEAKERS),
        subject=_("Check the agreement of %(alliance)s, version %(n)d, and approve it") % names,
        opening=_("You need to check it and approve it, unless somebody else of the members does."),
        link=_url("agreement_approve", agreement.alliance.ref, agreement.number),
        link_text=_("Read and approve"),
    )


@subscribe(AgreementApproved)
def ask_for_the_countersignature(event: AgreementApproved) -> None:
    """The signatories of the commissioner where one belongs, otherwise of the lead."""
    agreement = _agreement(event.agreement_id)
    step = last_step(agreement, StepKind.APPROVE)
    people = _people([row.organisation_id for row in countersigners(agreement.alliance)], (MemberRole.SIGNATORY,))
    names = {"alliance": agreement.alliance.name, "n": agreement.number}
    _tell(
        f"alliances.agreement.approved:{agreement.pk}:{step.pk if step else 0}",
        people,
        subject=_("Countersign the agreement of %(alliance)s, version %(n)d") % names,
        opening=_("You need to read and countersign it, unless another signatory does."),
        link=_url("agreement_countersign", agreement.alliance.ref, agreement.number),
        link_text=_("Read and countersign"),
    )


@subscribe(AgreementCountersigned)
def tell_of_the_countersignature(event: AgreementCountersigned) -> None:
    """All members know."""
    _tell_of_step(
        event.agreement_id,
        StepKind.COUNTERSIGN,
        _("The agreement of %(alliance)s is countersigned"),
        _("You do not need to do anything. Version %(n)d has been approved and countersigned."),
    )


@subscribe(AgreementHeld)
def tell_of_the_hold(event: AgreementHeld) -> None:
    """All members know, and read the reason on the page."""
    _tell_of_step(
        event.agreement_id,
        StepKind.HOLD,
        _("The agreement of %(alliance)s is on hold"),
        _("You do not need to do anything. %(name)s put version %(n)d on hold, and lifts the hold when it is settled."),
    )


@subscribe(AgreementLifted)
def tell_that_the_hold_is_lifted(event: AgreementLifted) -> None:
    """All members know, and a member is asked to check the agreement anew."""
    agreement = _agreement(event.agreement_id)
    step = last_step(agreement, StepKind.LIFT)
    _tell_of_step(
        event.agreement_id,
        StepKind.LIFT,
        _("The agreement of %(alliance)s is on hold no more"),
        _("You do not need to do anything because of this. %(name)s lifted the hold on version %(n)d."),
    )
    _ask_to_approve(agreement, f"lifted:{step.pk if step else 0}")


def _tell_of_step(pk: int, kind: StepKind, subject: str, opening: str) -> None:
    agreement = _agreement(pk)
    step = last_step(agreement, kind)
    if step is None:
        return
    names = {"alliance": agreement.alliance.name, "n": agreement.number, "name": step.member.organisation.name}
    _tell(
        f"alliances.agreement.{kind.value}:{step.pk}",
        _people(_members(agreement.alliance), SPEAKERS),
        subject=subject % names,
        opening=opening % names,
        link=_url("agreement_detail", agreement.alliance.ref, agreement.number),
        link_text=_("Read what was done"),
        must_act=False,
    )


@subscribe(VariationProposed)
def ask_for_answers_to_a_variation(event: VariationProposed) -> None:
    """Every member's signatories."""
    variation = _variation(event.variation_id)
    names = {"alliance": variation.alliance.name, "n": variation.number}
    _tell(
        f"alliances.variation.proposed:{variation.pk}",
        _people(_members(variation.alliance), (MemberRole.SIGNATORY,)),
        subject=_("Answer variation %(n)d of the agreement of %(alliance)s") % names,
        opening=_("You need to agree or refuse, unless another signatory has answered for your organisation."),
        link=_url("variation_answer", variation.alliance.ref, variation.number),
        link_text=_("Read and answer"),
    )


def _variation(pk: int) -> Variation:
    return Variation.objects.select_related("alliance__lead", "member__organisation", "made__alliance__lead").get(pk=pk)


@subscribe(VariationAgreed)
def tell_that_a_variation_holds(event: VariationAgreed) -> None:
    """All members know, and a member is asked to check the new version."""
    variation = _variation(event.variation_id)
    _tell_of_variation(
        variation,
        "agreed",
        _("Every member agreed to variation %(n)d of the agreement of %(alliance)s"),
        _("You do not need to do anything because of this. The new wording is in force."),
    )
    if variation.made is not None:
        _ask_to_approve(variation.made, "varied")


@subscribe(VariationRefused)
def tell_that_a_variation_is_refused(event: VariationRefused) -> None:
    """All members know."""
    _tell_of_variation(
        _variation(event.variation_id),
        "refused",
        _("Variation %(n)d of the agreement of %(alliance)s is refused"),
        _("You do not need to do anything. A member refused, so the agreement stays as it is."),
    )


@subscribe(VariationWithdrawn)
def tell_that_a_variation_is_taken_back(event: VariationWithdrawn) -> None:
    """All members know, if they had been asked."""
    variation = _variation(event.variation_id)
    if variation.proposed_at is None:
        return
    _tell_of_variation(
        variation,
        "withdrawn",
        _("Variation %(n)d of the agreement of %(alliance)s is taken back"),
        _("You do not need to do anything. The agreement stays as it is."),
    )


def _tell_of_variation(variation: Variation, what: str, subject: str, opening: str) -> None:
    names = {"alliance": variation.alliance.name, "n": variation.number}
    _tell(
        f"alliances.variation.{what}:{variation.pk}",
        _people(_members(variation.alliance), SPEAKERS),
        subject=subject % names,
        opening=opening,
        link=_url("variation_detail", variation.alliance.ref, variation.number),
        link_text=_("Read the variation"),
        must_act=False,
    )


@subscribe(AllianceClosing)
def tell_that_it_closes(event: AllianceClosing) -> None:
    """All members work by the exit plan."""
    alliance = Alliance.objects.get(pk=event.alliance_id)
    _tell(
        f"alliances.alliance.closing:{alliance.pk}",
        _people(_members(alliance), SPEAKERS),
        subject=_("%(alliance)s is closing") % {"alliance": alliance.name},
        opening=_("You need to do what the exit plan says of your organisation."),
        link=_url("alliance_detail", alliance.ref),
        link_text=_("Read the exit plan"),
    )


@subscribe(AllianceClosed)
def tell_that_it_closed(event: AllianceClosed) -> None:
    """All members know."""
    alliance = Alliance.objects.get(pk=event.alliance_id)
    _tell(
        f"alliances.alliance.closed:{alliance.pk}",
        _people(_members(alliance), SPEAKERS),
        subject=_("%(alliance)s is closed") % {"alliance": alliance.name},
        opening=_("You do not need to do anything. Account, data and lessons are written down."),
        link=_url("alliance_detail", alliance.ref),
        link_text=_("Read them"),
        must_act=False,
    )


@subscribe(AllianceEnded)
def tell_that_it_ended(event: AllianceEnded) -> None:
    """All members know."""
    alliance = Alliance.objects.get(pk=event.alliance_id)
    _tell(
        f"alliances.alliance.ended:{alliance.pk}",
        _people(_members(alliance), SPEAKERS),
        subject=_("%(alliance)s has ended") % {"alliance": alliance.name},
        opening=_("You do not need to do anything. The convener ended the alliance."),
        link=_url("alliance_detail", alliance.ref),
        link_text=_("Read why"),
        must_act=False,
    )


def _tell(
    key: str,
    people: list[User],
    *,
    subject: str,
    opening: str,
    link: str,
    link_text: str,
    must_act: bool = True,
    due_at: datetime | None = None,
) -> None:
    mail = Mail(subject, opening, link, link_text, must_act=must_act, due_at=due_at)
    notify(event_key=key, recipients=people, mail=mail)
