"""Mail about openings, declarations and evaluations: what waits for whom. Links, never content; each once."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.events import subscribe
from portal.notifications.services import Mail, notify
from portal.tenders.enums import EVALUATORS, EvaluationState, ProcurementState, TeamRole
from portal.tenders.events.evaluation import (
    BidsOpened,
    DeclarationBlocked,
    DeclarationCleared,
    DeclarationMade,
    EvaluationRanked,
    OpeningLapsed,
    OpeningStarted,
    PriceExplained,
    PriceExplanationAsked,
    QualityLocked,
    ScoresSubmitted,
    ScoringClosed,
    ScoringStarted,
)
from portal.tenders.events.procurement import ProcurementPublished, TeamChanged
from portal.tenders.models import (
    Evaluation,
    InterestDeclaration,
    OpenedPrice,
    Opening,
    Procurement,
    ProcurementAssignment,
)
from portal.tenders.permissions.evaluation import READERS, can_score, decides_for, opening_in_progress
from portal.tenders.permissions.procurement import has_team_role, team_roles
from portal.tenders.selectors.evaluation import board_of
from portal.tenders.selectors.procurement_people import bid_leads_of, team_people


def _url(name: str, procurement: Procurement, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[procurement.ref, *args])


def _ask(
    p: Procurement,
    *,
    subject: str,
    what: str,
    link: str,
    link_text: str,
    lines: list[str] | None = None,
    due: datetime | None = None,
) -> Mail:
    return Mail(
        subject=f"{subject}: {p.title}",
        opening=what,
        must_act=True,
        lines=lines or [],
        link=link,
        link_text=link_text,
        due_at=due,
    )


@subscribe(ProcurementPublished)
def ask_openers_to_declare(event: ProcurementPublished) -> None:
    """Opening officers declare beforehand."""
    p = Procurement.objects.get(pk=event.procurement_id)
    _ask_opener(p, team_people(p, TeamRole.OPENER))


@subscribe(TeamChanged)
def ask_new_member_to_declare(event: TeamChanged) -> None:
    """Who joins after publication declares as the others did."""
    row = ProcurementAssignment.objects.select_related("procurement", "user").get(pk=event.assignment_id)
    if row.procurement.state == ProcurementState.PUBLISHED and row.role == TeamRole.OPENER:
        _ask_opener(row.procurement, [row.user])
    elif row.procurement.state == ProcurementState.OPENED and row.role in READERS:
        _ask_to_declare(row.procurement, [row.user])


def _ask_opener(p: Procurement, people: list[Any]) -> None:
    mail = _ask(
        p,
        subject=_("Declare your interests before the bids are opened"),
        what=_("You need to declare your interests. You are an opening officer."),
        lines=[_("Bids can be opened from the deadline on, when both officers are cleared.")],
        link=_url("declaration_make", p),
        link_text=_("Declare my interests"),
        due=p.deadline_at,
    )
    notify(event_key=f"tenders.declaration.ask_opener:{p.pk}", recipients=people, mail=mail)


@subscribe(OpeningStarted)
def ask_other_officer(event: OpeningStarted) -> None:
    """The other officer has 15 minutes."""
    opening = Opening.objects.select_related("procurement", "first_by").get(pk=event.opening_id)
    p = opening.procurement
    if opening_in_progress(p) is None:
        return
    others = [person for person in team_people(p, TeamRole.OPENER) if person.pk != opening.first_by_id]
    mail = _ask(
        p,
        subject=_("Confirm the opening within 15 minutes"),
        what=_("You need to confirm the opening of the bids. Your colleague has started it."),
        link=_url("opening_detail", p),
        link_text=_("Go to the opening"),
        due=opening.confirm_by_at,
    )
    notify(event_key=f"tenders.opening.start:{opening.pk}", recipients=others, mail=mail)


@subscribe(OpeningLapsed)
def tell_officers_of_lapse(event: OpeningLapsed) -> None:
    """Both officers: one of them starts again, unless somebody has already."""
    opening = Opening.objects.select_related("procurement", "first_by").get(pk=event.opening_id)
    p = opening.procurement
    if p.state != ProcurementState.PUBLISHED or opening_in_progress(p) is not None:
        return
    mail = _ask(
        p,
        subject=_("The opening lapsed"),
        what=_("You need to start the opening again. Nobody confirmed it within 15 minutes, and no bid was opened."),
        link=_url("opening_detail", p),
        link_text=_("Go to the opening"),
    )
    notify(event_key=f"tenders.opening.lapse:{opening.pk}", recipients=team_people(p, TeamRole.OPENER), mail=mail)


@subscribe(BidsOpened)
def ask_panel_to_declare(event: BidsOpened) -> None:
    """The names are known: everybody who is to see bids declares."""
    p = Procurement.objects.get(pk=event.procurement_id)
    _ask_to_declare(p, team_people(p, *READERS))


def _ask_to_declare(p: Procurement, people: list[Any]) -> None:
    mail = _ask(
        p,
        subject=_("Declare your interests"),
        what=_("You need to declare your interests. The bids are opened and the bidders are known."),
        lines=[_("About 10 minutes. You read bids after somebody has decided on your declaration.")],
        link=_url("declaration_make", p),
        link_text=_("Declare my interests"),
    )
    notify(event_key=f"tenders.declaration.ask:{p.pk}", recipients=people, mail=mail)


@subscribe(DeclarationMade)
def ask_for_decision(event: DeclarationMade) -> None:
    """The lead decides; on the lead's own, the publisher."""
    row = InterestDeclaration.objects.select_related("procurement", "user").get(pk=event.declaration_id)
    p = row.procurement
    deciders = [x for x in team_people(p, decides_for(team_roles(row.user, p))) if x.pk != row.user_id]
    mail = _ask(
        p,
        subject=_("Decide on a declaration of interests"),
        what=_("You need to decide on a declaration. Until then its maker sees no bid."),
        link=_url("declaration_decide", p, row.number),
        link_text=_("Read and decide"),
    )
    notify(event_key=f"tenders.declaration.make:{row.pk}", recipients=deciders, mail=mail)


