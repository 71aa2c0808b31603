"""What every page has: breadcrumbs, tags, journey, facts, next step, who sees it, pagination."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.common.templatetags.registry import library, shaped

# What a state means to a reader, and the colour of its tag; the word is always there too.
TAG_COLOURS = {
    "draft": "grey",
    "waiting": "yellow",
    "open": "green",
    "done": "blue",
    "now": "aqua-green",
    "sealed": "purple",
    "refused": "orange",
    "stopped": "red",
    "late": "orange",
}


@library.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """The way here: label, address, label, address. Home comes first by itself; the page itself is left out."""
    crumbs = [{"label": label, "href": href} for label, href in zip(pairs[::2], pairs[1::2], strict=True)]
    return {"crumbs": crumbs, "last": crumbs[-1] if crumbs else None}


@library.inclusion_tag("components/state_tag.html")
def state_tag(label: str, kind: str = "draft") -> dict[str, Any]:
    """A state as a coloured tag. `kind`: a key of TAG_COLOURS, or a colour."""
    return {"label": label, "colour": TAG_COLOURS.get(kind, kind)}


@library.inclusion_tag("components/tagline.html")
def tagline(state: str = "", kind: str = "draft", ref: str = "", note: str = "") -> dict[str, Any]:
    """The line above a page's heading: its state, its reference, one more fact."""
    return {"label": state, "colour": TAG_COLOURS.get(kind, kind), "ref": ref, "note": note}


@library.inclusion_tag("components/journey.html")
def journey(stages: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Where this is in its journey. Stages: (name, state, note, href); state is "done", "now" or ""."""
    return {"stages": shaped(stages, "name", "state", "note", "href"), "label": label}


@library.inclusion_tag("components/facts.html")
def facts(items: Iterable[Any]) -> dict[str, Any]:
    """The few figures a person comes for: (label, value, small)."""
    return {"items": shaped(items, "label", "value", "small")}


@library.inclusion_tag("components/who_sees.html")
def who_sees(text: str, href: str = "") -> dict[str, Any]:
    """The last line of a page: who can see it."""
    return {"text": text, "href": href}


@library.inclusion_tag("components/contents.html")
def contents(items: Iterable[Any]) -> dict[str, Any]:
    """The parts of a long page: (id, text)."""
    return {"items": shaped(items, "id", "text")}


@library.simple_block_tag
def next_step(content: str, when: str = "", rule: str = "") -> SafeString:
    """The one thing that happens now; its words and act stand between the tags."""
    return render_to_string("components/next_step.html", {"content": content, "when": when, "rule": rule})


@library.simple_block_tag
def inset(content: str) -> SafeString:
    """Something worth setting apart."""
    return render_to_string("components/inset.html", {"content": content})


@library.simple_block_tag
def warning(content: str, heading: str = "") -> SafeString:
    """Something that must not be missed."""
    return render_to_string("components/warning.html", {"content": content, "heading": heading})


@library.simple_block_tag
def sealed(content: str, heading: str) -> SafeString:
    """What is closed, until when, who opens it."""
    return render_to_string("components/sealed.html", {"content": content, "heading": heading})


@library.simple_block_tag
def panel(content: str, heading: str) -> SafeString:
    """The heading of a page that says an act is done; the page has no other h1."""
    return render_to_string("components/panel.html", {"content": content, "heading": heading})


@library.simple_block_tag
def empty(content: str, heading: str) -> SafeString:
    """Nothing here: say so, and what one can do instead."""
    return render_to_string("components/empty.html", {"content": content, "heading": heading})


@library.simple_block_tag
def more(content: str, label: str, is_open: bool = False) -> SafeString:
    """Detail that opens without a script."""
    return render_to_string("components/more.html", {"content": content, "label": label, "is_open": is_open})


@library.inclusion_tag("components/lock.html")
def lock(size: int = 28) -> dict[str, Any]:
    """The closed lock; decoration, say "sealed" in words."""
    return {"size": size}


@library.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, Any]:
    """screen, people, phone, post, book, hand, tick, cross: decoration beside words."""
    return {"name": name}


@library.inclusion_tag("components/fingerprint.html")
def fingerprint(digest: str, is_short: bool = False) -> dict[str, Any]:
    """A hash in groups of four, to read aloud. Short: its first and last eight figures."""
    shown = digest[:8] + digest[-8:] if is_short else digest
    return {"groups": [shown[start : start + 4] for start in range(0, len(shown), 4)], "is_short": is_short}


def _query(context: Any) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


@library.simple_tag(takes_context=True)
def query_replace(context: Any, **changes: Any) -> str:
    """The present address's query with some values changed; an empty value drops its name."""
    query = _query(context)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@library.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Any, page: Page[Any], label: str = "", name: str = "page") -> dict[str, Any]:
    """Earlier and later pages of a list; what was asked for stays in the address."""
    query = _query(context)

    def href(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "label": label,
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
        "previous_range": _range(page, -1) if page.has_previous() else "",
        "next_range": _range(page, 1) if page.has_next() else "",
    }


def _range(page: Page[Any], step: int) -> str:
    other = page.paginator.page(page.number + step)
    return f"{other.start_index():,} to {other.end_index():,} of {page.paginator.count:,}"


@library.simple_tag(takes_context=True)
def sign_in_url(context: Any) -> str:
    """Sign-in that comes back to this page."""
    request = context.get("request")
    if request is None or request.method != "GET" or request.path == "/" or request.path.startswith("/accounts/"):
        return "/accounts/login/"
    return "/accounts/login/?" + urlencode({"next": request.get_full_path()})
