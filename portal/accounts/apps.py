from portal.common.apps import DomainAppConfig


class AccountsConfig(DomainAppConfig):
    name = "portal.accounts"
    label = "accounts"
