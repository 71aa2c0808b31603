"""What every installation shares. Values come from the environment, each with an embedded default."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.settings.env import envbool, envchoice, envint, envlist, envsecret, envstr, envzone

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(envstr("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = envbool("DEBUG", False)
SECRET_KEY = envsecret("SECRET_KEY", default="development-only-not-for-any-real-installation")
SEAL_KEY = envsecret("SEAL_KEY", default="development-only-seal-key-not-for-real-bids")
ALLOWED_HOSTS = envlist("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = envlist("CSRF_TRUSTED_ORIGINS", [])
SITE_NAME = envstr("SITE_NAME", "Riverside Partnership")

DEMO = envbool("DEMO", False)
DEMO_CLOCK_FILE = VAR_DIR / "demo-clock.json"
REQUIRE_MFA = envbool("REQUIRE_MFA", False)

INSTALLED_APPS = [
    "portal.common",
    "portal.audit",
    "portal.accounts",
    "portal.organisations",
    "portal.notifications",
    "portal.outcomes",
    "portal.marketplace",
    "portal.codesign",
    "portal.alliances",
    "portal.tenders",
    "portal.budgets",
    "portal.dashboards",
    "portal.cms",
    "search",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.common.middleware.ContentSecurityPolicyMiddleware",
    "portal.common.cors.OpenToEverySite",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.audit.middleware.RefusalMiddleware",
    "portal.accounts.middleware.SecondStepMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.common.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "portal.common.forms.PortalRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        envstr("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"), conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Compiling a query costs more than our pages' queries themselves: 20 ms against 2 for the count of the record.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_cache_url = envstr("CACHE_URL", "locmem://")
if not _cache_url.startswith(("locmem://", "redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("CACHE_URL must begin with redis://, rediss://, unix:// or locmem://.")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if _cache_url.startswith("locmem")
    else {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": _cache_url}
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ANONYMOUS_USER_NAME = None
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboards:my_work"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "signup": "portal.accounts.password_forms.SignUpForm",
    "add_email": "portal.accounts.password_forms.AddressForm",
    "reset_password": "portal.accounts.password_forms.ForgottenForm",
    "reset_password_from_key": "portal.accounts.password_forms.ForgottenNewForm",
    "change_password": "portal.accounts.password_forms.ChangeForm",
    "set_password": "portal.accounts.password_forms.FirstForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "portal.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO  # browsers themselves allow it on localhost only
MFA_FORMS = {
    "authenticate": "portal.accounts.second_step_forms.AuthenticateForm",
    "reauthenticate": "portal.accounts.second_step_forms.ReauthenticateForm",
    "activate_totp": "portal.accounts.second_step_forms.ActivateForm",
    "add_webauthn": "portal.accounts.second_step_forms.AddPasskeyForm",
    "edit_webauthn": "portal.accounts.second_step_forms.RenamePasskeyForm",
}
# What is named here replaces allauth's own limit of that name; the others hold. Only the demo, where many people share
# one address, has higher ones. (False would switch all limits off.)
ACCOUNT_RATE_LIMITS: dict[str, str] = (
    {"login_failed": "300/m/ip,10/5m/key", "login": "300/m/ip", "signup": "100/m/ip"} if DEMO else {}
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Wagtail's editor needs inline styles and its own nonce-less scripts; only people who may edit pages reach it.
CONTENT_SECURITY_POLICY_CMS = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "font-src": [SELF, "data:"],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = envzone("TIME_ZONE", "Europe/London")
# With one language nothing is looked up: Django takes each text as it stands. A second language switches this on.
USE_I18N = len(LANGUAGES) > 1
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Uploads lie in an S3-compatible object store when a bucket is named, in MEDIA_ROOT otherwise. Links to them run out.
if _bucket := envstr("AWS_STORAGE_BUCKET_NAME", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket,
            "access_key": envstr("AWS_ACCESS_KEY_ID"),
            "secret_key": envstr("AWS_SECRET_ACCESS_KEY"),
            "region_name": envstr("AWS_S3_REGION_NAME", "") or None,
            "endpoint_url": envstr("AWS_S3_ENDPOINT_URL", "") or None,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
MEDIA_ROOT = Path(envstr("MEDIA_ROOT", str(VAR_DIR / "media")))
MEDIA_URL = "/media-not-served/"
# A sealed answer must never lie in a temporary file, so uploads stay in memory; each file is at most 20 MB.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_LIMIT_BYTES = envint("UPLOAD_LIMIT_BYTES", 20 * 1024 * 1024)

_email_url = envstr("EMAIL_URL", "console://")
if _email_url.startswith("console"):
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
elif _email_url.startswith("file://"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _email_url.removeprefix("file://")
elif _email_url.startswith("null"):
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
elif _email_url.startswith(("smtp://", "smtps://", "smtp+tls://")):
    from urllib.parse import unquote, urlsplit

    _mail = urlsplit(_email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
else:
    raise ImproperlyConfigured("EMAIL_URL must begin with console://, file://, null:// or smtp://.")
DEFAULT_FROM_EMAIL = envstr("DEFAULT_FROM_EMAIL", "portal@example.org")
SITE_URL = envstr("SITE_URL", "http://127.0.0.1:8000")

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_WORKFLOW_ENABLED = True

# Object rights are asked through portal.common.permissions.holds, which gives superusers no shortcut.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "bare": {"format": "{message}", "style": "{"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "audit": {"class": "logging.StreamHandler", "formatter": "bare"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "portal": {"level": "INFO"},
        "portal.audit": {
            "handlers": ["audit"],
            "level": "INFO" if envbool("AUDIT_LOG", False) else "WARNING",
            "propagate": False,
        },
    },
}

# Without an engine the database's own full text answers.
SEARCH_URL = envstr("SEARCH_URL", "")
if SEARCH_URL and not SEARCH_URL.startswith(("elasticsearch+http", "opensearch+http")):
    raise ImproperlyConfigured(
        "SEARCH_URL must begin with elasticsearch+https:// or opensearch+https:// (or +http://)."
    )
SEARCH_ANALYSIS = envchoice("SEARCH_ANALYSIS", "english", ("english", "standard"))
# The alias in the engine; two portals on one cluster need two names.
SEARCH_INDEX = envstr("SEARCH_INDEX", "portal")
