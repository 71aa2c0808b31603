"""Real contracts with real consortia, as their source published them: the demo stands on them too."""

from datetime import datetime

from portal.alliances.models import Alliance
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.sourced import DATA, PREFIX, contract_import, contract_read, contracts_read


def load(_noon: datetime) -> None:
    """Everything in the demo's own copy."""
    _file, rows, names = contracts_read(DATA)
    for row in rows:
        contract_import(actor=None, published=contract_read(row, names))


SCENE = Scene(
    "Real contracts with up to nine subcontractors",
    lambda: Alliance.objects.filter(source_ref__startswith=PREFIX).exists(),
    load,
)
