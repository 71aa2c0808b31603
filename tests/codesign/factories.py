"""Projects and texts for tests, made by the real services as the real people."""

from datetime import date, timedelta
from typing import Any

from portal.codesign.models import Answer, Comment, Paragraph, Project, Reveal, SpecificationVersion, TextFormat
from portal.codesign.services import (
    SentFile,
    answer_give,
    comment_hide,
    comment_post,
    comment_report,
    format_ask,
    format_deliver,
    project_frame,
    project_open,
    project_start,
    project_team_add,
    reveal_agree,
    reveal_ask,
    specification_agree,
    specification_draft,
    specification_framework_attach,
    specification_publish,
)
from portal.codesign.services.text import paragraph_add, section_add
from portal.common import clock
from portal.common.clock import now, today
from tests.characters import Cast
from tests.marketplace.factories import need as make_need
from tests.outcomes.factories import framework
from tests.remembered import remembered

TEXTS = {
    "Why this is needed": ["About 9,400 adults here have had pain for more than three months.", "Many wait a year."],
    "What the service does": ["A helpline answers from 9:00 to 17:00 on weekdays.", "Groups meet every week."],
}


@remembered
def framed(cast: Cast, **changes: Any) -> Project:
    """A project that could open: framed, with a team."""
    project = project_start(
        actor=cast.officer,
        organisation=cast.org("icb"),
        title=changes.pop("title", "Peer support for people in pain"),
        question="If you live with pain, what do you want from others who do too?",
        summary="A service run by people who know pain from the inside.",
        area=changes.pop("area", "Riverside"),
        need=changes.pop("need", None) or make_need(cast),
    )
    values: dict[str, Any] = {
        "ladder_step": 6,
        "decision_maker": "The co-design board",
        "decision_due_on": date(2027, 1, 20),
        "already_fixed": "No more than £900,000 over three years",
        "still_open": "What the helpline does, and when",
        "opens_at": now() - timedelta(days=1),
        "closes_at": now() + timedelta(weeks=6),
    }
    project_frame(actor=cast.officer, project=project, **values | changes)
    for person, role in (
        (cast.facilitator, "facilitator"),
        (cast.expert, "lived_experience"),
        (cast.publisher, "decider"),
    ):
        project_team_add(actor=cast.officer, project=project, user=person, role=role)
    return Project.objects.get(pk=project.pk)


@remembered
def project(cast: Cast, **changes: Any) -> Project:
    """An open project."""
    row = framed(cast, **changes)
    project_open(actor=cast.officer, project=row)
    return Project.objects.get(pk=row.pk)


@remembered
def draft(cast: Cast, row: Project, texts: dict[str, list[str]] | None = None) -> SpecificationVersion:
    """A draft with a text."""
    version = specification_draft(actor=cast.facilitator, project=row)
    if not version.sections.exists():
        for title, paragraphs in (texts or TEXTS).items():
            section = section_add(actor=cast.facilitator, version=version, title=title)
            for text in paragraphs:
                paragraph_add(actor=cast.facilitator, section=section, text=text)
    return version


PROMISED: dict[str, Any] = {
    "formats_reason": "People who need it try it out first.",
    "formats_due_on": date(2027, 3, 1),
}
"""What a version says of its Easy Read and plain English when it is published."""


@remembered
def published_version(
    cast: Cast, row: Project | None = None, summary: str = "What people said."
) -> SpecificationVersion:
    """A published version of an open project."""
    version = draft(cast, row or project(cast))
    return specification_publish(actor=cast.facilitator, version=version, summary_of_changes=summary, **PROMISED)


@remembered
def agreed_version(cast: Cast, project: Project | None = None, **changes: Any) -> SpecificationVersion:
    """An agreed version with outcomes that are fixed with it."""
    from tests.codesign import factories

    row = project or factories.project(cast, **changes)
    version = draft(cast, row)
    outcomes = framework(cast, fixed=False)
    specification_framework_attach(actor=cast.officer, version=version, framework=outcomes)
    version = specification_publish(
        actor=cast.facilitator, version=version, summary_of_changes="First text.", **PROMISED
    )
    return specification_agree(actor=cast.publisher, version=version, reason="It says what people asked for.")


def paragraph(version: SpecificationVersion, number: str) -> Paragraph:
    """The paragraph of that number."""
    section, position = number.split(".")
    return Paragraph.objects.select_related("section__version__project").get(
        section__version=version, section__position=int(section), position=int(position)
    )


@remembered
def comment(
    cast: Cast, version: SpecificationVersion, number: str = "2.1", who: str = "member", **changes: Any
) -> Comment:
    """What somebody said about a paragraph."""
    body = changes.pop("body", "My pain is worst at ten at night.")
    return comment_post(actor=cast.user(who), paragraph=paragraph(version, number), body=body, **changes)


@remembered
def hidden(cast: Cast, said: Comment, reason: str = "off_topic") -> Comment:
    """A comment that the moderator hid."""
    note = "This is about another service. Say it there."
    return comment_hide(actor=cast.moderator, comment=said, reason=reason, note=note)


def danger(cast: Cast, version: SpecificationVersion) -> Comment:
    """A comment that somebody reported because somebody may be in danger."""
    said = comment(cast, version, "1.2", body="He says he will not open the door to me again.", name_choice="none")
    comment_report(actor=cast.carer, comment=said, reason="safeguarding", note="I know the family.")
    return said


def reveal_asked(cast: Cast, said: Comment, **changes: Any) -> Reveal:
    """The safeguarding lead asks to know who wrote it."""
    reason = changes.pop("reason", "She may be locked in. We must reach her today.")
    return reveal_ask(actor=cast.safeguarding, comment=said, reason=reason, **changes)


def revealed(cast: Cast, said: Comment, **changes: Any) -> Reveal:
    """Both safeguarding leads decided it."""
    asked = reveal_asked(cast, said, **changes)
    return reveal_agree(actor=cast.safeguarding2, reveal=asked, note="There is no other way to reach her.")


def format_asked(cast: Cast, version: SpecificationVersion, kind: str = "audio", who: str = "carer") -> TextFormat:
    """Somebody needs the text in another form."""
    return format_ask(actor=cast.user(who), version=version, kind=kind, note="I listen in the kitchen.")


def format_ready(cast: Cast, version: SpecificationVersion) -> TextFormat:
    """Another form that is there as a file."""
    wanted = format_ask(actor=cast.carer, version=version, kind="symbols")
    sent = SentFile("symbols.pdf", b"%PDF-1.7 with symbols")
    return format_deliver(actor=cast.facilitator, text_format=wanted, sent=sent)


def answer(cast: Cast, *said: Comment, **changes: Any) -> Answer:
    """What the facilitator answered."""
    values: dict[str, Any] = {
        "theme": "Opening hours",
        "heard": "Nights are worst.",
        "quote": "My pain is worst at ten at night.",
        "outcome": "changed",
        "decision": "It opens 18:00 to midnight.",
        "reason": "Most calls come then.",
        "decided_by": "Daniel Osei",
        "decided_on": today(),
    }
    return answer_give(actor=cast.facilitator, project=said[0].passage.project, comments=list(said), **values | changes)


def later(days: int) -> Any:
    """`with later(50): …`: that many days from now."""
    return clock.at(now() + timedelta(days=days))
