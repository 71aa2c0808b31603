"""Every policy is asked by all standing characters: each test here asks those that no other test of its app asks."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from portal.accounts.permissions import can_administer_portal, can_read_record
from portal.codesign.permissions import (
    can_frame_project,
    can_moderate,
    can_open_project,
    can_report_project,
    can_start_project,
)
from portal.common import clock
from portal.marketplace.permissions import can_publish_need
from portal.tenders.models import FeedbackLetter
from portal.tenders.permissions.award import (
    can_answer_representation,
    can_read_further_decision,
    can_read_letter,
    can_read_representation,
    can_record_notice,
    can_see_letters,
)
from portal.tenders.permissions.contract import can_put_name
from portal.tenders.permissions.evaluation import can_clear_declaration
from portal.tenders.permissions.procurement import can_ask_publication
from tests.characters import Cast
from tests.codesign import factories as texts
from tests.marketplace.factories import need
from tests.marketplace.matrix import COMMISSIONERS, ICB
from tests.tenders import factories_awards as awards
from tests.tenders import factories_evaluation as evaluation
from tests.tenders.factories import draft_procurement, published
from tests.test_permission_matrix import MATRIX

ROOT = Path(__file__).resolve().parents[1]
PORTAL = ROOT / "portal"
BIDDERS = {"lead", "partner1", "partner2"}


def _policies() -> dict[str, str]:
    """Every public policy (`can_…`, answering with a Decision) and the module it is in."""
    found = {}
    for path in sorted([*PORTAL.glob("*/permissions.py"), *PORTAL.glob("*/permissions/*.py")]):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_policy = isinstance(node, ast.FunctionDef) and node.returns and "Decision" in ast.unparse(node.returns)
            if is_policy and node.name.startswith("can_"):
                found[node.name] = str(path.relative_to(ROOT))
    return found


def _asked() -> set[str]:
    """The names in those tests that ask all characters."""
    names: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        source = path.read_text(encoding="utf-8")
        if ".allowed(" in source:
            body = "\n".join(ast.unparse(node) for node in ast.parse(source).body if not _is_import(node))
            names |= set(re.findall(r"\bcan_\w+", body))
    return names


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_every_policy_is_asked_by_all_characters() -> None:
    policies, asked = _policies(), _asked()
    assert len(policies) > 150
    assert {name: where for name, where in policies.items() if name not in asked} == {}


# -- Those that no other test asks -------------------------------------------------------------------------------------


def test_standing_roles_of_the_portal(cast: Cast) -> None:
    assert cast.allowed(can_administer_portal) == {"admin", "admin2"}
    assert cast.allowed(can_read_record) == {"auditor", "admin", "admin2"}
    assert cast.allowed(can_moderate) == {"moderator", "admin", "admin2"}


def test_a_need_becomes_public_by_its_commissioner(cast: Cast) -> None:
    assert cast.allowed(can_publish_need, need(cast)) == set(ICB.split())


def test_projects_are_started_by_commissioners_and_framed_by_their_owner(cast: Cast) -> None:
    both = cast.allowed(can_start_project, cast.org("icb")) | cast.allowed(can_start_project, cast.org("council"))
    assert both == set(COMMISSIONERS.split())
    assert cast.allowed(can_start_project, cast.org("harbour")) == set()
    framed = texts.framed(cast)
    assert cast.allowed(can_frame_project, framed) == {"officer"}
    assert cast.allowed(can_open_project, framed) == {"officer"}
    opened = texts.project(cast, title="Another")
    assert cast.allowed(can_frame_project, opened) == set()
    assert cast.allowed(can_report_project, opened) == {"officer", "facilitator"}


def test_the_publisher_is_asked_by_who_writes_the_pack(cast: Cast) -> None:
    assert cast.allowed(can_ask_publication, draft_procurement(cast)) == {"officer"}
    assert cast.allowed(can_ask_publication, published(cast)) == set()


def test_a_declaration_is_cleared_by_who_decides_and_never_against_the_record(cast: Cast) -> None:
    procurement = evaluation.opened(cast, ("meridian",))
    assert cast.allowed(can_clear_declaration, evaluation.declare(cast, procurement, "evaluator1")) == {"officer"}
    older = evaluation.declare(cast, procurement, "officer")
    assert cast.allowed(can_clear_declaration, older) == {"publisher"}
    evaluation.declare(cast, procurement, "officer", meridian="My brother works there.")
    older.refresh_from_db()
    assert cast.allowed(can_clear_declaration, older) == set()


def _letter(cast: Cast, award: Any, org: str) -> FeedbackLetter:
    return next(letter for letter in awards.letters(award) if letter.bid.organisation == cast.org(org))


def test_letters_before_and_after_they_are_sent(cast: Cast) -> None:
    award = awards.frozen(cast)
    assert cast.allowed(can_see_letters, award) == {"officer", "approver"}
    assert cast.allowed(can_read_letter, _letter(cast, award, "harbour")) == set()
    announced = awards.announced(cast)
    assert cast.allowed(can_read_letter, _letter(cast, announced, "harbour")) == BIDDERS
    assert cast.allowed(can_read_letter, _letter(cast, announced, "meridian")) == {"rival"}


def test_a_representation_is_read_by_those_it_concerns(cast: Cast) -> None:
    award = awards.announced(cast)
    made = awards.reviewed(cast, award)
    assert cast.allowed(can_read_representation, made) == {"rival", "officer", "approver"}
    assert cast.allowed(can_answer_representation, made) == {"approver"}
    awards.told(cast, award)
    told = awards.fresh(award)
    assert cast.allowed(can_read_further_decision, told) == {"officer", "approver", "publisher", "rival", *BIDDERS}


def test_the_notices_that_follow_and_the_names_under_the_contract(cast: Cast) -> None:
    award = awards.announced(cast)
    assert cast.allowed(can_record_notice, award) == set()
    with clock.at(awards.ends_at(award)):
        contract = awards.awarded(cast, award)
        assert cast.allowed(can_record_notice, awards.fresh(award)) == {"publisher"}
        assert cast.allowed(can_put_name, contract) == BIDDERS
        awards.signed(cast, contract)
        assert cast.allowed(can_put_name, contract) == {"publisher"}


# -- Those who only read, and those who only write pages ---------------------------------------------------------------

READING = re.compile(r"_(detail|list|manage|record|file|csv|json|page)$")


def _more_than_a_resident(who: str) -> set[str]:
    """Addresses that let this person in and residents not; that they do is proved by the matrix."""
    lets_in = {200, 302}
    residents = ("member", "holder")
    return {
        name
        for name, (_app, row) in MATRIX.items()
        if row.status_for(who) in lets_in and not lets_in & {row.status_for(name) for name in residents}
    }


# Public text is the editor's business: what the directory says of services goes live through them.
DIRECTORY = {
    "marketplace:editing_list",
    "marketplace:proposal_approve",
    "marketplace:proposal_detail",
    "marketplace:proposal_return",
    "marketplace:proposal_take",
    "marketplace:report_detail",
    "marketplace:service_confirm",
}


@pytest.mark.parametrize("who", ["auditor", "editor"])
def test_an_auditor_and_an_editor_decide_nothing(who: str) -> None:
    """SOD-29, SOD-33: what they have beside what any resident has is reading, and for the editor the directory."""
    more = _more_than_a_resident(who) - (DIRECTORY if who == "editor" else set())
    assert bool(more) is (who == "auditor")
    assert [name for name in more if not READING.search(name) or MATRIX[name][1].method != "get"] == []


def test_editors_are_given_no_domain_object(cast: Cast) -> None:
    """SOD-33: pages and their settings, and nothing of the commissioning journey."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("portal.")} - {"cms"}
    offered = {model._meta.app_label for model in (*get_page_models(), *get_snippet_models())}
    assert offered & ours == set()
    assert {permission.partition(".")[0] for permission in cast.user("editor").get_all_permissions()} & ours == set()
