from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.codesign.enums import FormatKind
from portal.common.forms import PortalForm, UploadField, WordsField

NAMED = (FormatKind.LANGUAGE, FormatKind.OTHER)


class FormatAskForm(PortalForm):
    """In which form somebody needs the text. Never why."""

    kind = forms.ChoiceField(
        label=_("In which form do you need it?"),
        help_text=_("We ask what you need, never why."),
        choices=FormatKind,
        widget=forms.RadioSelect,
    )
    language = forms.CharField(label=_("Which language, or which other form?"), max_length=100, required=False)
    note = WordsField(
        label=_("What should those who make it know?"),
        help_text=_("Such as the size of the print, or that you need it by post. Only those who make it read this."),
        required=False,
        max_words=50,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Another language or form has a name."""
        found = super().clean() or {}
        if found.get("kind") in NAMED and not found.get("language"):
            self.add_error("language", _("Write which language or which form you need."))
        return found


class FormatDeliverForm(PortalForm):
    """It is there: the file, or how to get it."""

    needed_sometimes = ("how_to_get",)
    file = UploadField(label=_("The file"), required=False, endings=["pdf", "docx", "odt", "mp3", "mp4"])
    how_to_get = forms.CharField(
        label=_("How else can people get it?"),
        help_text=_("Such as “By post: ring 01632 960 100”. Needed when there is no file, as for Braille."),
        max_length=300,
        required=False,
    )
    checked_by = forms.CharField(
        label=_("Who tried it out?"),
        help_text=_("People who need this form, such as “Six members of the Easton learning disability group”."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: object, is_easy_read: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked_by"].required = is_easy_read

    def clean(self) -> dict[str, Any]:
        """One of both says how people get it."""
        found = super().clean() or {}
        if not self.errors and not found.get("file") and not found.get("how_to_get"):
            self.add_error("file", _("Add the file, or say below how people get it."))
        return found


class FormatDeclineForm(PortalForm):
    """Why it cannot be made."""

    reason = WordsField(
        label=_("Why can it not be made, and how else can these people take part?"),
        help_text=_("Everybody reads this, and those who asked are told."),
        max_words=150,
        rows=4,
    )
