"""What a provider is asked, one or two things a page. Each form cleans to answers that JSON can hold."""

from datetime import time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.clock import today
from portal.common.fields import PoundsField, WordsField
from portal.common.forms import DateField3, PortalForm
from portal.marketplace.enums import AccessKind, Answer, BudgetsTaken, CareQuality, ServiceStatus
from portal.marketplace.places import centroid, outcode
from portal.marketplace.rules.listing import Answers, language_names
from portal.marketplace.rules.times import DAYS

_ASKED = [(value, label) for value, label in AccessKind.choices if value != AccessKind.OTHER]


class StepForm(PortalForm):
    """One question. `answers()` is what is kept; `initial_from` fills the boxes from what was kept."""

    @classmethod
    def initial_from(cls, answers: Answers) -> dict[str, Any]:
        """What the boxes show."""
        return {name: answers.get(name) for name in cls.base_fields}

    def answers(self) -> Answers:
        """What is kept."""
        return dict(self.cleaned_data)


class AboutForm(StepForm):
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("What is it, in one sentence?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Such as “A trained buddy gets into the water with you, for as long as you want one”."),
    )


class HappensForm(StepForm):
    description = WordsField(
        label=gettext_lazy("What happens when somebody comes?"),
        max_words=400,
        rows=10,
        help_text=gettext_lazy("Step by step, one paragraph for each. Say what worries people the first time."),
    )


