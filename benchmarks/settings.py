"""The portal as it is served, on loopback without TLS: cached templates, kept connections, no mail."""

from portal.settings.base import *

ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
