"""What the dashboards add to every page, and to the pages of earlier stages."""

from portal.dashboards import context
from portal.dashboards.selectors import organisation

__all__ = ["context", "organisation"]
