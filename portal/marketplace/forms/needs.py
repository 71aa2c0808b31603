from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.forms import DateField3, PortalForm
from portal.marketplace.enums import NeedSource
from portal.organisations.models import Organisation


class NeedForm(PortalForm):
    """What was noticed, where, by whom, how often."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Who noticed it?"), empty_label=None
    )
    title = forms.CharField(
        label=_("What is missing?"),
        max_length=200,
        help_text=_("A few words, such as “Evening support for people in pain”."),
    )
    description = forms.CharField(
        label=_("What do we know about it?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("No names and nothing by which a person could be recognised."),
    )
    source = forms.ChoiceField(label=_("How was it noticed?"), choices=NeedSource, widget=forms.RadioSelect)
    category = forms.CharField(label=_("What kind of support would meet it?"), max_length=100)
    area = forms.CharField(label=_("Where?"), max_length=100, help_text=_("A ward or something larger."))
    people_count = forms.IntegerField(label=_("How many people did you count?"), min_value=1)
    period_from_on = DateField3(label=_("From which day?"))
    period_to_on = DateField3(label=_("To which day?"))
    suggested_response = forms.CharField(
        label=_("What could be done?"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(self, *args: object, organisations: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """The period runs forwards."""
        data = super().clean() or {}
        begins, ends = data.get("period_from_on"), data.get("period_to_on")
        if begins and ends and ends < begins:
            self.add_error("period_to_on", _("The last day must be after the first."))
        return data


class EvidenceForm(PortalForm):
    """A published source."""

    title = forms.CharField(label=_("What is it called?"), max_length=300)
    publisher = forms.CharField(label=_("Who published it?"), max_length=200)
    url = forms.CharField(
        label=_("Where does it stand?"), max_length=500, required=False, help_text=_("A web address, if it has one.")
    )
    licence = forms.CharField(
        label=_("Under which licence?"), max_length=100, help_text=_("Such as “Open Government Licence v3.0”.")
    )
    excerpt = forms.CharField(
        label=_("What does it say about this need?"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
