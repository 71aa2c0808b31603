"""The parts of the tender pack, one form each. They clean; `services.pack` saves."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.clock import now
from portal.common.forms import DateField3, DateTimeField4, PortalForm, PoundsField, WordsField
from portal.tenders.cpv import cpv_labels, is_cpv
from portal.tenders.enums import KeyCriterion, PriceFormula, Process, Regime
from portal.tenders.models import Procurement
from portal.tenders.rules.pack import TIE_STEPS, PackDates, date_problems
from portal.tenders.selectors.procurement_check import date_words, unreasoned_criteria
from portal.tenders.selectors.procurement_conflicts import conflict_lines
from portal.tenders.selectors.procurement_regime import GRANT, HEALTH, MIXED, OTHER, regime_choice

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


def percent_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DecimalField:
    """A share of 100 with at most two decimals."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-4"}),
        error_messages={"invalid": gettext_lazy("Write a number from 0 to 100, like 20 or 12.5")},
    )


def offer(form: forms.BaseForm, name: str, choices: list[tuple[Any, Any]]) -> None:
    """The options of a field that are known only when the form is made."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class PackForm(PortalForm):
    """One part: what stands there now, and what is written back."""

    label_size = "m"
    title: Any = ""

    def __init__(self, *args: Any, procurement: Procurement, **kwargs: Any) -> None:
        self.procurement = procurement
        super().__init__(*args, **kwargs)

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        """What the boxes show at first."""
        return {}

    def values(self) -> dict[str, Any]:
        """The columns to write."""
        return dict(self.cleaned_data)


class WhatForm(PackForm):
    title = gettext_lazy("What is bought")
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=200)
    summary = WordsField(
        label=gettext_lazy("What is it, in a sentence or two?"),
        help_text=gettext_lazy("Everybody reads this first: who does what for whom, where, for how long."),
        max_words=80,
        rows=4,
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {"name": procurement.title, "summary": procurement.summary}

    def values(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["name"], "summary": self.cleaned_data["summary"]}


class CodesForm(PackForm):
    title = gettext_lazy("Codes for what is bought")
    main = forms.ChoiceField(
        label=gettext_lazy("Which code says best what is bought?"),
        help_text=gettext_lazy("Common Procurement Vocabulary, health and social work services."),
    )
    others = forms.CharField(
        label=gettext_lazy("Other codes"),
        help_text=gettext_lazy("One a line, eight figures and the check digit, like 75200000-8."),
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [(code, f"{code} {text}") for code, text in cpv_labels().items()]
        offer(self, "main", [("", _("Choose a code")), *codes])

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        others = [code for code in procurement.cpv_codes if code != procurement.main_cpv]
        return {"main": procurement.main_cpv, "others": "\n".join(others)}

    def clean_others(self) -> list[str]:
        codes = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        for code in codes:
            if not is_cpv(code):
                raise ValidationError(_("“%(code)s” is not a code: write it like 75200000-8") % {"code": code})
        return codes

    def values(self) -> dict[str, Any]:
        main = self.cleaned_data["main"]
        return {"main_cpv": main, "cpv_codes": list(dict.fromkeys([main, *self.cleaned_data["others"]]))}


class ValueForm(PackForm):
    title = gettext_lazy("Value and length")
    value = PoundsField(
        label=gettext_lazy("What is it worth over its whole life?"),
        help_text=gettext_lazy(
            "With VAT, all lots, all years and any extension. Write it your way: 640,000 or 1.84 million"
        ),
        min_pence=100,
    )
    starts_on = DateField3(label=gettext_lazy("When does the service start?"))
    ends_on = DateField3(label=gettext_lazy("When does it end?"))
    extension_months = forms.IntegerField(
        label=gettext_lazy("By how many months can it be extended?"),
        help_text=gettext_lazy("0 if it cannot."),
        min_value=0,
        max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {
            "value": procurement.estimated_value_pence,
            "starts_on": procurement.starts_on,
            "ends_on": procurement.ends_on,
            "extension_months": procurement.extension_months,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("starts_on") and found.get("ends_on") and found["ends_on"] <= found["starts_on"]:
            self.add_error("ends_on", _("The service must end after it starts"))
        return found

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["estimated_value_pence"] = found.pop("value")
        return found


class PaymentForm(PackForm):
    title = gettext_lazy("How it is paid")
    share = percent_field(
        gettext_lazy("What share is paid for outcomes, in percent?"),
        gettext_lazy("The rest is paid for the service itself. Write 0 if none is."),
    )
    terms = WordsField(
        label=gettext_lazy("When is it paid, and for what?"),
        help_text=gettext_lazy(
            "Say what is paid in advance, by when, and how costs that small organisations cannot carry are covered."
        ),
        max_words=200,
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {"share": procurement.outcome_share_percent, "terms": procurement.payment_terms}

    def values(self) -> dict[str, Any]:
        return {"outcome_share_percent": self.cleaned_data["share"], "payment_terms": self.cleaned_data["terms"]}


class BiddersForm(PackForm):
    title = gettext_lazy("Who can bid, and who judges")
    alliances = forms.ChoiceField(
        label=gettext_lazy("Can organisations bid together as an alliance?"), choices=YES_NO, widget=forms.RadioSelect
    )
    panel_note = WordsField(
        label=gettext_lazy("What should bidders know about the panel?"),
        help_text=gettext_lazy("How many people judge, and what they bring. No names."),
        required=False,
        max_words=100,
        rows=3,
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {"alliances": "yes" if procurement.allows_alliances else "no", "panel_note": procurement.panel_note}

    def values(self) -> dict[str, Any]:
        return {
            "allows_alliances": self.cleaned_data["alliances"] == "yes",
            "panel_note": self.cleaned_data["panel_note"],
        }


class PriceForm(PackForm):
    title = gettext_lazy("How price counts")
    choice_hints = {
        "formula": {
            PriceFormula.RELATIVE_LOWEST.value: "The lowest price gets all, others in proportion.",
            PriceFormula.FIXED_PRICE.value: "Usual for alliances: the money is set, the better offer wins.",
            PriceFormula.DEVIATION_FROM_MEAN.value: "Needs at least three valid bids.",
            PriceFormula.PRICE_PER_QUALITY_POINT.value: "The lowest price for a point of quality wins.",
            PriceFormula.BENCHMARK.value: "Each price is held against a sum that you publish.",
        }
    }
    formula = forms.ChoiceField(
        label=gettext_lazy("How are prices turned into points?"), choices=PriceFormula, widget=forms.RadioSelect
    )
    weight = percent_field(
        gettext_lazy("What weight has price, in percent?"),
        gettext_lazy("Price and questions together make 100 for each lot. 0 where the formula gives price no weight."),
    )
    benchmark = PoundsField(
        label=gettext_lazy("Which sum are prices held against?"),
        help_text=gettext_lazy("Only for the formula with a published benchmark."),
        required=False,
        min_pence=100,
    )
    low_percent = forms.IntegerField(
        label=gettext_lazy("How far below the average is a price worth a question, in percent?"),
        help_text=gettext_lazy("The bidder is asked to explain; nobody is ruled out by this alone."),
        min_value=1,
        max_value=90,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {
            "formula": procurement.price_formula,
            "weight": procurement.price_weight,
            "benchmark": procurement.price_benchmark_pence,
            "low_percent": procurement.abnormally_low_percent,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        formula = found.get("formula")
        if formula == PriceFormula.BENCHMARK and not found.get("benchmark") and "benchmark" not in self.errors:
            self.add_error("benchmark", _("Write the sum that prices are held against"))
        if formula in (PriceFormula.FIXED_PRICE, PriceFormula.PRICE_PER_QUALITY_POINT) and found.get("weight"):
            self.add_error("weight", _("With this formula price has no weight of its own: write 0"))
        return found

    def values(self) -> dict[str, Any]:
        found = self.cleaned_data
        return {
            "price_formula": found["formula"],
            "price_weight": found["weight"],
            "price_benchmark_pence": found["benchmark"],
            "abnormally_low_percent": found["low_percent"],
        }


class TiesForm(PackForm):
    title = gettext_lazy("If two bids are level")
    label_size = "s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (_("First"), _("Then"), _("Then"), _("Last"))
        for place, label in enumerate(labels, start=1):
            self.fields[f"step_{place}"] = forms.ChoiceField(
                label=_("%(place)d. %(when)s decides the") % {"place": place, "when": label},
                choices=list(TIE_STEPS.items()),
            )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {f"step_{place}": code for place, code in enumerate(procurement.tie_rule, start=1)}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        chosen = [found.get(f"step_{place}") for place in range(1, 5)]
        if None not in chosen and len(set(chosen)) < len(chosen):
            self.add_error("step_4", _("Each way decides once: choose four different ones"))
        return found

    def values(self) -> dict[str, Any]:
        return {"tie_rule": [self.cleaned_data[f"step_{place}"] for place in range(1, 5)]}


class ScaleForm(PackForm):
    title = gettext_lazy("The scale of scores")
    label_size = "s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level in self._levels():
            value = level["value"]
            self.fields[f"label_{value}"] = forms.CharField(
                label=_("What is a %(value)s called?") % {"value": value}, max_length=40
            )
            self.fields[f"descriptor_{value}"] = WordsField(
                label=_("What does a %(value)s mean?") % {"value": value}, max_words=60, rows=2
            )

    def _levels(self) -> list[dict[str, Any]]:
        levels: list[dict[str, Any]] = self.procurement.scale.get("levels", [])
        return levels

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for level in procurement.scale.get("levels", []):
            found[f"label_{level['value']}"] = level["label"]
            found[f"descriptor_{level['value']}"] = level["descriptor"]
        return found

    def values(self) -> dict[str, Any]:
        levels = [
            {
                "value": level["value"],
                "label": self.cleaned_data[f"label_{level['value']}"],
                "descriptor": self.cleaned_data[f"descriptor_{level['value']}"],
            }
            for level in self._levels()
        ]
        return {"scale": {"max": self.procurement.scale["max"], "levels": levels}}


class CriteriaForm(PackForm):
    title = gettext_lazy("The five key criteria")
    label_size = "s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in unreasoned_criteria(self.procurement):
            name = KeyCriterion(code).label
            self.fields[code] = WordsField(
                label=_("“%(name)s” has no weight. Why?") % {"name": name}, max_words=100, rows=3
            )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return dict(procurement.key_criteria_reasons)

    def values(self) -> dict[str, Any]:
        return {"key_criteria_reasons": dict(self.cleaned_data)}


class DatesForm(PackForm):
    title = gettext_lazy("Dates")
    questions_close_at = DateTimeField4(label=gettext_lazy("Until when can bidders ask questions?"), is_future=True)
    answers_by_at = DateTimeField4(label=gettext_lazy("By when are the last answers given?"))
    deadline_at = DateTimeField4(
        label=gettext_lazy("When do bids close?"),
        help_text=gettext_lazy(
            "A working day at noon suits most bidders. UK time, by the portal's clock: "
            "a bid that arrives later is refused."
        ),
        is_future=True,
    )
    intention_planned_on = DateField3(label=gettext_lazy("When is the decision announced?"))

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return {
            "questions_close_at": procurement.questions_close_at,
            "answers_by_at": procurement.answers_by_at,
            "deadline_at": procurement.deadline_at,
            "intention_planned_on": procurement.intention_planned_on,
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        dates = PackDates(
            found.get("questions_close_at"),
            found.get("answers_by_at"),
            found.get("deadline_at"),
            found.get("intention_planned_on"),
            self.procurement.starts_on,
            None,
        )
        fields = {
            "answers_before_questions": "answers_by_at",
            "deadline_before_answers": "deadline_at",
            "intention_before_deadline": "intention_planned_on",
            "start_before_intention": "intention_planned_on",
        }
        for code in date_problems(dates, now()):
            if code in fields:
                self.add_error(fields[code], date_words()[code])
        return found


class ConflictsForm(PackForm):
    title = gettext_lazy("Conflicts of interest")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in conflict_lines(self.procurement):
            if line.is_automatic:
                self.fields[f"handling_{line.organisation_pk}"] = WordsField(
                    label=_("%(who)s: how is this dealt with?") % {"who": line.who},
                    help_text=line.what,
                    max_words=150,
                    rows=3,
                )
        self.fields["note"] = WordsField(
            label=_("What else was looked at, and what came of it?"),
            help_text=_("Interests of the people on the team, of those who decide, and of those who helped to write."),
            max_words=300,
        )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        lines = conflict_lines(procurement)
        found = {f"handling_{line.organisation_pk}": line.handling for line in lines if line.is_automatic}
        return found | {"note": procurement.conflicts_note}

    def handling(self) -> dict[int, str]:
        """Organisation id -> what is done about its part."""
        marked = {name: text for name, text in self.cleaned_data.items() if name.startswith("handling_")}
        return {int(name.removeprefix("handling_")): text for name, text in marked.items()}


def yes_no(label: Any, help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """A question with two answers."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=YES_NO, widget=forms.RadioSelect, required=required
    )


