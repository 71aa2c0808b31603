"""Forms about awards, letters, notices and representations. They clean; services save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.common.forms import DateField3, DateTimeField4, PortalForm, WordsField
from portal.organisations.models import Organisation
from portal.tenders.enums import FurtherDecisionKind
from portal.tenders.forms.pack import offer
from portal.tenders.services.notice import Official


class RecommendForm(PortalForm):
    """Why this bid; where it is weaker; what is published about interests."""

    label_size = "m"
    bid = forms.ChoiceField(
        label=gettext_lazy("Which bid did the panel's interview choose?"), widget=forms.RadioSelect, choices=[]
    )
    reasons = WordsField(
        label=gettext_lazy("Why this bid?"),
        help_text=gettext_lazy(
            "Every bidder and the public read this. Speak of the winning bid only, and name no other bidder."
        ),
        max_words=500,
        rows=8,
    )
    weaker_points = WordsField(
        label=gettext_lazy("Where is it weaker?"),
        help_text=gettext_lazy("The approver reads this; it is not published."),
        max_words=300,
        required=False,
    )
    conflicts_summary = WordsField(
        label=gettext_lazy("Conflicts of interest, and how each was managed"),
        help_text=gettext_lazy(
            "Taken from the declarations and the conflicts assessment. It is published with the notice, by part and "
            "never by name. If there are none it says “None declared.”"
        ),
        max_words=500,
    )

    def __init__(self, *args: Any, tied: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tied:
            offer(self, "bid", tied)
        else:
            del self.fields["bid"]


class ApproveForm(PortalForm):
    """What the approver looked at."""

    label_size = "m"
    reason = WordsField(
        label=gettext_lazy("What did you look at, and why do you approve?"),
        help_text=gettext_lazy("It stays on record."),
        max_words=300,
        rows=4,
    )


class ReturnForm(PortalForm):
    """What has to be different."""

    label_size = "m"
    reason = WordsField(
        label=gettext_lazy("What has to be different?"),
        help_text=gettext_lazy("The lead reads it and can write a new recommendation."),
        max_words=300,
        rows=4,
    )


class EndForm(PortalForm):
    """Why an announced decision is not carried out."""

    label_size = "m"
    reason = WordsField(label=gettext_lazy("Why?"), help_text=gettext_lazy("Everybody reads this."), max_words=300)


class PlanForm(PortalForm):
    """The one day from which all dates in the letters are counted."""

    label_size = "m"
    planned_on = DateField3(
        label=gettext_lazy("On which day will the notice be published?"),
        help_text=gettext_lazy("The letters count the standstill from this day. If it slips, they are written again."),
    )


class NoticeForm(PortalForm):
    """What the national platform says about the notice."""

    notice_id = forms.CharField(
        label=gettext_lazy("Number of the official notice"),
        help_text=gettext_lazy("Such as 2027/S 000-012345."),
        max_length=60,
    )
    url = forms.URLField(
        label=gettext_lazy("Its address on the national platform"),
        assume_scheme="https",
        max_length=300,
        error_messages={"invalid": gettext_lazy("Enter the whole address, as it stands in the browser")},
    )
    submitted_at = DateTimeField4(label=gettext_lazy("When was it submitted?"))
    published_on = DateField3(label=gettext_lazy("On which day was it published?"))

    def official(self) -> Official:
        """As the services take it."""
        data = self.cleaned_data
        return Official(data["notice_id"], data["url"], data["submitted_at"], data["published_on"])


class RepresentationForm(PortalForm):
    """In whose name, and what was not followed."""

    label_size = "m"
    organisation = forms.ChoiceField(
        label=gettext_lazy("In the name of which organisation?"), widget=forms.RadioSelect, choices=[]
    )
    text = WordsField(
        label=gettext_lazy("Which rule do you believe was not followed, and how?"),
        help_text=gettext_lazy("The buyer reviews what you write, and answers with its reasons."),
        max_words=2000,
        rows=12,
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [(body.ref, body.name) for body in organisations])
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0].ref


class ReviewForm(PortalForm):
    """What the review found, and what was given."""

    label_size = "m"
    review = WordsField(label=gettext_lazy("What did the review find?"), max_words=1000, rows=8)
    information = WordsField(
        label=gettext_lazy("Which information was the provider given?"),
        help_text=gettext_lazy(
            "Give what was asked for and is on the record, unless it would harm commercial interests or fair "
            "competition."
        ),
        max_words=500,
        required=False,
    )


class FurtherForm(PortalForm):
    """The further decision."""

    label_size = "m"
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect, choices=FurtherDecisionKind
    )
    reasons = WordsField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Told to everybody who made representations and to the intended winner, at once."),
        max_words=1000,
        rows=8,
    )
