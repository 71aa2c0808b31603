from django import forms
from django.utils.translation import gettext_lazy as _

from portal.codesign.enums import LadderStep, ProjectRole
from portal.common.forms import DateField3, DateTimeField4, PortalForm, PoundsField
from portal.organisations.models import Organisation


class ProjectStartForm(PortalForm):
    """What the project is about."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Who opens it?"), empty_label=None
    )
    title = forms.CharField(label=_("What is it called?"), max_length=200)
    question = forms.CharField(
        label=_("What do you ask people?"),
        max_length=300,
        help_text=_("One question, as you would ask it across a table."),
    )
    summary = forms.CharField(label=_("What is it about?"), widget=forms.Textarea(attrs={"rows": 5}))
    area = forms.CharField(label=_("Where?"), max_length=100)

    def __init__(self, *args: object, organisations: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class BasicsForm(PortalForm):
    title = forms.CharField(label=_("What is it called?"), max_length=200)
    question = forms.CharField(label=_("What do you ask people?"), max_length=300)
    summary = forms.CharField(label=_("What is it about?"), widget=forms.Textarea(attrs={"rows": 5}))
    area = forms.CharField(label=_("Where?"), max_length=100)


class SayForm(PortalForm):
    """How much say people have (domain 5.1)."""

    ladder_step = forms.TypedChoiceField(
        label=_("How much say do people have?"),
        choices=LadderStep,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("People are asked afterwards which step it felt like, and the answer is published."),
    )
    choice_hints = {
        "ladder_step": {
            "2": _("We explain something."),
            "3": _("We tell people what will happen."),
            "4": _("We show a plan and ask what people think, before anything is decided."),
            "5": _("We talk ideas through with people."),
            "6": _("People write the text with us and see every change with its reason."),
            "7": _("We decide together and run it together."),
        }
    }


class DecidesForm(PortalForm):
    decision_maker = forms.CharField(
        label=_("Who decides on the text?"), max_length=200, help_text=_("The board or the post, as people know it.")
    )
    decision_due_on = DateField3(label=_("By when?"))


class FixedForm(PortalForm):
    already_fixed = forms.CharField(
        label=_("What is already fixed, and why?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One thing a line."),
    )
    still_open = forms.CharField(
        label=_("What is still open?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One thing a line. Say too whether doing nothing is possible."),
    )


class DatesForm(PortalForm):
    """Six weeks is the rule; under four is warned about (domain 5.3)."""

    opens_at = DateTimeField4(label=_("When does it open?"))
    closes_at = DateTimeField4(
        label=_("When do comments close?"),
        help_text=_("Six weeks later is the rule. Add time over Christmas, Easter and August."),
    )

    def clean(self) -> dict[str, object]:
        """It closes after it opens."""
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Comments must close after the project opens."))
        return data


class AccessForm(PortalForm):
    accessibility_offer = forms.CharField(
        label=_("In which other ways can people take part?"),
        max_length=300,
        required=False,
        help_text=_("Such as “Easy Read, British Sign Language, phone and post”."),
    )
    involvement_budget_pence = PoundsField(
        label=_("How much is set aside to pay people for their time?"), min_pence=0, required=False
    )


class TeamForm(PortalForm):
    email = forms.EmailField(label=_("Their e-mail address"), help_text=_("They need an account here."))
    role = forms.ChoiceField(label=_("Their part"), choices=ProjectRole, widget=forms.RadioSelect)


PARTS: dict[str, tuple[str, type[PortalForm]]] = {
    "basics": ("What it is about", BasicsForm),
    "say": ("How much say people have", SayForm),
    "decides": ("Who decides, and when", DecidesForm),
    "fixed": ("What is fixed and what is open", FixedForm),
    "dates": ("Dates", DatesForm),
    "access": ("Other ways to take part", AccessForm),
}
