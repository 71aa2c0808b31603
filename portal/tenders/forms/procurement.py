"""Lots, questions, team, deadline, interest and clarifications: what people type. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.forms import DateTimeField4, PortalForm, PoundsField, WordsField
from portal.tenders.enums import EvaluatorGroup, KeyCriterion, QuestionKind, Regime, TeamRole
from portal.tenders.forms.pack import YES_NO, offer, percent_field
from portal.tenders.models import Procurement
from portal.tenders.selectors.procurement import outcomes_of


class DraftForm(PortalForm):
    """From which agreed text a tender is drafted."""

    is_page_heading = True
    specification = forms.ChoiceField(
        label=gettext_lazy("Which agreed specification is the tender for?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "specification", choices)


class LotForm(PortalForm):
    """A part that is awarded by itself."""

    title = forms.CharField(label=gettext_lazy("What is this lot called?"), max_length=200)
    description = WordsField(label=gettext_lazy("What does it cover?"), required=False, max_words=150, rows=3)
    value_pence = PoundsField(label=gettext_lazy("What is it worth?"), required=False, min_pence=100)


class QuestionForm(PortalForm):
    """What bidders are asked, and how it is judged."""

    title = forms.CharField(label=gettext_lazy("What is the question about?"), max_length=200)
    text = WordsField(label=gettext_lazy("What do you ask?"), max_words=400)
    plain_text = WordsField(
        label=gettext_lazy("The same in plain words"),
        help_text=gettext_lazy("For people who read this as residents or as lived-experience evaluators."),
        required=False,
        max_words=200,
        rows=3,
    )
    kind = forms.ChoiceField(label=gettext_lazy("How is it judged?"), choices=QuestionKind, widget=forms.RadioSelect)
    weight = percent_field(
        gettext_lazy("What weight has it, in percent?"), gettext_lazy("For scored questions only."), required=False
    )
    word_limit = forms.IntegerField(
        label=gettext_lazy("At most how many words?"),
        min_value=50,
        max_value=5000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
    )
    minimum_score = forms.DecimalField(
        label=gettext_lazy("Which score must it reach at least?"),
        help_text=gettext_lazy("A bid below it is out. Leave it empty if there is none."),
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-3"}),
    )
    evaluator_group = forms.ChoiceField(
        label=gettext_lazy("Who scores it?"), choices=EvaluatorGroup, widget=forms.RadioSelect
    )
    key_criterion = forms.ChoiceField(label=gettext_lazy("Which key criterion is it about?"), required=False)
    lot = forms.ChoiceField(label=gettext_lazy("For which lot?"), required=False)
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Which outcomes is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    allows_files = forms.ChoiceField(
        label=gettext_lazy("Can files be attached?"), choices=YES_NO, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, procurement: Procurement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.procurement = procurement
        self._outcomes = {str(outcome.position): outcome for outcome in outcomes_of(procurement)}
        self._lots = {str(lot.number): lot for lot in procurement.lots.order_by("number")}
        offer(self, "outcomes", [(key, outcome.statement) for key, outcome in self._outcomes.items()])
        offer(self, "lot", [("", _("Every lot")), *((key, str(lot)) for key, lot in self._lots.items())])
        criteria = [(code, label) for code, label in KeyCriterion.choices]
        offer(self, "key_criterion", [("", _("None of them")), *criteria])
        if procurement.regime != Regime.PSR:
            del self.fields["key_criterion"]
        if len(self._lots) < 2:
            del self.fields["lot"]
        if not self._outcomes:
            del self.fields["outcomes"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == QuestionKind.SCORED and not found.get("weight") and "weight" not in self.errors:
            self.add_error("weight", _("A scored question needs a weight"))
        highest = self.procurement.scale.get("max", 5)
        if found.get("minimum_score") is not None and found["minimum_score"] > highest:
            self.add_error("minimum_score", _("The scale ends at %(max)s") % {"max": highest})
        return found

    def values(self) -> dict[str, Any]:
        """As `question_save` takes them."""
        found = dict(self.cleaned_data)
        if found["kind"] != QuestionKind.SCORED:
            found["weight"], found["minimum_score"] = 0, None
        found["allows_files"] = found["allows_files"] == "yes"
        found["lot"] = self._lots.get(found.get("lot") or "")
        found["outcomes"] = [self._outcomes[key] for key in found.get("outcomes", [])]
        return found


class TeamForm(PortalForm):
    """Who does what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("They need an account with a confirmed address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("What is their part?"), choices=TeamRole, widget=forms.RadioSelect)
    supporter = forms.CharField(
        label=gettext_lazy("Who supports them?"),
        help_text=gettext_lazy("For lived-experience evaluators: a person to turn to."),
        required=False,
        max_length=120,
    )


class ConflictForm(PortalForm):
    """A conflict that the portal cannot know of."""

    who = forms.CharField(label=gettext_lazy("Whose interest is it?"), max_length=200)
    what = WordsField(label=gettext_lazy("What is the interest?"), max_words=150, rows=3)
    handling = WordsField(label=gettext_lazy("How is it dealt with?"), max_words=150, rows=3)


class ExtendForm(PortalForm):
    """A later deadline, and why."""

    label_size = "m"
    deadline_at = DateTimeField4(label=gettext_lazy("When do bids close now?"), is_future=True)
    reason = WordsField(
        label=gettext_lazy("Why does the deadline move?"),
        help_text=gettext_lazy("Everybody reads this."),
        max_words=150,
        rows=4,
    )


class ReasonForm(PortalForm):
    """Why a procurement ends without an award."""

    label_size = "m"
    reason = WordsField(
        label=gettext_lazy("Why is it abandoned?"), help_text=gettext_lazy("Everybody reads this."), max_words=300
    )


class OrganisationForm(PortalForm):
    """In whose name, when a person bids for more than one organisation."""

    organisation = forms.ChoiceField(label=gettext_lazy("In the name of which organisation?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)
        if len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0][0]


class AskForm(OrganisationForm):
    """A question about the tender."""

    needed_sometimes = ("claim",)
    label_size = "m"
    lot = forms.ChoiceField(label=gettext_lazy("About which lot?"), required=False)
    text = WordsField(
        label=gettext_lazy("What do you want to know?"),
        help_text=gettext_lazy(
            "Everybody will read the question and the answer; nobody learns who asked. "
            "Leave out names and what would give you away."
        ),
        max_words=300,
    )
    confidential = forms.ChoiceField(
        label=gettext_lazy("Does the question itself hold a commercial confidence of yours?"),
        help_text=gettext_lazy(
            "Answers go to everyone. Only if you say yes and the buyer agrees is the answer for you alone."
        ),
        choices=[("no", gettext_lazy("No, answer it to everyone")), ("yes", gettext_lazy("Yes, I ask in confidence"))],
        widget=forms.RadioSelect,
        initial="no",
        required=False,
    )
    claim = WordsField(
        label=gettext_lazy("If yes: what would be given away?"),
        help_text=gettext_lazy("The buyer reads it, without knowing who you are."),
        required=False,
        max_words=100,
        rows=3,
    )
    field_order = ["organisation", "lot", "text", "confidential", "claim"]

    def __init__(self, *args: Any, lots: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lot", [("", _("The whole tender")), *lots])
        if len(lots) < 2:
            del self.fields["lot"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("confidential") == "yes" and not found.get("claim"):
            self.add_error("claim", _("Say what the answer would give away if everyone read it"))
        return found

    def why_confidential(self) -> str:
        """Why the answer should go to the asker alone; empty when it need not."""
        return str(self.cleaned_data["claim"]) if self.cleaned_data.get("confidential") == "yes" else ""


class ConfidentialForm(PortalForm):
    """Whether a question asked in confidence is confidential, why, and the answer if it is."""

    needed_sometimes = ("answer",)
    label_size = "m"
    is_confidential = forms.ChoiceField(
        label=gettext_lazy("Is this question confidential?"),
        choices=[
            ("yes", gettext_lazy("Yes, answer the asker alone")),
            ("no", gettext_lazy("No, ask whether it can be answered to everyone")),
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("It stays on record. If you say no, the asker reads it."),
        max_words=200,
        rows=4,
    )
    answer = WordsField(
        label=gettext_lazy("If yes: your answer"),
        help_text=gettext_lazy("Nothing that would help other bidders too: that belongs into an answer to everyone."),
        required=False,
        max_words=500,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("is_confidential") == "yes" and not found.get("answer"):
            self.add_error("answer", _("Write the answer"))
        return found


class AnswerForm(PortalForm):
    """The answer, and the question as everybody will read it."""

    label_size = "m"
    text_published = WordsField(
        label=gettext_lazy("The question as everyone will read it"),
        help_text=gettext_lazy("Change what could give away who asked."),
        max_words=300,
        rows=4,
    )
    answer = WordsField(label=gettext_lazy("Your answer"), max_words=500)
    amends = forms.ChoiceField(
        label=gettext_lazy("Does the answer change what a document says?"), choices=YES_NO, widget=forms.RadioSelect
    )
