from portal.common.apps import DomainAppConfig


class MarketplaceConfig(DomainAppConfig):
    name = "portal.marketplace"
    label = "marketplace"
