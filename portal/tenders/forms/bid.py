"""What bidders type. Nothing is saved here, and nothing that was typed is lost for being wrong."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.fields import count_words
from portal.common.forms import PortalForm, PoundsField, UploadField, WordsField
from portal.tenders.forms.pack import offer
from portal.tenders.models import Question
from portal.tenders.rules.bid import DECLARATIONS
from portal.tenders.selectors.bid_start import Bidder
from portal.tenders.selectors.bid_tasks import price_text
from portal.tenders.services.bid_files import ENDINGS

DECLARATION_TEXTS = {
    "registered": gettext_lazy(
        "Every member is registered as a supplier on the national platform, and its entry is right"
    ),
    "exclusion": gettext_lazy("No ground for exclusion applies to any member, or we say below which one does"),
    "alone": gettext_lazy("We made this bid without agreeing anything about it with another bidder"),
    "interests": gettext_lazy("Nobody who works on this tender for the buyer would gain from it, or we say below who"),
    "true": gettext_lazy("Everything in this bid is true as far as each member knows"),
}
WHOLE_BID = "bid"


class StartForm(PortalForm):
    """For which lot, and in whose name."""

    lot = forms.ChoiceField(label=gettext_lazy("Which lot do you bid for?"), widget=forms.RadioSelect)
    bidder = forms.ChoiceField(label=gettext_lazy("Who bids?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, lots: list[Any], bidders: list[Bidder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice_hints = {"bidder": {bidder.key: bidder.hint for bidder in bidders}}
        offer(self, "lot", [(str(each.number), str(each)) for each in lots])
        offer(self, "bidder", [(each.key, each.name) for each in bidders])
        lot = self.fields["lot"]
        if len(lots) == 1:
            lot.widget, lot.initial = forms.HiddenInput(), str(lots[0].number)
        if len(bidders) == 1:
            self.initial.setdefault("bidder", bidders[0].key)


class SeenForm(PortalForm):
    """Carries which text its writer had before them, so that nobody overwrites another unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def now_seen(self, seen: str) -> None:
        """What the writer has before them now."""
        data: Any = self.data
        self.data = data.copy()
        cast(Any, self.data)["seen"] = seen


class AnswerForm(SeenForm):
    """One answer."""

    label_size = "m"
    text = WordsField(label=gettext_lazy("Your answer"), rows=18)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(WordsField, self.fields["text"])
        field.max_words = question.word_limit
        if question.kind == "information":
            field.required = False

    @property
    def word_count(self) -> int:
        """Words of what was typed, or of what is kept."""
        return count_words(str(self["text"].value() or ""))


class PriceForm(SeenForm):
    """The price of the lot over the whole contract."""

    pence = PoundsField(
        label=gettext_lazy("What is your price for this lot?"),
        help_text=gettext_lazy("With VAT, all years, everything that the specification asks for. Like 1,438,600"),
        min_pence=1,
    )


class EnvelopeForm(SeenForm):
    """The buyer has fixed the price; quality alone decides."""

    accept = forms.BooleanField(label="")

    def __init__(self, *args: Any, envelope_pence: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("We do all that the specification asks for at the fixed price of %(price)s")
        self["accept"].label = label % {"price": price_text(envelope_pence)}
        self.fields["accept"].error_messages["required"] = _("Tick the box to bid: the price is fixed by the buyer")


class DeclarationsForm(SeenForm):
    """What all members declare."""

    confirmed = forms.MultipleChoiceField(
        label=gettext_lazy("What do you declare for all members?"),
        choices=[(name, DECLARATION_TEXTS[name]) for name in DECLARATIONS],
        widget=forms.CheckboxSelectMultiple,
    )
    details = WordsField(
        label=gettext_lazy("What does the buyer need to know about it?"),
        help_text=gettext_lazy(
            "For example an old conviction and what was done since, or a family tie to a member of staff."
        ),
        required=False,
        max_words=500,
        rows=5,
    )

    def clean_confirmed(self) -> list[str]:
        """Every declaration has to be confirmed before the bid can be signed."""
        confirmed: list[str] = self.cleaned_data["confirmed"]
        missing = [str(DECLARATION_TEXTS[name]) for name in DECLARATIONS if name not in confirmed]
        if missing:
            raise forms.ValidationError(
                _("Every declaration has to be confirmed before the bid can be signed. Not confirmed: %(missing)s.")
                % {"missing": "; ".join(missing)}
            )
        return confirmed


class FileForm(PortalForm):
    """A file, and what it belongs to."""

    file = UploadField(label=gettext_lazy("Which file do you add?"), endings=ENDINGS)
    about = forms.ChoiceField(label=gettext_lazy("What does it belong to?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        taking = [(str(question.number), str(question)) for question in questions if question.allows_files]
        offer(self, "about", [(WHOLE_BID, _("The whole bid")), *taking])
        about.initial = WHOLE_BID
        if not taking:
            about.widget = forms.HiddenInput()

    @property
    def question_number(self) -> int | None:
        """The question that the file belongs to."""
        about = self.cleaned_data["about"]
        return None if about == WHOLE_BID else int(about)


class PackageForm(PortalForm):
    """Carries the fingerprint that was read, so that nothing else is sent."""

    package_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SignForm(PackageForm):
    """In whose name, and the word that binds it."""

    organisation = forms.ChoiceField(label=gettext_lazy("For which member do you sign?"), widget=forms.RadioSelect)
    is_authorised = forms.BooleanField(
        label=gettext_lazy("I have read this version, and I may bind the member I sign for")
    )

    def __init__(self, *args: Any, organisations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [(each.ref, each.name) for each in organisations])
        field = self.fields["organisation"]
        if len(organisations) == 1:
            field.widget, field.initial = forms.HiddenInput(), organisations[0].ref
            label = _("I have read this version, and I may bind %(name)s")
            self["is_authorised"].label = label % {"name": organisations[0].name}
