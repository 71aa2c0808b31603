"""What is announced about bids after the commit, to their own people only. Events hold ids, never content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BidStarted:
    """A draft exists; the other members' people learn that they are part of it."""

    bid_id: int


@dataclass(frozen=True)
class BidSignaturesAsked:
    """The text is finished and waits for signatures."""

    version_id: int


@dataclass(frozen=True)
class BidSigned:
    """One member signed."""

    signature_id: int


@dataclass(frozen=True)
class BidSignaturesVoided:
    """An edit cancelled these signatures."""

    signature_ids: tuple[int, ...]


@dataclass(frozen=True)
class BidSubmitted:
    """It is in; the newest receipt says when."""

    bid_id: int


@dataclass(frozen=True)
class BidWithdrawn:
    """It was taken out."""

    bid_id: int


@dataclass(frozen=True)
class BidOpened:
    """Two officers opened it after the deadline."""

    bid_id: int


@dataclass(frozen=True)
class BidFoundNonCompliant:
    """It does not meet a condition, with a reason, and is not evaluated."""

    bid_id: int
