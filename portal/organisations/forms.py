import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.forms import DateField3, PortalForm
from portal.organisations.enums import IdentifierScheme, LegalForm, MemberRole, OrganisationKind, ReadinessStatus
from portal.organisations.rules.charities import postcode

ROLES = [
    (MemberRole.BID_LEAD.value, _("Write bids")),
    (MemberRole.SIGNATORY.value, _("Sign for it")),
    (MemberRole.FINANCE.value, _("See the money")),
    (MemberRole.ADMINISTRATOR.value, _("Look after the page and the people")),
]
ROLE_HINTS = {
    MemberRole.BID_LEAD.value: _("Start bids and alliances, register interest. Cannot sign"),
    MemberRole.SIGNATORY.value: _("Bind the organisation to bids and agreements"),
    MemberRole.FINANCE.value: _("Prices, cost sheets and payments"),
    MemberRole.ADMINISTRATOR.value: _("Let people in, give roles, keep certificates up to date"),
}
_PROVIDER_FORMS = [form for form in LegalForm if form not in (LegalForm.ICB, LegalForm.COUNCIL, LegalForm.UNKNOWN)]
_COMMISSIONER_FORMS = [LegalForm.ICB, LegalForm.COUNCIL, LegalForm.NHS_TRUST, LegalForm.PUBLIC_BODY]


class RolesForm(PortalForm):
    """What a person may do in the organisation's name; everybody who belongs reads what is shared with it."""

    choice_hints = {"roles": ROLE_HINTS}
    roles = forms.MultipleChoiceField(
        label=_("What may this person do?"),
        help_text=_("Everybody who belongs can read what is shared with the organisation. Choose what else."),
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class InvitationForm(RolesForm):
    """Whom to invite."""

    field_order = ["email", "roles"]
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Only an account with this address can accept."), max_length=254
    )


