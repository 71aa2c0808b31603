"""From a contract back to the project and the outcomes it comes from. Sourced contracts come from neither."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.codesign.models import Project, SpecificationVersion
    from portal.outcomes.models import OutcomesFramework
    from portal.tenders.models import Contract

JOINED = "award__lot__procurement__specification"
"""What to `select_related` so that the functions here ask nothing."""


def specification_of(contract: "Contract") -> "SpecificationVersion | None":
    """The version that was tendered."""
    return contract.award.lot.procurement.specification if contract.award else None


def project_of(contract: "Contract") -> "Project | None":
    """The co-design project at the contract's other end."""
    version = specification_of(contract)
    return version.project if version else None


def framework_of(contract: "Contract") -> "OutcomesFramework | None":
    """The outcomes that the contract pays for."""
    version = specification_of(contract)
    return version.framework if version else None