@subscribe(DeclarationCleared)
def tell_cleared_person(event: DeclarationCleared) -> None:
    """The person learns what opens for them now."""
    row = InterestDeclaration.objects.select_related("procurement", "user").get(pk=event.declaration_id)
    p, due, must_act = row.procurement, None, False
    opening = _("You do not need to do anything now. Your declaration is cleared.")
    evaluations = Evaluation.objects.filter(lot__procurement=p, state=EvaluationState.SCORING).select_related("lot")
    if not row.are_names_known:
        opening, due, must_act = (
            _("You need to open the bids after the deadline. You are cleared."),
            p.deadline_at,
            True,
        )
    elif has_team_role(row.user, p, *EVALUATORS) and (evaluation := evaluations.order_by("lot__number").first()):
        opening, due, must_act = _("You need to score. You are cleared, and the bids are open for you."), None, True
        due = evaluation.scoring_due_at
    mail = Mail(
        subject=_("Cleared: %(title)s") % {"title": p.title},
        opening=opening,
        must_act=must_act,
        link=_url("evaluation_detail", p),
        link_text=_("Go to the evaluation"),
        due_at=due,
    )
    notify(event_key=f"tenders.declaration.clear:{row.pk}", recipients=[row.user], mail=mail)


@subscribe(DeclarationBlocked)
def tell_blocked_person(event: DeclarationBlocked) -> None:
    """The person and the lead know at once."""
    row = InterestDeclaration.objects.select_related("procurement", "user").get(pk=event.declaration_id)
    p = row.procurement
    mail = Mail(
        subject=_("No part in this evaluation: %(title)s") % {"title": p.title},
        opening=_("You do not need to do anything. After your declaration you take no part in this evaluation."),
        lines=[_("The reason stands on the page. Nobody thinks less of you for it.")],
        link=_url("evaluation_detail", p),
        link_text=_("Read the reason"),
    )
    notify(event_key=f"tenders.declaration.block:{row.pk}", recipients=[row.user], mail=mail)
    if row.decided_by_id is None:
        leads = [person for person in team_people(p, TeamRole.LEAD) if person.pk != row.user_id]
        mail = _ask(
            p,
            subject=_("Somebody on the team is linked to a bidder"),
            what=_("You need to look at the team. A person was barred because of a link on record."),
            link=_url("declaration_list", p),
            link_text=_("See the declarations"),
        )
        notify(event_key=f"tenders.declaration.block_lead:{row.pk}", recipients=leads, mail=mail)


def _evaluation(pk: int) -> Evaluation:
    return Evaluation.objects.select_related("lot", "lot__procurement").get(pk=pk)


@subscribe(ScoringStarted)
def ask_evaluators_to_score(event: ScoringStarted) -> None:
    """Those who are cleared; the others are told when they are."""
    evaluation = _evaluation(event.evaluation_id)
    p = evaluation.lot.procurement
    mail = _ask(
        p,
        subject=_("Score the bids"),
        what=_("You need to score. The bids are open for you."),
        lines=[_("Nobody sees your scores before individual scoring closes.")],
        link=_url("scoring_detail", p, evaluation.lot.number),
        link_text=_("Start scoring"),
        due=evaluation.scoring_due_at,
    )
    people = [person for person in team_people(p, *EVALUATORS) if can_score(person, evaluation)]
    notify(event_key=f"tenders.evaluation.start_scoring:{evaluation.pk}", recipients=people, mail=mail)


