"""Whatever is recorded is said in words: every verb in the code, and every step of every workflow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import portal
from portal.common.workflow import REGISTRY
from portal.dashboards.selectors.words import WORDS

CODE = Path(portal.__file__).parent
APPS = "|".join(sorted(app.parent.name for app in CODE.glob("*/apps.py")))
VERB = re.compile(rf"({APPS})\.[a-z_]+\.[a-z_]+")
MADE_UP = {
    "tenders.award.{step}": {"tenders.award.back_to_step", "tenders.award.abandon", "tenders.award.return"},
    "organisations.membership.{verb}": {"organisations.membership.leave", "organisations.membership.remove"},
}
"""Verbs that are put together where they are used."""


def _files() -> Iterator[Path]:
    words = CODE / "dashboards" / "selectors" / "words.py"
    return (path for path in CODE.rglob("*.py") if "migrations" not in path.parts and path != words)


def _verbs() -> set[str]:
    """Every text that reads like a verb, wherever it stands."""
    found = set()
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VERB.fullmatch(node.value):
                found.add(node.value)
    return found


def _put_together() -> set[str]:
    """The verbs with a hole that services record, such as tenders.award.{step}."""
    found = set()
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.JoinedStr):
                found.add(ast.unparse(node.value)[2:-1])
    return {text for text in found if re.match(rf"({APPS})\.", text)}


def test_every_verb_and_every_step_has_words() -> None:
    steps = {f"{workflow.label}.{step.name}" for workflow in REGISTRY.values() for step in workflow.transitions}
    verbs = _verbs()
    assert len(verbs) > 140
    assert len(steps) > 70
    assert sorted((verbs | steps | set().union(*MADE_UP.values())) - set(WORDS)) == []


def test_every_verb_that_is_put_together_is_known_here() -> None:
    assert _put_together() == set(MADE_UP)


def test_every_word_belongs_to_something_that_is_recorded() -> None:
    steps = {f"{workflow.label}.{step.name}" for workflow in REGISTRY.values() for step in workflow.transitions}
    assert sorted(set(WORDS) - _verbs() - steps - set().union(*MADE_UP.values())) == []
