"""Personal data at rest: AES-256-GCM, one derived key a record, so that a row moved elsewhere does not open.

Deriving the key from the record's name keeps the number of messages under one key at a handful, far from the
2^32 that random nonces allow (NIST SP 800-38D, 8.3), at any number of rows.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class SealBrokenError(Exception):
    """A record was changed, moved, or sealed under another key."""


class Sealer:
    """Seals records, and makes the keyed hashes under which they are looked up and compared."""

    def __init__(self, key: bytes) -> None:
        self._records = hmac.digest(key, b"records", "sha256")
        self._niks = hmac.digest(key, b"nik lookup", "sha256")
        self._bodies = hmac.digest(key, b"body digest", "sha256")

    def seal(self, record: str, content: bytes) -> bytes:
        """Nonce and ciphertext, bound to `record` (for example `applications/ID`)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher(record).encrypt(nonce, content, record.encode())

    def open(self, record: str, sealed: bytes) -> bytes:
        """Raises:
        SealBrokenError
        """
        try:
            return self._cipher(record).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], record.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError(record.partition("/")[0]) from error

    def nik_key(self, nik: str) -> bytes:
        """Finds the rows of a NIK and tells nothing without the key (a plain hash of 16 digits would)."""
        return hmac.digest(self._niks, nik.encode(), hashlib.sha256)

    def body_digest(self, canonical: bytes) -> bytes:
        """Tells "the same body again" from "another body" without keeping the body readable."""
        return hmac.digest(self._bodies, canonical, hashlib.sha256)

    def _cipher(self, record: str) -> AESGCM:
        return AESGCM(hmac.digest(self._records, record.encode(), hashlib.sha256))
