"""Forms as the service manual describes them: every box has a label, every error leads to its box."""

import re
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.http import QueryDict

from portal.common.exceptions import DomainError
from portal.common.forms import (
    DateField3,
    DateTimeField4,
    PortalForm,
    PortalModelForm,
    PoundsField,
    UploadField,
    WordsField,
)
from tests.common.drawing import draw


class TenderForm(PortalForm):
    choice_hints = {"who": {"alliance": "Two or more together"}}

    closes_at = DateTimeField4(label="When do bids close?", help_text="For example, 26 2 2027")
    starts_on = DateField3(label="When does it start?", required=False)
    value_pence = PoundsField(label="What is it worth?")
    who = forms.ChoiceField(
        label="Who can bid?", widget=forms.RadioSelect, choices=[("alliance", "An alliance"), ("one", "One")]
    )
    needs = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("large", "Large print")], required=False
    )
    area = forms.ChoiceField(label="Area", choices=[("", "Choose"), ("e", "Easton")])
    why = WordsField(label="Why?", max_words=5, rows=9)
    plan = UploadField(label="Plan", endings=["docx"], required=False)
    agreed = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class AnswerForm(PortalForm):
    needed_sometimes = ("why_not",)

    answer = forms.ChoiceField(
        label="Secret?", widget=forms.RadioSelect, choices=[("no", "No"), ("yes", "Yes")], initial="no", required=False
    )
    other = forms.ChoiceField(label="Other", widget=forms.RadioSelect, choices=[("a", "A")], required=False)
    why_not = WordsField(label="If no: why?", required=False)
    note = WordsField(label="Note", required=False)


def test_what_has_an_answer_or_is_needed_by_another_is_not_called_optional() -> None:
    html = _page(AnswerForm())
    assert re.findall(r"([\w: ]+\??) <span class=\"optional\">", html) == ["Other", "Note"]


def _ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


def _sent(**data: str) -> TenderForm:
    query = QueryDict(mutable=True)
    query.update(data)
    return TenderForm(query, {})


def _page(form: forms.BaseForm, arguments: str = "") -> str:
    return draw("{% page_form form " + arguments + " %}", form=form)


@pytest.mark.parametrize("form", [TenderForm(), _sent()], ids=["fresh", "all wrong"])
def test_every_tie_between_parts_leads_somewhere(form: TenderForm) -> None:
    html = _page(form)
    ids = _ids(html)
    assert len(ids) == len(set(ids))
    named = [name for value in re.findall(r' (?:for|aria-describedby)="([^"]+)"', html) for name in value.split()]
    linked = re.findall(r'href="#([^"]+)"', html)
    assert named
    assert set(named) | set(linked) <= set(ids)


def test_every_box_has_a_label() -> None:
    html = _page(TenderForm())
    boxes = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
    seen = [re.search(r' id="([^"]+)"', box) for box in boxes if 'type="hidden"' not in box]
    labels = set(re.findall(r' for="([^"]+)"', html))
    assert len(seen) == 15
    assert all(box and box[1] in labels for box in seen)


def test_the_browser_does_not_validate() -> None:
    html = _page(TenderForm())
    assert "novalidate" in html
    assert " required" not in html
    assert 'enctype="multipart/form-data"' in html


def test_errors_stand_at_the_top_and_at_the_field() -> None:
    form = _sent(
        closes_at_day="30", closes_at_month="2", closes_at_year="2027", closes_at_time="12:00", value_pence="tbc"
    )
    html = _page(form)
    says = "30 February 2027 is not a date: that month has 28 days"
    assert f'<a href="#id_closes_at_day">{says}</a>' in html
    assert f'<span class="nhsuk-u-visually-hidden">Error:</span> {says}' in html
    assert '<a href="#id_value_pence">Write an amount in pounds' in html
    assert "6 answers need another look" in html
    assert html.index("nhsuk-error-summary") < html.index("<form")


def test_only_the_wrong_box_of_a_date_is_marked() -> None:
    html = _page(_sent(closes_at_day="30", closes_at_month="2", closes_at_year="2027", closes_at_time="12:00"))
    wrong = re.findall(r'id="(id_closes_at_\w+)"[^>]*aria-invalid="true"', html)
    assert wrong == ["id_closes_at_day"]


def test_what_was_typed_is_kept() -> None:
    html = _page(
        _sent(closes_at_day="30", closes_at_month="feb", value_pence="about 600k, tbc", why="<b>bold</b>", who="one")
    )
    assert 'name="closes_at_day" type="text" inputmode="numeric" value="30"' in html
    assert 'value="feb"' in html
    assert 'value="about 600k, tbc"' in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert 'value="one" checked' in html


