"""The whole pack as one document to take away: what is bought, the full specification, questions, judging, answers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.codesign.selectors.takeaway import add_text
from portal.common.documents import TakeAway
from portal.common.templatetags.ui_text import day, pounds, when
from portal.outcomes.models import Outcome
from portal.outcomes.wording import measured
from portal.tenders.enums import QuestionKind
from portal.tenders.models import Procurement, Question
from portal.tenders.selectors.procurement import answered_clarifications
from portal.tenders.selectors.procurement_check import percent
from portal.tenders.selectors.procurement_pack import pack_page


def pack_document(procurement: Procurement, now: datetime, address: str, size: int) -> TakeAway:
    """Everything a bidder needs, as it stands at `now`; `address` is the page with what comes later."""
    p, pack = procurement, pack_page(procurement, now)
    status = _("As published %(at)s.") % {"at": when(p.published_at)} if p.published_at else _("A draft.")
    taken = _("Taken from the portal %(at)s. Later answers and a later deadline stand on the page of the tender.")
    made = TakeAway(p.title, [f"{p.ref} · {p.buyer.name}", f"{status} {taken % {'at': when(now)}}"], address, size)
    _bought(made, p, pack)
    _dates(made, p, pack)
    if p.specification:
        made.heading(_("The specification, version %(n)d") % {"n": p.specification.number})
        add_text(made, p.specification, level=3)
    _outcomes(made, p, pack)
    made.heading(_("Questions"))
    for question in pack["questions"]:
        _question(made, question)
    _judging(made, p, pack)
    _answers(made, p)
    return made


def _bought(made: TakeAway, p: Procurement, pack: dict[str, Any]) -> None:
    made.heading(_("What is bought"))
    made.text(p.summary)
    service = f"{day(p.starts_on)} {_('to')} {day(p.ends_on)}" if p.starts_on and p.ends_on else ""
    if service and pack["extension"]:
        service += ", " + _("%(length)s more possible") % {"length": pack["extension"]}
    value = f"{pounds(p.estimated_value_pence)} {_('with VAT, whole life')}" if p.estimated_value_pence else ""
    who = _("One organisation or an alliance") if p.allows_alliances else _("One organisation")
    made.terms(
        [
            (_("Bought by"), p.buyer.name),
            (_("Value"), value),
            (_("Service"), service),
            (_("Codes"), "\n".join(pack["codes"])),
            (_("Rules"), f"{pack['rules']}\n{p.regime_rationale}".strip()),
            (_("Who can bid"), who),
        ]
    )
    made.heading(_("Lots"), 3)
    for lot in pack["lots"]:
        price = f" {pounds(lot.value_pence)}." if lot.value_pence else ""
        made.text(f"{lot}\n{lot.description}{price}")


def _dates(made: TakeAway, p: Procurement, pack: dict[str, Any]) -> None:
    made.heading(_("Dates"))
    made.table([_("When"), _("What")], [[date, what] for date, what in pack["dates"]])
    made.text(_("UK time, by the portal's clock. A bid that is late by any time at all cannot be sent."))
    for notice in pack["amendments"]:
        made.text(_("The deadline has moved: %(why)s") % {"why": notice.content["reason"]})


def _outcomes(made: TakeAway, p: Procurement, pack: dict[str, Any]) -> None:
    made.heading(_("Outcomes and payment"))
    share = _("Paid for outcomes: %(share)s.") % {"share": pack["outcome_share"]}
    made.text(f"{share} {p.payment_terms}")
    for outcome in pack["outcomes"]:
        made.heading(outcome.statement, 3)
        made.table([_("What shows it"), _("Today"), _("Target"), _("Share")], _indicators(outcome))


def _indicators(outcome: Outcome) -> list[list[str]]:
    return [
        [
            indicator.title,
            measured(indicator, indicator.baseline),
            measured(indicator, indicator.target),
            f"{percent(indicator.payment_weight)}%",
        ]
        for indicator in outcome.indicators.all()
    ]


def _question(made: TakeAway, question: Question) -> None:
    made.heading(str(question), 3)
    made.text(question.text)
    if question.plain_text:
        made.text(_("In plain words: %(text)s") % {"text": question.plain_text})
    if question.kind == QuestionKind.SCORED:
        said = [_("Weight %(weight)s of 100.") % {"weight": percent(question.weight)}]
    else:
        said = [f"{question.get_kind_display()}."]
    words = ngettext("At most %(n)s word.", "At most %(n)s words.", question.word_limit)
    said.append(words % {"n": f"{question.word_limit:,}"})
    if question.minimum_score is not None:
        said.append(_("Below %(n)s the bid is out.") % {"n": percent(question.minimum_score)})
    said.append(_("Scored by: %(who)s.") % {"who": question.get_evaluator_group_display().lower()})
    if question.lot:
        said.append(_("Only for lot %(n)d.") % {"n": question.lot.number})
    if question.allows_files:
        said.append(_("Files can be attached."))
    made.text(" ".join(said))


def _judging(made: TakeAway, p: Procurement, pack: dict[str, Any]) -> None:
    made.heading(_("How bids are judged"))
    levels = [[f"{level['value']} {level['label']}", str(level["descriptor"])] for level in pack["levels"]]
    made.table([_("Score"), _("What it means")], levels)
    made.text(
        _(
            "A question's points are its score divided by the highest score, times its weight. "
            "Totals are rounded once, to two decimals; bids are ranked on the rounded total."
        )
    )
    made.heading(_("Price"), 3)
    made.text(f"{_('Weight:')} {pack['price_weight']}. {pack['formula_words']}")
    made.heading(_("If two bids are level"), 3)
    made.points([str(step) for step in pack["tie_steps"]], is_ordered=True)
    if pack["criteria"]:
        made.heading(_("The five key criteria"), 3)
        made.terms([(name, weight) for name, weight in pack["criteria"]])
    if p.panel_note:
        made.heading(_("The panel"), 3)
        made.text(p.panel_note)


def _answers(made: TakeAway, p: Procurement) -> None:
    answered = list(answered_clarifications(p))
    if not answered:
        return
    made.heading(_("Questions of bidders, and answers"))
    for row in answered:
        made.heading(f"{_('Question')} {row.number}", 3)
        made.text(row.text_published)
        made.text(_("Answered %(at)s: %(answer)s") % {"at": when(row.published_at), "answer": row.answer})
