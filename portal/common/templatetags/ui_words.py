"""Two wordings compared word by word, so that a reader sees what was taken out and what was put in."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.common.templatetags.registry import library

Piece = tuple[str, str]  # "same", "was" or "now", and its words


def pieces(old: str, new: str) -> list[Piece]:
    """The two texts as one run of pieces; neighbouring changes become one."""
    before, after = (re.findall(r"\s+|\w+(?:[:.,'’-]\w+)*|[^\w\s]", text) for text in (old, new))
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[i1:i2])))
            continue
        found.append(("was", "".join(before[i1:i2])))
        found.append(("now", "".join(after[j1:j2])))
    return _joined(found)


def _joined(found: list[Piece]) -> list[Piece]:
    """A space, a comma or one short word between two changes belongs to them; otherwise the marks are confetti."""
    joined: list[Piece] = []
    was, now = "", ""
    for place, (kind, words) in enumerate(found):
        is_last = place == len(found) - 1
        if kind == "same" and (len(words.strip()) > 3 or not (was or now) or is_last):
            joined += [("was", was)] * bool(was) + [("now", now)] * bool(now) + [("same", words)]
            was, now = "", ""
        else:
            was += words if kind != "now" else ""
            now += words if kind != "was" else ""
    return joined + [("was", was)] * bool(was) + [("now", now)] * bool(now)


def marked(kind: str, words: str) -> SafeString:
    """One piece as HTML: the words of a change are bracketed for people who hear the page."""
    if kind == "same" or not words.strip():
        return format_html("{}", words)
    lead, body, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", words, re.S).groups()  # type: ignore[union-attr]
    name, said = ("del", _("taken out")) if kind == "was" else ("ins", _("put in"))
    hidden = "nhsuk-u-visually-hidden"
    return format_html(
        '{}<{} class="{}"><span class="{}">[{}: </span>{}<span class="{}">]</span></{}>{}',
        lead, name, kind, hidden, said, body, hidden, name, tail,
    )  # fmt: skip


def _shown(old: str, new: str, kinds: tuple[str, ...]) -> SafeString:
    html = "".join(marked(kind, words) for kind, words in pieces(old or "", new or "") if kind in kinds)
    return mark_safe(html.strip().replace("\r\n", "\n").replace("\n", "<br>"))  # noqa: S308


@library.simple_tag
def wording_diff(old: str, new: str) -> SafeString:
    """Both wordings in one run of text."""
    return _shown(old, new, ("same", "was", "now"))


@library.simple_tag
def wording_old(old: str, new: str) -> SafeString:
    """The earlier wording, with what was taken out of it marked."""
    return _shown(old, new, ("same", "was"))


@library.simple_tag
def wording_new(old: str, new: str) -> SafeString:
    """The later wording, with what was put in marked."""
    return _shown(old, new, ("same", "now"))
