from portal.common.apps import DomainAppConfig


class DashboardsConfig(DomainAppConfig):
    name = "portal.dashboards"
    label = "dashboards"
