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


@dataclass(frozen=True)
class VerificationDeclined:
    """A portal administrator did not verify it, with a reason."""

    organisation_id: int


@dataclass(frozen=True)
class VerificationAsked:
    """Its people put right what was missing and ask again."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationClaimed:
    """An imported organisation has people of its own now."""

    organisation_id: int


@dataclass(frozen=True)
class OrganisationSuspended:
    """Nobody bids or signs in its name for now."""

    organisation_id: int


@dataclass(frozen=True)
class SuspensionLifted:
    """It may bid and sign again."""

    organisation_id: int


@dataclass(frozen=True)
class ClaimAsked:
    """A person says that they speak for an imported organisation."""

    claim_id: int


@dataclass(frozen=True)
class ClaimApproved:
    """A portal administrator has checked it."""

    claim_id: int


@dataclass(frozen=True)
class ClaimDeclined:
    """A portal administrator did not confirm it, with a reason."""

    claim_id: int
