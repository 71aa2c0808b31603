"""The test suite: everything in memory, nothing leaves the machine."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="portal-test-"))

from portal.settings.base import *
from portal.settings.base import DATABASES, TEMPLATES, VAR_DIR
from tests.template_guard import FailOnUndefined

DEBUG = False
DEMO = False
SITE_NAME = "Riverside Partnership"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(VAR_DIR) / "media"
ACCOUNT_RATE_LIMITS = {}
SEARCH_URL = ""  # a test that needs an engine takes it from the environment
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3" and os.environ.get("TEST_DB_FILE"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TEST_DB_FILE"]}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailOnUndefined("%s")  # type: ignore[index]
