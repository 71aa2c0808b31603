"""Opened by two, declared, scored by four, agreed, locked; then the prices and the order."""

from datetime import timedelta

from tests.journeys.people import Journey
from tests.journeys.stages_alliance import ALLIANCE

OPENERS = {"opener1": "Tom Birch", "opener2": "Ada Nwosu"}
PANEL = {"evaluator1": "Grace Lin", "evaluator2": "Owen Price", "evaluator3": "Farah Aziz", "expert": "Joan Barker"}
OTHERS = {"facilitator": "Daniel Osei", "approver": "Ruth Calloway"}
GOOD = "hold half of the posts"


def _declare(journey: Journey, name: str) -> None:
    """No link to any bidder, and confidentiality."""
    person = journey.as_(name).work("Declare your interests")
    for legend in person.page.locator("main legend").all_inner_texts():
        person.fill({legend.strip(): "No"})
    person.fill({"I keep what I read to myself": True}).press("Continue", "Declare this")


def _clear(journey: Journey, name: str, by: str = "officer") -> None:
    """Whoever decides clears one declaration, with the reason."""
    decider = journey.as_(by).work(f"Decide on the declaration of {name}")
    decider.fill({"What do you decide?": "Cleared", "Your reason": "Nothing is declared, and nothing is known to us."})
    decider.press("Record the decision")


def opened(journey: Journey) -> None:
    """Two cleared officers open all bids once the deadline has passed; the names appear, the prices do not."""
    for name, shown in OPENERS.items():
        _declare(journey, name)
        _clear(journey, shown)
    journey.as_("opener1").work().sees("Not open yet. Bids are sealed until the deadline.")
    journey.pass_to(journey.notes["deadline"] + timedelta(hours=3))
    first = journey.as_("opener1").work("Open the bids").press("Start the opening", "Start the opening")
    first.sees("The other officer confirms on this page")
    second = journey.as_("opener2").work("Confirm the opening")
    second.press("Confirm and open the bids", "Confirm and open the bids")
    second.sees(f"{ALLIANCE} (Harbour Carers", "Meridian Wellbeing", "Sealed until the quality scores are locked")
    journey.picture("31-opened", "opener2")


def declared(journey: Journey) -> None:
    """Everybody else declares, now that the names are known; the lead's own is decided by the publisher."""
    _declare(journey, "officer")
    _clear(journey, "Helen Marsh", by="publisher")
    for name, shown in (OTHERS | PANEL).items():
        _declare(journey, name)
        _clear(journey, shown)
    journey.picture("32-declared", "officer")


def scored(journey: Journey) -> None:
    """Four people score each answer alone, with a reason, and hand in."""
    officer = journey.as_("officer").work("Start the scoring")
    officer.fill({"By when should everybody have scored?": journey.local(10)}).press("Start the scoring")
    for name in PANEL:
        evaluator = journey.as_(name).work("Score 4 answers", "Go on scoring")
        for _ in range(4):
            said = evaluator.said()
            assert "Meridian" not in said
            assert "£" not in said
            evaluator.fill({"Score": "4 · Good" if GOOD in said else "3 · Satisfactory"})
            evaluator.fill({"Your reason": "It says who decides, less how people get there."}).press("Save")
        evaluator.work("Hand in your scores").press("Hand in your scores", "Hand in your scores").sees("Handed in.")
    journey.picture("33-scored", "expert")
    journey.as_("officer").work("Close the individual scoring").press("Close and lock the scores")
    journey.picture("34-closed", "officer")


def agreed(journey: Journey) -> None:
    """The facilitator, who does not score, writes down what the panel agrees, and locks it."""
    facilitator = journey.as_("facilitator")
    present = [f"Evaluator {number}" for number in (1, 2, 3)] + ["Lived-experience evaluator 1"]
    for question in (1, 2):
        for letter in "AB":
            facilitator.work("Agree the scores", f"question {question}, Bid {letter}")
            alone = facilitator.said().split("Scores in the order of the evaluators: ")
            is_good = alone[(question - 1) * 2 + " AB".index(letter)].startswith("4")
            facilitator.fill(
                {
                    "Agreed score": "4 · Good" if is_good else "3 · Satisfactory",
                    "What is strong": "It says who decides.",
                    "What is weak": "Little on how people get there.",
                    "Who took part": present,
                }
            )
            facilitator.press("Record what the panel agreed")
    journey.picture("35-agreed", "facilitator")
    facilitator.work("Lock the agreed scores").press("Lock the agreed scores")


def ranked(journey: Journey) -> None:
    """Only now the prices, and the order by the published rules."""
    officer = journey.as_("officer").work("Open the prices").press("Open the prices").sees("£480,000", "£450,000")
    journey.picture("36-prices", "officer")
    officer.work("Work out the order").press("Work out the order")
    officer.sees(f"1. {ALLIANCE} 64.00 18.75 82.75", "2. Meridian Wellbeing 48.00 20.00 68.00")
    journey.picture("37-ranked", "officer")


STAGES = [opened, declared, scored, agreed, ranked]
