"""Three organisations become an alliance: invited, joined, agreed, signed."""

from tests.journeys.people import Journey

ALLIANCE = "Alongside"
MEMBERS = {"lead": "Harbour Carers", "partner1": "Easton Pain Peers", "partner2": "Northgate Community Trust"}


def invited(journey: Journey) -> None:
    """The lead starts it and invites two organisations."""
    lead = journey.as_("lead").work("Start an alliance")
    lead.fill(
        {
            "What is the alliance called?": ALLIANCE,
            "What do you want to do together": "Nobody in Riverside has to manage pain alone.",
            "How do you think of working together?": "Alliance: one agreement",
            "Can everybody find": "Yes",
        }
    )
    lead.press("Start the alliance")
    for key, role in (("partner1", "Runs the groups"), ("partner2", "Gives rooms")):
        lead.front("Alliances", ALLIANCE, "Invite an organisation") if key == "partner2" else lead.follow(
            "Invite an organisation"
        )
        lead.fill({"Its name": MEMBERS[key]}).press("Find it").follow(f"Invite {MEMBERS[key]}")
        lead.fill({"What would it do in the alliance?": role}).press("Send the invitation")
    journey.picture("15-invited", "lead")


def joined(journey: Journey) -> None:
    """Both say yes; the way of working together and the shares are settled."""
    for key in ("partner1", "partner2"):
        partner = journey.as_(key).work(f"Answer the invitation to {ALLIANCE}")
        partner.fill({"Does your organisation join?": "Yes", "If it joins": "Yes"}).press("Send the answer")
    lead = journey.as_("lead").work(f"Choose how {ALLIANCE} will work")
    lead.fill({"Who signs the contract?": "Alliance: one agreement"}).press("Settle it and begin to form")
    lead.follow("Set the shares")
    lead.fill(dict(zip(MEMBERS.values(), ("50", "30", "20"), strict=True))).press("Save the shares")
    journey.picture("16-joined", "lead")


def principles(journey: Journey) -> None:
    """Written down by one, held to by all."""
    lead = journey.as_("lead").follow("Write the principles")
    lead.fill({"What do you hold to?": "We decide what is best for people.\nWe work from an open book."})
    lead.press("Save as a new version")
    for key, name in MEMBERS.items():
        speaker = journey.as_(key).work(f"Say whether {name} holds to the principles")
        speaker.fill({"Does it hold to these principles?": "Yes"}).press("Record the answer")
    journey.picture("17-principles", "partner2")


def decision(journey: Journey) -> None:
    """Every member agrees to the exact text of the agreement."""
    lead = journey.as_("lead").front("Alliances", ALLIANCE, "Write the agreement")
    lead.fill({"What is the agreement called?": "Our agreement", "The whole text": "1. Three organisations, one pot."})
    lead.press("Save the draft").follow("Propose to agree this text")
    lead.fill(
        {
            "What do you propose": "Agree version 1 of our agreement",
            "What exactly would be decided?": "We agree to the text as it is written.",
            "What does it change for people": "They keep the peers they know.",
            "Who has to say yes?": "Needs every member",
            "Until when can members vote?": journey.local(7),
        }
    )
    lead.press("Put it to the members")
    for key in MEMBERS:
        journey.as_(key).work("Vote: Agree version 1").fill({"What does it say?": "Yes"}).press("Cast the vote")
    journey.picture("18-decision", "partner2")


def signed(journey: Journey) -> None:
    """Each signatory signs this very text."""
    journey.as_("lead").work(f"Open the agreement of {ALLIANCE}").press("Fix the text and ask for signatures")
    for key, name in MEMBERS.items():
        signatory = journey.as_(key).work(f"Read and sign the agreement of {ALLIANCE}")
        signatory.fill({"I have read this text": True}).press("Sign").sees(f"Signed for {name}")
    journey.as_("partner2").front("Alliances", ALLIANCE).sees("Our agreement, version 1: signed by every member")
    journey.picture("19-agreement", "partner2")


STAGES = [invited, joined, principles, decision, signed]
