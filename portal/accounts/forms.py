import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import NameShown, NeedKind
from portal.accounts.selectors import verified_user
from portal.common.forms import PortalForm


class SignupForm(forms.Form):
    """The names beside e-mail and password when an account is made."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    field_order = ["first_name", "last_name", "email", "password1", "password2"]

    def signup(self, request: object, user: object) -> None:
        """The adapter has kept the names already."""


class NameForm(PortalForm):
    """One's name, and which of it others see."""

    choice_hints = {
        "name_shown": {
            NameShown.PSEUDONYM.value: _("When you sign or speak for an organisation, your full name is shown"),
        }
    }
    needed_sometimes = ("pseudonym",)
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    name_shown = forms.ChoiceField(
        label=_("What do others see when you take part?"), choices=NameShown, widget=forms.RadioSelect
    )
    pseudonym = forms.CharField(label=_("The name I choose"), max_length=60, required=False)

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        """`person`: the choices show the names themselves, as others would read them."""
        super().__init__(*args, **kwargs)
        field = self.fields["name_shown"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        shown = {NameShown.FULL: person.get_full_name(), NameShown.FIRST: person.first_name} if person else {}
        field.choices = [(kind.value, shown.get(kind) or kind.label) for kind in NameShown]

    def clean(self) -> dict[str, Any]:
        """Who wants a name of their own writes it."""
        data = super().clean() or {}
        if data.get("name_shown") == NameShown.PSEUDONYM and not data.get("pseudonym"):
            self.add_error("pseudonym", _("Write the name that you choose."))
        return data


class NeedsForm(PortalForm):
    """What helps a person to read, hear and take part. Never why."""

    needs = forms.MultipleChoiceField(
        label=_("What helps you?"),
        help_text=_("We ask what you need, never why. Choose all that help."),
        choices=[(kind.value, kind.label) for kind in NeedKind if kind != NeedKind.OTHER],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.CharField(label=_("Which language do you read best?"), max_length=200, required=False)
    print_size = forms.CharField(
        label=_("Which print size?"),
        help_text=_("If you need large print. Such as “18 point”."),
        max_length=50,
        required=False,
    )
    phone = forms.CharField(
        label=_("On which number can we call you?"),
        help_text=_("If you want a call instead. Say when, too, such as “01632 960 118, not before 10:00”."),
        max_length=100,
        required=False,
    )
    other = forms.CharField(label=_("Does anything else help?"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Another language has a name, and a call needs a number."""
        data = super().clean() or {}
        if NeedKind.PHONE in data.get("needs", []) and not re.search(
            r"\d{6}", re.sub(r"\s", "", data.get("phone", ""))
        ):
            self.add_error("phone", _("Write the number on which we can call you."))
        if NeedKind.LANGUAGE in data.get("needs", []) and not data.get("language"):
            self.add_error("language", _("Write which language you read best."))
        return data

    @staticmethod
    def initial_from(needs: dict[str, str]) -> dict[str, Any]:
        """What was saved, as the form shows it."""
        return {
            "needs": list(needs),
            "language": needs.get(NeedKind.LANGUAGE.value, ""),
            "print_size": needs.get(NeedKind.LARGE_PRINT.value, ""),
            "phone": needs.get(NeedKind.PHONE.value, ""),
            "other": needs.get(NeedKind.OTHER.value, ""),
        }

    def as_needs(self) -> dict[str, str]:
        """Kind -> detail, for the service."""
        details = {
            NeedKind.LANGUAGE.value: self.cleaned_data["language"],
            NeedKind.LARGE_PRINT.value: self.cleaned_data["print_size"],
            NeedKind.PHONE.value: self.cleaned_data["phone"],
        }
        found = {kind: details.get(kind, "") for kind in self.cleaned_data["needs"]}
        other = self.cleaned_data["other"]
        return found | ({NeedKind.OTHER.value: other} if other else {})


class ResetSecondStepForm(PortalForm):
    """Whose second step is taken away, and how the administrator made sure who asks."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    reason = forms.CharField(
        label=_("How did you make sure that it is this person?"),
        help_text=_("For example: called back on the number that we had. It stands in the record."),
        widget=forms.Textarea,
        min_length=10,
        max_length=500,
    )

    def clean_email(self) -> Any:
        """The person with that address."""
        if (person := verified_user(self.cleaned_data["email"])) is None:
            raise forms.ValidationError(_("Nobody has an account with this address. Check how it is written."))
        return person
