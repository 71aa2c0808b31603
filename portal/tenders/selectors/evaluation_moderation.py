"""What the pages of moderation show: every score at a glance, one answer to talk about. No averages."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.rounding import digits
from portal.tenders.enums import EvaluationState
from portal.tenders.models import Bid, Consensus, Evaluation, Question
from portal.tenders.permissions.evaluation import can_lock_quality, can_record_consensus
from portal.tenders.rules.scoring import Scale
from portal.tenders.selectors.evaluation import SPREAD_TO_TALK_ABOUT, Board, Panelist, board_of, scale_of
from portal.tenders.selectors.evaluation_ranking import below_minimum


@dataclass(frozen=True)
class Said:
    """What one evaluator gave and wrote, now locked."""

    place: int
    alias: str
    is_lived: bool
    score: str
    reason: str


@dataclass(frozen=True)
class Item:
    """One answer: the scores, their spread, what was agreed."""

    bid: Bid
    question: Question
    label: str
    href: str
    said: list[Said]
    dots: list[int]
    lived: list[int]
    spread: str
    is_wide: bool
    agreed: Consensus | None
    agreed_shown: str
    agreed_dot: int | None
    below: str
    is_now: bool
    people: list[Panelist]

    @property
    def listed(self) -> str:
        """The scores in words: "4, 3, 5"."""
        return ", ".join(said.score for said in self.said)


def moderation_page(
    user: Any, evaluation: Evaluation, bid: Bid | None = None, question: Question | None = None
) -> dict[str, Any]:
    """The grid, and the answer that is talked about: the one asked for, or none."""
    board, procurement = board_of(evaluation), evaluation.lot.procurement
    now = (bid, question) if bid and question else None
    grid = [(row, [_item(board, b, row, (b, row) == now) for b in board.bids]) for row in board.questions]
    flat = [item for _question, items in grid for item in items]
    open_items = board.open_items()
    first = _item(board, *open_items[0], False) if open_items else None
    return {
        "procurement": procurement,
        "evaluation": evaluation,
        "board": board,
        "grid": grid,
        "letters": [evaluation.letter_of(b) for b in board.bids],
        "top": len(scale_of(procurement).levels) - 1,
        "scale_from": digits(scale_of(procurement).levels[0].value),
        "scale_to": digits(scale_of(procurement).maximum),
        "item": next((item for item in flat if item.is_now), None),
        "read_href": _read_url(evaluation, bid, question) if bid and question else "",
        "next_item": first,
        "agreed_count": len(flat) - len(open_items),
        "total": len(flat),
        "wide_count": sum(item.is_wide for item in flat),
        "wide_open": sum(item.is_wide and item.agreed is None for item in flat),
        "still_open": _still_open(board),
        "below": [
            (evaluation.label_of(b), " ".join(reasons)) for b in board.bids if (reasons := below_minimum(board, b))
        ],
        "panel": [person for person in board.panel if board.counted(person)],
        "set_aside": [
            (person.alias, board.set_aside[person.user.pk].decided_at)
            for person in board.panel
            if person.user.pk in board.set_aside
        ],
        "absent": [
            (person.alias, board.absences[person.user.pk].reason)
            for person in board.panel
            if person.user.pk in board.absences and not board.is_submitted(person)
        ],
        "record": can_record_consensus(user, evaluation),
        "lock": can_lock_quality(user, evaluation),
        "is_open": evaluation.state == EvaluationState.MODERATION,
        "hub_url": reverse("tenders:evaluation_detail", args=[procurement.ref]),
        "page_url": reverse("tenders:moderation_detail", args=[procurement.ref, evaluation.lot.number]),
    }


def _read_url(evaluation: Evaluation, bid: Bid, question: Question) -> str:
    args = [evaluation.lot.procurement.ref, evaluation.lot.number, evaluation.letter_of(bid), question.number]
    return reverse("tenders:answer_read", args=args)


def _place(scale: Scale, value: Decimal) -> int:
    return [level.value for level in scale.levels].index(value)


def _item(board: Board, bid: Bid, question: Question, is_now: bool) -> Item:
    evaluation = board.evaluation
    scale = scale_of(evaluation.lot.procurement)
    pairs = board.scores_of(bid, question)
    values = [score.value for _person, score in pairs]
    spread = max(values) - min(values) if values else Decimal(0)
    agreed = board.agreed.get((bid.pk, question.pk))
    minimum = question.minimum_score
    is_below = agreed is not None and minimum is not None and agreed.value < minimum
    args = [evaluation.lot.procurement.ref, evaluation.lot.number, question.number, evaluation.letter_of(bid)]
    return Item(
        bid=bid,
        question=question,
        label=evaluation.label_of(bid),
        href=reverse("tenders:consensus_record", args=args),
        said=[
            Said(place, person.alias, person.is_lived, digits(score.value), score.reason)
            for place, (person, score) in enumerate(pairs, start=1)
        ],
        dots=[_place(scale, value) for value in values],
        lived=[place for place, (person, _score) in enumerate(pairs, start=1) if person.is_lived],
        spread=digits(spread),
        is_wide=spread >= SPREAD_TO_TALK_ABOUT,
        agreed=agreed,
        agreed_shown=digits(agreed.value) if agreed else "",
        agreed_dot=_place(scale, agreed.value) if agreed else None,
        below=_("below %(minimum)s") % {"minimum": digits(minimum or 0)} if is_below else "",
        is_now=is_now,
        people=[person for person, _score in pairs],
    )


def _still_open(board: Board) -> list[tuple[int, str]]:
    found: dict[int, list[str]] = {}
    for bid, question in board.open_items():
        found.setdefault(question.number, []).append(board.evaluation.letter_of(bid))
    return [(number, ", ".join(letters)) for number, letters in sorted(found.items())]


def earlier_records(evaluation: Evaluation, bid: Bid, question: Question) -> list[Consensus]:
    """Records of one answer that a later one replaced."""
    rows = evaluation.agreed.filter(bid=bid, question=question, superseded_at__isnull=False)
    return list(rows.order_by("recorded_at"))


def numbers(evaluation: Evaluation) -> list[list[str]]:
    """Every locked score and every agreed one as rows of a table, without names."""
    board = board_of(evaluation)
    head = [_("Question"), _("Bid"), _("Who"), _("Score")]
    rows = []
    for question in board.questions:
        for bid in board.bids:
            item = _item(board, bid, question, False)
            rows += [[str(question.number), item.label, said.alias, said.score] for said in item.said]
            if item.agreed:
                rows.append([str(question.number), item.label, _("Agreed"), item.agreed_shown])
    return [head, *rows]


def lock_rows(evaluation: Evaluation) -> list[tuple[str, list[str]]]:
    """The summary before the agreed scores are fixed."""
    board = board_of(evaluation)
    return [
        (
            evaluation.label_of(bid),
            [
                _("Question %(number)d: %(score)s")
                % {"number": question.number, "score": digits(board.agreed[bid.pk, question.pk].value)}
                if (bid.pk, question.pk) in board.agreed
                else _("Question %(number)d: not agreed yet") % {"number": question.number}
                for question in board.questions
            ],
        )
        for bid in board.bids
    ]
