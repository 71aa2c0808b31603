"""A project that is open for comment: two versions, what people said, what was done with it."""

from datetime import date, datetime
from typing import Any

from portal.codesign.enums import AnswerOutcome, CommentChannel, CommentName, FormatKind, LadderStep, ProjectRole
from portal.codesign.models import Comment, Paragraph, Project, SpecificationVersion
from portal.codesign.rules.word import read_word
from portal.codesign.services import (
    answer_give,
    comment_post,
    comment_reply,
    comment_report,
    comment_write_down,
    format_ask,
    project_frame,
    project_open,
    project_start,
    project_team_add,
    specification_draft,
    specification_publish,
)
from portal.codesign.services.text import paragraph_add, paragraph_edit, section_add, text_replace
from portal.dashboards.demo.notice import notice_evidence
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.forms import deliver_promised
from portal.dashboards.demo.scenes.stage import body, day, instant, on, promised, who
from portal.dashboards.demo.specification import WORD
from portal.marketplace.models import UnmetNeed
from portal.marketplace.services import Evidence, unmet_need_record

TITLE = "Support for young carers"
NEW_WORDS = {
    "2.1": "A worker whom the young carer has chosen meets them as often as they want, where they want.",
    "2.2": "A group meets on Wednesdays from 18:00 to 20:00, and online on Sundays for those who cannot leave home.",
    "3.1": "Young carers hold half of the seats of the panel that steers the service. It meets every month.",
}


def need_of(noon: datetime, days: float, title: str, description: str, category: str, *evidence: Evidence) -> UnmetNeed:
    """A need that the ICB's officer recorded on that day."""
    with on(noon, days):
        return unmet_need_record(
            actor=who("officer"),
            organisation=body("icb"),
            title=title,
            description=description,
            source="survey",
            category=category,
            area="Riverside",
            people_count=140,
            period_from_on=day(noon, days - 200),
            period_to_on=day(noon, days - 20),
            evidence=evidence,
        )


def team_of(project: Project, *people: tuple[str, str]) -> None:
    """The officer gives people their parts."""
    for key, role in people:
        project_team_add(actor=who("officer"), project=project, user=who(key), role=role)


def write(version: SpecificationVersion, text: dict[str, tuple[str, ...]]) -> None:
    """The facilitator writes the draft."""
    for title, paragraphs in text.items():
        section = section_add(actor=who("facilitator"), version=version, title=title)
        for words in paragraphs:
            paragraph_add(actor=who("facilitator"), section=section, text=words)


def paragraph(version: SpecificationVersion, number: str) -> Paragraph:
    """The paragraph of that number."""
    section, position = number.split(".")
    rows = Paragraph.objects.select_related("section__version__project")
    return rows.get(section__version=version, section__position=int(section), position=int(position))


def _said(version: SpecificationVersion, number: str, key: str, text: str, **more: Any) -> Comment:
    return comment_post(actor=who(key), paragraph=paragraph(version, number), body=text, **more)


def _answered(project: Project, comments: list[Comment], on_day: date, **words: Any) -> None:
    answer_give(
        actor=who("facilitator"),
        project=project,
        comments=comments,
        decided_by="The co-design board (six of its ten members are young carers)",
        decided_on=on_day,
        **words,
    )


def load(noon: datetime) -> None:
    """From the need to a second version that people comment on now."""
    project = _opened(noon)
    with on(noon, -26):
        first = specification_draft(actor=who("facilitator"), project=project)
        read = read_word(WORD.read_bytes())
        text_replace(actor=who("facilitator"), version=first, sections=read.sections, file_name=WORD.name)
        first = specification_publish(actor=who("facilitator"), version=first, **promised(noon, -14))
    said = _first_voices(noon, first)
    with on(noon, -15):
        deliver_promised(first)
    _answers(noon, project, said)
    with on(noon, -9):
        second = specification_draft(actor=who("facilitator"), project=project)
        for number, words in NEW_WORDS.items():
            paragraph_edit(actor=who("facilitator"), paragraph=paragraph(second, number), text=words)
        second = specification_publish(
            actor=who("facilitator"),
            version=second,
            summary_of_changes="Young carers choose their worker, groups meet later, and they hold half of the panel.",
            **promised(noon, 6),
        )
    with on(noon, -5):
        note = "I listen while I cook. English, please, and not too fast."
        format_ask(actor=who("carer"), version=second, kind=FormatKind.AUDIO, note=note)
    with on(noon, -4):
        _said(second, "2.2", "carer", "Sunday evening is good. Please do not record it.", name_choice=CommentName.NONE)
    with on(noon, -2):
        _said(second, "2.3", "member", "Four days a year are few. My sister counts the weeks.")
        partner = _said(second, "4.1", "partner1", "Small groups cannot wait a year for the last quarter of the money.")
    with on(noon, -1):
        comment_reply(actor=who("member"), comment=partner, body="Nor can the young people they work with.")
        advert = _said(second, "2.2", "holder3", "I sell a course for carers. Write to me and I send the price list.")
        comment_report(actor=who("member"), comment=advert, reason="spam", note="It is on other pages as well.")


