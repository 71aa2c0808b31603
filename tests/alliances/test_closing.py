"""The end of the work: by an exit plan that all agreed to, with account, data and lessons (domain 4.3)."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.alliances.models import Alliance
from portal.alliances.permissions.alliance import can_change_members, can_enter_space
from portal.alliances.permissions.closing import can_begin_closing, can_close_alliance, can_record_closing
from portal.alliances.selectors.work import work_for
from portal.audit.selectors import events_about
from portal.common.grants import drift
from portal.notifications.models import OutboxMessage
from tests.alliances.factories import alliance, signed
from tests.characters import Cast

KEYS = ("harbour", "easton", "northgate")
MEMBERS = {"lead", "partner1", "partner2"}


def working(cast: Cast, state: str = "delivering", plan: str = "We tell people first.", **extra: Any) -> Alliance:
    """An alliance under contract, with an agreement that every member signed."""
    made = alliance(cast, agreement_signed=False, state=state, **extra)
    signed(cast, made, KEYS, state="countersigned", exit_plan=plan)
    return made


def titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


def test_who_closes(cast: Cast) -> None:
    made = working(cast)
    assert cast.allowed(can_begin_closing, made) == {"lead"}
    assert cast.allowed(can_record_closing, made) == set()
    assert cast.allowed(can_close_alliance, made) == set()
    assert cast.allowed(can_begin_closing, working(cast, "awarded_mobilising")) == {"lead"}
    assert cast.allowed(can_begin_closing, working(cast, "mou_signed")) == set()
    closing = working(cast, "closing")
    assert cast.allowed(can_record_closing, closing) == {"lead"}
    assert cast.allowed(can_close_alliance, closing) == set()


def test_without_an_exit_plan_that_all_agreed_to_it_does_not_close(cast: Cast) -> None:
    made = working(cast, plan="")
    page = cast.client("lead").get(f"/alliances/{made.ref}/")
    assert "No exit plan holds yet." in page.text
    refused = cast.client("lead").post(f"/alliances/{made.ref}/closing/", {"reason": "The contract ends."})
    assert refused.status_code == 403
    assert "Every member has to agree to an exit plan first" in refused.text


def test_from_the_first_notice_to_the_last_lesson(cast: Cast, committed: Callable[[], Any]) -> None:
    made = working(cast)
    lead = cast.client("lead")
    page = lead.get(f"/alliances/{made.ref}/closing/")
    assert "We tell people first." in page.text
    assert "<title>Error:" in lead.post(f"/alliances/{made.ref}/closing/", {"reason": ""}).text
    with committed():
        page = lead.post(f"/alliances/{made.ref}/closing/", {"reason": "The contract ends."}, follow=True)
    assert "The alliance is closing" in page.text
    told = OutboxMessage.objects.filter(event_key=f"alliances.alliance.closing:{made.pk}")
    assert set(told.values_list("email", flat=True)) == {f"{name}@example.org" for name in MEMBERS}
    made.refresh_from_db()
    assert made.state == "closing"
    assert not can_change_members(cast.lead, made)
    assert titles(cast, "lead") == ["Write down how Alongside ends"]
    assert "Still missing: final account, data returned or destroyed, lessons." in page.text
    assert lead.post(f"/alliances/{made.ref}/closing/done/").status_code == 403
    assert lead.get(f"/alliances/{made.ref}/closing/nonsense/").status_code == 404
    for part in ("account", "data", "lessons"):
        lead.post(f"/alliances/{made.ref}/closing/{part}/", {"text": f"All about the {part}."})
    lead.post(f"/alliances/{made.ref}/closing/data/", {"text": "All of it is destroyed."})
    assert made.closing_records.count() == 4
    assert titles(cast, "lead") == ["Close Alongside"]
    page = lead.get(f"/alliances/{made.ref}/closing/done/")
    assert "All of it is destroyed." in page.text
    assert "All about the data." not in page.text
    with committed():
        page = lead.post(f"/alliances/{made.ref}/closing/done/", follow=True)
    assert "This alliance is closed" in page.text
    made.refresh_from_db()
    assert made.state == "closed"
    assert titles(cast, "lead") == []
    assert list(drift()) == []
    assert cast.client("partner1").get(f"/alliances/{made.ref}/agreement/v1/").status_code == 200
    assert lead.post(f"/alliances/{made.ref}/closing/data/", {"text": "Again."}).status_code == 403
    verbs = [event.verb for event in events_about(made)]
    kept = [verb for verb in verbs if not verb.endswith(".refused")]
    assert kept[0] == "alliances.alliance.wind_down"
    assert kept[1:5] == ["alliances.closing.record"] * 4
    assert kept[5] == "alliances.alliance.close"


@pytest.mark.parametrize("state", ["closing", "closed"])
def test_auditors_read_the_space_of_an_alliance_that_ends_and_that_is_recorded(cast: Cast, state: str) -> None:
    made = working(cast, state, is_listed=False)
    assert cast.allowed(can_enter_space, made) == MEMBERS | {"auditor"}
    auditor = cast.client("auditor")
    for path in ("", "agreement/v1/", "decisions/"):
        assert auditor.get(f"/alliances/{made.ref}/{path}").status_code == 200
    assert [event.verb for event in events_about(made)] == ["alliances.space.read"] * 3
    assert auditor.post(f"/alliances/{made.ref}/closing/data/", {"text": "Mine."}).status_code == 403
    assert cast.client("lead").get(f"/alliances/{made.ref}/").status_code == 200
    assert [event.verb for event in events_about(made)].count("alliances.space.read") == 4
    words = cast.client("lead").get(f"/alliances/{made.ref}/who-sees/").text
    seen = words.partition("Cannot see")[0]
    assert "Auditors" in seen


def test_auditors_do_not_enter_before(cast: Cast) -> None:
    made = working(cast)
    assert cast.client("auditor").get(f"/alliances/{made.ref}/decisions/").status_code == 403
