"""The portal's own list of kinds of support, in words that people use. Each has the same id in every installation."""

from uuid import NAMESPACE_URL, UUID, uuid5

TAXONOMY = (
    uuid5(NAMESPACE_URL, "portal:kinds-of-support"),
    "Kinds of support",
    "What people look for when they look for support near them.",
)
KINDS = (
    ("Being active", "Walking, swimming, dancing, sport for every body."),
    ("Nature and gardening", "Gardens, allotments, the outdoors."),
    ("Arts and making", "Music, crafts, writing, drama."),
    ("Meeting people", "Groups, befriending, lunch clubs."),
    ("Peer support", "People who have been there themselves."),
    ("Mental health", "Talking, coping, getting through a crisis."),
    ("Living with a long-term condition", "Pain, breathing, diabetes and more."),
    ("Dementia and memory", "For people with dementia and those around them."),
    ("Support for carers", "For people who look after somebody without pay."),
    ("Help at home", "Personal assistants, cleaning, shopping, repairs."),
    ("Getting about", "Lifts, travel training, a companion."),
    ("Money and advice", "Benefits, debt, rights, forms."),
    ("Housing and homelessness", "A place to live, and help to keep it."),
    ("Work, learning and volunteering", "Courses, jobs, giving time."),
    ("Food", "Meals, food banks, cooking together."),
    ("Children and families", "For parents, children and young people."),
    ("Alcohol and drugs", "Cutting down, stopping, staying stopped."),
    ("Equipment and technology", "Aids, adaptations, getting online."),
)


def kind_uuid(name: str) -> UUID:
    """The id of a kind of this list."""
    return uuid5(TAXONOMY[0], name)
