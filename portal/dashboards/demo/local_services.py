"""Invented services of the demo's organisations: what their people answer to the questions of the directory."""

from typing import Any
from uuid import uuid4

from portal.marketplace.rules.kinds import kind_uuid
from portal.marketplace.rules.listing import EMPTY, STEPS, Answers


def times(byday: str, opens: str, closes: str, **more: Any) -> Answers:
    """A time that comes back."""
    freq = "MONTHLY" if byday[0] in "-12345" else "WEEKLY"
    return {"id": str(uuid4()), "freq": freq, "interval": 1, "byday": byday, "opens": opens, "closes": closes} | more


def price(pence: int, option: str, note: str = "") -> Answers:
    """A price."""
    return {"id": str(uuid4()), "option": option, "amount_pence": pence, "amount_description": note}


def place(name: str, street: str, postcode: str) -> Answers:
    """A place in the town of the demo."""
    ids = {key: str(uuid4()) for key in ("id", "at_id", "address_id")}
    return ids | {"name": name, "address_1": street, "city": "Riverside", "postal_code": postcode}


def written(*kinds: str, **answers: Any) -> Answers:
    """All questions answered."""
    return EMPTY | {"kinds": [str(kind_uuid(kind)) for kind in kinds], "done": list(STEPS)} | answers


Written = tuple[str, str, int, Answers]
"""Who writes, for whom, how many days ago it went live, the answers."""


def _easton_swim_buddies() -> Written:
    return (
        "partner1",
        "easton",
        22,
        written(
            "Being active",
            "Peer support",
            name="Easton Swim Buddies",
            summary="A trained buddy gets into the water with you, for as long as you want one.",
            description="Your buddy rings you first and asks what you would like and what worries you.\n"
            "You meet at the café by the pool. Come ten minutes earlier the first time.\n"
            "You get in together, or you both sit on the edge. You can stop at any time.\n"
            "Afterwards there is tea. Many stay for that.",
            eligibility="For people who would not swim alone. You do not need to be able to swim.",
            minimum_age=18,
            place=place("Easton Leisure Centre", "Whitehall Road", "BS5 9AT"),
            times=[times("TU,TH", "10:30", "11:30", notes="not in August")],
            costs=[
                price(2200, "a session with a personal budget, pool entry included"),
                price(600, "a session without one", "a local grant pays the rest"),
                price(0, "your carer or helper"),
            ],
            budgets_taken="all",
            self_referral="yes",
            how_to_start="Ring us, or write. We ring back within two working days.",
            access_yes=["step_free", "changing", "dogs"],
            access_ask=["bsl"],
            access_note="A ramp, then a pool hoist for up to 150 kg",
            carers_welcome="yes",
            peer_led="yes",
            languages="Polish",
            places_free=3,
            phone="0117 496 0144",
            email="swim@easton-pain-peers.example",
            care_quality="not_required",
        ),
    )


def _pain_café() -> Written:
    return (
        "partner1",
        "easton",
        35,
        written(
            "Peer support",
            "Living with a long-term condition",
            name="Pain Café",
            summary="People who live with pain meet, talk or stay quiet, and drink something warm.",
            description="You come in and sit where you like.\nTwo people who know pain themselves are there.\n"
            "Nobody asks what you have. You go when you have had enough.",
            place=place("The Old Library", "Stapleton Lane", "BS5 0QH"),
            times=[times("WE", "18:00", "20:00")],
            costs=[price(0, "the café")],
            budgets_taken="not_needed",
            self_referral="yes",
            how_to_start="Just turn up.",
            access_yes=["step_free", "toilet", "quiet"],
            carers_welcome="yes",
            peer_led="yes",
            languages="Somali, Urdu",
            phone="0117 496 0145",
            care_quality="not_required",
        ),
    )


def _carers_evening_at_the_harbour() -> Written:
    return (
        "lead",
        "harbour",
        12,
        written(
            "Support for carers",
            "Meeting people",
            name="Carers' evening at the harbour",
            summary="An evening for people who look after somebody, with somebody to sit with them meanwhile.",
            description="We eat together at half past six.\nThen there is time: talk, cards, or a walk by the water.\n"
            "If the person you care for cannot be alone, we send a sitter. Tell us a week before.",
            eligibility="For people who look after somebody without pay.",
            minimum_age=16,
            place=place("Harbour House", "Quay Street", "BS1 4DB"),
            times=[times("1TH", "18:30", "21:00")],
            costs=[price(0, "the evening, food included")],
            budgets_taken="not_needed",
            self_referral="yes",
            how_to_start="Ring us, so that we know how many we cook for.",
            access_yes=["step_free", "toilet", "hearing_loop"],
            carers_welcome="yes",
            peer_led="yes",
            phone="0117 496 0110",
            email="hello@harbour-carers.example",
            care_quality="not_required",
        ),
    )


