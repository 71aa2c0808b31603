"""Forms that clean and never save, drawn as the NHS service manual describes. Their fields: `portal.common.fields`."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError, NotAllowed
from portal.common.fields import (
    DateField3,
    DateInput3,
    DateTimeField4,
    DateTimeInput4,
    PoundsField,
    PoundsInput,
    UploadField,
    WordsField,
    WordsInput,
)

__all__ = [
    "DateField3",
    "DateInput3",
    "DateTimeField4",
    "DateTimeInput4",
    "PortalForm",
    "PortalModelForm",
    "PortalRenderer",
    "PoundsField",
    "PoundsInput",
    "UploadField",
    "WordsField",
    "WordsInput",
    "attempt",
]

# Which template of components/fields/ draws a widget; the first that fits.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInput3, "date"),
    (PoundsInput, "money"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
_CLASSES = {"select": "nhsuk-select", "textarea": "nhsuk-textarea", "file": "nhsuk-file-upload__input"}
_GROUPS = frozenset({"date", "checkboxes", "radios"})


class PortalBoundField(forms.BoundField):
    """A field with what its template asks: kind, ids of hint and error, the box with its classes."""

    @cached_property
    def kind(self) -> str:
        """Which template of components/fields/ draws it."""
        return next((kind for widget, kind in _KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def is_group(self) -> bool:
        """Several boxes under one legend."""
        return self.kind in _GROUPS

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}_problem"

    @property
    def counter_id(self) -> str:
        return f"{self.auto_id}_limit"

    @property
    def described_by(self) -> str:
        """The ids of hint, error and limit, for aria-describedby."""
        limit = getattr(self.field, "limit_text", "")
        return " ".join(
            [self.hint_id] * bool(self.help_text)
            + [self.error_id] * bool(self.errors)
            + [self.counter_id] * bool(limit)
        )

    @property
    def first_id(self) -> str:
        """The box that a link in the error summary leads to."""
        if self.kind == "date":
            return f"{self.auto_id}_{(self.bad_boxes or ('day',))[0]}"
        return f"{self.auto_id}_0" if self.is_group else str(self.auto_id)

    @property
    def label_size(self) -> str:
        """s, m, l or xl; a lone question is its page's heading."""
        return "l" if self.is_heading else str(getattr(self.form, "label_size", "s"))

    @property
    def is_heading(self) -> bool:
        """The label is the page's h1."""
        return bool(getattr(self.form, "is_page_heading", False)) and self.name == next(iter(self.form.fields))

    @property
    def is_optional(self) -> bool:
        """Say so beside the label; what is required is the rule and stays unmarked."""
        if self.field.required or self.kind == "checkbox" or self.name in getattr(self.form, "needed_sometimes", ()):
            return False
        is_answered = self.kind == "radios" and bool(self.initial)  # one of them is chosen from the beginning
        return not is_answered and "optional" not in str(self.label).lower()

    @property
    def bad_boxes(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong."""
        found = [error for error in self.form.errors.as_data().get(self.name, []) if error.params]
        return tuple(box for error in found for box in (error.params or {}).get("boxes", ()))

    @property
    def problems(self) -> list[str]:
        """The errors as shown: where Django says only that a field is required, the question is named."""
        blunt = str(forms.Field.default_error_messages["required"])
        label = str(self.label)
        return [_required_message(self.kind, label) if str(text) == blunt else str(text) for text in self.errors]

    @property
    def control(self) -> str:
        """The box itself, with its classes and its ties to hint and error."""
        attrs: dict[str, str | bool] = {"class": self._classes()}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.errors:
            attrs["aria-invalid"] = "true"
        if "placeholder" in self.field.widget.attrs:
            attrs["placeholder"] = False  # the label says it, and does not vanish while one types
        return self.as_widget(attrs=attrs)

    def _classes(self) -> str:
        own = self.field.widget.attrs.get("class", "")
        base = _CLASSES.get(self.kind, "nhsuk-input nhsuk-input--width-10" if self.kind == "money" else "nhsuk-input")
        error = f"{base.split()[0]}--error" if self.errors else ""
        return " ".join(part for part in (base, own, error) if part)

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The parts of a date: id, name, label, width, value and whether it is wrong."""
        widget = cast(DateInput3, self.field.widget)
        value = self.value()
        values = value if isinstance(value, list | tuple) else widget.decompress(value)
        bad = self.bad_boxes
        return [
            {
                "id": f"{self.auto_id}_{box}",
                "name": f"{self.html_name}_{box}",
                "label": label,
                "width": 4 if box in {"year", "time"} else 2,
                "value": "" if shown is None else shown,
                "is_bad": box in bad or (bool(self.errors) and not bad),
                "is_number": box != "time",
            }
            for (box, label), shown in zip(widget.boxes(), values, strict=True)
        ]

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The options of radios or checkboxes, each with its hint."""
        hints = getattr(self.form, "choice_hints", {}).get(self.name, {})
        found = []
        for option in self.subwidgets:
            data = option.data
            found.append(
                {
                    "id": option.id_for_label,
                    "name": data["name"],
                    "value": data["value"],
                    "label": option.choice_label,
                    "is_checked": data["selected"],
                    "hint": hints.get(str(data["value"]), ""),
                }
            )
        return found


class PortalRenderer(TemplatesSetting):
    """Draws every form of the site; widgets of other packages keep their own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = PortalBoundField


def _required_message(kind: str, label: str) -> str:
    if kind == "checkbox":
        return _("Tick the box to go on: %(label)s") % {"label": label}
    asks = {
        "radios": _("Choose an answer to “%(label)s”"),
        "checkboxes": _("Choose at least one answer to “%(label)s”"),
        "select": _("Choose an answer to “%(label)s”"),
        "file": _("Choose a file for “%(label)s”"),
    }
    return asks.get(kind, _("Answer “%(label)s”")) % {"label": label.rstrip(":. ")}


class PortalForm(forms.Form):
    """The base of every form: no browser validation, errors that name the question, no saving.

    `label_size`: s, m, l. `is_page_heading`: the first label is the page's heading. `choice_hints`: by field and value.
    `needed_sometimes`: fields that another answer makes necessary ("If you say no: why?"); none is called optional.
    """

    use_required_attribute = False
    label_suffix = ""
    label_size = "s"
    is_page_heading = False
    choice_hints: dict[str, dict[str, Any]] = {}
    needed_sometimes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        _name_the_question(self)

    def typed(self) -> dict[str, Any]:
        """What the person typed, mistakes too: to keep a draft without validating it."""
        return {name: self[name].data for name in self.fields}

    def refuse(self, error: Exception, field: str | None = None) -> None:
        """Show what a service refused at the top of the form, or at a field."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        self.add_error(field, ValidationError(str(error)))


class PortalModelForm(forms.ModelForm):
    """A form shaped by a model. It cleans; a service saves."""

    use_required_attribute = False
    label_size = "s"
    is_page_heading = False
    choice_hints: dict[str, dict[str, Any]] = {}
    needed_sometimes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        _name_the_question(self)

    def save(self, commit: bool = True) -> Any:
        """Refused: what is written is written by a service."""
        raise TypeError("Forms do not save; call the service.")


def attempt(form: Any, act: Callable[[], Any], field: str | None = None) -> Any:
    """What the act returns, or None with what the domain refused shown at the form; NotAllowed goes on to its page."""
    try:
        return act()
    except NotAllowed:
        raise
    except DomainError as error:
        form.refuse(error, field)
        return None


def _name_the_question(form: forms.BaseForm) -> None:
    """Replace "This field is required" by a sentence that names the question."""
    for name, field in form.fields.items():
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            bound = form[name]
            kind = getattr(bound, "kind", "input")
            field.error_messages["required"] = _required_message(kind, str(bound.label))
