from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """The names beside e-mail and password when an account is made."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def signup(self, request: object, user: object) -> None:
        """The adapter has kept the names already."""
