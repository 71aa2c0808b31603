"""A real installation: every secret must be given, nothing of the demo may run."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn

from portal.settings.base import *
from portal.settings.base import DEMO, STORAGES
from portal.settings.env import envbool, envlist, envsecret, envstr

if DEMO:
    raise ImproperlyConfigured("DEMO must not be set in production: its clock can be moved.")
DEBUG = False
SECRET_KEY = envsecret("SECRET_KEY", minimum=50)
SEAL_KEY = envsecret("SEAL_KEY", minimum=32)
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS", [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS: the host names this portal answers to, separated by commas.")
SITE_URL = envstr("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")
REQUIRE_MFA = envbool("REQUIRE_MFA", True)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_USE_FINDERS = False
SECURE_SSL_REDIRECT = envbool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if _dsn := envstr("SENTRY_DSN", ""):
    # What people typed, and the answers of a sealed bid, may lie in variables, bodies and queries: none is sent.
    try:
        sentry_sdk.init(
            _dsn,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
        )
    except BadDsn as error:
        raise ImproperlyConfigured("SENTRY_DSN is not the address of a project (https://key@host/number).") from error
