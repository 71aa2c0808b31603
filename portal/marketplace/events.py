"""What is announced after the commit. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceChanged:
    """The public reads something else about a service now, or of a new one."""

    service_id: int


@dataclass(frozen=True)
class NeedPublished:
    """Everybody may read of a need."""

    need_id: int


@dataclass(frozen=True)
class ProposalSent:
    """A provider wants a text to be read by the public; an editor decides."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalApproved:
    """It is live."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalReturned:
    """An editor sent it back with a reason."""

    proposal_id: int


@dataclass(frozen=True)
class ReportMade:
    """Somebody says that something is wrong on a service's page."""

    report_id: int


@dataclass(frozen=True)
class ReportDealtWith:
    """An editor has looked at it."""

    report_id: int
