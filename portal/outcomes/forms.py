"""Forms for outcomes and their measures. One short page for each part."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import DateField3, UploadField, WordsField
from portal.common.forms import PortalForm
from portal.outcomes.enums import LICENSED, Direction, Instrument, MeasureKind, Reporter, Statistic
from portal.outcomes.instruments import READY

EVIDENCE_ENDINGS = ("pdf", "csv", "xlsx", "docx", "png", "jpg", "jpeg")


class OutcomeForm(PortalForm):
    statement = forms.CharField(
        label=_("What should change in people's lives?"),
        max_length=200,
        help_text=_("As a person would say it, like: “I have people I can rely on”."),
    )
    description = WordsField(label=_("What do people mean by it?"), required=False, max_words=200, rows=4)


class InstrumentForm(PortalForm):
    is_page_heading = True
    choice_hints = {"instrument": {code: ready.about for code, ready in READY.items()}}
    instrument = forms.ChoiceField(label=_("How will you see the change?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, licensed: Collection[str] = (), **kwargs: Any) -> None:
        """`licensed`: the instruments of others that the organisation may use."""
        super().__init__(*args, **kwargs)
        field = self.fields["instrument"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(code.value, code.label) for code in Instrument if code not in LICENSED or code in licensed]


class WhatForm(PortalForm):
    title = forms.CharField(
        label=_("What would show it?"),
        max_length=200,
        help_text=_("In a sentence, like: “People come closer to their own goals”."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of figure is it?"), widget=forms.RadioSelect, choices=MeasureKind.choices
    )


class MeasureForm(PortalForm):
    statistic = forms.ChoiceField(label=_("How do answers become one figure?"), choices=Statistic.choices)
    direction = forms.ChoiceField(label=_("Which way is better?"), widget=forms.RadioSelect, choices=Direction.choices)
    reporter = forms.ChoiceField(label=_("Who answers?"), widget=forms.RadioSelect, choices=Reporter.choices)


class PeopleForm(PortalForm):
    population = forms.CharField(label=_("Who is asked?"), max_length=200)
    collection_points = forms.CharField(label=_("When?"), max_length=200)
    min_n = forms.IntegerField(
        label=_("How many people must have answered, both times, before the figure counts?"),
        min_value=1,
        help_text=_("30 or more for a claim that money follows."),
    )


class NumbersForm(PortalForm):
    baseline = forms.DecimalField(label=_("Where do things stand at the start?"), max_digits=12, decimal_places=2)
    baseline_source = forms.CharField(label=_("Where does that figure come from?"), max_length=200)
    floor = forms.DecimalField(
        label=_("From which figure is anything paid? (the floor)"),
        max_digits=12,
        decimal_places=2,
        help_text=_("The start, or better."),
    )
    target = forms.DecimalField(
        label=_("At which figure is everything paid? (the target)"), max_digits=12, decimal_places=2
    )


class WeightForm(PortalForm):
    payment_weight = forms.DecimalField(
        label=_("Which share of the money paid for outcomes hangs on it, in per cent?"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("All shares together make 100. Write 0 if it is only there to learn from."),
    )


PARTS: dict[str, tuple[Any, type[PortalForm]]] = {
    "what": (_("What shows it"), WhatForm),
    "measure": (_("How it is measured"), MeasureForm),
    "people": (_("Who is asked, and when"), PeopleForm),
    "numbers": (_("Start, floor and target"), NumbersForm),
    "weight": (_("Share of the payment"), WeightForm),
}


class ObservationForm(PortalForm):
    """One result of one measure. The caller fills `may`, indicator and contract."""

    period_from_on = DateField3(label=_("First day of the period"))
    period_to_on = DateField3(label=_("Last day of the period"))
    people_started = forms.IntegerField(label=_("How many people were asked at the start?"), min_value=1)
    people_measured = forms.IntegerField(label=_("How many of them answered both times?"), min_value=0)
    value = forms.DecimalField(label=_("What was found?"), max_digits=12, decimal_places=2)
    evidence = WordsField(
        label=_("How was it measured, and what should a reader know?"),
        help_text=_("No names and nothing that shows who one person is."),
        max_words=500,
        rows=6,
    )
    evidence_file = UploadField(label=_("Result sheet, without names"), required=False, endings=EVIDENCE_ENDINGS)

    def clean(self) -> dict[str, Any]:
        """The period has an order, and nobody answers twice who did not begin."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("period_from_on"), cleaned.get("period_to_on")
        if first and last and last < first:
            self.add_error("period_to_on", _("The last day comes before the first"))
        started, measured = cleaned.get("people_started"), cleaned.get("people_measured")
        if started is not None and measured is not None and measured > started:
            self.add_error("people_measured", _("This is more than were asked at the start"))
        return cleaned
