"""What the demo's tenders are about. All invented."""

from dataclasses import dataclass

Sections = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Story:
    """One need, its specification, its outcomes and its money in pence."""

    title: str
    need: str
    description: str
    question: str
    summary: str
    scheme: str
    value_pence: int
    sections: Sections
    outcomes: tuple[str, str]


PAIN = Story(
    title="Peer support for people with long-term pain",
    need="Evening support for people who live with pain",
    description="Helplines close at five. People say that pain is worst in the evening, when nobody answers.",
    question="If you live with pain, what do you want from others who do too?",
    summary="People who live with pain run groups in five neighbourhoods and answer an evening helpline for others.",
    scheme="Peer support",
    value_pence=184_000_000,
    sections={
        "Why this is needed": (
            "About 9,400 adults in Riverside have had pain for more than three months. Many wait a year.",
            "People told us that being believed by somebody who knows pain helps before any treatment does.",
        ),
        "What the service does": (
            "A helpline answers every evening from 18:00 to 22:00. People who live with pain answer it.",
            "Groups meet every week in each of the five neighbourhoods, in a place with a step-free way in.",
            "Somebody who cannot come is visited, or phoned at a time that suits them.",
        ),
        "Who leads it": (
            "At least half of those who lead the work live with long-term pain themselves.",
            "A circle of 12 people who use the service meets every month and decides on a tenth of the money.",
        ),
    },
    outcomes=("I do more of what matters to me", "I have people to turn to"),
)

BREAKS = Story(
    title="Short breaks for unpaid carers",
    need="Breaks that carers can book at short notice",
    description="Carers say that breaks must be booked six weeks ahead. Crises do not wait six weeks.",
    question="What would make a break a real break for you?",
    summary="Carers book a break of a few hours or a weekend, at short notice, with somebody they know.",
    scheme="Support for carers",
    value_pence=64_000_000,
    sections={
        "Why this is needed": (
            "In Riverside 14,200 people care for somebody without pay. 3 in 10 had no break in the last year.",
            "Four in five who answered our survey said that the notice asked for was the reason.",
        ),
        "What the service does": (
            "A carer asks by phone, text or on paper, and gets an answer the same day.",
            "Breaks last from three hours to two nights. The same person comes again whenever that is possible.",
        ),
    },
    outcomes=("I have time for a life of my own", "The person I care for is well while I am away"),
)

TRIPS = Story(
    title="Community transport to clinics",
    need="Getting to clinics without a car",
    description="Two buses and a hill: one in nine appointments is missed because people cannot get there.",
    question="What stops you from getting to your appointment?",
    summary="Volunteer and paid drivers bring people to clinics and wait with them, door to door.",
    scheme="Getting out and about",
    value_pence=90_000_000,
    sections={
        "Why this is needed": (
            "One in nine appointments is missed by people who have no car. For wheelchair users it is one in five.",
            "The bus to the hospital stops at 18:00; evening clinics end at 20:00.",
        ),
        "What the service does": (
            "A trip can be booked until noon the day before. The driver comes to the door and waits with the person.",
            "Half of the vehicles take a wheelchair without folding it.",
        ),
    },
    outcomes=("I get to the care I need", "I feel safe on the way"),
)

GARDENS = Story(
    title="Gardens for mental health",
    need="Something to do outdoors that is not called therapy",
    description="Link workers say that they have nowhere to send people who want to be outside with others.",
    question="What would bring you into a garden with others?",
    summary="Six gardens where people work side by side, led by people who have been through hard times.",
    scheme="Peer support",
    value_pence=72_000_000,
    sections={
        "Why this is needed": (
            "Link workers wrote down 212 people in a year who wanted to be outdoors with others and found no place.",
            "The six wards with the fewest gardens are those where most people say they feel low.",
        ),
        "What the service does": (
            "Each garden is open three days a week, one of them a Saturday, with something to do in the rain.",
            "Nobody asks for a diagnosis. A friend can come along.",
        ),
    },
    outcomes=("I look forward to my week", "I have people I can rely on"),
)

LISTENING = Story(
    title="Evening listening line",
    need="Somebody to talk to at night",
    description="Calls to the crisis line between 18:00 and 23:00 doubled in two years; most callers are lonely.",
    question="Who would you want to answer when you call at night?",
    summary="A line that is answered every evening by trained neighbours, who call back the next day.",
    scheme="Peer support",
    value_pence=48_000_000,
    sections={
        "Why this is needed": (
            "Calls to the crisis line between 18:00 and 23:00 doubled in two years. Most callers are not in crisis.",
            "People said that they want to talk to the same person twice.",
        ),
        "What the service does": (
            "The line is answered within a minute from 17:00 to midnight, every day of the year.",
            "Whoever wants it is called back the next day by the same listener.",
        ),
    },
    outcomes=("I am listened to", "I have people to turn to"),
)

HOME = Story(
    title="Home from hospital with somebody beside you",
    need="Coming home to an empty house",
    description="People who live alone come back to hospital twice as often in the first month.",
    question="What did you miss in your first week at home?",
    summary="A neighbour or a worker is there on the day somebody comes home, and for six weeks after it.",
    scheme="Support for carers",
    value_pence=64_000_000,
    sections={
        "Why this is needed": (
            "Of those who live alone, 22 in 100 are back in hospital within a month; of all others, 11 in 100.",
            "Carers said that the first evening is the hardest.",
        ),
        "What the service does": (
            "Somebody meets the person at home on the day, with milk, bread and the heating on.",
            "For six weeks somebody comes or calls as often as was agreed with the person.",
        ),
    },
    outcomes=("I manage at home in my own way", "I have people to turn to"),
)

NIGHTS = Story(
    title="Nights off for those who care for people with dementia",
    need="Carers who have not slept for months",
    description="Nine in ten who called the carers' line in winter said that they get up at least twice a night.",
    question="What would have to be true for you to sleep through a night?",
    summary="Somebody whom the family knows sits up for a night, at home, so that the carer can sleep.",
    scheme="Support for carers",
    value_pence=54_000_000,
    sections={
        "Why this is needed": (
            "Nine in ten who called the carers' line in winter get up at least twice a night.",
            "Carers said that a bed elsewhere does not help: the person they care for is lost in a strange room.",
        ),
        "What the service does": (
            "Somebody whom the family has met sits up at home from 22:00 to 7:00, up to six nights a quarter.",
            "A night can be asked for until noon of the same day.",
        ),
    },
    outcomes=("I sleep", "The person I care for is calm in the morning"),
)

MEALS = Story(
    title="Eating together in five neighbourhoods",
    need="Nobody to eat with",
    description="Community nurses wrote that one in six of those they visit eats every meal alone.",
    question="What would bring you to a table with others?",
    summary="A table is laid twice a week in each of five neighbourhoods, and those who come cook and decide.",
    scheme="Peer support",
    value_pence=36_000_000,
    sections={
        "Why this is needed": (
            "One in six people whom community nurses visit eats every meal alone.",
            "People said that they would rather cook for others than be cooked for.",
        ),
        "What the service does": (
            "A table is laid twice a week in each neighbourhood, one of them at a weekend, with a step-free way in.",
            "Whoever wants to is fetched and brought home.",
        ),
    },
    outcomes=("I look forward to my week", "I have people to turn to"),
)
