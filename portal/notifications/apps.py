from portal.common.apps import DomainAppConfig


class NotificationsConfig(DomainAppConfig):
    name = "portal.notifications"
    label = "notifications"
