from portal.common.apps import DomainAppConfig


class CmsConfig(DomainAppConfig):
    name = "portal.cms"
    label = "cms"
