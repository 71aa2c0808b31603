from django.db.models.signals import post_migrate

from portal.common.workflow import register
from portal.marketplace.selectors import parts
from portal.marketplace.setup import after_migrate
from portal.marketplace.workflow import NEED, PROPOSAL, REPORT

register(NEED)
register(PROPOSAL)
register(REPORT)

post_migrate.connect(after_migrate, dispatch_uid="marketplace.kinds")

__all__ = ["parts"]