def _opened(noon: datetime) -> Project:
    need = need_of(
        noon,
        -60,
        "Young people who care for somebody and are not seen",
        "Schools know of one in five young carers. Those who are not known get no help at all.",
        "Carers",
        notice_evidence(),
    )
    with on(noon, -40):
        project = project_start(
            actor=who("officer"),
            organisation=body("icb"),
            title=TITLE,
            question="If you care for somebody at home, what would make your week easier?",
            summary="A service for people under 25 who care for somebody, led by young carers themselves.",
            area="Riverside",
            need=need,
        )
        project_frame(
            actor=who("officer"),
            project=project,
            ladder_step=LadderStep.CO_DESIGN,
            decision_maker="The co-design board (six of its ten members are young carers)",
            decision_due_on=day(noon, 40),
            already_fixed="No more than £420,000 over three years. It must start before the next school year.",
            still_open="What the worker does, when and where groups meet, and who steers the service.",
            accessibility_offer="Easy Read, large print, British Sign Language, or somebody who calls you.",
            involvement_budget_pence=450_000,
            opens_at=instant(noon, -28),
            closes_at=instant(noon, 18),
        )
        team_of(
            project,
            ("facilitator", ProjectRole.FACILITATOR),
            ("expert", ProjectRole.LIVED_EXPERIENCE),
            ("publisher", ProjectRole.DECIDER),
        )
    with on(noon, -28):
        project_open(actor=who("officer"), project=project)
    return Project.objects.get(pk=project.pk)


def _first_voices(noon: datetime, first: SpecificationVersion) -> dict[str, list[Comment]]:
    said: dict[str, list[Comment]] = {}
    with on(noon, -24):
        said["2.1"] = [
            _said(first, "2.1", "member", "Not at school. Then everybody knows."),
            _said(
                first,
                "2.1",
                "expert",
                "Let them choose the person. I would have talked to my aunt's neighbour and to nobody else.",
                suggested_text="A worker whom the young carer has chosen meets them where they want.",
            ),
        ]
    with on(noon, -22):
        said["2.2"] = [
            _said(first, "2.2", "carer", "At four I cook. After six my father is in bed."),
            comment_write_down(
                actor=who("facilitator"),
                paragraph=paragraph(first, "2.2"),
                body="We cannot leave home on a weekday at all. Could it be online?",
                channel=CommentChannel.PHONE,
                shown_as="Two sisters, by phone",
                people_count=2,
            ),
        ]
    with on(noon, -20):
        said["3.1"] = [
            _said(first, "3.1", "partner1", "A panel about young carers without one of them is not a panel.")
        ]
        said["4.1"] = [_said(first, "4.1", "lead", "Please say how the last quarter is worked out.")]
    return said


def _answers(noon: datetime, project: Project, said: dict[str, list[Comment]]) -> None:
    with on(noon, -12):
        decided = day(noon, -13)
        _answered(
            project,
            said["2.1"],
            decided,
            theme="Who the worker is, and where they meet",
            heard="Meeting at school shows everybody who is a carer. People want to choose whom they talk to.",
            quote="Then everybody knows.",
            outcome=AnswerOutcome.CHANGED,
            decision="Young carers choose the worker, the place and how often.",
            reason="Nobody comes to a worker whom they would not have chosen.",
        )
        _answered(
            project,
            said["2.2"],
            decided,
            theme="When the group meets",
            heard="At four o'clock most young carers cook or look after somebody. Some cannot leave home at all.",
            quote="At four I cook.",
            outcome=AnswerOutcome.CHANGED,
            decision="The group meets from 18:00 to 20:00, and online on Sundays.",
            reason="A group at a time when carers care is a group without carers.",
        )
    with on(noon, -11):
        _answered(
            project,
            said["3.1"],
            decided,
            theme="Who steers the service",
            heard="A panel without young carers does not steer it well.",
            outcome=AnswerOutcome.PARTLY,
            decision="Young carers hold half of the seats, and the panel meets every month.",
            reason="The other half stays with those who answer for the money by law.",
        )
        _answered(
            project,
            said["4.1"],
            decided,
            theme="How the last quarter is paid",
            heard="Providers want to know how the payment for outcomes is worked out.",
            outcome=AnswerOutcome.LATER,
            decision="The outcomes and their figures come with version 3, before anything is tendered.",
            reason="They must follow from what young carers say should change.",
        )


SCENE = Scene("A project that is open for comment", lambda: Project.objects.filter(title=TITLE).exists(), load)
