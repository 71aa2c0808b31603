"""A pytest plugin: with REQUIRE_SERVICES=1, what this machine lacks is a failure instead of a skip.

A test that lacks something says so with a reason that begins "needs", and the way to get it:
"needs Chromium: apt-get install chromium". Other skips (a test for one database only) stay skips.
"""

import os
from collections.abc import Generator
from typing import Any

import pytest

Reports = Generator[None, Any, Any]


def _insist(report: Any) -> None:
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    reason = reason.removeprefix("Skipped: ")
    if os.environ.get("REQUIRE_SERVICES") == "1" and reason.startswith("needs"):
        report.outcome = "failed"
        report.longrepr = f"{reason} (REQUIRE_SERVICES=1)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Reports:
    """The report of one test."""
    report = yield
    _insist(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Reports:
    """The report of a module that skips itself."""
    report = yield
    _insist(report)
    return report