def _a_sitter_for_an_afternoon() -> Written:
    return (
        "lead",
        "harbour",
        64,
        written(
            "Help at home",
            "Support for carers",
            name="A sitter for an afternoon",
            summary="Somebody you know sits with the person you care for, so that you can go out.",
            description="We meet you both first, at home.\nThe same sitter comes each time, for three hours.\n"
            "You go out. Your sitter rings only if something is wrong.",
            delivery=["home"],
            place=place("", "", "BS3"),
            times=[times("MO,TU,WE,TH,FR", "09:00", "17:00")],
            costs=[price(1800, "an hour", "one hour a week is paid for by the council after a carer's assessment")],
            budgets_taken="all",
            self_referral="yes",
            how_to_start="Ring us. We come to see you within two weeks.",
            carers_welcome="yes",
            peer_led="no",
            wait_weeks=3,
            phone="0117 496 0111",
            care_quality="not_required",
        ),
    )


def _long_table_lunch() -> Written:
    return (
        "partner2",
        "northgate",
        48,
        written(
            "Food",
            "Meeting people",
            name="Long Table lunch",
            summary="One table, one pot, everybody welcome. Somebody sits beside you if you come alone.",
            description="Doors open at twelve. You can help to lay the table, or not.\n"
            "We eat at half past twelve, and nobody is in a hurry.",
            place=place("Northgate Community Centre", "Northgate Road", "BS7 9AF"),
            times=[times("MO,FR", "12:00", "14:00")],
            costs=[price(400, "lunch", "pay less if that is too much")],
            budgets_taken="no",
            self_referral="yes",
            how_to_start="Just turn up.",
            access_yes=["step_free", "toilet", "parking", "dogs"],
            carers_welcome="yes",
            peer_led="no",
            languages="Arabic, Polish",
            phone="0117 496 0130",
            care_quality="not_required",
        ),
    )


def _quiet_making() -> Written:
    return (
        "partner2",
        "northgate",
        250,
        written(
            "Arts and making",
            "Mental health",
            name="Quiet making",
            summary="Clay, wool and paint in a room where nobody talks unless they want to.",
            description="Materials are there. Somebody shows you how, if you ask.\nYou take home what you made.",
            place=place("Northgate Community Centre", "Northgate Road", "BS7 9AF"),
            times=[times("TH", "14:00", "16:00")],
            costs=[price(500, "an afternoon, materials included")],
            budgets_taken="held",
            self_referral="yes",
            how_to_start="Ring first: there are eight chairs.",
            access_yes=["step_free", "toilet", "quiet"],
            carers_welcome="ask",
            peer_led="no",
            phone="0117 496 0131",
            care_quality="not_required",
        ),
    )


def _health_coaching_by_phone() -> Written:
    return (
        "rival",
        "meridian",
        430,
        written(
            "Living with a long-term condition",
            "Being active",
            name="Health coaching by phone",
            summary="A coach rings you once a week for three months.",
            description="You choose one thing you would like to change.\nYour coach rings at a time that suits you.",
            delivery=["remote"],
            times=[times("MO,TU,WE,TH,FR", "09:00", "19:00")],
            costs=[price(3500, "a call")],
            budgets_taken="direct",
            self_referral="no",
            how_to_start="Your surgery refers you.",
            carers_welcome="yes",
            peer_led="no",
            phone="0117 496 0171",
            care_quality="not_required",
        ),
    )


def _greenhouse_mornings() -> Written:
    return (
        "micro",
        "garden",
        15,
        written(
            "Nature and gardening",
            "Mental health",
            name="Greenhouse mornings",
            summary="Up to five people in a warm greenhouse. We pot, water, talk or do not.",
            description="I ring you first, so that you know my voice.\nWe start with tea.\n"
            "Then each does as much as they like. There are stools everywhere.\nYou take home what you potted.",
            eligibility="For adults. You need not know anything about plants.",
            minimum_age=18,
            place=place("The walled garden", "Garden Lane", "BS5 6JA"),
            times=[times("TU,WE", "10:00", "12:30")],
            costs=[price(1650, "a morning, tea included")],
            budgets_taken="direct",
            self_referral="yes",
            how_to_start="Ring me. If I do not answer I am watering, and ring back the same day.",
            access_yes=["step_free", "quiet", "parking"],
            access_note="The greenhouse has a ramp and a bench every few steps",
            carers_welcome="yes",
            peer_led="no",
            places_free=1,
            phone="0117 496 0200",
            care_quality="not_required",
        ),
    )


def services() -> list[Written]:
    """All of them, in the order in which they went live or later."""
    return [
        _easton_swim_buddies(),
        _pain_café(),
        _carers_evening_at_the_harbour(),
        _a_sitter_for_an_afternoon(),
        _long_table_lunch(),
        _quiet_making(),
        _health_coaching_by_phone(),
        _greenhouse_mornings(),
    ]


NEW_OF_THE_GARDENER = written(
    "Nature and gardening",
    "Support for carers",
    name="A garden hour for two",
    summary="You and the person you care for come together, and I look after you both.",
    description="We sit first. Then we do one small thing together.\nYou can leave us alone for half an hour.",
    place=place("The walled garden", "Garden Lane", "BS5 6JA"),
    times=[times("SA", "10:00", "11:00")],
    costs=[price(1650, "an hour for two")],
    budgets_taken="direct",
    self_referral="yes",
    how_to_start="Ring me.",
    access_yes=["step_free", "quiet", "parking"],
    carers_welcome="yes",
    peer_led="no",
    phone="0117 496 0200",
    care_quality="not_required",
)
