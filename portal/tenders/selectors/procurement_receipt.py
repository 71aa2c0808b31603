"""The confirmation of a publication."""

import hashlib
import json

from django.utils.translation import gettext as _

from portal.common.templatetags.ui_text import when, when_exact
from portal.tenders.enums import NoticeKind
from portal.tenders.models import Procurement


def publication_rows(procurement: Procurement) -> tuple[list[tuple[str, str]], str]:
    """(what, value) rows, and the SHA-256 of the pack as it was published."""
    notice = procurement.notices.filter(kind=NoticeKind.TENDER).order_by("published_at").first()
    digest = ""
    if notice is not None:
        digest = hashlib.sha256(json.dumps(notice.content, sort_keys=True).encode()).hexdigest()
    rows = [
        (_("Tender"), f"{procurement.title} ({procurement.ref})"),
        (_("Published"), when_exact(procurement.published_at)),
        (_("Published by"), str(procurement.published_by or "")),
        (_("Bids close"), when(procurement.deadline_at)),
    ]
    return rows, digest
