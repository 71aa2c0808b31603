"""REQUIRE_SERVICES=1 turns what the machine lacks into a failure, also in the processes of pytest-xdist."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LACKING = """
import pytest

def test_browser():
    pytest.skip("needs Chromium: apt-get install chromium")

@pytest.mark.skipif(True, reason="only SQLite rebuilds tables")
def test_other_database():
    pass
"""


@pytest.mark.parametrize(
    ("processes", "insist", "failed", "told"),
    [((), "0", 0, "2 skipped"), ((), "1", 1, "1 failed, 1 skipped"), (("-n", "1"), "1", 1, "1 failed, 1 skipped")],
    ids=["nobody insists", "somebody insists", "in a process of xdist"],
)
def test_a_lack_fails_only_where_somebody_insists(
    tmp_path: Path, processes: tuple[str, ...], insist: str, failed: int, told: str
) -> None:
    (tmp_path / "test_lacking.py").write_text(LACKING)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.required",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        *processes,
    ]
    env = os.environ | {"REQUIRE_SERVICES": insist, "PYTHONPATH": str(ROOT)}
    for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "DJANGO_SETTINGS_MODULE"):
        env.pop(name, None)
    done = subprocess.run([*command, str(tmp_path)], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, told in done.stdout) == (failed, True), done.stdout
