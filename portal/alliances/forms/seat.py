"""Seats of people with lived experience: what people type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.alliances.enums import VoteChoice
from portal.common.forms import PortalForm, WordsField


class SeatForm(PortalForm):
    """Who gets a seat, and whether it votes."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("They need an account with a confirmed address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    voting = forms.ChoiceField(
        label=_("Does the seat vote?"),
        help_text=_("On what the alliance decides, never on one member's own pay or contract."),
        choices=[("yes", _("Yes, one vote")), ("no", _("No, a voice only"))],
        widget=forms.RadioSelect,
        initial="yes",
    )


class SeatVoteForm(PortalForm):
    """The vote of a seat."""

    choice = forms.ChoiceField(label=_("What do you say?"), choices=VoteChoice, widget=forms.RadioSelect)
    reason = WordsField(label=_("Why?"), required=False, max_words=150, rows=3)
