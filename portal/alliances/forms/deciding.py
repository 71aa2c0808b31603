"""Principles, decisions and the agreement: what people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.alliances.enums import AdherenceKind, DecisionKind, VoteChoice
from portal.alliances.forms.alliance import YES_NO, Choices, ChoosingForm, offer
from portal.common.forms import DateField3, DateTimeField4, PortalForm, WordsField


class PrinciplesForm(PortalForm):
    """The principles, one a line."""

    text = WordsField(
        label=_("What do you hold to?"),
        help_text=_("One principle on each line. What you save is a new version; earlier ones stay as they are."),
        max_words=600,
        rows=12,
    )


class MemberChoosingForm(ChoosingForm):
    """In the name of which member."""

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "member", members)


class AdherenceForm(MemberChoosingForm):
    """A member's answer to the principles."""

    needed_sometimes = ("reservation",)
    member = forms.ChoiceField(label=_("For which member do you answer?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Does it hold to these principles?"),
        choices=[
            (AdherenceKind.ADHERES.value, _("Yes")),
            (AdherenceKind.RESERVATION.value, _("Yes, with a reservation")),
            (AdherenceKind.DECLINES.value, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    reservation = WordsField(label=_("What is the reservation, or why not?"), required=False, max_words=150, rows=4)

    def clean(self) -> dict[str, Any]:
        """A reservation needs its words."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == AdherenceKind.RESERVATION and not data.get("reservation", "").strip():
            self.add_error("reservation", _("Say what the reservation is"))
        return data


class ProposeForm(PortalForm):
    """A question for the members."""

    title = forms.CharField(label=_("What do you propose, in one line?"), max_length=200)
    proposal = WordsField(label=_("What exactly would be decided?"), max_words=500, rows=6)
    options_considered = WordsField(label=_("Which other ways were there?"), required=False, max_words=300, rows=3)
    impact_on_people = WordsField(
        label=_("What does it change for people who use the services?"), max_words=300, rows=4
    )
    lived_experience_view = WordsField(
        label=_("What do people with lived experience say about it?"), required=False, max_words=300, rows=3
    )
    about = forms.ChoiceField(
        label=_("Is it about the text of the agreement?"),
        help_text=_("Before an agreement can be signed, all members agree to its exact text."),
        widget=forms.RadioSelect,
    )
    about_members = forms.ChoiceField(
        label=_("Is it about what one member is paid, or buying from one?"),
        help_text=_("Seats of people with lived experience vote on everything else."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="no",
        required=False,
    )
    kind = forms.ChoiceField(label=_("Who has to say yes?"), choices=DecisionKind, widget=forms.RadioSelect)
    closes_at = DateTimeField4(label=_("Until when can members vote?"), is_future=True)
    review_on = DateField3(
        label=_("When do you look at it again?"), required=False, help_text=_("The convener is reminded a week before.")
    )

    def __init__(self, *args: Any, draft_number: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if draft_number is None:
            del self.fields["about"]
            return
        field: Any = self.fields["about"]
        field.choices = [
            ("no", _("No")),
            ("agreement", _("Yes: agree version %(n)d as it is written now") % {"n": draft_number}),
        ]
        field.initial = field.initial or "no"


class VoteForm(MemberChoosingForm):
    """A member's vote."""

    member = forms.ChoiceField(label=_("For which member do you vote?"), widget=forms.RadioSelect)
    choice = forms.ChoiceField(label=_("What does it say?"), choices=VoteChoice, widget=forms.RadioSelect)
    reason = WordsField(label=_("Why?"), required=False, max_words=150, rows=3)


class ReviewForm(PortalForm):
    """What was found on looking again."""

    note = WordsField(
        label=_("What did you find?"),
        help_text=_("The decision itself stays as it is. If it should change, propose a new one."),
        max_words=300,
        rows=5,
    )
    next_review_on = DateField3(label=_("When do you look at it the next time?"), required=False)


class AgreementForm(PortalForm):
    """The text of the agreement."""

    title = forms.CharField(label=_("What is the agreement called?"), max_length=200)
    text = WordsField(
        label=_("The whole text"),
        help_text=_(
            "Say who does what, how you decide, how money and risk are shared, who sees the books, how somebody joins "
            "and leaves, and how you settle what you cannot agree on."
        ),
        rows=25,
    )


class SignForm(MemberChoosingForm):
    """The signature itself. The fingerprint of what was read comes back with it."""

    member = forms.ChoiceField(label=_("For which member do you sign?"), widget=forms.RadioSelect)
    text_hash = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label=_("I have read this text and may sign for this organisation"))
