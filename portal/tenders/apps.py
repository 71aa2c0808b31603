from portal.common.apps import DomainAppConfig


class TendersConfig(DomainAppConfig):
    name = "portal.tenders"
    label = "tenders"
