"""What a person could draft a tender from, and their work on drafts."""

from typing import Any

from portal.codesign.enums import ProjectRole, VersionState
from portal.codesign.models import ProjectAssignment, SpecificationVersion
from portal.tenders.enums import ProcurementState
from portal.tenders.models import Procurement
from portal.tenders.permissions.procurement import can_draft_procurement


def draftable_versions(user: Any) -> list[SpecificationVersion]:
    """The newest agreed version of each project the person owns, unless a tender from it is under way."""
    if not user.is_authenticated:
        return []
    mine = ProjectAssignment.objects.filter(user=user, role=ProjectRole.OWNER, ended_at=None).values("project")
    busy = Procurement.objects.exclude(state=ProcurementState.ABANDONED).filter(specification__project__in=mine)
    rows = (
        SpecificationVersion.objects.filter(project__in=mine, state__in=[VersionState.AGREED, VersionState.FROZEN])
        .exclude(project__in=busy.values("specification__project"))
        .select_related("project__organisation")
        .order_by("project__title", "project", "number")
    )
    newest = {version.project_id: version for version in rows}
    return [version for version in newest.values() if can_draft_procurement(user, version)]
