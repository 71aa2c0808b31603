"""Making the words of a service and the words of a search meet: lower case, without the commonest words and endings."""

import re

_COMMON = """
a an and at by for from help i in is it me my near of on or our someone something some support that the to us we who
with you your service services want need would like go do
"""
COMMON = frozenset(_COMMON.split())
_ENDINGS = ("ings", "ing", "ers", "ies", "es", "er", "ed", "s", "y")
SHORTEST = 3


def words_of(text: str) -> list[str]:
    """The words that say something, each once, in order."""
    found = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return list(dict.fromkeys(word for word in found if word not in COMMON))


def stem(word: str) -> str:
    """The part that "swim", "swims", "swimming" and "swimmers" share; not linguistics, only less to miss."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


def stems_of(text: str) -> list[str]:
    """The stems of a search; the common words too when nothing else is left."""
    words = words_of(text) or re.findall(r"[a-z0-9]+", text.lower())
    return list(dict.fromkeys(stem(word) for word in words))[:8]


def searchable(*texts: str) -> str:
    """What is kept beside a service: its stems, each after a space, so that " swim" finds a beginning."""
    return " " + " ".join(dict.fromkeys(stem(word) for text in texts for word in words_of(text))) + " "
