"""A text so close to what hurts that a moderator reads first, and a danger that two safeguarding leads see to."""

from datetime import datetime

from portal.codesign.enums import CommentName, LadderStep, ModerationReason, ProjectRole
from portal.codesign.models import Comment, Project, SpecificationVersion
from portal.codesign.services import (
    comment_danger_seen,
    comment_post,
    comment_release,
    comment_report,
    premoderation_switch,
    project_frame,
    project_open,
    project_start,
    project_team_add,
    reveal_agree,
    reveal_ask,
    specification_draft,
    specification_publish,
)
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.comment import need_of, paragraph, write
from portal.dashboards.demo.scenes.forms import deliver_promised
from portal.dashboards.demo.scenes.stage import body, day, instant, on, promised, who

TITLE = "Safe at home: support after abuse"
TEXT: dict[str, tuple[str, ...]] = {
    "What we want to change": (
        "Somebody who lived with violence finds one person who listens, on the first day, by day or night.",
        "Nobody has to tell what happened more than once.",
    ),
    "What the service does": (
        "A worker meets people where they feel safe, and goes with them to court, doctor and housing office.",
        "Children have a worker of their own.",
    ),
}


def load(noon: datetime) -> None:
    """Opened with reading first; one comment shown, one waiting, two reported as a danger."""
    project = _opened(noon)
    with on(noon, -16):
        version = specification_draft(actor=who("facilitator"), project=project)
        write(version, TEXT)
        version = specification_publish(actor=who("facilitator"), version=version, **promised(noon, -8))
    with on(noon, -9):
        deliver_promised(version)
    _voices(noon, version)


def _opened(noon: datetime) -> Project:
    need = need_of(
        noon,
        -50,
        "People who leave a violent home and have nowhere to turn at night",
        "Between five in the evening and nine in the morning nobody local answers.",
        "Safety",
    )
    with on(noon, -30):
        project = project_start(
            actor=who("officer"),
            organisation=body("icb"),
            title=TITLE,
            question="If you ever had to leave, what would have helped on the first day?",
            summary="Somebody to turn to on the day a person leaves a violent home, and for as long as it takes.",
            area="Riverside",
            need=need,
        )
        project_frame(
            actor=who("officer"),
            project=project,
            ladder_step=LadderStep.ENGAGEMENT,
            decision_maker="The board for safety at home",
            decision_due_on=day(noon, 60),
            already_fixed="The refuge stays where it is.",
            still_open="Who answers at night, and how people are accompanied.",
            accessibility_offer="Somebody who calls you, a room with two doors, a British Sign Language interpreter.",
            opens_at=instant(noon, -17),
            closes_at=instant(noon, 35),
        )
        for key, role in (("facilitator", ProjectRole.FACILITATOR), ("publisher", ProjectRole.DECIDER)):
            project_team_add(actor=who("officer"), project=project, user=who(key), role=role)
    with on(noon, -17):
        project_open(actor=who("officer"), project=project)
        project = Project.objects.get(pk=project.pk)
        reason = "What people tell here can hurt to read, and can be read by those they left."
        premoderation_switch(actor=who("officer"), project=project, is_on=True, reason=reason)
    return Project.objects.get(pk=project.pk)


def _said(version: SpecificationVersion, number: str, key: str, text: str) -> Comment:
    return comment_post(actor=who(key), paragraph=paragraph(version, number), body=text, name_choice=CommentName.NONE)


def _shown(comment: Comment) -> Comment:
    return comment_release(actor=who("moderator"), comment=comment)


def _voices(noon: datetime, version: SpecificationVersion) -> None:
    with on(noon, -8):
        _shown(_said(version, "1.2", "expert", "I told it eleven times. After the sixth I left things out."))
        first = _shown(_said(version, "2.1", "holder2", "I cannot go out without him knowing. Who could I even meet?"))
        comment_report(
            actor=who("expert"), comment=first, reason=ModerationReason.SAFEGUARDING, note="She is not safe."
        )
    with on(noon, -7.95):
        asked = reveal_ask(
            actor=who("safeguarding"), comment=first, reason="She may not be able to leave. We must find a way to her."
        )
        reveal_agree(actor=who("safeguarding2"), reveal=asked, note="Nothing else on the page leads to her.")
        comment_danger_seen(
            actor=who("safeguarding"), comment=first, note="Rang her sister's number at 13:40. The duty team met her."
        )
    with on(noon, -0.5):
        second = _shown(_said(version, "2.2", "holder3", "My boy sleeps with his shoes on so that we can run."))
        comment_report(actor=who("member"), comment=second, reason=ModerationReason.SAFEGUARDING)
    with on(noon, -0.02):
        reveal_ask(
            actor=who("safeguarding"),
            comment=second,
            reason="A child sleeps ready to run. The duty team needs a name before tonight.",
            unsafe_reason="A message could be read by the person they are afraid of.",
        )
        _said(version, "1.1", "carer", "At night I rang three numbers. One was a fax.")


SCENE = Scene("A text on which a moderator reads first", lambda: Project.objects.filter(title=TITLE).exists(), load)
