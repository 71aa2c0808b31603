"""What a bid is made of when it is signed: parts as canonical JSON, the manifest that lists them, its hash.

The fingerprint that members sign is the SHA-256 of the manifest: a small JSON text that names the bid and lists each
part with the SHA-256 of the part's own canonical JSON. A bidder who downloads a copy can check both with any tool.
Each part holds a random salt, written anew when the part is saved: without it a person who knows everything but the
price could find the price by trying.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.tenders.seal.primitives import (
    Stored,
    box_open,
    box_seal,
    context,
    decrypt,
    derive,
    encrypt,
    new_key,
    unwrap,
    wrap,
)

PRICE_SLOT = "price"
DECLARATIONS_SLOT = "declarations"
FORMAT = "portal bid, 1"
QUALITY, PRICE = "quality", "price"

Content = dict[str, Any]


def answer_slot(number: int) -> str:
    """The slot of the answer to the question of that number."""
    return f"answer-{number}"


def new_file_slot() -> str:
    """A random slot for a file; it says nothing about it."""
    return f"file-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Place:
    """Where something sealed belongs; part of what is authenticated, so that nothing can be moved."""

    procurement_ref: str
    bid_ref: str
    version: int

    def of_part(self, slot: str) -> bytes:
        """The associated data of a part."""
        return context("part", self.procurement_ref, self.bid_ref, self.version, slot)

    def of_key(self, side: str) -> bytes:
        """The associated data of a wrapped key."""
        return context("key", self.procurement_ref, self.bid_ref, self.version, side)

    def of_file(self, name: str) -> bytes:
        """The associated data of a file; it stays when a new version takes the file over."""
        return context("file", self.procurement_ref, self.bid_ref, name)


@dataclass(frozen=True)
class VersionKeys:
    """The two keys of a version: the price opens apart from everything else."""

    quality: bytes = b""
    price: bytes = b""

    def of(self, slot: str) -> bytes:
        """The key of a slot."""
        return self.price if slot == PRICE_SLOT else self.quality


@dataclass(frozen=True)
class WrappedKeys:
    """Both keys, wrapped for the bidder and for the procurement."""

    bidder_quality: bytes
    bidder_price: bytes
    procurement_quality: bytes
    procurement_price: bytes


def new_version_keys() -> VersionKeys:
    """Both keys from one random data key, which is then forgotten."""
    data_key = new_key()
    return VersionKeys(derive(data_key, QUALITY), derive(data_key, PRICE))


def wrap_keys(keys: VersionKeys, *, bidder: bytes, public: bytes, place: Place) -> WrappedKeys:
    """Wrap for both sides; neither needs the other."""
    return WrappedKeys(
        wrap(bidder, keys.quality, place.of_key(QUALITY)),
        wrap(bidder, keys.price, place.of_key(PRICE)),
        box_seal(public, keys.quality, place.of_key(QUALITY)),
        box_seal(public, keys.price, place.of_key(PRICE)),
    )


def bidder_keys(wrapping: bytes, quality: Stored, price: Stored, place: Place) -> VersionKeys:
    """Both keys for the bidder. Raises SealBroken."""
    return VersionKeys(unwrap(wrapping, quality, place.of_key(QUALITY)), unwrap(wrapping, price, place.of_key(PRICE)))


def procurement_quality_key(private: bytes, blob: Stored, place: Place) -> VersionKeys:
    """The key of everything but the price. Raises SealBroken."""
    return VersionKeys(quality=box_open(private, blob, place.of_key(QUALITY)))


def procurement_price_key(private: bytes, blob: Stored, place: Place) -> VersionKeys:
    """The key of the price alone. Raises SealBroken."""
    return VersionKeys(price=box_open(private, blob, place.of_key(PRICE)))


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one JSON text of a content: sorted, without spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def salted(content: Mapping[str, Any]) -> Content:
    """The content with a new salt."""
    return {**content, "salt": secrets.token_hex(16)}


def unsalted(content: Mapping[str, Any]) -> Content:
    """What a person wrote, without the salt."""
    return {name: value for name, value in content.items() if name != "salt"}


def seal_part(keys: VersionKeys, content: Mapping[str, Any], place: Place, slot: str) -> tuple[bytes, bytes]:
    """(nonce, ciphertext) of a part."""
    return encrypt(keys.of(slot), canonical(content), place.of_part(slot))


def open_part(keys: VersionKeys, nonce: Stored, ciphertext: Stored, place: Place, slot: str) -> Content:
    """The content of a part, its salt too. Raises SealBroken."""
    found: Content = json.loads(decrypt(keys.of(slot), nonce, ciphertext, place.of_part(slot)))
    return found


def manifest(place: Place, lot: int, parts: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The text whose SHA-256 is signed: the bid, its version, and each part with the SHA-256 of its canonical JSON."""
    listed = [{"slot": slot, "sha256": hashlib.sha256(canonical(parts[slot])).hexdigest()} for slot in sorted(parts)]
    return canonical(
        {
            "format": FORMAT,
            "procurement": place.procurement_ref,
            "lot": lot,
            "bid": place.bid_ref,
            "version": place.version,
            "parts": listed,
        }
    )


def package_hash(place: Place, lot: int, parts: Mapping[str, Mapping[str, Any]]) -> str:
    """SHA-256 of the manifest, in hexadecimal."""
    return hashlib.sha256(manifest(place, lot, parts)).hexdigest()
