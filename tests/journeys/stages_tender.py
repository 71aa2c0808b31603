"""The tender: drafted from the agreed text, checked by a second person, published; asked about and answered."""

from typing import Any

from tests.journeys.people import Journey
from tests.journeys.stages_text import GOALS, TITLE

TEAM = {
    "publisher": "Publisher",
    "opener1": "Opening officer",
    "opener2": "Opening officer",
    "facilitator": "Moderation facilitator",
    "evaluator1": "Evaluator",
    "evaluator2": "Evaluator",
    "evaluator3": "Evaluator",
    "expert": "Lived-experience evaluator",
    "approver": "Award approver",
}
QUESTIONS = {
    "How people lead the service": "Quality and innovation",
    "Reaching people and working with others": "Improving access",
}


def _pack(journey: Journey) -> dict[str, dict[str, Any]]:
    return {
        "What decides the rules": {
            "What do you buy?": "A health care service",
            "Is it on the list": "Yes",
            "Is it delivered to individuals?": "Yes",
            "Is its code on the light touch": "Yes",
        },
        "Which rules apply": {
            "Which rules apply?": "Provider Selection Regime",
            "Why these?": "A health service for people in England.",
        },
        "Why a competition": {
            "Does somebody provide": "No",
            "Do people choose freely": "No",
            "Could you say, with reasons": "No",
        },
        "Codes for what is bought": {"Which code says best what is bought?": "85100000-0"},
        "Value and length": {
            "What is it worth": "500,000",
            "When does the service start?": journey.local(150).date(),
            "When does it end?": journey.local(150 + 1094).date(),
            "By how many months": "0",
        },
        "How it is paid": {
            "What share is paid for outcomes": "25",
            "When is it paid, and for what?": "Every quarter; the part for outcomes after each count.",
        },
        "How price counts": {
            "How are prices turned into points?": "Lowest price divided by this price",
            "What weight has price": "20",
        },
        "Dates": {
            "Until when can bidders ask": journey.local(15),
            "By when are the last answers": journey.local(20),
            "When do bids close?": journey.notes["deadline"],
            "When is the decision announced?": journey.local(60).date(),
        },
        "Conflicts of interest": {"What else was looked at": "Nobody on the team has declared an interest."},
    }


def pack(journey: Journey) -> None:
    """The officer drafts the tender from the agreed text and its outcomes, and writes every part of it."""
    officer = journey.as_("officer").work(f"Draft the tender: {TITLE}").press("Draft the tender")
    journey.notes["deadline"] = journey.local(32)
    for part, answers in _pack(journey).items():
        officer.follow(part).fill(answers).press("Save and continue")
    for title, criterion in QUESTIONS.items():
        officer.work(f"Finish the tender: {TITLE}", "Questions and weights", "Add a question")
        officer.fill(
            {
                "What is the question about?": title,
                "What do you ask?": f"{title}: tell us how you do it.",
                "How is it judged?": "Scored",
                "What weight has it": "40",
                "At most how many words?": "300",
                "Who scores it?": "Every evaluator",
                "Which key criterion": criterion,
                "Can files be attached?": "No",
            }
        )
        officer.press("Save")
    officer.work(f"Finish the tender: {TITLE}", "The five key criteria")
    officer.fill({"“Integration": "The two questions ask for it.", "“Social value": "The whole service is that."})
    officer.press("Save and continue")
    journey.picture("20-pack", "officer")


def team(journey: Journey) -> None:
    """Everybody has one part; duties are kept apart."""
    officer = journey.as_("officer").work(f"Finish the tender: {TITLE}", "The team")
    for name, role in TEAM.items():
        officer.follow("Give a person a part")
        officer.fill({"E-mail address of the person": f"{name}@example.org", "What is their part?": role})
        officer.press("Give this part")
    journey.picture("21-team", "officer")
    officer.work(f"Finish the tender: {TITLE}", "Check your answers")
    officer.sees("It can be published.", "You wrote this pack, so somebody else must publish it.", GOALS)
    officer.press("Ask the publisher to check and publish").sees("The publisher has been asked")
    journey.picture("22-asked", "officer")


def published(journey: Journey) -> None:
    """A second person reads it and publishes it; everybody can read it then."""
    publisher = journey.as_("publisher").work(f"Check and publish: {TITLE}").press("Publish")
    publisher.sees("The tender is published", "Published by Priya Nair")
    visitor = journey.as_("").front("Opportunities", TITLE)
    visitor.sees("Open for bids", "Value £500,000", "1. How people lead the service 300 40%", "Price 20%")
    journey.picture("23-published", "")


def asked(journey: Journey) -> None:
    """Two register interest; one asks, the answer goes to everybody."""
    for name in ("lead", "rival"):
        journey.as_(name).front("Opportunities", TITLE).press("Register interest", "Register interest")
    rival = journey.as_("rival").follow("Ask a question")
    rival.fill({"What do you want to know?": "May groups meet in a church hall?"}).press("Ask")
    officer = journey.as_("officer").work("Answer what bidders ask", "Answer question 1")
    assert "Meridian" not in officer.said()
    officer.fill({"Your answer": "Yes, if it has a step-free way in.", "Does the answer change": "No"})
    officer.press("Continue", "Publish the answer")
    reader = journey.as_("lead").front("Opportunities", TITLE, "The question and its answer")
    reader.sees("May groups meet in a church hall?", "Yes, if it has a step-free way in.")
    journey.picture("24-asked", "lead")


STAGES = [pack, team, published, asked]
