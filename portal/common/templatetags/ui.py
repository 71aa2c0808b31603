"""The portal's template library: `{% load ui %}`. What there is: docs/components.md."""

from portal.common.templatetags import (  # noqa: F401  they register themselves
    ui_acts,
    ui_charts,
    ui_forms,
    ui_lists,
    ui_money,
    ui_pages,
    ui_text,
    ui_words,
)
from portal.common.templatetags.registry import library

register = library
