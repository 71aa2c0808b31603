"""What people type about an alliance, its members and its posts. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.alliances.enums import STARTABLE_MODELS, AllianceModel, PostKind
from portal.common.forms import DateField3, PortalForm, WordsField

Choices = list[tuple[str, str]]

LISTED = [("yes", _("Yes, everybody can find it")), ("no", _("No, only its members and those it invites"))]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
MODELS = [(model.value, model.label) for model in STARTABLE_MODELS]


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Offer these; with a single one there is nothing to ask."""
    field: Any = form.fields[name]
    field.choices = choices
    if len(choices) == 1:
        field.initial = choices[0][0]
        field.widget = forms.HiddenInput()
        field.required = False


class ChoosingForm(PortalForm):
    """A form whose first question is in whose name; with one answer it is not asked."""

    def only(self, name: str) -> str:
        """The chosen one, or the only one."""
        field: Any = self.fields[name]
        chosen: str = self.cleaned_data.get(name) or field.initial or ""
        return chosen


class AboutForm(PortalForm):
    """What an alliance says of itself."""

    name = forms.CharField(label=_("What is the alliance called?"), max_length=200)
    purpose = WordsField(
        label=_("What do you want to do together, and for whom?"),
        help_text=_("Two or three sentences in everyday words. Everybody who may see the alliance reads them."),
        max_words=150,
        rows=5,
    )
    area = forms.CharField(label=_("Where?"), max_length=150, required=False)
    seeking = WordsField(
        label=_("Whom or what do you still look for?"),
        help_text=_("For example a partner with step-free rooms. Leave it empty if nobody is missing."),
        max_words=80,
        rows=3,
        required=False,
    )
    listed = forms.ChoiceField(
        label=_("Can everybody find this alliance?"), choices=LISTED, widget=forms.RadioSelect, initial="yes"
    )

    @property
    def values(self) -> dict[str, Any]:
        """As the services take them."""
        kept = {name: self.cleaned_data[name] for name in ("name", "purpose", "area", "seeking")}
        return kept | {"is_listed": self.cleaned_data["listed"] == "yes"}


class StartForm(AboutForm, ChoosingForm):
    """The first page of an alliance."""

    lead = forms.ChoiceField(label=_("Which organisation starts it?"), widget=forms.RadioSelect)
    model = forms.ChoiceField(
        label=_("How do you think of working together?"),
        help_text=_("You settle it when the first members have joined."),
        choices=MODELS,
        widget=forms.RadioSelect,
        initial=AllianceModel.ALLIANCE.value,
    )
    field_order = ("lead", "name", "purpose", "model", "area", "seeking", "listed")

    def __init__(self, *args: Any, leads: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", leads)


class ModelForm(PortalForm):
    """The model, when the alliance begins to form."""

    model = forms.ChoiceField(label=_("Who signs the contract?"), choices=MODELS, widget=forms.RadioSelect)


class InviteForm(PortalForm):
    """What an invited organisation is asked to do."""

    role = forms.CharField(
        label=_("What would it do in the alliance?"), max_length=200, help_text=_("For example: runs the groups.")
    )
    message = WordsField(label=_("What do you want to tell its people?"), required=False, max_words=200, rows=5)


class AnswerForm(PortalForm):
    """Yes or no to an invitation."""

    answer = forms.ChoiceField(
        label=_("Does your organisation join?"),
        choices=[("accept", _("Yes, it joins")), ("decline", _("No, it does not join"))],
        widget=forms.RadioSelect,
    )
    readiness = forms.ChoiceField(
        label=_("If it joins: may the other members see what it has in order?"),
        help_text=_("Insurance, safeguarding, policies and their dates. You can change this at any time."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="no",
    )


class JoinForm(ChoosingForm):
    """What an organisation would do in an alliance that it asks to join."""

    organisation = forms.ChoiceField(label=_("For which organisation do you ask?"), widget=forms.RadioSelect)
    role = forms.CharField(
        label=_("What would it do in the alliance?"), max_length=200, help_text=_("For example: runs the groups.")
    )
    message = WordsField(label=_("What do you want to tell its people?"), required=False, max_words=200, rows=5)
    readiness = forms.ChoiceField(
        label=_("If it joins: may the other members see what it has in order?"),
        help_text=_("Insurance, safeguarding, policies and their dates. You can change this at any time."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


class JoinAnswerForm(PortalForm):
    """The convener's answer."""

    needed_sometimes = ("message",)
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("admit", _("Yes, it joins")), ("turn_down", _("No, it does not join"))],
        widget=forms.RadioSelect,
    )
    message = WordsField(
        label=_("What do you tell its people?"),
        help_text=_("Needed if you say no."),
        required=False,
        max_words=150,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("answer") == "turn_down" and not found.get("message"):
            self.add_error("message", _("Say why: the organisation reads it"))
        return found


class ReasonForm(PortalForm):
    """Why somebody ends something."""

    reason = WordsField(label=_("Why?"), help_text=_("The other members read this."), max_words=100, rows=3)


class SharesForm(PortalForm):
    """One share for each member, in percent."""

    def __init__(self, *args: Any, members: list[tuple[str, str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ref, name, share in members:
            self.fields[f"share_{ref}"] = forms.DecimalField(
                label=name,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                initial=share,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-4"}),
            )

    def share(self, ref: str) -> Any:
        """What was typed for this member."""
        return self.cleaned_data[f"share_{ref}"]


class PostForm(ChoosingForm):
    """Something wanted or offered."""

    organisation = forms.ChoiceField(label=_("For which organisation?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Do you look for something or offer it?"), choices=PostKind, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What is it, in one line?"), max_length=200)
    detail = WordsField(label=_("What should others know?"), max_words=150, rows=5)
    area = forms.CharField(label=_("Where?"), max_length=100, required=False)
    until_on = DateField3(label=_("Until when?"), required=False)
    alliance = forms.ChoiceField(label=_("Is it for one of your alliances?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: Choices, alliances: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
        if alliances:
            field: Any = self.fields["alliance"]
            field.choices = [("", _("No")), *alliances]
        else:
            del self.fields["alliance"]
