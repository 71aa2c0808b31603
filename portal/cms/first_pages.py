"""The words a new portal begins with. Editors change them afterwards; nothing here is written twice."""

from typing import Any

NAVIGATION = [
    ("Co-design", "/co-design/", "codesign"),
    ("Alliances", "/alliances/", "alliances"),
    ("Opportunities", "/tenders/", "tenders"),
    ("Find support", "/marketplace/", "marketplace"),
    ("My budget", "/budgets/personal/", "my-budget"),
    ("Where the money goes", "/budgets/", "budgets"),
    ("News", "/news/", "news"),
    ("Help", "/help/", "help"),
]
FOOTER = [
    ("Take part", [("Open for comment", "/co-design/"), ("Create an account", "/accounts/signup/")]),
    (
        "For organisations",
        [("Find partners", "/alliances/partners/"), ("Register an organisation", "/organisations/start/")],
    ),
    (
        "Open data",
        [
            ("Contracts", "/contracts/"),
            ("Local services", "/marketplace/"),
            ("Data for other systems", "/api/docs"),
            ("Organisations", "/organisations/"),
            ("Tenders as a feed", "/tenders/feed.atom"),
            ("Dates as a calendar", "/tenders/calendar.ics"),
        ],
    ),
    ("About", [("Accessibility", "/accessibility/"), ("Privacy", "/privacy/"), ("Help", "/help/")]),
]
HOME: dict[str, Any] = {
    "heading": "What you say here changes what gets paid for",
    "lead": (
        "This is where people who use services, carers, voluntary organisations, the NHS and the council design support "
        "together, choose who gives it, and show where the money goes."
    ),
    "body": [
        ("sentence", {"heading": "How one sentence became a service", "limit": 1}),
        (
            "doors",
            {
                "heading": "Where to start",
                "doors": [
                    {
                        "who": "I use services, or I care for someone",
                        "link": "/co-design/",
                        "colour": "plum",
                        "does": "Say what works and what does not. See what was done with it.",
                    },
                    {
                        "who": "I work for a voluntary organisation",
                        "link": "/alliances/",
                        "colour": "leaf",
                        "does": "Find partners, form an alliance and bid together.",
                    },
                    {
                        "who": "I want to know where the money goes",
                        "link": "/budgets/",
                        "colour": "sky",
                        "does": "Every pooled fund, contract and payment, in plain words.",
                    },
                    {
                        "who": "I plan and buy services",
                        "link": "/my/",
                        "colour": "clay",
                        "does": "Start from a need, write it with people, pay for what changes.",
                    },
                ],
            },
        ),
        ("open_for_comment", {"heading": "Open for comment now", "limit": 3}),
        (
            "pair",
            {
                "left": [("opportunities", {"heading": "Open opportunities", "limit": 3})],
                "right": [("partners", {"heading": "Looking for partners", "limit": 3})],
            },
        ),
        ("each_hundred", {"heading": "Where each £100 goes", "limit": 1}),
        (
            "pair",
            {
                "left": [("heard", {"heading": "You said, we did", "limit": 2})],
                "right": [("news", {"heading": "News", "limit": 3})],
            },
        ),
    ],
}
LANDINGS = [
    (
        "co-design",
        "Co-design",
        "Support is designed here with the people it is for. Read what is being written, say what is "
        "missing, and see what was done with what people said.",
    ),
    (
        "alliances",
        "Alliances",
        "Organisations that work together, and what they look for. Small groups are as welcome as large ones.",
    ),
    (
        "tenders",
        "Opportunities",
        "What the NHS and the council want to buy, how bids are judged, and by when. Everything a "
        "bidder needs is on the page.",
    ),
    (
        "budgets",
        "Where the money goes",
        "The pots that partners fill together, what is promised from them, and what was paid for what happened.",
    ),
]
HELP = [
    ("heading", "Taking part as a resident"),
    (
        "text",
        "<p>Anybody can read what is being designed. To comment, create an account with your e-mail address and choose "
        "the name others see. You can also phone, write or come to a meeting: a facilitator writes down what you say, and it "
        "counts the same.</p>",
    ),
    ("heading", "Bidding as an organisation"),
    (
        "text",
        "<p>Register your organisation, or ask to join one that is here. An administrator of the organisation gives "
        "people their parts: bid lead, authorised signatory, finance. A bid is sealed from the first word you save. Nobody but "
        "you and your partners can read it until two opening officers open all bids together, after the deadline.</p>",
    ),
    ("heading", "Buying as a commissioner"),
    (
        "text",
        "<p>Record a need, open a co-design project from it, agree the text, set money aside, then draft the tender from "
        "the agreed text. Several steps need a second person. When a button is off, the reason stands beside it with the name of "
        "who can act.</p>",
    ),
    ("heading", "When something does not work"),
    (
        "text",
        "<p>Write to the people who run this portal: their address is on the accessibility page. Say what you tried and "
        "what you saw.</p>",
    ),
]
ACCESSIBILITY = [
    (
        "text",
        "<p>We want everybody to be able to use this portal: with a keyboard, with a screen reader, at 400% zoom, on a "
        "phone, without JavaScript, and in plain English.</p>",
    ),
    ("heading", "How accessible it is"),
    (
        "text",
        "<p>This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA. Its pages "
        "are checked by automatic tests at three screen widths, by keyboard and without JavaScript; it has not yet been tested "
        "by a panel of disabled people.</p>",
    ),
    ("heading", "What is not accessible"),
    (
        "text",
        "<p>Documents that organisations upload may not be accessible. Ask for another format and the buyer must give it "
        "in reasonable time.</p>",
    ),
    ("heading", "Tell us, or ask for something in another format"),
    (
        "text",
        "<p>Write to access@example.org or phone the number that your council publishes. We answer within ten working "
        "days.</p>",
    ),
    ("heading", "If you are not happy with the answer"),
    (
        "text",
        "<p>The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) "
        "(No. 2) Accessibility Regulations 2018. Contact the Equality Advisory and Support Service.</p>",
    ),
    ("heading", "About this statement"),
    ("text", "<p>Prepared on 24 November 2026. It is reviewed at least once a year.</p>"),
]
PRIVACY = [
    ("text", "<p>We keep what we need to run the portal, and show no more of it than you choose.</p>"),
    ("heading", "What we keep"),
    (
        "text",
        "<ul><li>Your name, e-mail address and, if you tell us, what you need to take part. Never why.</li><li>What you "
        "write and do here, in a record that nobody can change.</li><li>A scrambled form of the address of your connection, to "
        "protect accounts.</li></ul>",
    ),
    ("heading", "Who sees it"),
    (
        "text",
        "<p>Other people see the name you choose. If you comment without a name, commissioners and providers do not see "
        "who you are. Bids are sealed. Scores are seen by the panel only, and by a bidder about its own bid.</p>",
    ),
    ("heading", "Cookies"),
    (
        "text",
        "<p>Two cookies keep you signed in and your forms safe. There are no others and nothing comes from other "
        "websites.</p>",
    ),
    ("heading", "Your rights"),
    (
        "text",
        "<p>You can ask for a copy of what is held about you, and complain about how it is used. A complaint is "
        "acknowledged within 30 days. Write to privacy@example.org.</p>",
    ),
]
