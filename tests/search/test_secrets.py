"""Sealed bids, members-only texts and everything else that is not for all: in no result, suggestion, count or table."""

from typing import Any

import pytest
from django.db import connection

from portal.alliances.services.decision import decision_propose
from portal.budgets.models import PlanLine, PlanSection
from portal.common import clock
from portal.tenders.models import Award
from search.models import Entry
from search.services import reindex
from tests.alliances import factories as alliances
from tests.budgets.personal.factories import goal, running
from tests.canaries import Canaries
from tests.characters import NAMES, Cast
from tests.codesign.factories import draft, project
from tests.search.test_finding import titles
from tests.tenders.factories import published
from tests.tenders.factories_awards import recommended
from tests.tenders.factories_bids import submitted_bid

pytestmark = pytest.mark.django_db

WORDS = {
    "answer": "wombatanswer",
    "vote": "wombatvote",
    "agreement": "wombatagreement",
    "invitation": "wombatinvitation",
    "reasons": "wombatreasons",
    "draft": "wombatdraft",
    "plan": "wombatplan",
    "goal": "wombatgoal",
    "line": "wombatline",
}
CANARIES = Canaries(WORDS)
ASKED = [*WORDS.values(), "wombat", "womb", "wombatansver", "wombatvot"]


def _secrets(cast: Cast) -> None:
    tender = published(cast)
    submitted_bid(cast, tender, "meridian", answers={1: f"{WORDS['answer']} we will do it."})
    of = alliances.alliance(cast, agreement_signed=False)
    decision_propose(
        actor=cast.lead,
        alliance=of,
        title=f"{WORDS['vote']} on the rota",
        proposal=WORDS["vote"],
        impact_on_people=WORDS["vote"],
        closes_at=clock.now().replace(year=2027),
    )
    alliances.draft(cast, of, text=f"1. {WORDS['agreement']}")
    alliances.invited(cast, of, "meridian", invitation_message=WORDS["invitation"])
    Award.objects.filter(pk=recommended(cast).pk).update(reasons=WORDS["reasons"])
    draft(cast, project(cast), {"Draft": [WORDS["draft"]]})
    budget = running(cast)
    goal(cast, budget, f"I want {WORDS['goal']}.")
    PlanSection.objects.filter(budget=budget).update(text=f"About me: {WORDS['plan']}")
    PlanLine.objects.filter(budget=budget).update(name=WORDS["line"])


@pytest.fixture
def secrets(cast: Cast, settings: Any) -> Cast:
    """Everything that hides a word, and an index of what may be found."""
    settings.SEARCH_URL = ""
    _secrets(cast)
    reindex()
    return cast


def test_no_table_of_the_search_holds_a_secret_word(secrets: Cast) -> None:
    tables = [name for name in connection.introspection.table_names() if name.startswith("search_")]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                content = b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
                found += [(table, word) for word in CANARIES.found_in(content)]
    assert found == []
    assert Entry.objects.filter(text__contains="pain").exists()


def test_nobody_finds_a_secret_word(secrets: Cast) -> None:
    for number, who in enumerate(NAMES):
        client = secrets.client(who)
        for word in ASKED[number % 3 :: 3]:
            for address in ("/search/", "/search/suggest", "/search/suggest?format=json"):
                content = client.get(address, {"q": word}).content.replace(word.encode(), b"")
                assert CANARIES.found_in(content) == [], (who, address, word)
            assert titles(client, word) == [], (who, word)
        everything = client.get("/search/", {"order": "newest"}).content + client.get("/search/").content
        assert b"wombat" not in everything, who
