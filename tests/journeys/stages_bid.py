"""Two bids: one of the alliance, signed by every member, and one of a rival. Both stay sealed."""

from tests.journeys.browser import Person
from tests.journeys.people import Journey
from tests.journeys.stages_alliance import ALLIANCE, MEMBERS
from tests.journeys.stages_text import TITLE

DECLARED = [
    "Every member is registered",
    "No ground for exclusion",
    "We made this bid",
    "Nobody who works",
    "Everything in this bid",
]
FIRST = "1. How people lead the service"
BETTER = "People who have been there hold half of the posts, and decide every month."


def _write(bidder: Person, answer: str, price: str) -> None:
    """Both answers, the price in its own envelope, and what every bidder declares."""
    bidder.follow(FIRST).fill({"Your answer": answer}).press("Save and continue")
    bidder.fill({"Your answer": f"{answer} We go to where people are."}).press("Save and continue")
    bidder.follow("Price for this lot").fill({"What is your price": price}).press("Save and continue")
    bidder.follow("Declarations").fill({"What do you declare": DECLARED}).press("Save and continue")


def _sign(journey: Journey) -> None:
    """The lead asks; every member's signatory signs this very version."""
    journey.as_("lead").press("Ask every member to sign", "Ask every member to sign")
    for key in MEMBERS:
        signatory = journey.as_(key).work("Sign your bid").fill({"I have read this version": True})
        signatory.press("Sign version").sees("You have signed version")


def written(journey: Journey) -> None:
    """The alliance's bid."""
    lead = journey.as_("lead").front("Opportunities", TITLE, "Start a bid")
    lead.fill({"Who bids?": ALLIANCE}).press("Start the bid")
    _write(lead, "People who have been there hold half of the posts.", "480,000")
    journey.picture("25-bid-written", "lead")


def signed(journey: Journey) -> None:
    """Everybody signs; an edit makes every signature void; everybody signs anew."""
    _sign(journey)
    lead = journey.as_("lead").work("Send your bid").follow("Cancel", FIRST)
    lead.fill({"Your answer": BETTER}).press("Save and continue", "Cancel")
    lead.sees("3 members have not signed version 2", "Signature cancelled")
    journey.picture("26-signatures-void", "lead")
    _sign(journey)
    journey.picture("27-signed-again", "partner2")


def sent(journey: Journey) -> None:
    """Sent with a receipt, taken out, sent again."""
    lead = journey.as_("lead").work("Send your bid").press("Send the bid")
    lead.sees("Your bid is in", "version 2", "SHA-256")
    journey.picture("28-receipt", "lead")
    lead.press("Take the bid out", "Take the bid out").sees("The bid is taken out.")
    lead.follow("Take the bid up again").press("Take the bid up again")
    _sign(journey)
    lead.work("Send your bid").press("Send the bid").sees("Your bid is in", "version 3")
    journey.picture("29-sent-again", "lead")


def rival(journey: Journey) -> None:
    """Another bid, without JavaScript; nobody else is shown either of them."""
    bidder = journey.as_("rival").front("Opportunities", TITLE, "Start a bid").press("Start the bid")
    _write(bidder, "Our coaches work in three counties.", "450,000")
    bidder.follow("Read and sign").fill({"I have read this version": True}).press("Sign version")
    bidder.work("Send your bid").press("Send the bid").sees("Your bid is in")
    journey.picture("30-rival", "rival")
    for name in ("officer", "opener1"):
        said = journey.as_(name).front("Opportunities", TITLE).said()
        assert "BID-" not in said
        assert "coaches" not in said


STAGES = [written, signed, sent, rival]
