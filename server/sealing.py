"""Personal data at rest: AES-256-GCM, one derived key a record, so that a row moved elsewhere does not open.

Deriving the key from the record's name keeps the number of messages under one key at a handful, far from the
2^32 that the nonces allow (NIST SP 800-38D, 8.3), at any number of rows.
"""

import secrets
from hashlib import blake2b
from itertools import count

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
COUNTER_BYTES = 6


class SealBrokenError(Exception):
    """A record was changed, moved, or sealed under another key."""


class Sealer:
    """Seals records, and makes the keyed hashes under which they are looked up and compared.

    The keyed hash is BLAKE2b with a key (RFC 7693, 2.9). HMAC of the standard library would do as well, but gives
    up the interpreter's lock on each call: beside a busy writer thread that costs more than the hash.
    """

    def __init__(self, key: bytes) -> None:
        self._records = _keyed(key, b"records")
        self._niks = _keyed(key, b"nik lookup")
        self._bodies = _keyed(key, b"body digest")
        self._start = secrets.token_bytes(NONCE_BYTES - COUNTER_BYTES)
        self._count = count()

    def seal(self, record: str, content: bytes) -> bytes:
        """Nonce and ciphertext, bound to `record` (for example `applications/ID`)."""
        nonce = self._nonce()
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
        return _keyed(self._niks, nik.encode())

    def body_digest(self, canonical: bytes) -> bytes:
        """Tells "the same body again" from "another body" without keeping the body readable."""
        return _keyed(self._bodies, canonical)

    def _cipher(self, record: str) -> AESGCM:
        return AESGCM(_keyed(self._records, record.encode()))

    def _nonce(self) -> bytes:
        # random for the process, then counted (NIST SP 800-38D, 8.2.1): no two alike, and no call of the system
        return self._start + next(self._count).to_bytes(COUNTER_BYTES, "big")


def _keyed(key: bytes, content: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=32).digest()
