"""A new portal has its pages from the first migrate on: home, landings, help, statements, news."""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site

from portal.accounts.enums import PortalRole
from portal.cms import first_guides as guides
from portal.cms import first_pages as words
from portal.cms.models import (
    GuideIndexPage,
    GuidePage,
    HomePage,
    NewsIndexPage,
    PortalSettings,
    SectionPage,
    StandardPage,
    StoryPage,
)


def after_migrate(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Once the tables of the CMS exist, make sure that the first pages do."""
    if sender.label == "cms" and HomePage._meta.db_table in connections[using].introspection.table_names():
        guides_ensure(site_ensure())


@transaction.atomic
def site_ensure() -> HomePage:
    """The home page, made with all first pages when there is none. Repeatable; changes nothing that exists."""
    known = HomePage.objects.first()
    if known:
        return known
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    home = HomePage(title="Home", slug="portal-home", **words.HOME)
    root.add_child(instance=home)
    _pages_of(home)
    site = _site_at(home)
    PortalSettings.objects.update_or_create(site=site, defaults=_settings())
    _editors_of(home)
    return home


def _pages_of(home: HomePage) -> None:
    for slug, title, introduction in words.LANDINGS:
        home.add_child(instance=SectionPage(title=title, slug=slug, introduction=introduction))
    home.add_child(instance=NewsIndexPage(title="News", slug="news", introduction="What happens in the partnership."))
    for slug, title, body in (
        ("help", "Help", words.HELP),
        ("accessibility", "Accessibility statement", words.ACCESSIBILITY),
        ("privacy", "Privacy", words.PRIVACY),
    ):
        home.add_child(instance=StandardPage(title=title, slug=slug, body=body, reviewed_on=date(2026, 11, 24)))


@transaction.atomic
def guides_ensure(home: HomePage) -> None:
    """The guides and stories with their place in the navigation, made when there is no page of guides. Repeatable."""
    if GuideIndexPage.objects.exists():
        return
    index = home.add_child(instance=GuideIndexPage(title="Guides", slug="guides", introduction=guides.INDEX))
    made = {}
    for slug, title, introduction, act_text, act_link, body in guides.GUIDES:
        page = GuidePage(title=title, slug=slug, introduction=introduction, act_text=act_text, act_link=act_link)
        page.body, page.source, page.reviewed_on = body, guides.NESTA, date(2026, 11, 24)
        page.search_description = introduction
        made[slug] = index.add_child(instance=page)
    for slug, title, introduction, guide, is_invented, source, body in guides.STORIES:
        story = StoryPage(title=title, slug=slug, introduction=introduction, guide=made[guide], is_invented=is_invented)
        story.body, story.source, story.search_description = body, source, introduction
        index.add_child(instance=story)
    _in_navigation()


def _in_navigation() -> None:
    """Before the news, or last; a link that is there stays."""
    for chosen in PortalSettings.objects.all():
        links = [("link", dict(block.value)) for block in chosen.navigation]
        if any(value["key"] == "guides" for _kind, value in links):
            continue
        at = next((n for n, (_kind, value) in enumerate(links) if value["key"] == "news"), len(links))
        links.insert(at, ("link", {"label": "Guides", "link": "/guides/", "key": "guides"}))
        chosen.navigation = links
        chosen.save()


def _site_at(home: HomePage) -> Site:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    welcome, site.root_page = site.root_page, home
    site.save()
    if welcome.specific_class is Page and not welcome.is_root():
        welcome.delete()
    return site


def _settings() -> dict[str, Any]:
    return {
        "navigation": [("link", {"label": label, "link": link, "key": key}) for label, link, key in words.NAVIGATION],
        "footer": [
            (
                "column",
                {"heading": heading, "links": [{"label": label, "link": link, "key": ""} for label, link in links]},
            )
            for heading, links in words.FOOTER
        ],
    }


def _editors_of(home: HomePage) -> None:
    group = Group.objects.get_or_create(name=PortalRole.EDITOR.value)[0]
    admin_type = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")[0]
    access = Permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )[0]
    group.permissions.add(access)
    page_type = ContentType.objects.get_for_model(Page)
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get_or_create(
            content_type=page_type, codename=codename, defaults={"name": codename.replace("_", " ")}
        )[0]
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
