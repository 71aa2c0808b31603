"""The agreement after its signing: hold, approval, countersignature, variations, closing. What people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.alliances.enums import VariationAnswerKind
from portal.alliances.forms.deciding import MemberChoosingForm
from portal.common.forms import PortalForm, WordsField

EXIT_HELP = _(
    "Who tells the people who use the services, and when. Who supports them afterwards. What becomes of staff, rooms, "
    "equipment and money. Who gives data back or destroys it. How you keep what you learned."
    " Leave it empty to have none."
)


class HoldForm(PortalForm):
    """Why the agreement is put on hold."""

    reason = WordsField(label=_("Why?"), help_text=_("All members read it."), max_words=150, rows=4)


class LiftForm(PortalForm):
    """What settled the doubt."""

    reason = WordsField(label=_("What settled it?"), help_text=_("All members read it."), max_words=150, rows=4)


class ConfirmTextForm(PortalForm):
    """An act on exactly the text that was read."""

    text_hash = forms.CharField(widget=forms.HiddenInput)


class ApproveForm(ConfirmTextForm):
    """A member has checked."""

    confirmed = forms.BooleanField(label=_("I have read the text and looked at who signed it"))


class CountersignForm(ConfirmTextForm):
    """The last signature."""

    confirmed = forms.BooleanField(label=_("I have read this text and may sign for this organisation"))


class ExitPlanForm(PortalForm):
    """How the work ends, as a part of the agreement."""

    exit_plan = WordsField(
        label=_("How does your work together end?"), help_text=EXIT_HELP, required=False, max_words=2000, rows=16
    )


class VariationForm(PortalForm):
    """What a variation is about."""

    title = forms.CharField(label=_("What do you want to change, in one line?"), max_length=200)
    reason = WordsField(label=_("Why?"), max_words=200, rows=4)


class VariationTextForm(PortalForm):
    """The new wording."""

    text = WordsField(
        label=_("The whole text, as it would be"),
        help_text=_("It begins with the text in force. Change what should change; the members see the difference."),
        rows=25,
    )


class VariationAnswerForm(MemberChoosingForm):
    """A member's answer to a variation."""

    needed_sometimes = ("reason",)
    member = forms.ChoiceField(label=_("For which member do you answer?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Does it agree to this wording?"),
        choices=[
            (VariationAnswerKind.AGREES.value, _("Yes, I sign this wording for it")),
            (VariationAnswerKind.REFUSES.value, _("No, it refuses")),
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(label=_("If it refuses, why?"), required=False, max_words=150, rows=4)
    text_hash = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == VariationAnswerKind.REFUSES and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why your organisation refuses"))
        return data


class ClosingReasonForm(PortalForm):
    """Why the work ends."""

    reason = WordsField(label=_("Why does the work end?"), help_text=_("All members read it."), max_words=150, rows=4)


class ClosingPartForm(PortalForm):
    """One part of the closing."""

    text = WordsField(label=_("What came of it?"), max_words=600, rows=10)
