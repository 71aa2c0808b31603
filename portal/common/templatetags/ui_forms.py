"""Forms on a page: the error summary, the fields, the whole form."""

from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from portal.common.templatetags.registry import library


def problems(form: BaseForm) -> list[dict[str, str]]:
    """Every error of the form with the id of the box it belongs to, in the order of the page."""
    found = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = f"#{getattr(bound, 'first_id', bound.id_for_label)}" if not bound.is_hidden else ""
        found += [{"text": str(text), "href": href} for text in getattr(bound, "problems", bound.errors)]
    return found


@library.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """What needs another look, at the top of the page, linked to the boxes. Nothing when there is nothing."""
    return {"problems": problems(form) if form is not None and form.is_bound else []}


@library.inclusion_tag("components/page_form.html", takes_context=True)
def page_form(
    context: Any,
    form: BaseForm,
    submit: str = "",
    *,
    action: str = "",
    cancel_href: str = "",
    cancel_text: str = "",
    later: bool = False,
    summary: bool = True,
    danger: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """The whole form: errors, fields, button, way out. `later` adds "Save and come back later", posted as act=later."""
    return {
        "form": form,
        "submit": submit or _("Save and continue"),
        "action": action,
        "cancel_href": cancel_href,
        "cancel_text": cancel_text or _("Cancel"),
        "later": later,
        "problems": problems(form) if summary and form.is_bound else [],
        "danger": danger,
        "note": note,
        "redirect_field": context.get("redirect_field", ""),  # allauth's way back
    }


@library.inclusion_tag("components/confirm_form.html", takes_context=True)
def confirm_form(
    context: Any, submit: str, *, action: str = "", cancel_href: str = "", cancel_text: str = "", danger: bool = False
) -> dict[str, Any]:
    """The button under a summary: it posts to this address (or `action`) and does what its words say."""
    return {
        "submit": submit,
        "action": action,
        "cancel_href": cancel_href,
        "cancel_text": cancel_text or _("Cancel"),
        "danger": danger,
    }
