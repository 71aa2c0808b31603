"""Inside Django: finds each page's address, signs its account in, counts its queries. Prints JSON, one object a page.

`python -m benchmarks.probe limit|portal|engine [part of a name]` with DJANGO_SETTINGS_MODULE and DATABASE_URL set.
"""

import json
import sys

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import LIMITS, PAGES, PageClass
from benchmarks.search import ENGINE_PAGES


def signed_in(account: str) -> Client:
    """A client of this account; of a visitor without one."""
    from django.contrib.auth import get_user_model

    client = Client()
    if account:
        users = get_user_model().objects
        client.force_login(users.get(email=account), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def fetch(client: Client, path: str) -> str:
    """The page's text. Other than 200 is an error."""
    response = client.get(path)
    if response.status_code != 200:
        raise LookupError(f"{path} answered {response.status_code}")
    return response.content.decode()


def probe(page: PageClass) -> dict[str, object]:
    """Address, cookie, queries once the caches are warm, and size."""
    client = signed_in(page.account)
    path = page.address(lambda address: fetch(client, address))
    fetch(client, path)
    fetch(client, path)
    with CaptureQueriesContext(connection) as queries:
        text = fetch(client, path)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {
        "work": page.work,
        "path": path,
        "cookie": cookie,
        "queries": len(queries),
        "kb": len(text.encode()) // 1024,
    }


def main() -> int:
    """Prints what it found; an address that cannot be had is told on the error stream."""
    which, only = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    django.setup()
    failed = 0
    pages = {"limit": LIMITS, "portal": PAGES, "engine": ENGINE_PAGES}[which]
    for page in [page for page in pages if which == "limit" or only in page.work]:
        try:
            print(json.dumps(probe(page)), flush=True)
        except Exception as error:
            print(f"{page.work}: {type(error).__name__}: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
