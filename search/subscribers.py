"""What tells the search that something changed: every act on record, and every change of a page.

Each act leaves an audit event in its own transaction. The note for the search is written in the same one, so that
neither a crash after the commit nor an engine that is away loses it.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.audit.models import AuditEvent
from search.services import change_note
from search.sources import SUBJECTS

_CHANGE_NOTHING = (".read", ".refused")


@receiver(post_save, sender=AuditEvent, dispatch_uid="search-act")
def note_act(instance: AuditEvent, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """An act on something that can be found."""
    label = instance.subject.partition(":")[0]
    if created and not raw and label in SUBJECTS and not instance.verb.endswith(_CHANGE_NOTHING):
        change_note(subject=instance.subject)


@receiver([page_published, page_unpublished, post_page_move], dispatch_uid="search-page")
def note_page(instance: Page, **kwargs: Any) -> None:
    """A page was published, taken back or moved; its children have other addresses then."""
    change_note(subject=f"wagtailcore.page:{instance.pk}")


@receiver(post_delete, sender=Page, dispatch_uid="search-page-gone")
def note_removed_page(instance: Page, **kwargs: Any) -> None:
    """A page is gone."""
    change_note(subject=f"wagtailcore.page:{instance.pk}")


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search-page-privacy")
def note_privacy(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who may see a page was changed."""
    change_note(subject=f"wagtailcore.page:{instance.page_id}")
