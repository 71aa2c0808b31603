"""What the funds announce after commit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContributionAgreed:
    contribution_id: int


@dataclass(frozen=True)
class ContributionRefused:
    contribution_id: int


@dataclass(frozen=True)
class ContributionProposed:
    contribution_id: int


@dataclass(frozen=True)
class AllocationPrepared:
    allocation_id: int


@dataclass(frozen=True)
class AllocationApproved:
    allocation_id: int


@dataclass(frozen=True)
class AllocationRefused:
    allocation_id: int


@dataclass(frozen=True)
class CommitmentPrepared:
    commitment_id: int


@dataclass(frozen=True)
class CommitmentApproved:
    commitment_id: int


@dataclass(frozen=True)
class CommitmentRefused:
    commitment_id: int


@dataclass(frozen=True)
class PaymentPrepared:
    payment_id: int


@dataclass(frozen=True)
class PaymentApproved:
    payment_id: int


@dataclass(frozen=True)
class PaymentRefused:
    payment_id: int


@dataclass(frozen=True)
class OutcomeReported:
    observation_id: int
    contract_id: int


@dataclass(frozen=True)
class ReleasePrepared:
    release_id: int


@dataclass(frozen=True)
class ReleaseApproved:
    release_id: int


@dataclass(frozen=True)
class ReleaseRefused:
    release_id: int


@dataclass(frozen=True)
class PeriodPrepared:
    closing_id: int


@dataclass(frozen=True)
class PeriodClosed:
    closing_id: int


@dataclass(frozen=True)
class PeriodRefused:
    closing_id: int


@dataclass(frozen=True)
class VirementPrepared:
    virement_id: int


@dataclass(frozen=True)
class VirementApproved:
    virement_id: int


@dataclass(frozen=True)
class VirementRefused:
    virement_id: int
