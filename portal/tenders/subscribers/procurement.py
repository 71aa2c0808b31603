"""Mail about procurements: who must act, or who should know. Links, never content; each once."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.tenders.enums import TeamRole
from portal.tenders.events.procurement import (
    ClarificationAnswered,
    ClarificationAnsweredAlone,
    ClarificationAsked,
    ClarificationReleased,
    ConfidenceRefused,
    InterestRegistered,
    ProcurementAbandoned,
    ProcurementExtended,
    ProcurementPublished,
    PublicationAsked,
    TeamChanged,
)
from portal.tenders.models import Clarification, Interest, Procurement, ProcurementAssignment
from portal.tenders.selectors.procurement_people import bid_leads_of, interested_people, team_people


def _page(procurement: Procurement) -> str:
    return reverse("tenders:procurement_detail", args=[procurement.ref])


@subscribe(PublicationAsked)
def tell_publisher(event: PublicationAsked) -> None:
    """The publisher has to look at the pack."""
    p = Procurement.objects.get(pk=event.procurement_id)
    if p.publish_asked_at is None:
        return
    notify(
        event_key=f"tenders.procurement.ask_publication:{p.pk}:{p.publish_asked_at:%Y%m%d%H%M%S}",
        recipients=team_people(p, TeamRole.PUBLISHER),
        mail=Mail(
            subject=_("Check and publish: %(title)s") % {"title": p.title},
            opening=_("You need to check a tender and publish it."),
            must_act=True,
            lines=[_("Its pack is written by others and complete. You see every part before you publish.")],
            link=reverse("tenders:procurement_publish", args=[p.ref]),
            link_text=_("Check the tender"),
        ),
    )


@subscribe(ProcurementPublished)
def tell_team_of_publication(event: ProcurementPublished) -> None:
    """The whole team knows that bids can come."""
    p = Procurement.objects.get(pk=event.procurement_id)
    notify(
        event_key=f"tenders.procurement.published:{p.pk}",
        recipients=team_people(p),
        mail=Mail(
            subject=_("Published: %(title)s") % {"title": p.title},
            opening=_("You do not need to do anything now. A tender that you have a part in is published."),
            lines=[_("Bids stay sealed until two opening officers open all of them together.")],
            link=_page(p),
            link_text=_("Read the tender"),
            due_at=p.deadline_at,
        ),
    )


@subscribe(ProcurementExtended)
def tell_of_new_deadline(event: ProcurementExtended) -> None:
    """Everybody who may be writing a bid, and the team."""
    p = Procurement.objects.get(pk=event.procurement_id)
    mail = Mail(
        subject=_("More time: %(title)s") % {"title": p.title},
        opening=_("You do not need to do anything. The deadline of a tender has moved forward."),
        lines=[_("The reason stands on the page of the tender.")],
        link=_page(p),
        link_text=_("See the new deadline"),
        due_at=p.deadline_at,
    )
    key = f"tenders.procurement.extend:{event.notice_id}"
    notify(event_key=key, recipients=[*interested_people(p), *team_people(p)], mail=mail)


@subscribe(ProcurementAbandoned)
def tell_of_abandonment(event: ProcurementAbandoned) -> None:
    """It ends; the reason is on its page."""
    p = Procurement.objects.get(pk=event.procurement_id)
    notify(
        event_key=f"tenders.procurement.abandon:{p.pk}",
        recipients=[*interested_people(p), *team_people(p)],
        mail=Mail(
            subject=_("Abandoned: %(title)s") % {"title": p.title},
            opening=_("You do not need to do anything. A tender has ended without an award."),
            lines=[_("The reason stands on the page of the tender.")],
            link=_page(p),
            link_text=_("Read the reason"),
        ),
    )


@subscribe(TeamChanged)
def tell_new_member(event: TeamChanged) -> None:
    """The person learns of their part."""
    row = ProcurementAssignment.objects.select_related("procurement", "user").get(pk=event.assignment_id)
    notify(
        event_key=f"tenders.team.assign:{row.pk}",
        recipients=[row.user],
        mail=Mail(
            subject=_("Your part in a tender: %(title)s") % {"title": row.procurement.title},
            opening=_("You do not need to do anything now. You have been given a part in a tender."),
            lines=[_("Your part: %(role)s. We write when something waits for you.") % {"role": row.get_role_display()}],
            link=_page(row.procurement),
            link_text=_("See the tender"),
        ),
    )


@subscribe(InterestRegistered)
def confirm_interest(event: InterestRegistered) -> None:
    """A confirmation for the organisation's own bid leads."""
    interest = Interest.objects.select_related("procurement", "organisation").get(pk=event.interest_id)
    p = interest.procurement
    notify(
        event_key=f"tenders.interest.register:{interest.pk}",
        recipients=bid_leads_of(interest.organisation_id),
        mail=Mail(
            subject=_("Interest registered: %(title)s") % {"title": p.title},
            opening=_("You do not need to do anything. We write to you when this tender changes."),
            lines=[_("The buyer sees how many organisations are interested, never which.")],
            link=_page(p),
            link_text=_("Go to the tender"),
            due_at=p.deadline_at,
        ),
    )


