"""What is announced after the commit. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationRegistered:
    """It waits to be verified."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationVerified:
    """A portal administrator verified it."""

    organisation_id: int


@dataclass(frozen=True)
class JoinAsked:
    """A person asks to belong."""

    request_id: int


@dataclass(frozen=True)
class JoinApproved:
    """The person belongs now."""

    request_id: int


@dataclass(frozen=True)
class JoinDeclined:
    """The organisation said no."""

    request_id: int


@dataclass(frozen=True)
class InvitationSent:
    """A person is invited by e-mail."""

    invitation_id: int


@dataclass(frozen=True)
class InvitationAccepted:
    """The person belongs now."""

    invitation_id: int


@dataclass(frozen=True)
class MemberRemoved:
    """An administrator took somebody out."""

    membership_id: int
