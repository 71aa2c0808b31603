"""Reading a feed of Open Referral UK page by page: from a file, or over HTTP(S) from whoever publishes it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

PAGE_LIMIT_BYTES = 50 * 1024 * 1024
TIMEOUT_SECONDS = 30
TRIES = 3


class FeedError(Exception):
    """The feed cannot be read (any further): where and why."""


@dataclass(frozen=True)
class Page:
    """Some rows of a feed. `place` names where they are; `number` of `total` pages."""

    place: str
    number: int
    total: int
    rows: list[Any]


class _WebOnly(HTTPRedirectHandler):
    """A publisher may send us on to another web address, never to a file of this machine."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if not newurl.startswith(("http://", "https://")):
            raise FeedError(f"{req.full_url}: sends us on to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_url(name: str) -> bool:
    """Whether it is a web address, not a file."""
    return name.startswith(("http://", "https://"))


def pages(name: str, first: int = 1) -> Iterator[Page]:
    """The pages of a feed from page `first` on. A file is one page."""
    if not is_url(name):
        yield _file(Path(name))
        return
    number = first
    while True:
        page = _fetched(name, number)
        yield page
        if number >= page.total:
            return
        number += 1


def full_row(name: str, row: Any) -> Any:
    """The whole service: a page may list only its head, then its own address has the rest."""
    is_head = isinstance(row, dict) and not {"service_at_locations", "schedules", "attributes"} & set(row)
    if not is_url(name) or not is_head or not isinstance(row.get("id"), str):
        return row
    parts = urlsplit(name)
    address = urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{row['id']}", "", ""))
    return _json(_get(address), address)


def _file(path: Path) -> Page:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FeedError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FeedError(f"{path}: is not UTF-8 text") from error
    return Page(str(path), 1, 1, _rows(_json(text, str(path)), str(path)))


def _fetched(url: str, number: int) -> Page:
    address = _numbered(url, number)
    data = _json(_get(address), address)
    total = data.get("total_pages") if isinstance(data, dict) else None
    return Page(address, number, total if isinstance(total, int) else number, _rows(data, address))


def _numbered(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "page"]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*query, ("page", number)]), ""))


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"{place}: is not JSON ({error})") from error


def _rows(data: Any, place: str) -> list[Any]:
    """A list of services, a page with `contents`, or one service."""
    if isinstance(data, dict) and isinstance(data.get("contents"), list):
        return list(data["contents"])
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and "name" in data:
        return [data]
    raise FeedError(f"{place}: holds no services (a list, or an object with “contents”)")


def _get(address: str) -> str:
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - is_url() let only http(s) in
    for attempt in range(1, TRIES + 1):
        try:
            with build_opener(_WebOnly).open(request, timeout=TIMEOUT_SECONDS) as answer:
                body = answer.read(PAGE_LIMIT_BYTES + 1)
        except HTTPError as error:
            if error.code < 500 or attempt == TRIES:
                raise FeedError(f"{address}: answered {error.code}") from error
        except (URLError, HTTPException, OSError) as error:
            if attempt == TRIES:
                raise FeedError(f"{address}: cannot be reached ({getattr(error, 'reason', error)})") from error
        else:
            return _text(body, address)
        time.sleep(0.2 * attempt)
    raise AssertionError("the last try returns or raises")


def _text(body: bytes, address: str) -> str:
    if len(body) > PAGE_LIMIT_BYTES:
        raise FeedError(f"{address}: the page is larger than 50 MB")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedError(f"{address}: is not UTF-8 text") from error
