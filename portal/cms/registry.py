"""What the CMS adds to every page, and the pages a new portal begins with."""

from django.db.models.signals import post_migrate

from portal.cms import context
from portal.cms.setup import after_migrate

post_migrate.connect(after_migrate, dispatch_uid="cms-first-pages")

__all__ = ["context"]
