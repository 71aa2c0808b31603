"""Questions about a person's budget, in easy words. They clean; services save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.budgets.enums import (
    AuthorityKind,
    BudgetKind,
    BudgetRole,
    Category,
    CheckKey,
    DecisionKind,
    FunderKind,
    GrantAct,
    HoldingMode,
    PaidInto,
    PlanPart,
    Relation,
    RightBasis,
)
from portal.common.clock import today
from portal.common.fields import DateField3, PoundsField, UploadField, WordsField
from portal.common.forms import PortalForm

Choices = Sequence[tuple[str, Any]]
NHS_BASES = [(str(each.value), each.label) for each in RightBasis if each != RightBasis.CARE_ACT]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class OfferingForm(PortalForm):
    """A form whose choices come from the view."""

    def offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
        field.choices = list(choices)


class AskForm(OfferingForm):
    organisation = forms.ChoiceField(label=_("Whom do you want to ask?"), widget=forms.RadioSelect)
    words = WordsField(
        label=_("What would you like us to know?"),
        help_text=_("A few words are enough. You can leave it empty."),
        required=False,
        max_words=150,
        rows=4,
    )

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisation", organisations)


class PersonPartForm(OfferingForm):
    email = forms.EmailField(label=_("E-mail address of the person's account"))
    role = forms.ChoiceField(label=_("Which part will they have?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why do they need it?"), max_length=300, help_text=_("The person whose budget it is can read this.")
    )
    ties = forms.CharField(
        label=_("Which providers are they tied to?"),
        help_text=_("A broker or link worker says this before they begin. Write “none” if there are none."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, roles: Sequence[BudgetRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", [(str(role.value), role.label) for role in roles])

    def clean(self) -> dict[str, Any]:
        """Brokers and link workers declare their ties."""
        cleaned = super().clean() or {}
        is_helper = cleaned.get("role") in (BudgetRole.BROKER, BudgetRole.LINK_WORKER)
        if is_helper and not cleaned.get("ties", "").strip():
            self.add_error("ties", _("Say which providers they are tied to, or “none”"))
        return cleaned


class EligibilityForm(OfferingForm):
    decision = forms.ChoiceField(label=_("Can this person have a budget?"), widget=forms.RadioSelect, choices=YES_NO)
    kind = forms.ChoiceField(
        label=_("For how long?"), widget=forms.RadioSelect, choices=BudgetKind.choices, required=False
    )
    nhs_basis = forms.ChoiceField(label=_("NHS money: on which ground?"), required=False)
    nhs_organisation = forms.ChoiceField(label=_("Which NHS body pays?"), required=False)
    council_organisation = forms.ChoiceField(label=_("Which council pays?"), required=False)
    is_excluded = forms.BooleanField(label=_("The law excludes this person from direct payments"), required=False)
    reasons = WordsField(
        label=_("If not: your reasons"),
        help_text=_("The person gets them in writing, and can ask to have it looked at again."),
        required=False,
        max_words=300,
        rows=4,
    )

    def __init__(self, *args: Any, nhs: Choices, councils: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("No money from there"))]
        self.offer("nhs_basis", [*none, *NHS_BASES])
        self.offer("nhs_organisation", [*none, *nhs])
        self.offer("council_organisation", [*none, *councils])

    def clean(self) -> dict[str, Any]:
        """A yes needs money from somewhere, a no its reasons."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "no" and not cleaned.get("reasons", "").strip():
            self.add_error("reasons", _("Say why, so that the person can answer"))
        if cleaned.get("decision") == "yes":
            if not cleaned.get("kind"):
                self.add_error("kind", _("Choose for how long"))
            if bool(cleaned.get("nhs_basis")) != bool(cleaned.get("nhs_organisation")):
                self.add_error("nhs_basis", _("NHS money needs both a ground and a body that pays"))
            if not cleaned.get("nhs_basis") and not cleaned.get("council_organisation"):
                self.add_error("council_organisation", _("Say who pays"))
        return cleaned


