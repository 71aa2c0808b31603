"""From a need to a text that was agreed with the people it is for."""

from pathlib import Path

from docx import Document

from tests.journeys.people import Journey

TITLE = "Peer support for people who live with pain"
SECTIONS = {
    "What it is for": [
        "People who live with pain meet others who live with it too.",
        "Nobody has to explain themselves before they are helped.",
        "The service begins within ten days of asking.",
        "It costs the person nothing.",
    ],
    "Who it is for": [
        "Every adult in Riverside who has lived with pain for three months.",
        "A letter from a doctor is not needed.",
        "Carers may come along.",
    ],
    "What people get": [
        "A group near home, once a week.",
        "Groups meet on weekdays, in the daytime.",
        "A person to call between meetings.",
        "Help to move again, at their own speed.",
    ],
    "How it is led": [
        "Half of those who decide live with pain themselves.",
        "They are paid for their time.",
        "What was decided is published within a week.",
    ],
    "Working with others": [
        "The service knows the groups of the neighbourhood by name.",
        "With a person's yes, it writes to their doctor.",
        "It asks for no story twice.",
    ],
    "What changes": [
        "People come closer to the goals they set themselves.",
        "Fewer of them feel alone.",
        "What was found is published every half year.",
    ],
}
GOALS = "I come closer to the goals I set myself"
SAID = "I work in the daytime. An evening group is the only one I could come to."
NEW_WORDING = "Groups meet on weekdays, in the daytime and on one evening."


def word_file(folder: Path) -> Path:
    """The specification as somebody would write it: six sections, twenty paragraphs."""
    document = Document()
    document.add_heading(TITLE, 0)
    for heading, paragraphs in SECTIONS.items():
        document.add_heading(heading, 1)
        for text in paragraphs:
            document.add_paragraph(text)
    path = folder / "specification.docx"
    document.save(str(path))
    return path


def need(journey: Journey) -> None:
    """The officer records what is missing."""
    officer = journey.as_("officer").work("Record a need")
    officer.fill(
        {
            "What is missing?": "Somebody to talk to for people in pain",
            "What do we know about it?": "Forty people asked for a group this year, and there is none in Riverside.",
            "How was it noticed?": "A survey or needs assessment",
            "What kind of support would meet it?": "Peer support",
            "Where?": "Riverside",
            "How many people did you count?": 40,
            "From which day?": journey.local(-90).date(),
            "To which day?": journey.local(-1).date(),
        }
    )
    officer.press("Record").sees("Somebody to talk to for people in pain")
    journey.picture("01-need", "officer")


def project(journey: Journey) -> None:
    """A project is opened from it and framed: how much say, who decides, what is fixed, until when."""
    officer = journey.as_("officer").front("Co-design", "Needs that nothing meets yet")
    officer.follow("Somebody to talk to for people in pain", "Open a project from this need")
    officer.fill(
        {
            "What is it called?": TITLE,
            "What do you ask people?": "What would help you live with pain in Riverside?",
            "What is it about?": "A service that is led by the people it is for.",
            "Where?": "Riverside",
        }
    )
    officer.press("Save and continue")
    answers = {
        "How much say people have": {"How much say do people have?": "Co-design: help write it"},
        "Who decides, and when": {
            "Who decides on the text?": "The co-design board",
            "By when?": journey.local(60).date(),
        },
        "What is fixed and what is open": {
            "What is already fixed, and why?": "The money, which two boards agreed.",
            "What is still open?": "What the service does, when and where.",
        },
        "Dates": {"When does it open?": journey.local(0), "When do comments close?": journey.local(45)},
        "Other ways to take part": {"In which other ways": "Easy Read, phone and post"},
    }
    for part, said in answers.items():
        officer.follow(part).fill(said).press("Save and continue")
    officer.follow("Who takes part")
    for name, role in (
        ("facilitator", "Facilitator"),
        ("expert", "Member with lived experience"),
        ("publisher", "Decides on the text"),
    ):
        officer.fill({"Their e-mail address": f"{name}@example.org", "Their part": role}).press("Give this part")
    officer.follow(TITLE, "Go on setting it up", "Check your answers")
    journey.picture("02-framing", "officer")
    officer.press("Open this project")


