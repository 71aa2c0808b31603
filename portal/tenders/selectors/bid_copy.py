"""A bidder's own copy of its bid, made in memory: the manifest whose SHA-256 was signed, every part, every file."""

import io
import zipfile
from typing import Any

from portal.tenders.permissions.bid import can_see_bid_price
from portal.tenders.seal.package import PRICE_SLOT, canonical, manifest
from portal.tenders.selectors.bid_versions import BidContent, file_bytes, place_of

HOW = """How to check the fingerprint

1. The SHA-256 of manifest.json is the fingerprint that your members signed and that the receipt shows.
2. manifest.json lists the SHA-256 of each file in the folder parts. Each of them holds one answer, the price, the
   declarations or the facts of one file, with a random "salt" that keeps others from finding your price by trying.
3. The facts of a file hold the SHA-256 of the file itself, which lies in the folder files.

On most computers: sha256sum manifest.json parts/* files/*

The price is in the copy only for people who may see it.
"""


def bid_copy(user: Any, content: BidContent) -> bytes:
    """A ZIP file of one version. The price is left out for people who may not see it."""
    place = place_of(content.version)
    has_price = bool(can_see_bid_price(user, content.version.bid))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("how-to-check.txt", HOW)
        archive.writestr("manifest.json", manifest(place, content.version.bid.lot.number, content.parts))
        for slot, part in content.parts.items():
            if slot != PRICE_SLOT or has_price:
                archive.writestr(f"parts/{slot}.json", canonical(part))
        for row, note in content.files:
            archive.writestr(f"files/{row.slot}.{note['ending']}", file_bytes(row, note, place))
    return made.getvalue()