class NeedsForm(PortalForm):
    needs = WordsField(
        label=_("What does the person need?"),
        help_text=_("As far as it decides the amount. The person reads it."),
        max_words=400,
        rows=6,
    )


class AmountForm(PortalForm):
    """The amount of each funder; the fields follow from who pays."""

    starts_on = DateField3(label=_("From which day?"))
    ends_on = DateField3(label=_("Until which day?"))

    def __init__(self, *args: Any, parts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            who = {"name": part.organisation.name}
            self.fields[f"pence_{part.number}"] = PoundsField(
                label=_("How much comes from %(name)s?") % who, min_pence=1
            )
            if part.funder_kind == FunderKind.COUNCIL:
                self.fields[f"contribution_{part.number}"] = PoundsField(
                    label=_("How much does the person add?"), required=False
                )
            self.fields[f"carried_{part.number}"] = PoundsField(
                label=_("How much is carried over from before, from %(name)s?") % who, required=False
            )


class AmountChangeForm(PortalForm):
    pence = PoundsField(label=_("What is the amount now?"), min_pence=1)
    reason = WordsField(
        label=_("What made the difference?"),
        help_text=_("The person reads this beside both amounts. Use easy words."),
        max_words=150,
        rows=4,
    )


class SectionForm(PortalForm):
    is_page_heading = True
    text = WordsField(label="", required=False, max_words=500, rows=8)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint


class GoalForm(PortalForm):
    is_page_heading = True
    words = forms.CharField(
        label=_("What do you want?"),
        help_text=_("In your own words. For example: I want to cook my own tea."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProgressForm(OfferingForm):
    score = forms.ChoiceField(
        label=_("How far are you, from 0 to 10?"),
        help_text=_("0 is not at all. 10 is: I am there."),
        widget=forms.RadioSelect,
        choices=[(str(number), str(number)) for number in range(11)],
    )
    note = forms.CharField(label=_("What is different now?"), max_length=300, required=False)


class LineForm(OfferingForm):
    name = forms.CharField(label=_("What is it?"), max_length=120)
    category = forms.ChoiceField(label=_("What kind of thing is it?"))
    part = forms.ChoiceField(label=_("Whose money pays for it?"), widget=forms.RadioSelect)
    planned_pence = PoundsField(label=_("What does it cost in the whole time of the plan?"), min_pence=1)
    details = forms.CharField(
        label=_("When is it, and how often?"),
        help_text=_("For example: Tuesdays at 10:30, £22 each time."),
        max_length=300,
        required=False,
    )
    goal = forms.ChoiceField(label=_("Which goal is it for?"), required=False)
    provider_name = forms.CharField(label=_("Who does it?"), max_length=200, required=False)
    relation = forms.ChoiceField(label=_("Who is it to you?"), choices=[("", _("Choose one")), *Relation.choices])
    same_home = forms.BooleanField(label=_("We live in the same home"), required=False)
    is_for_plan_service = forms.BooleanField(label=_("I owe this for something that is in my plan"), required=False)
    field_order = ["name", "category", "relation", "same_home", "is_for_plan_service"]

    def __init__(self, *args: Any, parts: Choices, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", [("", _("Choose one")), *Category.choices])
        self.offer("part", parts)
        self.offer("goal", [("", _("To keep it all going")), *goals])
        # What only few need is asked once it is known that it matters.
        chosen = self.data.get("category", "")
        if chosen != Category.FAMILY:
            del self.fields["relation"], self.fields["same_home"]
        if chosen != Category.DEBT:
            del self.fields["is_for_plan_service"]
        if len(parts) == 1:
            self.fields["part"].initial = parts[0][0]
            self.fields["part"].widget = forms.HiddenInput()


class LineChangeForm(OfferingForm):
    planned_pence = PoundsField(label=_("What does it cost in the whole time of the plan?"), min_pence=1)
    details = forms.CharField(label=_("When is it, and how often?"), max_length=300, required=False)
    goal = forms.ChoiceField(label=_("Which goal is it for?"), required=False)

    def __init__(self, *args: Any, goals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("goal", [("", _("To keep it all going")), *goals])


class TimeForm(PortalForm):
    weekday = forms.ChoiceField(
        label=_("On which day?"),
        choices=[
            ("0", _("Monday")),
            ("1", _("Tuesday")),
            ("2", _("Wednesday")),
            ("3", _("Thursday")),
            ("4", _("Friday")),
            ("5", _("Saturday")),
            ("6", _("Sunday")),
        ],
    )
    from_time = forms.TimeField(label=_("From when?"), help_text=_("For example 10:30"), input_formats=["%H:%M"])
    to_time = forms.TimeField(label=_("Until when?"), required=False, input_formats=["%H:%M"])
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)


class HoldingForm(PortalForm):
    direct = PoundsField(
        label=_("Paid to you"), required=False, help_text=_("You buy things yourself and keep the receipts.")
    )
    paid_into = forms.ChoiceField(
        label=_("Into which account?"), required=False, choices=[("", _("Choose one")), *PaidInto.choices]
    )
    third_party = PoundsField(
        label=_("Held by an organisation that you choose"),
        required=False,
        help_text=_("They buy with you, and show you each month what is left."),
    )
    holder_name = forms.CharField(label=_("Which organisation?"), max_length=200, required=False)
    notional = PoundsField(
        label=_("Held by us"), required=False, help_text=_("We buy what your plan says. You handle no money.")
    )

    def amounts(self) -> dict[HoldingMode, int]:
        """What was typed, by way of holding."""
        return {mode: self.cleaned_data.get(mode.value) or 0 for mode in HoldingMode}


class ChecksForm(PortalForm):
    keys = forms.MultipleChoiceField(
        label=_("What is settled?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=CheckKey.choices,
    )


class SignForm(OfferingForm):
    agreed = forms.MultipleChoiceField(
        label=_("Tick each line that is right"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("needs", _("What is in my plan can meet my needs.")),
            ("cost", _("The money is enough for all of it.")),
            ("review", _("I know that we talk about it again, and that things can change then.")),
        ],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_agreed(self) -> list[str]:
        """All three (SI 2013/1617 reg 8(7))."""
        ticked: list[str] = self.cleaned_data["agreed"]
        if len(ticked) < 3:
            raise forms.ValidationError(_("Tick all three lines, or talk to us first"))
        return ticked


class SpendForm(PortalForm):
    amount_pence = PoundsField(label=_("How much was it?"), min_pence=1)
    spent_on = DateField3(label=_("On which day?"))
    what = forms.CharField(label=_("What was it for?"), max_length=200)
    receipt = UploadField(
        label=_("Photo or file of the receipt"), required=False, endings=["pdf", "png", "jpg", "jpeg"]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["spent_on"]
        assert isinstance(field, DateField3)  # noqa: S101 - declared above
        field.latest = today()


class ReceiptForm(PortalForm):
    is_page_heading = True
    receipt = UploadField(label=_("Photo or file of the receipt"), endings=["pdf", "png", "jpg", "jpeg"])


class PaymentInForm(OfferingForm):
    mode = forms.ChoiceField(label=_("Which part of the money was paid?"), widget=forms.RadioSelect)
    amount_pence = PoundsField(label=_("How much is due?"), min_pence=1)
    paid_on = DateField3(label=_("On which day was it paid?"))
    items = forms.IntegerField(
        label=_("For how many things, if it is a single payment?"), required=False, min_value=0, max_value=99
    )
    set_off_pence = PoundsField(label=_("How much unused money counts towards it?"), required=False)
    set_off_reason = forms.CharField(label=_("Why does unused money count?"), required=False, max_length=300)

    def __init__(self, *args: Any, modes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("mode", modes)
        self.fields["mode"].initial = modes[0][0] if modes else ""
        field = self.fields["paid_on"]
        assert isinstance(field, DateField3)  # noqa: S101 - declared above
        field.latest = today()


class WordsForm(PortalForm):
    """One question in words; the view says which."""

    is_page_heading = True
    words = WordsField(label="", max_words=300, rows=5)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].help_text = hint


class VerdictForm(OfferingForm):
    """Yes or no with its reason."""

    verdict = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    reason = WordsField(label=_("Your reason"), max_words=300, rows=4, required=False)

    def __init__(
        self, *args: Any, yes: str, no: str, reason_label: str = "", needs_reason: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("verdict", [("yes", yes), ("no", no)])
        self.needs_reason = needs_reason
        if reason_label:
            self.fields["reason"].label = reason_label

    def clean(self) -> dict[str, Any]:
        """A no always has its reason."""
        cleaned = super().clean() or {}
        wanted = self.needs_reason or cleaned.get("verdict") == "no"
        if wanted and not cleaned.get("reason", "").strip() and cleaned.get("verdict"):
            self.add_error("reason", _("Say why"))
        return cleaned


class CircleForm(PortalForm):
    choice_hints = {
        "parts": {
            PlanPart.NARRATIVE.value: "Who I am, what I need, what could go wrong",
            PlanPart.OUTCOMES.value: "My goals, and how far I am",
            PlanPart.MONEY.value: "What I have, what I spend, my receipts",
            PlanPart.LOGISTICS.value: "My week: what, when and where",
        }
    }
    called = forms.CharField(
        label=_("Who is it?"), help_text=_("As you would say it. For example: Joy, my sister."), max_length=100
    )
    email = forms.EmailField(label=_("Their e-mail address"))
    parts = forms.MultipleChoiceField(
        label=_("What can they see?"), widget=forms.CheckboxSelectMultiple, choices=PlanPart.choices
    )
    acts = forms.MultipleChoiceField(
        label=_("What can they do, besides looking?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[(str(act.value), act.label) for act in GrantAct if act != GrantAct.VIEW],
    )
    ends_on = DateField3(label=_("Until which day?"), help_text=_("At most twelve months from now."))

    def __init__(self, *args: Any, is_known: bool = False, latest: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ends_on"]
        assert isinstance(field, DateField3)  # noqa: S101 - declared above
        field.earliest, field.latest = today(), latest
        if is_known:
            del self.fields["called"], self.fields["email"]


class NoteForm(PortalForm):
    text = forms.CharField(
        label=_("Your note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: I can come along on Friday."),
    )


class AuthorityForm(PortalForm):
    email = forms.EmailField(label=_("E-mail address of the person's account"))
    kind = forms.ChoiceField(label=_("By what do they act?"), widget=forms.RadioSelect, choices=AuthorityKind.choices)
    document = forms.CharField(
        label=_("Which document have you seen?"),
        help_text=_("Its kind, number and date. No copy is kept here."),
        max_length=200,
    )
    scope = forms.CharField(label=_("What does it cover?"), max_length=300)
    expires_on = DateField3(label=_("Until which day does it count here?"))


class ReviewForm(PortalForm):
    held_on = DateField3(label=_("On which day did you talk?"))
    funders = forms.MultipleChoiceField(
        label=_("For whose money does the talk count?"), widget=forms.CheckboxSelectMultiple
    )
    outcome = WordsField(label=_("What came of it?"), max_words=300, rows=5)

    def __init__(self, *args: Any, funders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["funders"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = list(funders)
        field.initial = [key for key, _label in funders]


class TalkForm(PortalForm):
    is_page_heading = True
    on = DateField3(label=_("On which day is the next talk?"))


class DecisionMakeForm(PortalForm):
    kind = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        choices=[(str(each.value), each.label) for each in (DecisionKind.DIRECT_REFUSED, DecisionKind.REPAYMENT)],
    )
    amount_pence = PoundsField(label=_("How much is to be paid back?"), required=False)
    reasons = WordsField(label=_("Your reasons"), max_words=300, rows=5)


class ReleaseFiguresForm(OfferingForm):
    organisation = forms.ChoiceField(label=_("For which body do you release them?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("organisation", organisations)
        self.fields["organisation"].initial = organisations[0][0] if organisations else ""