class KindsForm(StepForm):
    """The kinds come from the portal's own list."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What kind of support is it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick up to four."),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

    def clean_kinds(self) -> list[str]:
        """Who ticks everything is found by nobody."""
        found: list[str] = self.cleaned_data["kinds"]
        if len(found) > 4:
            raise ValidationError(_("Tick at most four, those that fit best."))
        return found


class PeopleForm(StepForm):
    eligibility = forms.CharField(
        label=gettext_lazy("Who is it for?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Leave it empty when it is for everybody."),
    )
    minimum_age = forms.IntegerField(label=gettext_lazy("From what age?"), required=False, min_value=0, max_value=120)
    maximum_age = forms.IntegerField(label=gettext_lazy("Up to what age?"), required=False, min_value=0, max_value=120)

    def clean(self) -> Answers:
        """From below, up above."""
        data = super().clean() or {}
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("This must not be below the age from which people can come."))
        return data


class WhereForm(StepForm):
    delivery = forms.MultipleChoiceField(
        label=gettext_lazy("Where does it happen?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("place", gettext_lazy("At a place people come to")),
            ("home", gettext_lazy("At people's homes, or wherever they choose")),
            ("remote", gettext_lazy("By phone or online")),
        ],
    )
    place_name = forms.CharField(label=gettext_lazy("Name of the place"), required=False, max_length=200)
    address_1 = forms.CharField(label=gettext_lazy("Street and number"), required=False, max_length=300)
    city = forms.CharField(label=gettext_lazy("Town"), required=False, max_length=100)
    postal_code = forms.CharField(
        label=gettext_lazy("Postcode"),
        required=False,
        max_length=10,
        help_text=gettext_lazy(
            "If you go to people's homes, the postcode from which you set out; the first half is enough."
        ),
    )

    @classmethod
    def initial_from(cls, answers: Answers) -> dict[str, Any]:
        place = answers.get("place") or {}
        words = {name: place.get(name, "") for name in ("address_1", "city", "postal_code")}
        return words | {"delivery": answers.get("delivery"), "place_name": place.get("name", "")}

    def clean_postal_code(self) -> str:
        """A postcode of Great Britain, or nothing."""
        typed = " ".join(self.cleaned_data["postal_code"].upper().split())
        if typed and centroid(typed) is None:
            raise ValidationError(_("Enter a postcode of England, Scotland or Wales, such as BS5 0AB"))
        return typed

    def clean(self) -> Answers:
        """A place needs an address, and homes a postcode to measure from."""
        data = super().clean() or {}
        ways = data.get("delivery") or []
        if "place" in ways and not data.get("address_1"):
            self.add_error("address_1", _("Enter the street, so that people find it"))
        if ("place" in ways or "home" in ways) and not data.get("postal_code") and "postal_code" not in self.errors:
            self.add_error("postal_code", _("Enter the postcode, so that people see how far it is"))
        if "place" in ways and data.get("postal_code") == outcode(data.get("postal_code", "")) != "":
            self.add_error("postal_code", _("Enter the whole postcode of the place"))
        return data

    def answers(self) -> Answers:
        data = self.cleaned_data
        kept = (self.initial or {}).get("place_ids") or {}
        place = (
            kept | {name: data[name] for name in ("address_1", "city", "postal_code")} | {"name": data["place_name"]}
        )
        for name in ("id", "at_id", "address_id"):
            place.setdefault(name, str(uuid4()))
        return {"delivery": data["delivery"], "place": place if data["postal_code"] or data["address_1"] else {}}


class TimeForm(StepForm):
    """One time that comes back."""

    needed_sometimes = ("starts_on",)
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, WEEKDAYS[number]) for number, code in enumerate(DAYS)],
    )
    every = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        widget=forms.RadioSelect,
        choices=[
            ("1", gettext_lazy("Every week")),
            ("2", gettext_lazy("Every second week")),
            ("m1", gettext_lazy("The first of the month")),
            ("m2", gettext_lazy("The second of the month")),
            ("m3", gettext_lazy("The third of the month")),
            ("m4", gettext_lazy("The fourth of the month")),
            ("m-1", gettext_lazy("The last of the month")),
        ],
        initial="1",
    )
    opens = forms.CharField(
        label=gettext_lazy("From what time?"), help_text=gettext_lazy("Such as 10:30"), max_length=5
    )
    closes = forms.CharField(label=gettext_lazy("Until what time?"), required=False, max_length=5)
    starts_on = DateField3(
        label=gettext_lazy("When is the first time?"),
        required=False,
        help_text=gettext_lazy("Needed when it is every second week, so that people know which."),
    )
    valid_to_on = DateField3(label=gettext_lazy("When is the last time, if it ends?"), required=False)
    notes = forms.CharField(
        label=gettext_lazy("Anything else about this time?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as “not in August”."),
    )

    def clean_opens(self) -> str:
        return self._hour("opens")

    def clean_closes(self) -> str:
        return self._hour("closes")

    def _hour(self, name: str) -> str:
        typed = self.cleaned_data[name].strip().replace(".", ":")
        if not typed:
            return ""
        try:
            return f"{time.fromisoformat(typed if len(typed) > 4 else '0' + typed):%H:%M}"
        except ValueError as error:
            raise ValidationError(_("Enter a time such as 9:30 or 18:00")) from error

    def clean(self) -> Answers:
        data = super().clean() or {}
        if data.get("every") == "2" and not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Enter the first day, so that people know which weeks are meant"))
        if data.get("starts_on") and data.get("valid_to_on") and data["valid_to_on"] < data["starts_on"]:
            self.add_error("valid_to_on", _("The last time must not be before the first."))
        return data

    def answers(self) -> Answers:
        data = self.cleaned_data
        every, days = data["every"], sorted(data["days"], key=DAYS.index)
        nth = every[1:] if every.startswith("m") else ""
        starts = data["starts_on"].isoformat() if data["starts_on"] else ""
        return {
            "id": str(uuid4()),
            "freq": "MONTHLY" if nth else "WEEKLY",
            "interval": 1 if nth else int(every),
            "byday": ",".join(f"{nth}{day}" for day in days),
            "dtstart_on": starts,
            "valid_from_on": starts,
            "valid_to_on": data["valid_to_on"].isoformat() if data["valid_to_on"] else "",
            "opens": data["opens"],
            "closes": data["closes"],
            "notes": data["notes"],
        }


class CostForm(StepForm):
    """One price."""

    option = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=200,
        help_text=gettext_lazy("Such as “a session, tea included”. Write the price that most people pay first."),
    )
    amount_pence = PoundsField(
        label=gettext_lazy("How much is it?"), min_pence=0, help_text=gettext_lazy("Write 0 when it is free.")
    )
    amount_description = forms.CharField(
        label=gettext_lazy("Anything else about this price?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as “half price if you tell us the day before”."),
    )

    def answers(self) -> Answers:
        return {"id": str(uuid4())} | dict(self.cleaned_data)


class BudgetsForm(StepForm):
    budgets_taken = forms.ChoiceField(
        label=gettext_lazy("Can people pay with a personal budget?"),
        widget=forms.RadioSelect,
        choices=[(value, label) for value, label in BudgetsTaken.choices if value != BudgetsTaken.UNKNOWN],
    )


class StartForm(StepForm):
    self_referral = forms.ChoiceField(
        label=gettext_lazy("Can people come without being sent by somebody?"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.YES, gettext_lazy("Yes, they can come by themselves")),
            (Answer.NO, gettext_lazy("No, somebody must refer them")),
            (Answer.ASK, gettext_lazy("It depends: they should ask first")),
        ],
    )
    how_to_start = forms.CharField(
        label=gettext_lazy("How does one begin?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Such as “Ring us, or just turn up ten minutes early and ask for Sam”."),
    )


class AccessForm(StepForm):
    access_yes = forms.MultipleChoiceField(
        label=gettext_lazy("What is there?"), widget=forms.CheckboxSelectMultiple, choices=_ASKED, required=False
    )
    access_ask = forms.MultipleChoiceField(
        label=gettext_lazy("What is there when people ask first?"),
        widget=forms.CheckboxSelectMultiple,
        choices=_ASKED,
        required=False,
    )
    access_note = forms.CharField(
        label=gettext_lazy("What else helps people to get in and feel well?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One thing a line, such as “A ramp, then a pool hoist for up to 150 kg”."),
    )


class WelcomeForm(StepForm):
    carers_welcome = forms.ChoiceField(
        label=gettext_lazy("Can people bring a carer or helper?"),
        widget=forms.RadioSelect,
        choices=[(Answer.YES, Answer.YES.label), (Answer.NO, Answer.NO.label), (Answer.ASK, Answer.ASK.label)],
    )
    peer_led = forms.ChoiceField(
        label=gettext_lazy("Is it run by people who have been there themselves?"),
        widget=forms.RadioSelect,
        choices=[(Answer.YES, Answer.YES.label), (Answer.NO, Answer.NO.label)],
    )
    languages = forms.CharField(
        label=gettext_lazy("Which languages besides English can people use?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("With commas between them, such as “Polish, Somali”."),
    )

    def clean_languages(self) -> str:
        names = language_names(self.cleaned_data["languages"])
        if any(len(name) > 60 for name in names):
            raise ValidationError(_("Put a comma between two languages"))
        return ", ".join(names)


class PlacesForm(StepForm):
    places_free = forms.IntegerField(
        label=gettext_lazy("How many places are free today?"), required=False, min_value=0, max_value=10_000
    )
    wait_weeks = forms.IntegerField(
        label=gettext_lazy("How many weeks do people wait?"),
        required=False,
        min_value=0,
        max_value=520,
        help_text=gettext_lazy("Write 0 when nobody waits. The page says on which day this was so."),
    )

    def answers(self) -> Answers:
        """The day of a figure is the day on which it was typed; one that stays keeps its day."""
        found: Answers = dict(self.cleaned_data)
        for name, day in (("places_free", "places_seen_on"), ("wait_weeks", "wait_seen_on")):
            same = name not in self.changed_data
            kept = (self.initial or {}).get(day) or ""
            found[day] = "" if found[name] is None else kept if same and kept else today().isoformat()
        return found


class ContactForm(StepForm):
    phone = forms.CharField(label=gettext_lazy("Telephone number"), required=False, max_length=40)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    url = forms.URLField(label=gettext_lazy("Website"), required=False, max_length=500, assume_scheme="https")

    def clean(self) -> Answers:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("phone", "email", "url")):
            self.add_error("phone", _("Enter at least one way to reach you"))
        return data


class CareForm(StepForm):
    care_quality = forms.ChoiceField(
        label=gettext_lazy("Must it be registered with the Care Quality Commission?"),
        widget=forms.RadioSelect,
        choices=[
            (CareQuality.NOT_REQUIRED, gettext_lazy("No, it gives no personal or medical care")),
            (CareQuality.REGISTERED, gettext_lazy("Yes, and it is")),
        ],
    )
    care_url = forms.URLField(
        label=gettext_lazy("Its page at the Care Quality Commission, if it has one"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )


class StatusForm(StepForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Is it running?"), widget=forms.RadioSelect, choices=ServiceStatus.choices
    )
    alert = forms.CharField(
        label=gettext_lazy("Is there something that everybody must know now?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Such as “In December we meet at the library”."),
    )


FORMS: dict[str, type[StepForm]] = {
    "about": AboutForm,
    "happens": HappensForm,
    "kinds": KindsForm,
    "people": PeopleForm,
    "where": WhereForm,
    "times": TimeForm,
    "costs": CostForm,
    "budgets": BudgetsForm,
    "start": StartForm,
    "access": AccessForm,
    "welcome": WelcomeForm,
    "places": PlacesForm,
    "contact": ContactForm,
    "care": CareForm,
    "status": StatusForm,
}
LISTS = ("times", "costs")
"""Questions whose answers are lists: each form adds one."""


def form_for(step: str, answers: Answers, data: Any, kinds: list[tuple[str, str]]) -> StepForm:
    """The form of a question, filled from what was kept."""
    more: dict[str, Any] = {"kinds": kinds} if step == "kinds" else {}
    initial = {} if step in LISTS else FORMS[step].initial_from(answers)
    if step == "where":
        place = answers.get("place") or {}
        initial["place_ids"] = {name: place[name] for name in ("id", "at_id", "address_id") if place.get(name)}
    if step == "places":
        initial |= {name: answers.get(name, "") for name in ("places_seen_on", "wait_seen_on")}
    form: StepForm = FORMS[step](data, initial=initial, **more)
    return form
