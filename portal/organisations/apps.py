from portal.common.apps import DomainAppConfig


class OrganisationsConfig(DomainAppConfig):
    name = "portal.organisations"
    label = "organisations"
