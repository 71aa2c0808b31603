"""What the CMS adds to every page, the pages a new portal begins with, and when kept pages are forgotten."""

from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page, Site
from wagtail.signals import post_page_move

from portal.cms import context
from portal.cms.caching import notice_edit
from portal.cms.models import (
    GuideIndexPage,
    GuidePage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PortalSettings,
    SectionPage,
    StandardPage,
    StoryPage,
)
from portal.cms.setup import after_migrate

post_migrate.connect(after_migrate, dispatch_uid="cms-first-pages")
_PAGES = (GuideIndexPage, GuidePage, HomePage, NewsIndexPage, NewsPage, SectionPage, StandardPage, StoryPage)
for _model in (*_PAGES, PortalSettings, Page, Site):
    post_save.connect(notice_edit, sender=_model)
    post_delete.connect(notice_edit, sender=_model)
post_page_move.connect(notice_edit)

__all__ = ["context"]
