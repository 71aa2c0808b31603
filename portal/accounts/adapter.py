"""How allauth speaks and where it sends people."""

import base64
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.second_step import has_second_step, why_demanded
from portal.common.clock import machine_time


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are open to everybody; names are kept from the sign-up form."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the names that the sign-up form asked for."""
        data = form.cleaned_data
        user.first_name, user.last_name = data.get("first_name", ""), data.get("last_name", "")
        return super().save_user(request, user, form, commit)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in within the last five minutes is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        if records and machine_time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app)


def _cipher() -> MultiFernet:
    """Made from SECRET_KEY; what older keys encrypted is still read while they stand in SECRET_KEY_FALLBACKS."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (HKDF(SHA256(), 32, salt=None, info=b"portal second step").derive(str(key).encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted; who must have a second step cannot take the last one away."""

    error_messages = {
        "add_email_blocked": _("You cannot add an e-mail address to an account with a second step."),
        "cannot_delete_authenticator": _(
            "Your work here needs a second step. Set up another one first, then you can remove this one."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first. Spare codes go with them."),
        "incorrect_code": _("This code is not right, or its time is over. Enter the one that is shown now."),
        "unverified_email": _("Confirm your e-mail address first. We sent you a link."),
    }

    def encrypt(self, text: str) -> str:
        """What is kept of a secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; InvalidToken when SECRET_KEY was changed without a fallback."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: str) -> str:
        """What a new passkey is called until the person says otherwise."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("My passkey") if number == 1 else gettext("My passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Anything, unless it is the last one of a person whose work needs one."""
        if not settings.REQUIRE_MFA or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        return has_second_step(authenticator.user, besides=authenticator.pk) or not why_demanded(authenticator.user)
