"""The Common Procurement Vocabulary, division 85 (health and social work). Source: see data/README.md."""

import csv
import re
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "cpv_85_health_social.csv"
_CODE = re.compile(r"\d{8}-\d")


@lru_cache(maxsize=1)
def cpv_labels() -> dict[str, str]:
    """Code with its check digit ("85100000-0") -> label."""
    with _FILE.open(newline="", encoding="utf-8") as rows:
        return {f"{row['code']}-{row['check_digit']}": row["label"] for row in csv.DictReader(rows)}


def cpv_label(code: str) -> str:
    """ "85100000-0 Health services"; the code alone when its label is not ours to know."""
    label = cpv_labels().get(code, "")
    return f"{code} {label}".strip()


def is_cpv(code: str) -> bool:
    """Whether it has the form of a code, eight figures and the check digit."""
    return _CODE.fullmatch(code) is not None
