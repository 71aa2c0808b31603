"""What is announced about procurements after the commit. Events hold ids, never content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicationAsked:
    """The pack is ready, and its publisher is asked to check it."""

    procurement_id: int


@dataclass(frozen=True)
class ProcurementPublished:
    """Everybody can read it, and bids can be sent."""

    procurement_id: int


@dataclass(frozen=True)
class ProcurementExtended:
    """The deadline moved forward; `notice_id` is the notice that says why."""

    procurement_id: int
    notice_id: int


@dataclass(frozen=True)
class ProcurementAbandoned:
    """It ends without an award."""

    procurement_id: int


@dataclass(frozen=True)
class TeamChanged:
    """A person got a part in it."""

    assignment_id: int


@dataclass(frozen=True)
class InterestRegistered:
    """An organisation wants to be kept informed."""

    interest_id: int


@dataclass(frozen=True)
class ClarificationAsked:
    """A bidder asked. Nobody is told who."""

    clarification_id: int


@dataclass(frozen=True)
class ClarificationAnswered:
    """The answer is public, for everybody at the same moment."""

    clarification_id: int


@dataclass(frozen=True)
class ClarificationAnsweredAlone:
    """The buyer accepted that a question is confidential, and answered only its asker."""

    clarification_id: int


@dataclass(frozen=True)
class ConfidenceRefused:
    """The buyer will not answer a question to its asker alone; the asker decides what becomes of it."""

    clarification_id: int


@dataclass(frozen=True)
class ClarificationReleased:
    """The asker lets the question be answered to everyone."""

    clarification_id: int
