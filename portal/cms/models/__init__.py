from portal.cms.models.guide import GuideIndexPage, GuidePage, StoryPage
from portal.cms.models.home import HomePage
from portal.cms.models.news import NewsIndexPage, NewsPage
from portal.cms.models.section import SectionPage, StandardPage
from portal.cms.models.settings import PortalSettings

__all__ = [
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PortalSettings",
    "SectionPage",
    "StandardPage",
    "StoryPage",
]
