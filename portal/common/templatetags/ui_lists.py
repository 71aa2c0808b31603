"""Tables and lists: text table, number table, summary, tasks, checks, timeline, record, voices."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.common.templatetags.registry import library, shaped
from portal.common.templatetags.ui_pages import TAG_COLOURS


def _cell(value: Any, head: str) -> dict[str, Any]:
    """A cell is a text, or a mapping with text and any of href, small, tag, kind."""
    cell = dict(value) if isinstance(value, Mapping) else {"text": value}
    blank = {"text": "", "href": "", "small": "", "tag": "", "kind": "draft"}
    cell = blank | cell | {"head": head}
    return cell | {"colour": TAG_COLOURS.get(cell["kind"], cell["kind"])}


def _rows(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[list[dict[str, Any]]]:
    return [[_cell(value, head) for value, head in zip(row, heads, strict=True)] for row in rows]


@library.inclusion_tag("components/text_table.html")
def text_table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    hide_caption: bool = False,
    inline: bool = False,
) -> dict[str, Any]:
    """A table of words; on a phone each row becomes a card. `inline`: short values stay on one line there."""
    return {
        "caption": caption,
        "heads": heads,
        "rows": _rows(heads, rows),
        "hide_caption": hide_caption,
        "inline": inline,
    }


@library.inclusion_tag("components/number_table.html")
def number_table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], total: bool = False
) -> dict[str, Any]:
    """A table of figures; it stays a table and scrolls when it must. `total`: the last row is the sum."""
    return {"caption": caption, "heads": heads, "rows": _rows(heads, rows), "total": total}


@library.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any], change_label: str = "") -> dict[str, Any]:
    """Answers to check: (key, value, change href, change label). A list or tuple as value becomes lines."""
    items = shaped(rows, "key", "value", "href", "action")
    for item in items:
        item["values"] = item["value"] if isinstance(item["value"], list | tuple) else [item["value"]]
    return {"rows": items, "change_label": change_label}


@library.inclusion_tag("components/receipt.html")
def receipt(rows: Iterable[Any], digest: str = "", heading: str = "") -> dict[str, Any]:
    """What was done, to keep: (key, value) rows, and the fingerprint of what was sent."""
    return summary_list(rows) | {"digest": digest, "heading": heading}


@library.inclusion_tag("components/task_list.html")
def task_list(items: Iterable[Any], prefix: str = "task") -> dict[str, Any]:
    """The parts of a long act: (name, href, status, kind, hint). No kind: the status is plain text."""
    tasks = shaped(items, "name", "href", "status", "kind", "hint")
    for task in tasks:
        task["colour"] = TAG_COLOURS.get(task["kind"], task["kind"])
    return {"items": tasks, "prefix": prefix}


@library.inclusion_tag("components/gate.html")
def gate(items: Iterable[Any]) -> dict[str, Any]:
    """Checks before an act: (kind, label, what, how, href, link); kind is "stop", "look" or "met"."""
    return {"items": shaped(items, "kind", "label", "what", "how", "href", "link")}


@library.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """Done, now, to come: (date, text, state, href, small); state is "done", "now" or ""."""
    return {"items": shaped(items, "date", "text", "state", "href", "small")}


@library.inclusion_tag("components/record.html")
def record(entries: Iterable[Any]) -> dict[str, Any]:
    """Who did what when: (kind, act, who, meta, href, detail); kind is "act", "read" or "refused"."""
    return {"entries": shaped(entries, "kind", "act", "who", "meta", "href", "detail")}


@library.inclusion_tag("components/voice.html")
def voice(said: str, said_meta: str = "", did: str = "", did_meta: str = "", is_no: bool = False) -> dict[str, Any]:
    """What a person said and what was done with it. `is_no`: it changed nothing; same space, with the reason."""
    return {"said": said, "said_meta": said_meta, "did": did, "did_meta": did_meta, "is_no": is_no}


@library.inclusion_tag("components/todo.html")
def todo(items: Iterable[Any]) -> dict[str, Any]:
    """What waits for me: objects or mappings; docs/components.md names what they hold."""
    names = ("title", "href", "due_at", "due_on", "thing", "ref", "why", "hold", "act", "is_late", "is_later")
    return {"items": shaped(items, *names)}


@library.inclusion_tag("components/signing.html")
def signing(items: Iterable[Any]) -> dict[str, Any]:
    """Who has signed which exact text: (who, small, state, label, what); state is "signed", "void" or ""."""
    return {"items": shaped(items, "who", "small", "state", "label", "what")}


@library.inclusion_tag("components/ballot.html")
def ballot(votes: Iterable[Any]) -> dict[str, Any]:
    """Each member's vote: (who, vote, label); vote is "for", "abstain", "none" or "against"."""
    return {"votes": shaped(votes, "who", "vote", "label")}