@subscribe(ClarificationAsked)
def tell_of_question(event: ClarificationAsked) -> None:
    """Those who answer. Nobody learns who asked."""
    row = Clarification.objects.select_related("procurement").get(pk=event.clarification_id)
    p = row.procurement
    notify(
        event_key=f"tenders.clarification.ask:{row.pk}",
        recipients=team_people(p, TeamRole.LEAD, TeamRole.PACK_AUTHOR),
        mail=Mail(
            subject=_("A bidder has a question: %(title)s") % {"title": p.title},
            opening=_("You need to answer a question. The answer goes to everyone."),
            must_act=True,
            link=reverse("tenders:clarification_answer", args=[p.ref, row.number]),
            link_text=_("Answer question %(n)d") % {"n": row.number},
            due_at=p.answers_by_at,
        ),
    )


@subscribe(ClarificationReleased)
def ask_to_answer_after_all(event: ClarificationReleased) -> None:
    """A question that its asker gave free waits for those who answer. Nobody learns whose it is."""
    row = Clarification.objects.select_related("procurement").get(pk=event.clarification_id)
    p = row.procurement
    notify(
        event_key=f"tenders.clarification.release:{row.pk}",
        recipients=team_people(p, TeamRole.LEAD, TeamRole.PACK_AUTHOR),
        mail=Mail(
            subject=_("A question can be answered: %(title)s") % {"title": p.title},
            opening=_("You need to answer a question. Its asker lets the answer go to everyone."),
            must_act=True,
            link=reverse("tenders:clarification_answer", args=[p.ref, row.number]),
            link_text=_("Answer question %(n)d") % {"n": row.number},
            due_at=p.answers_by_at,
        ),
    )


@subscribe(ConfidenceRefused)
def ask_what_becomes_of_it(event: ConfidenceRefused) -> None:
    """The asker's own bid leads decide."""
    row = Clarification.objects.select_related("procurement").get(pk=event.clarification_id)
    p = row.procurement
    notify(
        event_key=f"tenders.clarification.refuse_confidence:{row.pk}",
        recipients=bid_leads_of(row.asker_id),
        mail=Mail(
            subject=_("Your question: %(title)s") % {"title": p.title},
            opening=_("You need to decide what becomes of a question that you asked in confidence."),
            must_act=True,
            lines=[_("The buyer does not find it confidential. Take it back, or let it be answered to everyone.")],
            link=reverse("tenders:clarification_release", args=[p.ref, row.number]),
            link_text=_("Decide about question %(n)d") % {"n": row.number},
            due_at=p.answers_by_at,
        ),
    )


@subscribe(ClarificationAnsweredAlone)
def tell_asker_alone(event: ClarificationAnsweredAlone) -> None:
    """The asker's own bid leads, and nobody else."""
    row = Clarification.objects.select_related("procurement").get(pk=event.clarification_id)
    p = row.procurement
    notify(
        event_key=f"tenders.clarification.answer_alone:{row.pk}",
        recipients=bid_leads_of(row.asker_id),
        mail=Mail(
            subject=_("Your question has an answer: %(title)s") % {"title": p.title},
            opening=_("You do not need to do anything. A question that you asked in confidence has been answered."),
            link=reverse("tenders:clarification_list", args=[p.ref]),
            link_text=_("Read the answer"),
            due_at=p.deadline_at,
        ),
    )


@subscribe(ClarificationAnswered)
def tell_of_answer(event: ClarificationAnswered) -> None:
    """Every organisation that registered interest, in the same words."""
    row = Clarification.objects.select_related("procurement").get(pk=event.clarification_id)
    p = row.procurement
    notify(
        event_key=f"tenders.clarification.answer:{row.pk}",
        recipients=interested_people(p),
        mail=Mail(
            subject=_("New answer: %(title)s") % {"title": p.title},
            opening=_("You do not need to do anything. A question about a tender has been answered to everyone."),
            link=reverse("tenders:clarification_list", args=[p.ref]),
            link_text=_("Read question and answer"),
            due_at=p.deadline_at,
        ),
    )
