"""Forms for answers about one's own life, and for licences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import DateField3
from portal.common.forms import PortalForm
from portal.outcomes.enums import LICENSED, Declined
from portal.outcomes.rules.answers import Item


class QuestionForm(PortalForm):
    """One question, word for word, with its scale and two ways not to answer."""

    is_page_heading = True
    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose an answer. You need not say a number.")}
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.label = item.text
        scale = item.choices or tuple((value, _scale_word(item, value)) for value in item.values)
        field.choices = [*((str(value), word) for value, word in scale), *Declined.choices]

    def as_answer(self) -> dict[str, Any]:
        """What the service takes."""
        chosen = self.cleaned_data["answer"]
        return {"declined": chosen} if chosen in Declined.values else {"value": int(chosen)}


def _scale_word(item: Item, value: int) -> str:
    if value == item.values[0]:
        return f"{value} – {item.lowest}"
    return f"{value} – {item.highest}" if value == item.values[-1] else str(value)


class HandInForm(PortalForm):
    """Whether the answers count in totals that name nobody."""

    is_counted = forms.ChoiceField(
        label=_("May your answers count in totals?"),
        help_text=_("A total names nobody and is never shown for fewer than ten people."),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, count them")), ("no", _("No, they are for me only"))],
    )


class LicenceForm(PortalForm):
    """A licence that the organisation holds."""

    instrument = forms.ChoiceField(
        label=_("Which instrument is it for?"),
        widget=forms.RadioSelect,
        choices=[(code.value, code.label) for code in LICENSED],
    )
    reference = forms.CharField(label=_("Number or date of the licence"), max_length=100)
    valid_from_on = DateField3(label=_("First day"))
    valid_to_on = DateField3(label=_("Last day, if it has one"), required=False)
