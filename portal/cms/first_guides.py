"""The seven guides and four stories a new portal begins with, in its own words. Editors change them afterwards.

The subjects are those of the People Powered Health series (Nesta and the Innovation Unit, 2013); its facts are cited,
its sentences are not used.
"""

from typing import Any

NESTA = (
    "People Powered Health: health for people, by people and with people. Nesta and the Innovation Unit, April 2013."
)

INDEX = (
    "How to plan, buy and give support together with the people it is for. Each guide is short, and ends with "
    "something that you can do here."
)


def _steps(*steps: str) -> tuple[str, str]:
    return ("text", "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>")


def _list(*items: str) -> tuple[str, str]:
    return ("text", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")


def _text(*paragraphs: str) -> tuple[str, str]:
    return ("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))


def _live(kind: str, heading: str, limit: int = 3) -> tuple[str, Any]:
    return (kind, {"heading": heading, "limit": limit})


# slug, title, introduction, what the button says, where it leads, body
GUIDES: tuple[tuple[str, str, str, str, str, list[tuple[str, Any]]], ...] = (
    (
        "co-design",
        "Co-design: write it with the people it is for",
        "People who live with something know what helps and what gets in the way. Ask them before you write, "
        "not after.",
        "See what is open for comment",
        "/co-design/",
        [
            ("heading", "Be honest about how much can change"),
            _text(
                "Before you ask anything, say what is settled already and what is open. If only the small things are "
                "open, say so. People forgive a small offer. They do not forgive a false one.",
                "Each project here says on which step it stands, from being told to deciding together. The step cannot "
                "be moved down later.",
            ),
            ("heading", "How to do it"),
            _steps(
                "Start from a need in somebody's own words.",
                "Ask people who use the service, carers, staff and small groups. Say whom you have not heard yet.",
                "Put up a text early, while it is still rough. Let people comment on each paragraph.",
                "Go to people as well: by phone, by post, in a room they know. Pay for travel and for time.",
                "Say for each comment what you did with it. “Not changed” needs a reason too.",
                "Show the old wording beside the new one.",
            ),
            ("heading", "How you know that it works"),
            _list(
                "People come back and bring others.",
                "The text changed in places that you did not expect.",
                "Those who said something can find it again, in the text or in the reasons.",
            ),
            _live("open_for_comment", "Open for comment now"),
            _live("heard", "You said, we did", 2),
        ],
    ),
    (
        "more-than-medicine",
        "More than medicine: help that no pharmacy has",
        "A walking group, advice on debt, somebody who comes along the first time. For many people this is "
        "what changes "
        "things.",
        "Find support near you",
        "/marketplace/",
        [
            ("heading", "What it is"),
            _text(
                "Some problems have no pill: being alone, bad housing, too little money, no wish to get up. Medicine "
                "still matters. This is what stands beside it.",
                "In Newcastle, paid health trainers helped people over fifty with a long-term illness to set a goal of "
                "their own. They went along to the gym, or to the shop.",
            ),
            ("heading", "If you would like some for yourself"),
            _steps(
                "Think of one thing that you would like to do again.",
                "Look for a group near you. Look whether you can just go, how long the wait is, and whether you can "
                "get in.",
                "Ask a link worker, or bring a friend, if going alone is hard.",
                "If there is nothing, tell us. A gap is a finding, not a mistake.",
            ),
            ("heading", "If you send others"),
            _list(
                "Ask first what matters to the person, then look for a group.",
                "Check when the details were last checked.",
                "Ask again after some weeks. A name on paper is not support.",
                "Groups need money to take more people. Sending is not free.",
            ),
        ],
    ),
    (
        "redefining-consultations",
        "Redefining consultations: two who know something",
        "The nurse knows the illness. You know your life. A good talk needs both, and it ends with a plan "
        "that is yours.",
        "Begin your plan",
        "/budgets/personal/",
        [
            ("heading", "What is different"),
            _text(
                "In an old talk one asks and the other answers. In a new one both bring something. You say what you "
                "want to be able to do, and the plan begins there.",
                "Half of all visits to a family doctor are by people with a long-term illness. They look after "
                "themselves on all other days of the year. So the talk should help with those days.",
            ),
            ("heading", "Before you go"),
            _list(
                "Write down the one thing that you want to talk about.",
                "Write down what a good day is like, and what a bad one is like.",
                "Bring somebody, if that helps.",
                "Ask for what you need to take part: large print, an interpreter, more time.",
            ),
            ("heading", "In the talk"),
            _steps(
                "Say first what matters to you.",
                "Ask what you can choose from, and what happens if you do nothing.",
                "Say what you can do yourself, and what you cannot.",
                "Agree on one or two goals, and when you look at them again.",
            ),
            ("heading", "Talks in a group"),
            _text(
                "In Calderdale people with pain in joints and muscles met for two and a half hours in a group. They "
                "said "
                "what should be talked about. The clinician helped, and did not lead."
            ),
        ],
    ),
    (
        "peer-support",
        "Peer support: people who have been there",
        "Somebody who lives with the same thing can say what no leaflet says. And helping others helps the helper.",
        "Tell us what is missing near you",
        "/needs/",
        [
            ("heading", "Many kinds"),
            _list(
                "A group that meets and talks.",
                "A group that does something: knits, walks, cooks, plays chess.",
                "One person who rings another.",
                "People who teach a course about their own illness.",
                "A place on the internet, with somebody who looks after it.",
            ),
            ("heading", "What makes a group last"),
            _steps(
                "Let those lead who live with it themselves, and stand behind them.",
                "Give it something to do. It is easier to come for the wool than for the illness.",
                "Let anybody in, sent by a doctor or just curious.",
                "Pay for the room, the tea, the training and the travel. Volunteers are not for free.",
                "Agree beforehand what happens when somebody is in danger.",
            ),
            ("heading", "What to ask a commissioner for"),
            _text(
                "Small money for a long time beats much money for a year. Ask that people are counted who come back, "
                "not only those who came."
            ),
        ],
    ),
    (
        "networks-of-providers",
        "Networks of providers: together without becoming one",
        "No group can do everything. An alliance lets small and large ones bid and work together, and each "
        "stays itself.",
        "Look for partners",
        "/alliances/partners/",
        [
            ("heading", "Begin with what you share"),
            _text(
                "Write down why you do this together before you write down who gets what. Meet often, and in person. "
                "In Lambeth people from different organisations met for breakfast every two weeks to solve problems."
            ),
            ("heading", "How to build one"),
            _steps(
                "Say what you offer and what you look for.",
                "Ask early the small groups that people trust. Offer to pay for their time in meetings.",
                "Agree how you decide. One member, one vote is simple.",
                "Give people with lived experience a seat, with a vote.",
                "Agree how money and risk are shared, how somebody joins and how somebody leaves.",
                "Sign it, when everybody has read it.",
            ),
            ("heading", "What goes wrong"),
            _list(
                "The largest speaks for all.",
                "The smallest carries a risk that it cannot bear.",
                "Nobody said how it ends.",
            ),
            _live("partners", "Looking for partners now"),
        ],
    ),
    (
        "commissioning",
        "Commissioning: pay for what changes",
        "Buy what gets better in the lives of people, not hours and beds. Say it in words that people and bidders "
        "understand.",
        "See what is open for bids",
        "/tenders/",
        [
            ("heading", "From a need to a contract"),
            _steps(
                "Start from needs that people told, with what is known about them.",
                "Write the specification with people. Say which few outcomes matter to them.",
                "Say how each outcome is counted, by whom, and when.",
                "Put money together, from health and from care, before you buy.",
                "Talk to small providers early. Split what can be split into lots.",
                "Let people who live with it score the bids too, and support them to do it.",
                "Pay part of the money for outcomes: enough to matter, not so much that only the rich can bid.",
                "Show what was paid, what was not earned, and why.",
            ),
            ("heading", "Before you publish, ask yourself"),
            _list(
                "Could somebody who uses the service say what we buy?",
                "Could a group with two paid workers bid, alone or with others?",
                "Who is not in our figures?",
                "Would we stop this, if it did not help?",
            ),
            _live("opportunities", "Open opportunities"),
        ],
    ),
    (
        "the-business-case",
        "The business case: what it costs, and how sure we are",
        "Good support saves some money and needs some first. Say both, and say how sure you are.",
        "See where the money goes",
        "/budgets/",
        [
            ("heading", "What is known"),
            _text(
                "In 2013 the strongest studies pointed to savings of about 7 in each 100 pounds for a local health "
                "economy: fewer people in emergency departments, fewer stays and fewer visits to hospital. That would "
                "have been 4.4 billion pounds in England. All studies together, weaker ones too, pointed to 20.",
                "Support of this kind cost between 100 and 450 pounds a year for each person, at the prices of then. "
                "Use your own figures today.",
            ),
            ("heading", "How to write yours"),
            _steps(
                "Say what happens if nothing changes.",
                "Count the people, and say how many will really take part.",
                "Count all costs: training, rooms, travel, the time of volunteers.",
                "Say who pays and who saves. Often these are two, so put the money into one pot.",
                "Name a saving only if a bed or a post can really go. Time that is set free is not cash.",
                "Give a low, a middle and a high figure, and what each stands on.",
                "Say on which day you look again, and what would make you stop.",
            ),
            ("heading", "What money does not show"),
            _text(
                "Being less alone, sleeping, going out again: ask people, with questions that others use too. Say how "
                "many answered twice."
            ),
            _live("each_hundred", "Where each £100 goes", 1),
        ],
    ),
)

# slug, title, introduction, guide, whether the people are invented, source, body
STORIES: tuple[tuple[str, str, str, str, bool, str, list[tuple[str, Any]]], ...] = (
    (
        "a-sentence-in-a-draft",
        "A sentence in a draft",
        "A woman who cannot sleep for pain wrote one line. It changed when a helpline answers.",
        "co-design",
        True,
        "",
        [
            _text(
                "The draft said that a helpline answers from nine to five. A woman read it on her phone at night. She "
                "wrote: “My pain does not keep office hours.”",
                "Eleven others had said something like it, two of them by post. The facilitator put them together and "
                "asked what an evening would cost. The text now says that the line is open until ten.",
                "The reason stands beside the change, with the number of people who asked for it. Not all of it was "
                "done: nobody could be found for the hours after midnight. That stands there too.",
            ),
            _text('<a href="/co-design/">See what people said, and what came of it</a>'),
        ],
    ),
    (
        "swimming-again",
        "Swimming again",
        "A man wrote three goals in his own words, and chose who may read them.",
        "redefining-consultations",
        True,
        "",
        [
            _text(
                "After a stroke a man was asked what he wanted. He said: to swim, to see my grandson, to sleep. He saw "
                "how much money there was before he began to plan.",
                "He put in swimming lessons from a small club, a taxi for the winter, and a support worker for the "
                "mornings. His brother may see when things happen. He may not see the money. That was the man's "
                "choice.",
                "Somebody who had not helped to write the plan said yes to it. In spring he wrote that he sleeps a "
                "little better, and that the pool is too cold.",
            ),
            _text('<a href="/budgets/personal/">How a budget of your own works</a>'),
        ],
    ),
    (
        "crafty-needles",
        "Knitting, and not about illness",
        "In Stockport two women who were getting well themselves began a knitting circle. It grew a chess table.",
        "peer-support",
        False,
        NESTA,
        [
            _text(
                "Crafty Needles met at a wellbeing centre in the middle of Stockport. Its two leaders were volunteers "
                "who had long-term mental health problems of their own.",
                "There was something to do: blankets for people without a home, and very small clothes for babies born "
                "too early. Some came because a doctor or a friend had sent them. Some only looked in.",
                "After a time others began to play chess beside them, at the same hour. Nobody had planned that.",
            ),
            _text('<a href="/marketplace/">Find a group near you</a>'),
        ],
    ),
    (
        "breakfast-in-lambeth",
        "Breakfast every other Thursday",
        "In Lambeth buyers, providers and people who use services changed how they work by eating together.",
        "networks-of-providers",
        False,
        NESTA,
        [
            _text(
                "The Lambeth Living Well Collaborative wanted people with severe mental illness to stay well outside "
                "hospital. It needed many organisations, and each had its own way.",
                "So they met on Thursday mornings, every two weeks, for breakfast. They worked on one problem at a "
                "time and wrote down what they all stand for.",
                "One rule came out of it: easy in, easy out. Who goes home from hospital finds the way back to a "
                "consultant quickly, if things get worse. Later the partners agreed to try one contract for all.",
            ),
            _text('<a href="/alliances/">See alliances here</a>'),
        ],
    ),
)
