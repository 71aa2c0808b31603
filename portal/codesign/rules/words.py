"""Words that promise something."""

import re

_CONSULT = re.compile(r"\bconsult(ation|ations|ed|ing|s)?\b", re.IGNORECASE)


def speaks_of_consultation(text: str) -> bool:
    """Whether the text calls something a consultation: a word kept for step 4 of the ladder (domain 5.3)."""
    return bool(_CONSULT.search(text))
