"""What stops an act, what is worth a look, and what is in order, before somebody does it."""

from datetime import datetime, time, timedelta

from django.urls import reverse

from portal.codesign.enums import COMMENT_STATES, LadderStep, ProjectRole
from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.rules.dates import SHORTEST, advised_closing
from portal.codesign.rules.words import speaks_of_consultation
from portal.codesign.selectors.projects import numbers_of
from portal.common.clock import LONDON, now, today
from portal.common.templatetags.ui_text import counted, day, when

Check = tuple[str, str, str, str, str, str]  # kind, label, what, how, href, link
NEEDED = {
    "question": ("basics", "the question"),
    "summary": ("basics", "what it is about"),
    "ladder_step": ("say", "how much say people have"),
    "decision_maker": ("decides", "who decides"),
    "decision_due_on": ("decides", "when it is decided"),
    "already_fixed": ("fixed", "what is already fixed"),
    "still_open": ("fixed", "what is still open"),
    "opens_at": ("dates", "when it opens"),
    "closes_at": ("dates", "when it closes"),
}


def missing_in_frame(project: Project) -> list[str]:
    """What has to be said before the project can open, in words."""
    missing = [words for name, (_part, words) in NEEDED.items() if not getattr(project, name)]
    roles = {row.role for row in project.assignments.all() if row.ended_at is None}
    if ProjectRole.FACILITATOR not in roles:
        missing.append("a facilitator who answers comments")
    if ProjectRole.DECIDER not in roles:
        missing.append("the person who decides on the text")
    if (project.ladder_step or 0) >= LadderStep.CO_DESIGN and ProjectRole.LIVED_EXPERIENCE not in roles:
        missing.append("somebody with lived experience who writes with you")
    return missing


def wrong_in_frame(project: Project) -> list[str]:
    """What was said but cannot stand, in sentences."""
    wrong = []
    if project.closes_at and project.closes_at <= now():
        wrong.append("Comments would be closed already. Choose a later closing date.")
    words = " ".join([project.title, project.question, project.summary])
    if project.ladder_step != LadderStep.CONSULTATION and speaks_of_consultation(words):
        wrong.append("Only step 4 may be called a consultation. Choose another word, or step 4.")
    if project.decision_due_on and project.closes_at and project.decision_due_on < project.closes_at.date():
        wrong.append("The decision is due before comments close. People must be heard first.")
    return wrong


def opening_checks(project: Project) -> list[Check]:
    """Before a project opens."""
    setup = reverse("codesign:project_setup", args=[project.ref])
    dates = reverse("codesign:project_part", args=[project.ref, "dates"])
    checks = [("stop", "", f"Say {words}", "", setup, "Go to the list") for words in missing_in_frame(project)]
    checks += [("stop", "", words, "", setup, "Go to the list") for words in wrong_in_frame(project)]
    if project.opens_at and project.closes_at:
        if project.closes_at - project.opens_at < SHORTEST:
            checks.append(("look", "", "People have less than four weeks", "Six is the rule.", dates, "Give more time"))
        elif project.closes_at < (advised := advised_closing(project.opens_at)) - timedelta(days=1):
            why = "Six weeks, with time added over Christmas, Easter and August."
            checks.append(("look", "", f"We would close on {day(advised)} or later", why, dates, "Change the dates"))
    if not project.accessibility_offer:
        access = reverse("codesign:project_part", args=[project.ref, "access"])
        checks.append(("look", "", "No other way to take part is offered", "", access, "Offer one"))
    return checks or [("met", "", "Everything is said", "", "", "")]


def agreement_checks(project: Project, version: SpecificationVersion) -> list[Check]:
    """Before somebody agrees a version."""
    checks: list[Check] = []
    if waiting := numbers_of(project)["waiting"]:
        what = counted(waiting, "comment has no answer yet,comments have no answer yet")
        checks.append(("look", "", what, "You can decide now, but nothing is reported back before.", "", ""))
    if version.framework is None:
        what = "It says nothing about what has to change for people"
        checks.append(("look", "", what, "A tender needs outcomes.", "", ""))
    if project.state in COMMENT_STATES and project.closes_at and now() < project.closes_at:
        what = f"Comments are open until {when(project.closes_at)}"
        checks.append(("look", "", what, "If you agree now, nobody can comment any more.", "", ""))
    return checks or [("met", "", "Every comment has an answer, and commenting is over", "", "", "")]


def proposed_dates(project: Project) -> dict[str, datetime]:
    """What the form of dates begins with: what was said, or opening in a week and closing when the rule says."""
    morning, evening = time(9), time(17)
    opens = project.opens_at or datetime.combine(today() + timedelta(weeks=1), morning, tzinfo=LONDON)
    closes = datetime.combine(advised_closing(opens).astimezone(LONDON).date(), evening, tzinfo=LONDON)
    return {"opens_at": opens, "closes_at": project.closes_at or closes}