def _as_boxes(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Recorded answers as the radios show them."""
    return {name: {True: "yes", False: "no"}.get(value, value) for name, value in facts.items()}


def _as_facts(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Ticked radios as recorded."""
    return {name: {"yes": True, "no": False, "": None}.get(value, value) for name, value in cleaned.items()}


class FactsForm(PackForm):
    """The regime picker: the first screen of any procurement (domain 1.1)."""

    needed_sometimes = ("health_value_pence", "other_value_pence", "would_separation_harm")
    title = gettext_lazy("What decides the rules")
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you buy?"),
        choices=(
            (HEALTH, gettext_lazy("A health care service for people in England")),
            (MIXED, gettext_lazy("Health care together with something else")),
            (OTHER, gettext_lazy("Social care, advice, support, community development or something else")),
            (GRANT, gettext_lazy("Nothing: it is a grant, and nothing is supplied in return")),
        ),
        widget=forms.RadioSelect,
    )
    is_in_psr_list = yes_no(
        gettext_lazy("Is it on the list of the Provider Selection Regime, to the extent described there?"),
        gettext_lazy("Schedule 1 of the Regulations lists the codes."),
    )
    is_delivered_to_individuals = yes_no(gettext_lazy("Is it delivered to individuals?"))
    is_on_light_touch_list = yes_no(gettext_lazy("Is its code on the light touch list of the Procurement Act?"))
    health_value_pence = PoundsField(
        label=gettext_lazy("If it is mixed: what is the health part worth?"), required=False
    )
    other_value_pence = PoundsField(label=gettext_lazy("If it is mixed: what is the other part worth?"), required=False)
    would_separation_harm = yes_no(
        gettext_lazy("If it is mixed: would two separate contracts do harm?"),
        gettext_lazy("A material adverse impact on acting by the procurement principles."),
        required=False,
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return _as_boxes(procurement.regime_facts)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == MIXED:
            for name in ("health_value_pence", "other_value_pence", "would_separation_harm"):
                if found.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("This decides the rules when two kinds of service are mixed"))
        return found

    def values(self) -> dict[str, Any]:
        return {"regime_facts": {**self.procurement.regime_facts, **_as_facts(self.cleaned_data)}}


