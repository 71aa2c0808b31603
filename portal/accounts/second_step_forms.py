"""The library's forms of the second step, in the portal's words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _


def _code(label: Any, hint: Any = "") -> forms.CharField:
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nhsuk-input--width-10"}
    required = {"required": _("Enter the code.")}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, widget=widget, max_length=20, error_messages=required)


def _name() -> forms.CharField:
    hint = _("So that you know it again, for example “my phone”")
    required = {"required": _("Give it a name.")}
    label = _("What do you call this passkey?")
    return forms.CharField(label=label, help_text=hint, max_length=60, error_messages=required)


class AuthenticateForm(base.AuthenticateForm):
    """The code at sign-in."""

    code = _code(_("Code"), _("Six digits from your app, or one of your spare codes"))


class ReauthenticateForm(base.ReauthenticateForm):
    """The code once more, before something important."""

    code = _code(_("Code"), _("Six digits from your app, or one of your spare codes"))


class ActivateForm(totp.ActivateTOTPForm):
    """The first code proves that the app knows the key."""

    code = _code(_("Code that the app shows now"), _("Six digits"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A name for the passkey; it can sign in without a password as well."""

    name = _name()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            field = self.fields["passwordless"]
            field.label, field.initial = _("I want to sign in with it alone, without my password"), True
            field.help_text = _("Your device asks for your fingerprint, your face or its own PIN")


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """Another name for it."""

    name = _name()
