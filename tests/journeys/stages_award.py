"""Recommended by one, approved by another, told to everybody, looked at again, awarded, signed."""

from datetime import timedelta

from tests.journeys.people import Journey
from tests.journeys.stages_alliance import ALLIANCE, MEMBERS
from tests.journeys.stages_text import GOALS, TITLE

THERE = ("Opportunities", "3 opportunities", TITLE)
LETTER = (*THERE, "The bid of Meridian Wellbeing", "Read the letter about your bid")
PLATFORM = "https://notices.example.org/"
REASONS = "People who have been there hold half of the posts, and the panel could see how they decide."
OBJECTION = "The second question was scored against a scale that was not in the pack."


def _record(journey: Journey, number: str) -> None:
    """What the national platform says about a notice that was published today."""
    publisher = journey.as_("publisher")
    publisher.fill(
        {
            "Number of the official notice": number,
            "Its address on the national platform": PLATFORM + number.replace("/", "-").replace(" ", "-"),
            "When was it submitted?": journey.local(-0.002),
            "On which day was it published?": journey.local(0).date(),
        }
    )
    publisher.press("Record it")


def approved(journey: Journey) -> None:
    """The lead recommends and may not approve; somebody without any other part does."""
    officer = journey.as_("officer").work("Write the recommendation").fill({"Why this bid?": REASONS})
    officer.fill({"Where is it weaker?": "It says little on how people get there."})
    officer.press("Continue", "Recommend it").sees("You wrote the recommendation, so a colleague must approve it.")
    journey.picture("38-recommended", "officer")
    approver = journey.as_("approver").work("Read the recommendation", "Approve the award")
    approver.fill({"What did you look at": "The scores, their reasons and the declarations."})
    approver.press("Approve the award").sees("Approved by Ruth Calloway")
    journey.picture("39-approved", "approver")


def letters(journey: Journey) -> None:
    """One letter for each bidder; the lead reads and freezes each. Nobody outside is told yet."""
    officer = journey.as_("officer").work("Write the letters to the bidders")
    officer.fill({"On which day will the notice be published?": journey.local(0).date()}).press("Write the letters")
    for bidder in (ALLIANCE, "Meridian Wellbeing"):
        officer.work("Read and freeze the letters").follow(f"Read : {bidder}").press("I have read it: freeze it")
    journey.picture("40-letters", "officer")
    assert ALLIANCE not in journey.as_("rival").front(*THERE).said()


def announced(journey: Journey) -> None:
    """The publisher records the notice: the letters go, the standstill begins."""
    journey.as_("publisher").work("Publish the notice and record it")
    journey.picture("41-notice", "publisher")
    _record(journey, "2026/S 000-100001")
    rival = journey.as_("rival").front(*LETTER)
    rival.sees("It is intended to award this lot to Alongside", "Your total: 68.00 of 100.", "82.75")
    journey.picture("42-letter", "rival")
    visitor = journey.as_("").front(*THERE, "decision")
    visitor.sees(ALLIANCE, "No contract can be made before it has ended.")
    journey.picture("43-announced", "")


def looked_at_again(journey: Journey) -> None:
    """The other bidder asks for another look, without JavaScript; it is reviewed, and the approver decides again."""
    rival = journey.as_("rival").front(*LETTER).press("Ask for another look")
    rival.fill({"Which rule do you believe was not followed": OBJECTION}).press("Continue", "Send it")
    rival.sees("Received. The award cannot be made until it has been answered.", OBJECTION)
    journey.picture("44-representation", "rival")
    officer = journey.as_("officer").work("Review the representation of Meridian Wellbeing")
    officer.sees(OBJECTION).fill({"What did the review find?": "Both questions used the one scale in the pack."})
    officer.fill({"Which information was the provider given?": "The scale, and how it was used for each question."})
    officer.press("Record the review")
    approver = journey.as_("approver").work("Tell a further decision")
    approver.fill({"What do you decide?": "Enter into the contract as intended", "Reasons": "One scale was used."})
    approver.press("Continue", "Tell everybody")
    journey.picture("45-further-decision", "approver")
    rival.front(*LETTER, "The standstill, day by day", "What you sent on").sees(
        "One scale was used.", "within five working days"
    )
    journey.picture("46-answered", "rival")


def awarded(journey: Journey) -> None:
    """Not before the standstill is over; then the award is made and its notice recorded."""
    officer = journey.as_("officer").work()
    officer.sees("Make the award", "Not open yet. The standstill ends; it opens")
    journey.pass_to(journey.now() + timedelta(days=21))
    officer.work("Make the award")
    journey.picture("47-award", "officer")
    officer.press("Make the award").sees("Awarded. The contract waits for its signatures.")
    journey.as_("publisher").work("Publish and record: Award notice")
    _record(journey, "2027/S 000-100002")
    journey.picture("48-awarded", "publisher")


def signed(journey: Journey) -> None:
    """Every party signs the same text, and last the buyer: the contract is in force."""
    for key, name in MEMBERS.items():
        signatory = journey.as_(key).work(f"Sign the contract for {name}")
        signatory.press(f"Sign for {name}").sees(f"Signed for {name}.")
    publisher = journey.as_("publisher").work("Sign the contract for the buyer")
    journey.picture("49-contract-text", "publisher")
    publisher.press("Sign for Riverside Integrated Care Board").sees("Signed. The contract is in force.", GOALS)
    journey.picture("50-contract", "publisher")


STAGES = [approved, letters, announced, looked_at_again, awarded, signed]
