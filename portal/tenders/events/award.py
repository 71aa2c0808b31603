"""What is announced about awards, representations and contracts after the commit. Events hold ids, never content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AwardRecommended:
    """The lead has recommended; the approver decides."""

    award_id: int


@dataclass(frozen=True)
class AwardReturned:
    """The approver sent it back, or the buyer goes back to deciding; a new recommendation is possible."""

    award_id: int


@dataclass(frozen=True)
class AwardApproved:
    """Approved; the letters are written and read."""

    award_id: int


@dataclass(frozen=True)
class LettersReviewed:
    """Every letter is frozen."""

    award_id: int


@dataclass(frozen=True)
class LettersSent:
    """All letters left at the same moment."""

    award_id: int


@dataclass(frozen=True)
class AwardAnnounced:
    """The notice is published; the standstill runs."""

    award_id: int


@dataclass(frozen=True)
class RepresentationMade:
    """A provider asks for another look."""

    representation_id: int


@dataclass(frozen=True)
class RepresentationReviewed:
    """The lead has reviewed it; the approver decides."""

    representation_id: int


@dataclass(frozen=True)
class FurtherDecisionTold:
    """Everybody who made representations and the intended winner are told at once."""

    further_decision_id: int


@dataclass(frozen=True)
class AwardConfirmed:
    """The award is made; the contract can be signed."""

    award_id: int


@dataclass(frozen=True)
class AwardAbandoned:
    """It ends without an award."""

    award_id: int


@dataclass(frozen=True)
class ContractSigned:
    """One party signed."""

    party_id: int


@dataclass(frozen=True)
class ContractEntered:
    """All have signed; it is in force."""

    contract_id: int
