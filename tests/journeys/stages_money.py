"""A pooled fund of two partners, and money of it set aside for the project."""

from tests.journeys.people import Journey
from tests.journeys.stages_text import TITLE

FUND = "Living Well pooled fund"
PARTNERS = {
    "Riverside Integrated Care Board": ("NHS minimum contribution", "600,000"),
    "Riverside Council": ("Additional council contribution", "400,000"),
}


def fund(journey: Journey) -> None:
    """Set up by the finance person of its host, who gives the board and the finance officer their parts."""
    manager = journey.as_("fund").work("Set up a pooled fund")
    manager.fill(
        {
            "What is the fund called?": FUND,
            "Under which law?": "Pooled fund, section 75",
            "For which financial year?": f"{journey.local(-90).year} to",
            "What is the money for": "Help near home for people who live with pain.",
            "Reference of the written": "S75/LW",
        }
    )
    manager.press("Save")
    for name, role in (("board", "Partnership board"), ("finance", "Finance officer")):
        manager.follow("Give a person a part in the fund")
        manager.fill({"E-mail address of the person": f"{name}@example.org", "Which part will they have?": role})
        manager.press("Save")
    journey.picture("10-fund", "fund")


def contributions(journey: Journey) -> None:
    """Each partner's money is proposed, agreed by the board, and received."""
    manager, board = journey.as_("fund"), journey.as_("board")
    for partner, (source, amount) in PARTNERS.items():
        manager.front("Where the money goes", FUND, "Work on").follow("Propose a contribution")
        manager.fill({"Who puts the money in?": partner, "From which source?": source, "How much?": amount})
        manager.press("Ask the board to agree")
        board.work(f"Decide on a contribution of {partner}").fill({"What do you decide?": "Agree"})
        board.press("Record my decision")
        manager.work(f"Record when the money of {partner} comes in")
        manager.fill({"On which day did the money come in?": journey.local(0).date()}).press("Book it")
    journey.picture("11-contributions", "fund")


def scheme(journey: Journey) -> None:
    """Part of the money is planned for one kind of support."""
    manager = journey.as_("fund").front("Where the money goes", FUND, "Work on").follow("Plan a scheme")
    manager.fill(
        {
            "What is the scheme called?": "Peer support",
            "What kind of support": "Community support",
            "How much is planned": "900,000",
        }
    )
    manager.press("Save").sees("£1,000,000 agreed, £100,000 not planned yet, £1,000,000 in the pot today.")
    journey.picture("12-scheme", "fund")


def allocation(journey: Journey) -> None:
    """The manager prepares, the board approves; nobody does both."""
    manager = journey.as_("fund").work("Ask the board to set money aside")
    manager.fill(
        {
            "For which project?": TITLE,
            "From which scheme?": "Peer support",
            "How much?": "600,000",
            "Why should the board agree?": "It follows the text that was agreed with people.",
        }
    )
    manager.press("Ask the board to decide")
    journey.picture("13-allocation-prepared", "fund")
    board = journey.as_("board").work("Decide: set money aside").fill({"What do you decide?": "Set £600,000.00 aside"})
    board.press("Record my decision").sees("£600,000")
    journey.picture("14-allocation-approved", "board")


STAGES = [fund, contributions, scheme, allocation]
