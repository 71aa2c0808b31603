"""What stands around the code: it must say the same as the code."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = sorted((ROOT / "portal" / "settings").glob("*.py"))


def read(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_setting_the_code_reads_is_explained_in_the_example() -> None:
    read_by_code = {
        name
        for path in SETTINGS
        if path.name not in {"env.py", "test.py"}
        for name in re.findall(r'env(?:str|bool|int|list|secret)\(\s*"([A-Z_]+)"', path.read_text())
    }
    explained = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", read(".env.example"), re.M))
    assert len(read_by_code) > 10
    assert read_by_code <= explained


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locked_packages_have_hashes_and_no_address(name: str) -> None:
    text = read(name)
    packages = re.findall(r"^[a-z0-9][\w.\[\],-]*==[^\\\n]*", text, re.M)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert len(entries) == len(packages) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


def test_the_lock_files_agree_with_each_other_and_with_the_project() -> None:
    run, dev = (
        dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[.*?\])?==([\w.]+)(?: \\)?$", read(name), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert run.items() <= dev.items()
    project = tomllib.loads(read("pyproject.toml"))["project"]
    for wanted, locked in ((project["dependencies"], run), (project["optional-dependencies"]["dev"], dev)):
        for requirement in wanted:
            name, version = re.sub(r"\[.*?\]", "", requirement).split("==")
            assert locked.get(name, version) == version, requirement
            assert f"{name}==" in read("requirements-dev.txt") or f"{name}[" in read("requirements-dev.txt"), (
                requirement
            )


def test_help_lists_the_promised_targets() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    promised = {"demo", "demo-reset", "test", "check", "services", "services-stop", "styles", "bench", "help"}
    assert promised <= set(re.findall(r"^\s+make ([a-z-]+)", listed, re.M))


@pytest.mark.parametrize("script", [*sorted(path.name for path in (ROOT / "scripts").iterdir()), "../.ci/run"])
def test_scripts_are_sound_shell_and_may_be_run(script: str) -> None:
    path = ROOT / "scripts" / script
    assert path.stat().st_mode & 0o111
    assert "set -euo pipefail" in path.read_text()
    assert subprocess.run(["bash", "-n", str(path)], check=False, capture_output=True).stderr == b""
