"""A developer's machine and the demo."""

from portal.settings.base import *
from portal.settings.env import envbool

DEBUG = envbool("DEBUG", False)
WHITENOISE_AUTOREFRESH = DEBUG
