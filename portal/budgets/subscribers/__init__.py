"""What follows an event: mail. One module for funds, one for personal budgets."""

from portal.budgets.subscribers import fund, personal  # noqa: F401
