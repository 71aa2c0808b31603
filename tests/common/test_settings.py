"""A missing or malformed setting stops the start with a sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "SEAL_KEY": "s" * 32,
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal@127.0.0.1:5432/portal",
    "EMAIL_URL": "null://",
}
STORE = {"AWS_STORAGE_BUCKET_NAME": "portal", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "key"}


def start(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Load the settings of a real installation in a process of their own, and say three of them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    values = PRODUCTION | {"VAR_DIR": str(tmp_path)} | changes
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from portal.settings import production as p; import sentry_sdk;"
            "print(p.STORAGES['default'], sentry_sdk.is_initialized(), p.SEARCH_URL, p.TIME_ZONE)",
        ],
        cwd=ROOT,
        env=kept | values,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_installation_starts_and_reports_nowhere(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "FileSystemStorage" in done.stdout
    assert "False" in done.stdout
    assert "Europe/London" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "Set SECRET_KEY"),
        ("SEAL_KEY", "short", "SEAL_KEY is too short: use at least 32 characters."),
        ("ALLOWED_HOSTS", "", "Set ALLOWED_HOSTS"),
        ("DATABASE_URL", "mysql://portal@127.0.0.1/portal", "DATABASE_URL must begin with"),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL must begin with"),
        ("CACHE_URL", "memcached://127.0.0.1", "CACHE_URL must begin with"),
        ("SEARCH_URL", "https://127.0.0.1:9200", "SEARCH_URL must begin with"),
        ("SEARCH_ANALYSIS", "klingon", "SEARCH_ANALYSIS must be english or standard, not 'klingon'."),
        ("SENTRY_DSN", "nowhere", "SENTRY_DSN is not the address"),
        ("TIME_ZONE", "Europe/Atlantis", "TIME_ZONE must name a time zone"),
        ("REQUIRE_MFA", "perhaps", "REQUIRE_MFA must be 1 or 0, not 'perhaps'."),
        ("UPLOAD_LIMIT_BYTES", "20 MB", "UPLOAD_LIMIT_BYTES must be a whole number"),
        ("DEMO", "1", "DEMO must not be set in production"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode != 0
    assert sentence in done.stderr


def test_an_object_store_holds_the_uploads_and_needs_its_keys(tmp_path: Path) -> None:
    done = start(tmp_path, **STORE, AWS_S3_ENDPOINT_URL="https://store.example.org")
    assert done.returncode == 0, done.stderr
    assert "S3Storage" in done.stdout
    assert "'querystring_auth': True" in done.stdout
    missing = start(tmp_path, **{**STORE, "AWS_SECRET_ACCESS_KEY": ""})
    assert missing.returncode != 0
    assert "Set AWS_SECRET_ACCESS_KEY" in missing.stderr


def test_reports_of_crashes_carry_nothing_that_was_typed(tmp_path: Path) -> None:
    done = start(tmp_path, SENTRY_DSN="https://key@crashes.example.org/1")
    assert done.returncode == 0, done.stderr
    assert "True" in done.stdout
