"""What people type while bids are opened, declared about, scored and agreed. Forms clean; services save."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.common.forms import DateTimeField4, PortalForm
from portal.common.rounding import digits
from portal.tenders.enums import DeclarationState
from portal.tenders.rules.scoring import Scale
from portal.tenders.selectors.evaluation import Bidder, Panelist
from portal.tenders.services.declaration import InterestAnswer
from portal.tenders.services.moderation import Agreement

YES, NO = "yes", "no"


def _area(label: str, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=6000, **kwargs)


class OpeningForm(PortalForm):
    """The second officer's note for the record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comments"] = _area(
            _("Comments for the record"), required=False, help_text=_("Anything unusual. It stays in the record.")
        )


class DeclarationForm(PortalForm):
    """One question for each bidder, and the promise of confidentiality."""

    def __init__(self, *args: Any, bidders: list[Bidder], are_names_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bidders = bidders
        for bidder in bidders:
            self.fields[f"interest_{bidder.key}"] = forms.ChoiceField(
                label=_("Do you have any link to %(name)s?") % {"name": bidder.name},
                help_text=_("With %(names)s.") % {"names": ", ".join(bidder.members)} if bidder.members else "",
                choices=[(NO, _("No")), (YES, _("Yes"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer for %(name)s") % {"name": bidder.name}},
            )
            self.fields[f"details_{bidder.key}"] = _area(
                _("If yes, what links you to %(name)s?") % {"name": bidder.name},
                rows=3,
                required=False,
                help_text="" if are_names_known else _("Do not write the organisation's name here."),
            )
        self.needed_sometimes = tuple(f"details_{bidder.key}" for bidder in self.bidders)
        self.fields["details"] = _area(_("Anything else that others should know"), rows=3, required=False)
        self.fields["confidentiality"] = forms.BooleanField(
            label=_("I keep what I read to myself, use it only for this evaluation, and speak with no bidder about it.")
        )

    def clean(self) -> dict[str, Any]:
        """A link has to be described."""
        data = super().clean() or {}
        for bidder in self.bidders:
            if data.get(f"interest_{bidder.key}") == YES and not data.get(f"details_{bidder.key}"):
                self.add_error(f"details_{bidder.key}", _("Say what links you to %(name)s") % {"name": bidder.name})
        return data

    def answers(self) -> dict[str, InterestAnswer]:
        """By `Bidder.key`."""
        data = self.cleaned_data
        return {b.key: InterestAnswer(data[f"interest_{b.key}"] == YES, data[f"details_{b.key}"]) for b in self.bidders}

    def rows(self) -> list[tuple[str, list[str]]]:
        """For the summary before it is made."""
        found = []
        for bidder in self.bidders:
            answer = self.answers()[bidder.key]
            said = [_("A link: %(details)s") % {"details": answer.details}] if answer.has_interest else [_("No link")]
            found.append((bidder.name, said))
        if self.cleaned_data["details"]:
            found.append((_("Anything else"), [self.cleaned_data["details"]]))
        found.append((_("Confidentiality"), [_("Promised")]))
        return found

    def carried(self) -> list[tuple[str, str]]:
        """What the summary page posts again."""
        return [(name, str(self[name].data)) for name in self.fields if self[name].data not in (None, "", False)]


class DecisionForm(PortalForm):
    """What is decided on a declaration, with its reason."""

    needed_sometimes = ("mitigation",)

    def __init__(self, *args: Any, is_nil: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_nil and not self.is_bound:
            self.initial.setdefault("reason", _("No link to any bidder was declared, and none is on record."))
        self.fields["outcome"] = forms.ChoiceField(
            label=_("What do you decide?"),
            widget=forms.RadioSelect,
            choices=[
                (DeclarationState.CLEARED, _("Cleared")),
                (DeclarationState.CLEARED_WITH_MITIGATION, _("Cleared with conditions")),
                (DeclarationState.BLOCKING, _("Takes no part")),
            ],
        )
        self.choice_hints = {
            "outcome": {
                DeclarationState.CLEARED: _("The person may see what their part needs."),
                DeclarationState.CLEARED_WITH_MITIGATION: _("As above, with conditions that you write down."),
                DeclarationState.BLOCKING: _("Works at once. Scores already given are set aside and kept."),
            }
        }
        self.fields["reason"] = _area(_("Your reason"), help_text=_("It stays on record."))
        self.fields["mitigation"] = _area(_("The conditions"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """Conditions have to be named."""
        data = super().clean() or {}
        if data.get("outcome") == DeclarationState.CLEARED_WITH_MITIGATION and not data.get("mitigation"):
            self.add_error("mitigation", _("Write down the conditions"))
        return data


class ComplianceForm(PortalForm):
    """Whether one bid meets the pass-or-fail questions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_compliant"] = forms.ChoiceField(
            label=_("Does this bid meet the pass-or-fail questions?"),
            widget=forms.RadioSelect,
            choices=[
                (YES, _("Yes, it goes on to be scored")),
                (NO, _("No, it is not scored and its price stays closed")),
            ],
        )
        self.fields["reason"] = _area(_("Your reason"), help_text=_("The bidder can read it."))


class ScoringStartForm(PortalForm):
    """By when scores are asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_at"] = DateTimeField4(
            label=_("By when should everybody have scored?"),
            help_text=_("For example 12 January 2027 and 17:00. You close the scoring yourself."),
            is_future=True,
        )


class ScoreForm(PortalForm):
    """One score from the published scale, with its reason."""

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice_hints = {"value": {digits(level.value): level.descriptor for level in scale.levels}}
        self.fields["value"] = forms.ChoiceField(
            label=_("Score"),
            widget=forms.RadioSelect,
            choices=_levels(scale, highest_first=True),
            help_text=_("By keyboard: Tab to the scale, then the arrow keys."),
            error_messages={"required": _("Choose a score")},
        )
        self.fields["reason"] = _area(
            _("Your reason"),
            rows=5,
            help_text=_(
                "What in the answer made you choose this score? The bidder may get to read it, without your name."
            ),
            error_messages={"required": _("Write your reason")},
        )

    def value(self) -> Decimal:
        """The chosen level."""
        return Decimal(self.cleaned_data["value"])


class AbsenceForm(PortalForm):
    """Why somebody is not waited for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _area(
            _("Why are these scores not waited for?"), help_text=_("It stays in the record of the evaluation.")
        )


class ConsensusForm(PortalForm):
    """What the panel agrees on one answer."""

    needed_sometimes = ("reason_for_change",)

    def __init__(
        self, *args: Any, scale: Scale, people: Iterable[Panelist], spread: str, has_earlier: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_earlier = has_earlier
        self.fields["value"] = forms.ChoiceField(
            label=_("Agreed score"),
            widget=forms.RadioSelect,
            choices=_levels(scale),
            help_text=_(
                "We show no average on purpose. The panel finds the score that fits the scale and can say why."
            ),
        )
        self.fields["strengths"] = _area(_("What is strong"), help_text=_("The bidder reads this in its letter."))
        self.fields["weaknesses"] = _area(_("What is weak"), help_text=_("The bidder reads this in its letter."))
        self.fields["reason_for_change"] = _area(
            _("Why the panel moved from its own scores"), required=False, help_text=_change_hint(spread)
        )
        listed = [(str(person.number), person.alias) for person in people]
        self.fields["present"] = forms.MultipleChoiceField(
            label=_("Who took part"), widget=forms.CheckboxSelectMultiple, choices=listed
        )
        if not self.is_bound:
            self.initial.setdefault("present", [number for number, _alias in listed])
        self.fields["absences"] = _area(_("Who was missing, and why the panel went on"), rows=2, required=False)
        if has_earlier:
            self.fields["replaces_reason"] = _area(
                _("Why the earlier record is replaced"),
                rows=2,
                help_text=_("The earlier record stays beside the new one."),
            )

    def agreement(self) -> Agreement:
        """For the service."""
        data = self.cleaned_data
        return Agreement(
            value=Decimal(data["value"]),
            strengths=data["strengths"],
            weaknesses=data["weaknesses"],
            present=[int(number) for number in data["present"]],
            reason_for_change=data["reason_for_change"],
            absences=data["absences"],
            replaces_reason=data.get("replaces_reason", ""),
        )


class PriceAskForm(PortalForm):
    """By when a bidder should explain its price."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_at"] = DateTimeField4(
            label=_("By when should the bidder answer?"),
            help_text=_("Give it a fair time: for example five working days."),
            is_future=True,
        )


class PriceExplainForm(PortalForm):
    """How a bidder can do the work at its price."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"] = _area(
            _("How can you do the work at this price?"),
            rows=10,
            help_text=_("Staff, premises, methods, other money. It explains your bid and cannot change it."),
        )


class PriceDecisionForm(PortalForm):
    """What the bidder answered (when it did not write it here itself), and what is decided."""

    def __init__(self, *args: Any, has_answer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_answer:
            self.fields["explanation"] = _area(
                _("What did the bidder answer?"), help_text=_("If no answer came in time, write that.")
            )
        self.fields["is_accepted"] = forms.ChoiceField(
            label=_("Has the bidder shown that it can do the work at this price?"),
            widget=forms.RadioSelect,
            choices=[(YES, _("Yes, the bid stays in")), (NO, _("No, the bid is not ranked"))],
        )
        self.choice_hints = {"is_accepted": {YES: _("If it has, the bid may not be put aside for its price.")}}
        self.fields["reason"] = _area(_("Your reasons"), help_text=_("The bidder can read them."))


def _levels(scale: Scale, highest_first: bool = False) -> list[tuple[str, str]]:
    levels = reversed(scale.levels) if highest_first else scale.levels
    return [(digits(level.value), f"{digits(level.value)} · {level.label}") for level in levels]


def _change_hint(spread: str) -> str:
    if spread and spread != "0":
        words = _("Needed, because the scores are %(spread)s apart. Say which argument changed whose mind.")
        return words % {"spread": spread}
    return _("Needed if you agree on a score that nobody or not everybody had given.")