class JoinForm(PortalForm):
    """A word to those who answer."""

    message = forms.CharField(
        label=_("A word to its administrators"),
        help_text=_("Who you are to them, so that they know it is you"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NameForm(PortalForm):
    """What it is called."""

    is_page_heading = True
    name = forms.CharField(
        label=_("What is your organisation called?"),
        help_text=_("As it stands in its governing document, if it has one."),
        max_length=200,
    )


class KindForm(PortalForm):
    """What kind of body it is."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[
            (OrganisationKind.PROVIDER.value, _("It provides support or services")),
            (OrganisationKind.USER_LED.value, _("It does so and is led by the people it is for")),
        ],
        widget=forms.RadioSelect,
    )
    legal_form = forms.ChoiceField(
        label=_("What is its legal form?"),
        choices=[("", _("Choose one")), *((form.value, form.label) for form in _PROVIDER_FORMS)],
    )


class NumbersForm(PortalForm):
    """Its numbers in the registers; a small group or a sole trader has none."""

    charity_number = forms.CharField(
        label=_("Charity number"), help_text=_("It has 6 or 7 figures."), max_length=10, required=False
    )
    company_number = forms.CharField(
        label=_("Company number"),
        help_text=_("8 characters. A small group or sole trader needs none."),
        max_length=10,
        required=False,
    )

    def clean_charity_number(self) -> str:
        """6 or 7 figures."""
        return _number(self.cleaned_data["charity_number"], r"\d{6,7}", _("A charity number has 6 or 7 figures."))

    def clean_company_number(self) -> str:
        """8 characters; the leading noughts that people leave out are put back."""
        typed = self.cleaned_data["company_number"].strip()
        typed = typed.zfill(8) if typed.isdigit() else typed
        return _number(typed, r"[A-Z0-9]{2}\d{6}", _("A company number has 8 characters, such as 01234567."))


class AboutForm(PortalForm):
    """What it does, and for which places."""

    summary = forms.CharField(
        label=_("What does it do?"),
        help_text=_("One or two sentences for its public page."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    areas_served = forms.CharField(
        label=_("In which areas does it work?"),
        help_text=_("Such as “Riverside and Lowfield”."),
        max_length=200,
        required=False,
    )


class PlaceForm(PortalForm):
    """Where it is."""

    locality = forms.CharField(label=_("In which town or area is it?"), max_length=100, required=False)
    postcode = forms.CharField(
        label=_("Postcode"),
        help_text=_("Everybody sees it. Leave it out if it is a home."),
        max_length=10,
        required=False,
    )

    def clean_postcode(self) -> str:
        """As the Post Office writes it."""
        typed = self.cleaned_data["postcode"].strip()
        found = postcode(typed)
        if typed and not found:
            raise ValidationError(_("Write a full postcode, such as RV1 2AB."))
        return found


class ContactForm(PortalForm):
    """How people reach it; everybody sees this."""

    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    contact_email = forms.EmailField(
        label=_("E-mail address for the public"),
        help_text=_("One that stays when people leave, such as hello@example.org."),
        max_length=254,
        required=False,
    )
    contact_phone = forms.CharField(label=_("Telephone number for the public"), max_length=30, required=False)

    def clean_contact_phone(self) -> str:
        """Figures, spaces and a plus at the start."""
        typed = " ".join(self.cleaned_data["contact_phone"].split())
        if typed and not re.fullmatch(r"\+?[\d ()-]{6,30}", typed):
            raise ValidationError(_("Write a telephone number, such as 01632 960 001."))
        return typed


STEPS: dict[str, type[PortalForm]] = {
    "name": NameForm,
    "kind": KindForm,
    "numbers": NumbersForm,
    "about": AboutForm,
    "place": PlaceForm,
    "contact": ContactForm,
}
"""The questions of a registration, in their order. The last three are the profile that can be changed later."""
PROFILE_STEPS = ("about", "place", "contact")


def profile_from(answers: dict[str, Any]) -> dict[str, Any]:
    """What the service takes, from the clean answers of all steps."""
    data = dict(answers)
    numbers = {
        IdentifierScheme.GB_CHC.value: data.pop("charity_number", ""),
        IdentifierScheme.GB_COH.value: data.pop("company_number", ""),
    }
    return data | {"identifiers": numbers}


class RenameForm(PortalForm):
    """A new name, and why when others rely on the old one."""

    name = forms.CharField(label=_("What is it called now?"), max_length=200)
    reason = forms.CharField(
        label=_("Why does the name change?"),
        help_text=_("Such as “The register shows the new name since 2 November”. It is in the record."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_reasoned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_reasoned:
            del self.fields["reason"]


class ClaimForm(PortalForm):
    """Who one is there, and how somebody can check it."""

    job_title = forms.CharField(
        label=_("What are you there?"), help_text=_("Such as “Trustee” or “Manager of the helpline”."), max_length=100
    )
    evidence = forms.CharField(
        label=_("How can we check that you speak for it?"),
        help_text=_(
            "Such as “I am named as a trustee in the charity register”, or a published telephone number on which "
            "somebody can confirm it. Do not send copies of passports or letters."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ClaimAnswerForm(PortalForm):
    """Yes, or no with the reason that the person reads."""

    needed_sometimes = ("reason",)
    choice_hints = {
        "answer": {
            "yes": _("They look after it from now on. Everyone sees “Verified” on its page"),
            "no": _("They read your reason and can try again"),
        }
    }
    answer = forms.ChoiceField(
        label=_("Do they speak for it?"),
        choices=[("yes", _("Yes, I have checked it")), ("no", _("No, or I cannot tell"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Your reason, if you say no"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """A no without a reason helps nobody."""
        data = super().clean() or {}
        if data.get("answer") == "no" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that they can put it right."))
        return data


def _reason(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class DeclineForm(PortalForm):
    """Why it is not verified. Its administrators read it."""

    reason = _reason(
        _("What is missing or wrong?"),
        _("Such as “The charity number belongs to another charity”. Its administrators read it."),
    )


class SuspendForm(PortalForm):
    """Why nobody may act in its name. Its people read it."""

    reason = _reason(_("Why is it suspended?"), _("Its people read it."))


class LiftForm(PortalForm):
    """Why it may act again; for the record."""

    reason = _reason(_("Why is it lifted?"), _("It is in the record."))


class CommissionerForm(PortalForm):
    """A body that buys, and who looks after it first."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    legal_form = forms.ChoiceField(
        label=_("What is its legal form?"), choices=[(form.value, form.label) for form in _COMMISSIONER_FORMS]
    )
    ods_code = forms.CharField(
        label=_("NHS organisation code"), help_text=_("If it has one."), max_length=10, required=False
    )
    locality = forms.CharField(label=_("For which area does it buy?"), max_length=100)
    email = forms.EmailField(
        label=_("Whose e-mail address is invited to look after it?"),
        help_text=_("This person becomes its first administrator by accepting."),
        max_length=254,
    )

    def clean_ods_code(self) -> str:
        """Letters and figures."""
        return _number(self.cleaned_data["ods_code"], r"[A-Z0-9]{3,8}", _("A code has 3 to 8 letters and figures."))

    def profile(self) -> dict[str, Any]:
        """What the service takes, without the address."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "kind": OrganisationKind.COMMISSIONER.value,
            "legal_form": data["legal_form"],
            "locality": data["locality"],
            "areas_served": data["locality"],
            "identifiers": {IdentifierScheme.GB_ODS.value: data["ods_code"]},
        }


class ReadinessForm(PortalForm):
    """How one item stands."""

    status = forms.ChoiceField(label=_("How does it stand?"), choices=ReadinessStatus, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_("Such as “Public liability, £5 million, Example Mutual”. No names of people."),
        max_length=300,
        required=False,
    )
    expires_on = DateField3(
        label=_("Until when is it valid?"), help_text=_("What has ended counts as missing."), required=False
    )
    is_public = forms.BooleanField(label=_("Show this to everybody on our page"), required=False)

    def clean(self) -> dict[str, Any]:
        """What is in place is shown by something."""
        data = super().clean() or {}
        if data.get("status") == ReadinessStatus.COMPLETE and not data.get("evidence"):
            self.add_error("evidence", _("Say what shows that it is complete."))
        return data


def _number(typed: str, pattern: str, message: Any) -> str:
    value = re.sub(r"[\s-]", "", typed).upper()
    if value and not re.fullmatch(pattern, value):
        raise ValidationError(message)
    return value