def test_an_error_in_a_group_leads_to_its_first_choice() -> None:
    assert '<a href="#id_who_0">Choose an answer to “Who can bid?”</a>' in _page(_sent())


def test_what_is_missing_is_asked_for_by_name() -> None:
    errors = {name: str(found[0]) for name, found in _sent().errors.items()}
    assert errors == {
        "closes_at": "Answer “When do bids close?”",
        "value_pence": "Answer “What is it worth?”",
        "who": "Choose an answer to “Who can bid?”",
        "area": "Choose an answer to “Area”",
        "why": "Answer “Why?”",
        "agreed": "Tick the box to go on: I agree",
    }


def test_a_field_may_ask_in_its_own_words() -> None:
    class Own(PortalForm):
        name = forms.CharField(error_messages={"required": "Give it a name"})

    assert Own({}).errors["name"] == ["Give it a name"]


def test_what_may_stay_empty_says_so() -> None:
    html = _page(TenderForm())
    assert html.count("(optional)") == 3


def test_a_choice_has_its_hint_and_limits_are_said() -> None:
    html = _page(TenderForm())
    assert 'id="id_who_0_hint">Two or more together' in html
    assert "At most 5 words" in html
    assert "DOCX, at most 20 MB" in html
    assert 'rows="9"' in html


def test_a_lone_question_is_the_heading_of_its_page() -> None:
    class Name(PortalForm):
        is_page_heading = True
        name = forms.CharField(label="What is it called?")

    class Who(PortalForm):
        is_page_heading = True
        who = forms.ChoiceField(label="Who?", widget=forms.RadioSelect, choices=[("a", "A")])

    assert re.search(
        r'<h1 class="nhsuk-label-wrapper"><label[^>]*nhsuk-label--l[^>]*>What is it called\?', _page(Name())
    )
    assert re.search(r'legend--l"><h1 class="nhsuk-fieldset__heading">Who\?', _page(Who()))
    assert "<h1" not in _page(TenderForm())


def test_a_form_begins_with_what_is_known() -> None:
    html = _page(TenderForm(initial={"value_pence": 184_000_000, "who": "one"}))
    assert 'value="1,840,000"' in html
    assert 'value="one" checked' in html
    assert "Error:" not in html


def test_the_ways_out_of_a_form() -> None:
    html = _page(TenderForm(), '"Send it" later=True cancel_href="/back/" note="Nothing is lost." summary=False')
    assert ">Send it</button>" in html
    assert 'name="act" value="later">Save and come back later' in html
    assert '<a class="form-foot__out" href="/back/">Cancel</a>' in html
    assert "Nothing is lost." in html
    assert "Save and come back later" not in _page(TenderForm())


def test_a_confirmation_posts_and_can_be_left() -> None:
    html = draw('{% confirm_form "Withdraw the bid" cancel_href="/bid/" danger=True %}')
    assert 'method="post"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'href="/bid/"' in html
    assert "confirm-danger" in html


def test_a_refusal_of_a_service_is_shown_like_an_error() -> None:
    form = _sent()
    form.refuse(DomainError("Bids closed at 12:00."))
    form.refuse(DomainError("Too much."), "value_pence")
    html = _page(form)
    assert "<li>Bids closed at 12:00.</li>" in html
    assert '<a href="#id_value_pence">Too much.</a>' in html


def test_a_draft_keeps_mistakes_without_looking_at_them() -> None:
    form = _sent(value_pence="tbc", closes_at_day="30")
    assert form.typed()["value_pence"] == "tbc"
    assert form.typed()["closes_at"][0] == "30"
    assert form._errors is None


def test_forms_never_save() -> None:
    class GroupForm(PortalModelForm):
        class Meta:
            model = Group
            fields = ["name"]

    with pytest.raises(TypeError, match="do not save"):
        GroupForm().save()


def test_a_fresh_form_has_no_summary_and_no_form_none() -> None:
    assert draw("{% error_summary form %}", form=TenderForm()).strip() == ""
    assert draw("{% error_summary form %}", form=None).strip() == ""


def test_forms_of_other_packages_are_drawn_the_same() -> None:
    class Theirs(forms.Form):
        login = forms.EmailField(widget=forms.EmailInput(attrs={"placeholder": "E-mail"}))

    html: Any = Theirs({"login": "x"}).render()
    assert "nhsuk-form-group--error" in html
    assert "placeholder" not in html
    assert 'type="email"' in html


def test_forms_of_other_packages_name_what_is_missing() -> None:
    class Theirs(forms.Form):
        login = forms.EmailField(label="E-mail address")

    html = draw("{% page_form form %}", form=Theirs({}))
    assert html.count("Answer “E-mail address”") == 2
    assert "This field is required" not in html
