"""What is announced after the commit. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberInvited:
    """An organisation is asked to join; it has until the invitation's end."""

    member_id: int


@dataclass(frozen=True)
class MemberAdmitted:
    """It said yes."""

    member_id: int


@dataclass(frozen=True)
class MemberDeclined:
    """It said no."""

    member_id: int


@dataclass(frozen=True)
class MemberLeft:
    """A member is none any more."""

    member_id: int


@dataclass(frozen=True)
class PrinciplesWritten:
    """A new version waits for each member's answer."""

    version_id: int


@dataclass(frozen=True)
class DecisionProposed:
    """A question waits for votes."""

    decision_id: int


@dataclass(frozen=True)
class DecisionSettled:
    """Agreed or not agreed by votes."""

    decision_id: int


@dataclass(frozen=True)
class AgreementOpened:
    """The text is fixed and waits for signatures."""

    agreement_id: int


@dataclass(frozen=True)
class AgreementSigned:
    """Every member signed."""

    agreement_id: int


@dataclass(frozen=True)
class AllianceEnded:
    """The convener ended it."""

    alliance_id: int


@dataclass(frozen=True)
class JoinAsked:
    """An organisation asks to join."""

    member_id: int


@dataclass(frozen=True)
class JoinAdmitted:
    """The convener said yes to an organisation that asked."""

    member_id: int


@dataclass(frozen=True)
class JoinTurnedDown:
    """The convener said no to an organisation that asked."""

    member_id: int


@dataclass(frozen=True)
class SeatGiven:
    """A person with lived experience has a seat."""

    seat_id: int


@dataclass(frozen=True)
class AgreementHeld:
    """A member put the agreement on hold."""

    agreement_id: int


@dataclass(frozen=True)
class AgreementLifted:
    """The hold is lifted; the agreement is checked anew."""

    agreement_id: int


@dataclass(frozen=True)
class AgreementApproved:
    """A member checked it; another countersigns."""

    agreement_id: int


@dataclass(frozen=True)
class AgreementCountersigned:
    """The last check is done."""

    agreement_id: int


@dataclass(frozen=True)
class VariationProposed:
    """A new wording waits for each member's answer."""

    variation_id: int


@dataclass(frozen=True)
class VariationAgreed:
    """Every member agreed; the new wording is in force."""

    variation_id: int


@dataclass(frozen=True)
class VariationRefused:
    """A member refused; the wording in force stays."""

    variation_id: int


@dataclass(frozen=True)
class VariationWithdrawn:
    """It was taken back."""

    variation_id: int


@dataclass(frozen=True)
class AllianceClosing:
    """The work ends by the exit plan."""

    alliance_id: int


@dataclass(frozen=True)
class AllianceClosed:
    """Everything is settled; nothing is decided any more."""

    alliance_id: int
