"""For which organisation a service is put into the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.forms import PortalForm
from portal.organisations.models import Organisation


class StartingForm(PortalForm):
    """One question, asked although there may be one answer: it says in whose name one writes."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("Who runs it?"),
        empty_label=None,
        to_field_name="ref",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
