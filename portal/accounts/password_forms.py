"""The library's forms about addresses and passwords, asked in the words of this site."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.utils.translation import gettext_lazy as _

_ADDRESS = {"email": _("E-mail address")}
_NEW = {"password1": _("New password"), "password2": _("New password, once more")}
_RULE = _(
    "At least 10 characters, and not only numbers. Not one that many people use, "
    "and not like your name or e-mail address."
)


class Asked(forms.Form):
    """`words`: what each field is called here; the password says in one sentence what it must be."""

    words: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The library makes its fields first."""
        super().__init__(*args, **kwargs)
        for name, label in self.words.items():
            self.fields[name].label = label
        if "password1" in self.fields:
            self.fields["password1"].help_text = _RULE


class SignUpForm(Asked, library.SignupForm):
    """A new account."""

    words = _ADDRESS | {"password1": _("Password"), "password2": _("Password, once more")}


class AddressForm(Asked, library.AddEmailForm):
    """One more address of a person."""

    words = _ADDRESS


class ForgottenForm(Asked, library.ResetPasswordForm):
    """Where the link for a new password goes."""

    words = _ADDRESS


class ForgottenNewForm(Asked, library.ResetPasswordKeyForm):
    """The new password, after the link."""

    words = _NEW


class ChangeForm(Asked, library.ChangePasswordForm):
    """The password now, and the new one."""

    words = {"oldpassword": _("The password you use now")} | _NEW


class FirstForm(Asked, library.SetPasswordForm):
    """A password for an account that had none."""

    words = _NEW
