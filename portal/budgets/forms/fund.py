"""Forms about money. They clean; services save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.budgets.enums import ContributionSource, FundRole, FundType
from portal.common.clock import today
from portal.common.fields import DateField3, PoundsField, WordsField
from portal.common.forms import PortalForm

Choices = list[tuple[str, str]]


class FundForm(PortalForm):
    host = forms.ChoiceField(label=_("Which body holds the fund and keeps its accounts?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("What is the fund called?"), max_length=200)
    fund_type = forms.ChoiceField(label=_("Under which law?"), choices=FundType.choices)
    year = forms.ChoiceField(label=_("For which financial year?"), widget=forms.RadioSelect)
    aims = WordsField(label=_("What is the money for, in words everybody understands?"), max_words=150, rows=4)
    agreement_reference = forms.CharField(label=_("Reference of the written agreement"), max_length=200, required=False)

    def __init__(self, *args: Any, hosts: Choices, years: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("host", hosts)
        self._offer("year", years)
        self.fields["host"].initial = hosts[0][0]
        self.fields["year"].initial = years[0][0]

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


class PersonForm(PortalForm):
    choice_hints = {
        "role": {
            FundRole.MANAGER.value: "Prepares contributions, schemes, allocations and payments. Approves nothing.",
            FundRole.BOARD.value: "Decides on what the manager prepares.",
            FundRole.FINANCE.value: "Reads all money of the fund. Changes nothing.",
        }
    }
    email = forms.EmailField(label=_("E-mail address of the person's account"))
    role = forms.ChoiceField(label=_("Which part will they have?"), widget=forms.RadioSelect, choices=FundRole.choices)


class ContributionForm(PortalForm):
    organisation = forms.ChoiceField(label=_("Who puts the money in?"))
    source_code = forms.ChoiceField(label=_("From which source?"), choices=ContributionSource.choices)
    agreed_pence = PoundsField(label=_("How much?"), min_pence=1)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = organisations


class ReceivedForm(PortalForm):
    received_on = DateField3(label=_("On which day did the money come in?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["received_on"]
        assert isinstance(field, DateField3)  # noqa: S101 - declared above
        field.latest = today()


class SchemeForm(PortalForm):
    name = forms.CharField(label=_("What is the scheme called?"), max_length=200)
    area_of_spend = forms.CharField(
        label=_("What kind of support is it?"), max_length=100, help_text=_("For example: help at home, peer support.")
    )
    planned_pence = PoundsField(label=_("How much is planned for it?"), min_pence=1)
    description = WordsField(label=_("In a sentence, who gets what?"), required=False, max_words=60, rows=3)
    is_contingency = forms.BooleanField(label=_("This is kept for the unexpected"), required=False)


class ForecastForm(PortalForm):
    amount_pence = PoundsField(label=_("What will the scheme have cost by the end of the year?"))
    note = forms.CharField(label=_("Why?"), max_length=300, help_text=_("Everybody reads this beside the figure."))


class AllocationForm(PortalForm):
    project = forms.ChoiceField(label=_("For which project?"))
    scheme = forms.ChoiceField(label=_("From which scheme?"))
    amount_pence = PoundsField(
        label=_("How much?"), min_pence=1, help_text=_("With VAT, for the whole life of the contract.")
    )
    reason = WordsField(label=_("Why should the board agree?"), max_words=200, rows=4)

    def __init__(self, *args: Any, projects: Choices, schemes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("project", projects), ("scheme", schemes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices


class CommitmentForm(PortalForm):
    scheme = forms.ChoiceField(label=_("From which scheme?"))
    amount_pence = PoundsField(label=_("How much is promised?"), min_pence=1)
    reason = WordsField(label=_("What should the board know?"), required=False, max_words=200, rows=4)

    def __init__(self, *args: Any, schemes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scheme"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = schemes


class InvoiceForm(PortalForm):
    invoice_reference = forms.CharField(label=_("Number of the invoice"), max_length=60)
    invoice_received_on = DateField3(
        label=_("On which day was it received?"), help_text=_("It is paid within 30 days, that day included.")
    )


class FixedPaymentForm(InvoiceForm):
    amount_pence = PoundsField(label=_("How much is to be paid?"), min_pence=1)
    reason = WordsField(label=_("What is it for?"), max_words=100, rows=3)

    field_order = ["amount_pence", "reason", "invoice_reference", "invoice_received_on"]


class VirementForm(PortalForm):
    """From which scheme to which, how much, and why."""

    from_scheme = forms.ChoiceField(label=_("From which scheme?"))
    to_scheme = forms.ChoiceField(label=_("To which scheme?"))
    amount_pence = PoundsField(label=_("How much?"), min_pence=1)
    reason = WordsField(label=_("Why should the board agree?"), max_words=200, rows=4)

    def __init__(self, *args: Any, schemes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_scheme", "to_scheme"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", _("Choose one")), *schemes]

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        cleaned = super().clean() or {}
        if cleaned.get("from_scheme") and cleaned.get("from_scheme") == cleaned.get("to_scheme"):
            self.add_error("to_scheme", _("Choose another scheme than the one the money comes from"))
        return cleaned


class ReleaseForm(PortalForm):
    """How much goes back, why, and, while the contract runs, where its provider agreed."""

    amount_pence = PoundsField(label=_("How much goes back to its scheme?"), min_pence=1)
    reason = WordsField(
        label=_("Why was it not earned?"),
        help_text=_("The board reads it, and so does the provider."),
        max_words=200,
        rows=4,
    )
    agreement_reference = forms.CharField(
        label=_("Where has the provider agreed to it?"),
        help_text=_("Such as “Letter of Harbour Carers, 12 November 2026”."),
        max_length=200,
    )

    def __init__(self, *args: Any, has_ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_ended:
            del self.fields["agreement_reference"]


class PeriodForm(PortalForm):
    """A word to the board about the month."""

    reason = WordsField(label=_("What should the board know?"), required=False, max_words=200, rows=4)


class DecisionForm(PortalForm):
    """Yes or no. A no needs its reason."""

    needed_sometimes = ("reason",)
    decision = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=_("Your reason or note"), required=False, max_words=300, rows=4, help_text=_("Needed if you say no.")
    )

    def __init__(self, *args: Any, yes: str, no: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("yes", yes), ("no", no)]

    def clean(self) -> dict[str, Any]:
        """A no without a reason helps nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why, so that it can be put right"))
        return cleaned
