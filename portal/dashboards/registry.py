"""What the dashboards add to every page."""

from portal.dashboards import context

__all__ = ["context"]
