"""How allauth speaks and where it sends people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are open to everybody; names are kept from the sign-up form."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the names that the sign-up form asked for."""
        data = form.cleaned_data
        user.first_name, user.last_name = data.get("first_name", ""), data.get("last_name", "")
        return super().save_user(request, user, form, commit)
