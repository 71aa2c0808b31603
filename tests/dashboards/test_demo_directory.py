"""The demo's directory: real services that nobody checked, invented ones that an editor did, and what waits."""

from typing import Any

import pytest

from portal.dashboards.demo.scenes import directory, play
from portal.marketplace.models import GapReport, Service
from portal.marketplace.selectors.work import waiting_for, work_for
from tests.characters import Cast


@pytest.fixture
def played(cast: Cast) -> Cast:
    """Both scenes, and once more to no effect."""
    for scene in directory.SCENES:
        assert play(scene)
        assert not play(scene)
    return cast


def test_people_find_support_and_each_role_finds_something_to_do(played: Cast) -> None:
    page = played.client().get("/marketplace/?near=BS5").text
    assert "8 services" in page
    assert "Greenhouse mornings" in page
    assert "Last checked 14 months ago: ask before you go" in page
    assert [item.title for item in work_for(played.editor)] == [
        "Look at a service before everybody reads it",
        "Look at a service before everybody reads it",
        "Look at what somebody says is wrong",
    ]
    assert "Put right what the editor says" in {item.title for item in work_for(played.partner2)}
    assert "Say whether it is still right" in {item.title for item in work_for(played.rival)}
    assert [row.about for row in waiting_for(played.micro)] == ["Garden Days"]
    assert GapReport.objects.count() == 4
    assert "Wheelchair rugby on Sundays" in played.client("officer").get("/needs/missing/").text
    assert "Pain Café" in played.client("holder").get("/marketplace/shortlist/").text


def test_real_services_are_never_shown_as_current(played: Cast) -> None:
    rows = Service.objects.filter(source_name__startswith="Street Support")
    assert rows.count() == 35
    assert set(rows.values_list("assured_on", flat=True)) == {None}
    page: Any = played.client().get(f"/marketplace/services/{rows.order_by('pk')[0].uuid}/").text
    assert "Nobody has checked these details here." in page
    assert "Licence: MIT." in page
