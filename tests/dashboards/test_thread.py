"""The journey line: from a need to a paid outcome, from what really happened."""

from typing import Any

from django.template import Context, Template
from django.utils.html import strip_tags

from portal.dashboards.selectors.thread import project_of_need, thread_of
from tests.budgets.factories import approved_allocation, commitment, contract, payment, project_of
from tests.characters import Cast
from tests.codesign.factories import agreed_version, framed, published_version
from tests.tenders.factories import draft_procurement
from tests.tenders.factories_evaluation import ranked


def _told(project: Any, now: str = "") -> list[tuple[str, str, str]]:
    return [(stage.name, stage.state, stage.note) for stage in thread_of(project, now)]


def test_without_a_project_nothing_is_shown() -> None:
    page = Template('{% load thread %}{% journey_line project=project now="opportunity" %}')
    assert page.render(Context({"project": None})).strip() == ""


def test_a_new_project_stands_at_its_specification(cast: Cast) -> None:
    told = _told(framed(cast))
    assert told[0] == ("Need", "done", "")
    assert told[1] == ("Specification", "now", "")
    assert [state for _name, state, _note in told[2:]] == ["", "", "", ""]


def test_a_need_that_is_not_public_has_no_link(cast: Cast) -> None:
    assert thread_of(framed(cast))[0].href == ""
    open_project = published_version(cast).project
    open_project.refresh_from_db()
    assert thread_of(open_project)[0].href.startswith("/needs/")


def test_a_need_leads_to_its_project_once_everybody_may_see_it(cast: Cast) -> None:
    hidden = framed(cast)
    assert project_of_need(hidden.need) is None
    shown = published_version(cast).project
    page = cast.client("member").get(f"/needs/{shown.need.ref}/").text
    assert project_of_need(shown.need) == shown
    assert f"/co-design/{shown.ref}/" in page


def test_the_agreed_version_and_the_money_set_aside_are_named(cast: Cast) -> None:
    version = agreed_version(cast)
    approved_allocation(cast, version.project, 64_000_000)
    told = {name: (state, note) for name, state, note in _told(version.project)}
    assert told["Specification"] == ("done", "Version 1, agreed")
    assert told["Opportunity"] == ("now", "")
    assert told["Outcomes and money"] == ("", "£640,000 set aside")


def test_a_draft_tender_is_not_in_the_line(cast: Cast) -> None:
    version = agreed_version(cast)
    row = draft_procurement(cast, specification=version)
    assert row.ref not in str(thread_of(version.project))


def test_the_page_it_stands_on_is_current_and_not_a_link(cast: Cast) -> None:
    version = agreed_version(cast)
    stage = thread_of(version.project, "specification")[1]
    assert (stage.state, stage.href) == ("now", "")


def test_a_contract_that_paid_is_the_end_of_the_line(cast: Cast) -> None:
    row = contract(cast)
    payment(cast, commitment(cast, row))
    told = thread_of(project_of(row))
    assert told[4].href == f"/contracts/{row.ref}/"
    assert told[5].state == "done"
    assert told[5].note == "£24,000 paid"


def test_an_evaluation_is_not_told_in_its_inner_steps(cast: Cast) -> None:
    row = ranked(cast)
    told = {name: note for name, _state, note in _told(row.specification.project)}
    assert told["Evaluation"] == "Being evaluated"


def test_it_costs_at_most_nine_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    row = contract(cast)
    payment(cast, commitment(cast, row))
    project = project_of(row)
    with django_assert_max_num_queries(10):
        thread_of(project)


def test_the_tag_names_the_stages_for_readers(cast: Cast) -> None:
    page = Template('{% load thread %}{% journey_line project=project now="specification" %}')
    text = page.render(Context({"project": agreed_version(cast).project}))
    assert "From the need to what changed for people" in text
    assert " ".join(strip_tags(text).split()).startswith("Need (done)")
