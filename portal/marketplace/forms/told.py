"""What people tell us: something is wrong on a page, or what they need is not there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.forms import PortalForm


class ReportForm(PortalForm):
    """What is not right."""

    text = forms.CharField(
        label=_("What is not right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Such as a wrong time or a telephone number that does not work. Nothing about your health, please."
        ),
    )
    reply_email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class GapForm(PortalForm):
    """What somebody looked for."""

    what = forms.CharField(
        label=_("What would you like to do or find?"),
        max_length=200,
        help_text=_("No names, please, and nothing about your health."),
    )
    area = forms.CharField(
        label=_("Roughly where?"),
        max_length=100,
        required=False,
        help_text=_("A part of town or the first half of a postcode is enough."),
    )


class OutcomeForm(PortalForm):
    """What an editor did about a report."""

    outcome = forms.CharField(
        label=_("What did you find, and what was done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReasonForm(PortalForm):
    """Why a proposal goes back."""

    reason = forms.CharField(
        label=_("What must be put right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Whoever wrote it reads this. Say which answer, and what would be right."),
    )
