from portal.common.apps import DomainAppConfig


class SearchConfig(DomainAppConfig):
    name = "search"
    label = "search"
