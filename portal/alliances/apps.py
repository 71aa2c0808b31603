from portal.common.apps import DomainAppConfig


class AlliancesConfig(DomainAppConfig):
    name = "portal.alliances"
    label = "alliances"