class ProcessForm(PackForm):
    """Which process the Provider Selection Regime allows (domain 1.2)."""

    title = gettext_lazy("Why a competition")
    has_existing_provider = yes_no(gettext_lazy("Does somebody provide this service now?"))
    only_that_provider_can = yes_no(gettext_lazy("By its nature, can only that provider provide it?"), required=False)
    is_unrestricted_choice = yes_no(
        gettext_lazy("Do people choose freely among all providers that meet the requirements, without a limit?")
    )
    is_expiring_and_replaced = yes_no(
        gettext_lazy("Is the present contract about to end and be replaced?"), required=False
    )
    is_provider_satisfying = yes_no(gettext_lazy("Does the present provider satisfy the contract?"), required=False)
    is_likely_to_satisfy_next = yes_no(gettext_lazy("Is it likely to satisfy the next one?"), required=False)
    is_considerable_change = yes_no(gettext_lazy("Is the next contract considerably different?"), required=False)
    can_identify_most_suitable = yes_no(
        gettext_lazy("Could you say, with reasons, who the most suitable provider is without a competition?")
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        return _as_boxes(procurement.regime_facts)

    def values(self) -> dict[str, Any]:
        return {"regime_facts": {**self.procurement.regime_facts, **_as_facts(self.cleaned_data)}}


class RulesForm(PackForm):
    title = gettext_lazy("Which rules apply")
    regime = forms.ChoiceField(
        label=gettext_lazy("Which rules apply?"),
        choices=[choice for choice in Regime.choices if choice[0] != Regime.SOURCED],
        widget=forms.RadioSelect,
    )
    rationale = WordsField(
        label=gettext_lazy("Why these?"),
        help_text=gettext_lazy("Who buys, what is bought, for whom. The reason is kept with the tender and shown."),
        max_words=200,
    )

    @staticmethod
    def start(procurement: Procurement) -> dict[str, Any]:
        choice = regime_choice(procurement)
        suggested = choice.regime if choice else ""
        return {"regime": procurement.regime or suggested, "rationale": procurement.regime_rationale}

    def values(self) -> dict[str, Any]:
        regime = self.cleaned_data["regime"]
        process = Process.PSR_COMPETITIVE if regime == Regime.PSR else Process.PA23_OPEN
        return {"regime": regime, "process": process, "regime_rationale": self.cleaned_data["rationale"]}


FORMS: Mapping[str, type[PackForm]] = {
    "what": WhatForm,
    "facts": FactsForm,
    "rules": RulesForm,
    "process": ProcessForm,
    "codes": CodesForm,
    "value": ValueForm,
    "payment": PaymentForm,
    "bidders": BiddersForm,
    "price": PriceForm,
    "ties": TiesForm,
    "scale": ScaleForm,
    "criteria": CriteriaForm,
    "dates": DatesForm,
    "conflicts": ConflictsForm,
}
"""Part of the pack -> its form; lots, questions and team are lists with pages of their own."""
