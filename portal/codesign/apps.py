from portal.common.apps import DomainAppConfig


class CodesignConfig(DomainAppConfig):
    name = "portal.codesign"
    label = "codesign"