def text(journey: Journey) -> None:
    """The facilitator uploads the Word file."""
    facilitator = journey.as_("facilitator").front("Co-design", TITLE).press("Write the draft")
    facilitator.follow("Upload the text as a Word file")
    facilitator.fill({"The Word file": word_file(journey.site.var)}).press("Read the file")
    facilitator.sees("20 paragraphs are new").press("Use this text")
    facilitator.sees("6. What changes", "6.3 What was found is published every half year.")
    journey.picture("03-text", "facilitator")


def outcomes(journey: Journey) -> None:
    """What has to change for people, how it is seen, and what is paid for it."""
    facilitator = journey.as_("facilitator").press("Say what has to change for people", "Add an outcome")
    facilitator.fill({"What should change in people's lives?": GOALS}).press("Save")
    facilitator.follow("Add a measure").fill({"How will you see the change?": "Goal-based outcomes"}).press("Continue")
    facilitator.follow("Change who is asked, and when")
    facilitator.fill(
        {"Who is asked?": "Everybody who came for six months", "When?": "At the start and half a year later"}
    )
    facilitator.press("Save").follow("Change start")
    facilitator.fill(
        {
            "Where do things stand at the start?": "4.1",
            "Where does that figure come from?": "A survey this spring",
            "From which figure": "4.5",
            "At which figure": "6.5",
        }
    )
    facilitator.press("Save").follow("Change share of the payment")
    facilitator.fill({"Which share of the money": 100}).press("Save")
    facilitator.sees("Goal-based outcomes", "4.1", "6.5")
    journey.picture("04-outcomes", "facilitator")


def version_1(journey: Journey) -> None:
    """The text is published with its outcomes."""
    facilitator = journey.as_("facilitator").follow("Back to all outcomes", "Back to the specification")
    facilitator.follow("Check and publish").fill(
        {"Why is it not there": "People who need it try it out first.", "By when will both": journey.local(20).date()}
    )
    facilitator.press("Publish this version")
    journey.as_("").front("Co-design", TITLE, "Read it and comment").sees("Version 1 of", "Groups meet on weekdays")
    journey.picture("05-version-1", "")


def comment(journey: Journey) -> None:
    """A resident speaks about one paragraph, without JavaScript."""
    member = journey.as_("member").front("Co-design", TITLE, "Read it and comment")
    member.follow("Comment on paragraph 3.2").fill({"What do you want to say?": SAID}).press("Post comment")
    member.sees("Your comment on 3.2 is there.").unfold("1 comment").sees(SAID)
    journey.picture("06-comment", "member")


def answer(journey: Journey) -> None:
    """You said, we did: what was decided, why, and by whom. It waits in my work, and is gone when done."""
    facilitator = journey.as_("facilitator").work("Answer 1 comment", "An evening group")
    facilitator.fill(
        {
            "What are they about": "Evenings",
            "What did you hear?": "People who work cannot come in the daytime.",
            "What became of it?": "Changed",
            "What was decided?": "There is a group on one evening.",
            "Why?": "Eleven people who work said so.",
            "Who decided?": "The co-design board",
            "When?": journey.local(0).date(),
        }
    )
    facilitator.press("Publish this answer").sees("Every comment has an answer").work()
    assert not facilitator.has("Answer 1 comment")
    journey.picture("07-answer", "facilitator")


def version_2(journey: Journey) -> None:
    """The next version; the comment is reached from the new text, with both wordings."""
    facilitator = journey.as_("facilitator").front("Co-design", TITLE).press("Write the draft")
    facilitator.follow("Change paragraph 3.2").fill({"The words": NEW_WORDING}).press("Save")
    facilitator.follow("Check and publish").fill({"What changed since": "A group on one evening, as people asked."})
    facilitator.press("Publish this version")
    member = journey.as_("member").front("Co-design", TITLE, "Read it and comment", "On earlier wording")
    member.sees("Version 2 of", NEW_WORDING).unfold("1 comment")
    member.sees(
        SAID, "On earlier wording", "Groups meet on weekdays, in the daytime.", "There is a group on one evening."
    )
    journey.picture("08-version-2", "member")


def agreed(journey: Journey) -> None:
    """Whoever was named to decide agrees the text, with the reason."""
    decider = journey.as_("publisher").front("Co-design", TITLE, "Decide on version 2")
    decider.fill(
        {"Why do you agree this text?": "It says what people asked for.", "I have read what people said": True}
    )
    decider.press("Agree this version").sees("Version 2 is agreed", "It says what people asked for.")
    journey.picture("09-agreed", "publisher")


STAGES = [need, project, text, outcomes, version_1, comment, answer, version_2, agreed]
