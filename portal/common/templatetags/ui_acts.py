"""Acts: a button that does something, or the same button switched off with its reason."""

import re
from typing import Any
from zlib import crc32

from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.common.templatetags.registry import library

_SAY_NOTHING = frozenset(
    "a an the one of at who can else each your another somebody person people".split()  # noqa: SIM905
)


@library.inclusion_tag("components/act.html", takes_context=True)
def act(
    context: Any,
    label: str,
    href: str,
    decision: Any = True,
    *,
    method: str = "post",
    explain: str = "",
    who: str = "",
    on_text: str = "",
    on_href: str = "",
    secondary: bool = False,
    danger: bool = False,
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    """A button that posts to `href` (or, with method="get", leads there). When `decision` is no, it stays, off.

    `decision` is a policy's Decision (its reason and `who_can` are shown) or a plain truth value.
    """
    allowed = bool(decision)
    reason = "" if allowed else getattr(decision, "reason", "")
    return {
        "label": label,
        "href": href,
        "is_allowed": allowed,
        "is_post": method == "post",
        "explain": explain,
        "reason": reason,
        "who": _who_else(reason, who or getattr(decision, "who_can", "")),
        "on_text": on_text,
        "on_href": on_href,
        "colour": "warning" if danger else "secondary" if secondary else "",
        "name": name,
        "value": value,
        "id": _id(label, href),
    }


@library.inclusion_tag("components/act.html")
def why_not(label: str, reason: str, who: str = "", on_text: str = "", on_href: str = "") -> dict[str, Any]:
    """An act that is off: where it always stands, with why, who can, and the way on."""
    return {
        "label": label,
        "href": "",
        "is_allowed": False,
        "is_post": True,
        "explain": "",
        "reason": reason,
        "who": _who_else(reason, who),
        "on_text": on_text,
        "on_href": on_href,
        "colour": "",
        "name": "",
        "value": "",
        "id": _id(label, reason),
    }


def _who_else(reason: str, who: str) -> str:
    """Who could do it, as a sentence; nothing where the reason has named them already."""
    text = str(who)
    if not text or text.removesuffix(".").removesuffix(" can").lower() in str(reason).lower():
        return ""
    if _tells_who(str(reason)) and _who_words(text) <= _who_words(str(reason)):
        return ""
    return text if text.endswith((".", "?", ":")) else _("%(who)s can.") % {"who": text}


def _tells_who(reason: str) -> bool:
    """ "Only the board can decide this." and "… so somebody else of the board decides." say it themselves."""
    return reason.startswith(_("Only ")) or _("somebody else") in reason


def _who_words(text: str) -> set[str]:
    """The words that tell who is meant: the same in "Somebody of the fund board" and in "the fund board"."""
    words = re.findall(r"[^\W_][\w'’-]*", text.lower())
    return {word.removesuffix("s") for word in words if word not in _SAY_NOTHING}


def _id(label: str, rest: str) -> str:
    """The same act on the same thing has the same id; two rows of a list differ."""
    return f"why-{slugify(label)}-{crc32(rest.encode()):08x}"
