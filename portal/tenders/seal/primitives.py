"""The few operations that the seal is made of: AES-256-GCM, HKDF-SHA256, and a box for an X25519 key."""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
_BLOCK = 1024
_LENGTH_BYTES = 4

Stored = bytes | memoryview
"""Bytes as a row gives them back."""


class SealBroken(Exception):
    """What was sealed does not open: altered, of another place, or under another key. Carries no content."""


def new_key() -> bytes:
    """A random key of 256 bits."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def context(*parts: object) -> bytes:
    """Associated data that reads in one way only: a JSON list."""
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()


def derive(secret: bytes, *labels: object) -> bytes:
    """A key for one purpose from a secret, by HKDF; the labels name the purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=context("portal.seal", *labels)).derive(secret)


def padded(content: bytes) -> bytes:
    """The content with its length before it and filled up to whole kilobytes, so that its size says little."""
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    return whole + bytes(-len(whole) % _BLOCK)


def unpadded(whole: bytes) -> bytes:
    """The content of what `padded` made. Raises SealBroken."""
    length = int.from_bytes(whole[:_LENGTH_BYTES], "big")
    if len(whole) < _LENGTH_BYTES + length:
        raise SealBroken("cut short")
    return whole[_LENGTH_BYTES : _LENGTH_BYTES + length]


def encrypt(key: bytes, content: bytes, associated: bytes) -> tuple[bytes, bytes]:
    """(nonce, ciphertext) by AES-256-GCM under a random nonce."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, padded(content), associated)


def decrypt(key: bytes, nonce: Stored, ciphertext: Stored, associated: bytes) -> bytes:
    """The content. Raises SealBroken when anything is not as it was sealed."""
    try:
        return unpadded(AESGCM(key).decrypt(bytes(nonce), bytes(ciphertext), associated))
    except (InvalidTag, ValueError) as error:
        raise SealBroken("does not open") from error


def wrap(wrapping: bytes, key: bytes, associated: bytes) -> bytes:
    """A key encrypted under another one: nonce and ciphertext together."""
    nonce, ciphertext = encrypt(wrapping, key, associated)
    return nonce + ciphertext


def unwrap(wrapping: bytes, blob: Stored, associated: bytes) -> bytes:
    """The key that `wrap` hid. Raises SealBroken."""
    whole = bytes(blob)
    return decrypt(wrapping, whole[:NONCE_BYTES], whole[NONCE_BYTES:], associated)


def new_pair() -> tuple[bytes, bytes]:
    """(public, private) halves of an X25519 key, raw."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes_raw(), private.private_bytes_raw()


def public_half(private: bytes) -> bytes:
    """The public half that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def box_seal(public: bytes, content: bytes, associated: bytes) -> bytes:
    """Encrypt for whoever holds the private half: a fresh X25519 key, HKDF over both public halves, AES-GCM."""
    ephemeral_public, ephemeral_private = new_pair()
    key = _box_key(ephemeral_private, public, ephemeral_public, public)
    return ephemeral_public + wrap(key, content, associated)


def box_open(private: bytes, blob: Stored, associated: bytes) -> bytes:
    """What `box_seal` put in. Raises SealBroken."""
    whole = bytes(blob)
    ephemeral_public = whole[:KEY_BYTES]
    try:
        key = _box_key(private, ephemeral_public, ephemeral_public, public_half(private))
    except ValueError as error:
        raise SealBroken("no such key") from error
    return unwrap(key, whole[KEY_BYTES:], associated)


def _box_key(own_private: bytes, other_public: bytes, ephemeral_public: bytes, public: bytes) -> bytes:
    shared = X25519PrivateKey.from_private_bytes(own_private).exchange(X25519PublicKey.from_public_bytes(other_public))
    return derive(shared, "box", ephemeral_public.hex(), public.hex())