@subscribe(ScoresSubmitted)
def ask_lead_to_close(event: ScoresSubmitted) -> None:
    """When the last one has handed in."""
    evaluation = _evaluation(event.evaluation_id)
    if evaluation.state != EvaluationState.SCORING or board_of(evaluation).waited_for():
        return
    p = evaluation.lot.procurement
    mail = _ask(
        p,
        subject=_("Everybody has scored"),
        what=_("You need to close the individual scoring. Everybody has handed in."),
        link=_url("scoring_close", p, evaluation.lot.number),
        link_text=_("Close the scoring"),
    )
    notify(event_key=f"tenders.score.submit:{evaluation.pk}", recipients=team_people(p, TeamRole.LEAD), mail=mail)


@subscribe(ScoringClosed)
def ask_facilitator(event: ScoringClosed) -> None:
    """The facilitator leads the talk; the panel may look."""
    evaluation = _evaluation(event.evaluation_id)
    p, lot = evaluation.lot.procurement, evaluation.lot.number
    link = _url("moderation_detail", p, lot)
    mail = _ask(
        p,
        subject=_("Agree the scores"),
        what=_("You need to lead the panel to agreed scores. Individual scoring has closed."),
        link=link,
        link_text=_("See all scores"),
    )
    facilitators = team_people(p, TeamRole.FACILITATOR)
    notify(event_key=f"tenders.evaluation.close_scoring:{evaluation.pk}", recipients=facilitators, mail=mail)
    told = Mail(
        subject=_("Individual scoring has closed: %(title)s") % {"title": p.title},
        opening=_("You do not need to do anything now. The facilitator invites the panel to agree the scores."),
        link=link,
        link_text=_("See the scores of the panel"),
    )
    key = f"tenders.evaluation.close_scoring_panel:{evaluation.pk}"
    notify(event_key=key, recipients=team_people(p, *EVALUATORS), mail=told)


@subscribe(QualityLocked)
def ask_lead_to_open_prices(event: QualityLocked) -> None:
    """Price joins now."""
    evaluation = _evaluation(event.evaluation_id)
    p = evaluation.lot.procurement
    mail = _ask(
        p,
        subject=_("Open the prices"),
        what=_("You need to open the prices. The agreed scores are locked."),
        link=_url("price_open", p, evaluation.lot.number),
        link_text=_("Open the prices"),
    )
    key = f"tenders.evaluation.lock_quality:{evaluation.pk}"
    notify(event_key=key, recipients=team_people(p, TeamRole.LEAD), mail=mail)


@subscribe(EvaluationRanked)
def ask_lead_to_recommend(event: EvaluationRanked) -> None:
    """The order is known; who recommends is somebody else than who approves."""
    evaluation = _evaluation(event.evaluation_id)
    p = evaluation.lot.procurement
    mail = _ask(
        p,
        subject=_("The order is worked out"),
        what=_("You need to recommend an award. The order of the bids is worked out."),
        link=_url("ranking_detail", p, evaluation.lot.number),
        link_text=_("See the order"),
    )
    notify(event_key=f"tenders.evaluation.rank:{evaluation.pk}", recipients=team_people(p, TeamRole.LEAD), mail=mail)


@subscribe(PriceExplanationAsked)
def ask_bidder_to_explain(event: PriceExplanationAsked) -> None:
    """One bidder alone is asked how it can do the work at its price."""
    price = OpenedPrice.objects.select_related("bid", "bid__procurement").get(pk=event.price_id)
    p = price.bid.procurement
    if price.explanation_due_at is None or price.explanation_due_at <= now():
        return
    mail = _ask(
        p,
        subject=_("Explain your price"),
        what=_(
            "You need to explain your price. It is low by the published test, and the buyer asks how you will do it."
        ),
        lines=[_("A low price by itself rejects nobody.")],
        link=reverse("tenders:price_explain", args=[p.ref, price.bid.ref]),
        link_text=_("Explain our price"),
        due=price.explanation_due_at,
    )
    notify(event_key=f"tenders.price.ask:{price.pk}", recipients=bid_leads_of(price.bid.organisation_id), mail=mail)


@subscribe(PriceExplained)
def ask_lead_to_decide_price(event: PriceExplained) -> None:
    """The answer is there."""
    price = OpenedPrice.objects.select_related("bid", "bid__procurement", "bid__lot").get(pk=event.price_id)
    p = price.bid.procurement
    mail = _ask(
        p,
        subject=_("Decide on a low price"),
        what=_("You need to decide on a low price. The bidder has explained it."),
        link=_url("ranking_detail", p, price.bid.lot.number),
        link_text=_("Read and decide"),
    )
    notify(event_key=f"tenders.price.explain:{price.pk}", recipients=team_people(p, TeamRole.LEAD), mail=mail)
