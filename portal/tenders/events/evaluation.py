"""What is announced about openings, declarations and evaluations after the commit. Events hold ids, never content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OpeningStarted:
    """One officer began; the other has 15 minutes."""

    opening_id: int


@dataclass(frozen=True)
class OpeningLapsed:
    """Nobody confirmed a start within the 15 minutes."""

    opening_id: int


@dataclass(frozen=True)
class BidsOpened:
    """The names are known; interests can be declared."""

    procurement_id: int


@dataclass(frozen=True)
class DeclarationMade:
    """A person declared, and waits for the decision."""

    declaration_id: int


@dataclass(frozen=True)
class DeclarationCleared:
    """The person may see what their part needs."""

    declaration_id: int


@dataclass(frozen=True)
class DeclarationBlocked:
    """The person takes no further part."""

    declaration_id: int


@dataclass(frozen=True)
class ScoringStarted:
    """Evaluators whose declarations are cleared can score."""

    evaluation_id: int


@dataclass(frozen=True)
class ScoresSubmitted:
    """One evaluator has finished."""

    evaluation_id: int
    user_id: int


@dataclass(frozen=True)
class ScoringClosed:
    """Individual scores are locked; the panel meets."""

    evaluation_id: int


@dataclass(frozen=True)
class QualityLocked:
    """All agreed scores are fixed; prices can be opened."""

    evaluation_id: int


@dataclass(frozen=True)
class PriceExplanationAsked:
    """A bidder is asked how it can do the work at its price."""

    price_id: int


@dataclass(frozen=True)
class PriceExplained:
    """The bidder has answered; the lead decides."""

    price_id: int


@dataclass(frozen=True)
class EvaluationRanked:
    """The order is worked out; a recommendation can be written."""

    evaluation_id: int
