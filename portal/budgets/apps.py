from portal.common.apps import DomainAppConfig


class BudgetsConfig(DomainAppConfig):
    name = "portal.budgets"
    label = "budgets"
