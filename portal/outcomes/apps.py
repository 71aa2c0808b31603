from portal.common.apps import DomainAppConfig


class OutcomesConfig(DomainAppConfig):
    name = "portal.outcomes"
    label = "outcomes"
