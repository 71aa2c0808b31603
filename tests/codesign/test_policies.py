"""Every policy asked by all standing characters."""

from portal.codesign import permissions as may
from portal.codesign.models import Project
from portal.codesign.selectors.work import waiting_for, work_for
from tests.characters import NAMES, VISITOR, Cast
from tests.codesign import factories as make
from tests.marketplace.matrix import ICB

EVERYBODY = set(NAMES)
SIGNED_IN = EVERYBODY - {VISITOR}


def test_a_project_being_framed_is_seen_by_its_team(cast: Cast) -> None:
    assert cast.allowed(may.can_see_project, make.framed(cast)) == {"officer", "facilitator", "expert", "publisher"}


def test_an_open_project_is_seen_by_everybody(cast: Cast) -> None:
    assert cast.allowed(may.can_see_project, make.project(cast)) == EVERYBODY


def test_managing_writing_answering_and_deciding(cast: Cast) -> None:
    row = make.project(cast)
    assert cast.allowed(may.can_manage_project, row) == {"officer"}
    assert cast.allowed(may.can_edit_text, row) == {"officer", "facilitator", "expert"}
    assert cast.allowed(may.can_answer, row) == {"officer", "facilitator"}
    version = make.published_version(cast, row)
    assert cast.allowed(may.can_agree_version, version) == {"publisher"}
    assert cast.allowed(may.can_publish_version, version) == {"officer", "facilitator"}
    assert cast.allowed(may.can_freeze_version, version) == set(ICB.split())


def test_below_step_six_people_with_lived_experience_do_not_write(cast: Cast) -> None:
    assert "expert" not in cast.allowed(may.can_edit_text, make.project(cast, ladder_step=4))


def test_anyone_signed_in_comments_while_the_project_is_open(cast: Cast) -> None:
    row = make.published_version(cast).project
    assert cast.allowed(may.can_comment, row) == SIGNED_IN
    with make.later(60):
        assert cast.allowed(may.can_comment, row) == set()


def test_a_person_whose_part_ended_is_out_with_the_next_request(cast: Cast) -> None:
    row = make.project(cast)
    client = cast.client("expert")
    make.draft(cast, row)
    assert client.get(f"/co-design/{row.ref}/draft/").status_code == 200
    member = row.assignments.get(role="lived_experience")
    cast.client("officer").post(f"/co-design/{row.ref}/team/{member.pk}/end/")
    assert client.get(f"/co-design/{row.ref}/draft/").status_code == 403


def test_the_last_owner_stays(cast: Cast) -> None:
    row = make.project(cast)
    owner = row.assignments.get(role="owner")
    assert cast.client("officer").post(f"/co-design/{row.ref}/team/{owner.pk}/end/").status_code == 409
    assert Project.objects.get(pk=row.pk).assignments.filter(role="owner", ended_at=None).exists()


def test_work_waits_until_it_is_done(cast: Cast) -> None:
    version = make.published_version(cast)
    said = make.comment(cast, version)
    forms = ["Plain English, in short of version 1: have it made", "Easy Read of version 1: have it made"]
    assert [item.title for item in work_for(cast.facilitator)] == ["Answer 1 comment", *forms]
    assert [item.about for item in waiting_for(cast.member)] == [version.project.title]
    assert work_for(cast.publisher) == []
    with make.later(60):
        assert [item.title for item in work_for(cast.publisher)] == ["Decide on version 1 of the text"]
    said.answers.create(
        project=version.project,
        theme="t",
        heard="h",
        outcome="later",
        decision="d",
        reason="r",
        decided_by="x",
        decided_on="2026-11-24",
        answered_by=cast.facilitator,
        answered_at=version.created_at,
    )
    assert [item.title for item in work_for(cast.facilitator)] == forms
    assert waiting_for(cast.member) == []
