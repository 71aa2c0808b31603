"""Money promised, a result with its evidence, its payment worked out, approved, booked and shown to everybody."""

from datetime import timedelta
from pathlib import Path

from tests.journeys.people import Journey
from tests.journeys.stages_money import FUND
from tests.journeys.stages_text import TITLE

MESSAGES = {
    "rival": "The decision on your bid",
    "approver": "Decide again",
    "lead": "Sign the contract",
    "publisher": "The award notice is due",
}
SHEET = "people,start,half a year later\n32,4.1,6.0\n"


def promised(journey: Journey) -> None:
    """The manager asks, the board promises what was set aside to the contract."""
    manager = journey.as_("fund").work(f"Ask the board to promise money to {TITLE}")
    manager.fill({"From which scheme?": "Peer support", "How much is promised?": "480,000"})
    manager.press("Ask the board to decide")
    journey.picture("51-promise", "fund")
    board = journey.as_("board").work(f"Decide: promise money to {TITLE}").fill({"What do you decide?": "Promise"})
    board.press("Record my decision").sees("£480,000")
    journey.picture("52-promised", "board")


def reported(journey: Journey) -> None:
    """Whoever delivers reports what was found, with a sheet that names nobody."""
    journey.pass_to(journey.now() + timedelta(days=320))
    lead = journey.as_("lead").work(f"Report what changed for people: {TITLE}", "People come closer to their own goals")
    sheet = Path(journey.site.var) / "result.csv"
    sheet.write_text(SHEET)
    lead.fill(
        {
            "First day of the period": journey.local(-184).date(),
            "Last day of the period": journey.local(-1).date(),
            "How many people were asked at the start?": 40,
            "How many of them answered both times?": 32,
            "What was found?": "6.0",
            "How was it measured": "Everybody rated their own goals, at the start and half a year later.",
            "Result sheet": sheet,
        }
    )
    lead.press("Record the result").sees("The result is recorded. The fund manager is told.")
    journey.picture("53-result", "lead")


def paid(journey: Journey) -> None:
    """Worked out by the curve, prepared by one, approved by another, booked at once."""
    manager = journey.as_("fund").work("Work out the payment for")
    manager.sees("£90,000.00")
    manager.fill({"Number of the invoice": "ALONGSIDE-1", "On which day was it received?": journey.local(0).date()})
    manager.press("Ask the board to decide").sees("Whoever prepares a payment cannot approve it.")
    journey.picture("54-payment", "fund")
    board = journey.as_("board").work(f"Decide: a payment on {TITLE}")
    journey.picture("55-to-decide", "board")
    board.fill({"What do you decide?": "Approve £90,000.00"}).press("Record my decision")
    board.sees("What was written in the ledger")
    journey.picture("56-paid", "board")


def shown(journey: Journey) -> None:
    """What a visitor reads of it: the fund and the contract."""
    visitor = journey.as_("").front("Where the money goes", FUND)
    visitor.sees("Each £100 in this pot", "£90,000", "Peer support")
    journey.picture("57-fund", "")
    visitor.front("Opportunities", "3 opportunities", TITLE, "Award and contract").sees(
        "Harbour Carers", "People come closer to their own goals"
    )
    journey.picture("58-contract", "")
    visitor.follow("What is promised and paid under this contract").sees("£90,000", "Paid for what changed")
    journey.picture("59-contract-money", "")


def told(journey: Journey) -> None:
    """Each of them got a message for what waited, and each once."""
    reader = journey.as_("fund").work("Messages of the demo")
    for name, subject in MESSAGES.items():
        reader.fill({"To which address?": f"{name}@example.org"}).press("Show these")
        links = [text.strip() for text in reader.page.locator("main h3").all_inner_texts()]
        assert sum(text.startswith(subject) for text in links) == 1, (name, subject, links)
    journey.picture("60-messages", "fund")


STAGES = [promised, reported, paid, shown, told]
