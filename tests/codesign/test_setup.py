"""Setting a project up: parts that can be left half done, what stops it, what is worth a look, who takes part."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from portal.codesign.models import Project
from portal.codesign.selectors.checks import opening_checks
from portal.codesign.services import project_open, project_team_add
from portal.common.clock import now
from portal.common.exceptions import DomainError, NotAllowed
from tests.characters import Cast
from tests.codesign import factories as make


def _part(cast: Cast, row: Project, part: str, **typed: Any) -> Any:
    return cast.client("officer").post(reverse("codesign:project_part", args=[row.ref, part]), typed)


def _page(cast: Cast, row: Project, name: str = "project_open") -> str:
    return cast.client("officer").get(reverse(f"codesign:{name}", args=[row.ref])).content.decode()


def test_what_was_filled_in_well_is_kept_when_somebody_leaves(cast: Cast) -> None:
    row = make.framed(cast)
    response = _part(cast, row, "basics", act="later", title="A new name", question="", summary="", area="Easton")
    assert response.url == reverse("codesign:project_setup", args=[row.ref])
    row.refresh_from_db()
    assert (row.title, row.area) == ("A new name", "Easton")
    assert row.question == "If you live with pain, what do you want from others who do too?"


def test_a_half_typed_date_does_not_hinder_leaving(cast: Cast) -> None:
    row = make.framed(cast)
    before = row.closes_at
    response = _part(cast, row, "dates", act="later", closes_at_day="31", closes_at_month="2", closes_at_year="2027")
    assert response.status_code == 302
    row.refresh_from_db()
    assert row.closes_at == before


def test_a_part_with_mistakes_keeps_what_was_typed(cast: Cast) -> None:
    page = _part(cast, make.framed(cast), "decides", decision_maker="", decision_due_on_day="5").content.decode()
    assert "<title>Error:" in page
    assert "The date also needs its month and year" in page
    assert 'value="5"' in page


def test_the_dates_propose_six_weeks_and_more_over_christmas(cast: Cast) -> None:
    row = make.framed(cast, opens_at=None, closes_at=None)
    page = _page_of_dates(cast, row)
    assert page.context["form"].initial["opens_at"].date() == date(2026, 12, 1)
    assert page.context["form"].initial["closes_at"].date() == date(2027, 1, 19)


def _page_of_dates(cast: Cast, row: Project) -> Any:
    return cast.client("officer").get(reverse("codesign:project_part", args=[row.ref, "dates"]))


def test_closing_before_opening_is_refused_at_the_field(cast: Cast) -> None:
    typed = {
        f"{name}_{box}": value
        for name, day in (("opens_at", "9"), ("closes_at", "8"))
        for box, value in (("day", day), ("month", "12"), ("year", "2026"), ("time", "09:00"))
    }
    assert (
        "Comments must close after the project opens"
        in _part(cast, make.framed(cast), "dates", **typed).content.decode()
    )


def test_less_than_four_weeks_is_worth_a_look_and_can_be_done(cast: Cast) -> None:
    row = make.framed(cast, closes_at=now() + timedelta(days=20))
    page = _page(cast, row)
    assert "People have less than four weeks" in page
    assert "Open this project" in page
    project_open(actor=cast.officer, project=row)
    assert Project.objects.get(pk=row.pk).state == "gathering"


def test_everything_said_is_shown_with_the_way_to_change_it(cast: Cast) -> None:
    row = make.framed(cast, accessibility_offer="Easy Read", opens_at=now(), closes_at=now() + timedelta(weeks=8))
    page = _page(cast, row)
    assert "Everything is said" in page
    for part in ("basics", "say", "decides", "fixed", "dates", "access"):
        assert f"/co-design/{row.ref}/set-up/{part}/" in page
    assert "Joan Barker: Member with lived experience" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "A consultation on pain"}, "Only step 4 may be called a consultation"),
        ({"closes_at": "past"}, "Comments would be closed already"),
        ({"decision_due_on": date(2026, 12, 1)}, "The decision is due before comments close"),
        ({"ladder_step": None}, "how much say people have"),
    ],
)
def test_what_cannot_stand_stops_the_opening_on_the_page_and_in_the_service(
    cast: Cast, changes: dict[str, Any], words: str
) -> None:
    if changes.get("closes_at"):
        changes = {"opens_at": now() - timedelta(days=9), "closes_at": now() - timedelta(days=1)}
    row = make.framed(cast, **changes)
    page = _page(cast, row)
    assert words in page
    assert "It cannot open yet" in page
    with pytest.raises(DomainError, match=words):
        project_open(actor=cast.officer, project=row)


def test_step_four_is_called_what_it_is(cast: Cast) -> None:
    row = make.framed(cast, title="A consultation on pain", ladder_step=4)
    assert all(kind != "stop" for kind, *_rest in opening_checks(row))


def test_writing_together_needs_somebody_with_lived_experience(cast: Cast) -> None:
    row = make.framed(cast)
    member = row.assignments.get(role="lived_experience")
    cast.client("officer").post(reverse("codesign:project_team_end", args=[row.ref, member.pk]))
    assert "somebody with lived experience" in _page(cast, row)
    row = make.framed(cast, ladder_step=5)
    member = row.assignments.get(role="lived_experience")
    cast.client("officer").post(reverse("codesign:project_team_end", args=[row.ref, member.pk]))
    assert "somebody with lived experience" not in _page(cast, row)


def test_ending_a_part_asks_first(cast: Cast) -> None:
    row = make.framed(cast)
    member = row.assignments.get(role="lived_experience")
    url = reverse("codesign:project_team_end", args=[row.ref, member.pk])
    team = cast.client("officer").get(reverse("codesign:project_team", args=[row.ref])).text
    assert f'href="{url}">End this part<span class="nhsuk-u-visually-hidden"> of Joan Barker as Member' in team
    page = cast.client("officer").get(url).content.decode()
    assert "Joan Barker is “Member with lived experience” now" in page
    member.refresh_from_db()
    assert member.ended_at is None


def test_a_stranger_cannot_be_given_a_part(cast: Cast) -> None:
    row = make.framed(cast)
    typed = {"email": "nobody@example.org", "role": "editor"}
    page = cast.client("officer").post(reverse("codesign:project_team", args=[row.ref]), typed).content.decode()
    assert "Nobody with this address has a verified account" in page
    assert "nobody@example.org" in page


def test_the_same_part_is_given_once(cast: Cast) -> None:
    row = make.framed(cast)
    for _ in range(2):
        project_team_add(actor=cast.officer, project=row, user=cast.member, role="editor")
    assert row.assignments.filter(user=cast.member).count() == 1
    with pytest.raises(NotAllowed, match="Only the owner"):
        project_team_add(actor=cast.facilitator, project=row, user=cast.carer, role="editor")


def test_a_part_of_the_frame_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert _part(cast, make.framed(cast), "nonsense").status_code == 404


def test_people_who_are_no_commissioner_are_told_why_they_cannot_open_one(cast: Cast) -> None:
    response = cast.client("lead").get(reverse("codesign:project_start"))
    assert response.status_code == 403
    assert "Only people of a verified commissioner open projects." in response.content.decode()
