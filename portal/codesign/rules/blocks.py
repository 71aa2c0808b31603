"""A paragraph as it is shown: lines of text, and lists where lines begin with a dot."""

from dataclasses import dataclass

BULLET = "•"


@dataclass(frozen=True)
class Block:
    """Lines of text, or the items of a list."""

    is_list: bool
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """The text cut into runs of plain lines and runs of items; empty lines part paragraphs and are left out."""
    blocks: list[Block] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.strip()
        is_item = words.startswith(BULLET)
        if not words:
            continue
        shown = words.lstrip(BULLET).strip() if is_item else words
        if blocks and blocks[-1].is_list == is_item:
            blocks[-1] = Block(is_item, (*blocks[-1].lines, shown))
        else:
            blocks.append(Block(is_item, (shown,)))
    return blocks
