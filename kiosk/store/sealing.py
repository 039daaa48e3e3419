"""Personal data is sealed before it touches the disk: ChaCha20-Poly1305 (RFC 8439), one key per kiosk.

The identity of the record is associated data, so that a row that is moved to another place does not open.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_BYTES = 32
NONCE_BYTES = 12
CREDENTIAL = "store-key"


class SealBrokenError(Exception):
    """The record was changed, moved, or sealed under another key."""


class Sealer:
    """Seals and opens records, and makes the keyed hash under which a NIK is looked up."""

    def __init__(self, key: bytes) -> None:
        """Raises:
        ValueError: the key is not 32 bytes.
        """
        if len(key) != KEY_BYTES:
            raise ValueError("a store key has 32 bytes")
        self._cipher = ChaCha20Poly1305(key)
        self._lookup = hashlib.sha256(b"lookup" + key).digest()

    def seal(self, record: str, content: bytes) -> bytes:
        """Nonce and ciphertext of `content`, bound to `record` (for example `outbox/ID`)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, record.encode())

    def open(self, record: str, sealed: bytes) -> bytes:
        """Raises:
        SealBrokenError
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], record.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError(record.split("/", maxsplit=1)[0]) from error

    def lookup(self, nik: str) -> str:
        """A keyed hash (HMAC-SHA-256, hex) that finds the rows of a NIK and tells nothing without the key."""
        return hmac.new(self._lookup, nik.encode(), hashlib.sha256).hexdigest()


def load_key(data_dir: Path) -> tuple[bytes, bool]:
    """The store key, and whether it is a demo key.

    In production systemd hands the key over as credential `store-key` (`LoadCredentialEncrypted=`, bound to
    the TPM where there is one). Without it, a file of mode 0600 is made at first run: good for a demo only,
    since whoever copies the disk copies the key.

    Raises:
        ValueError: the credential or the file does not hold 32 bytes.
    """
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and (credential := Path(folder) / CREDENTIAL).exists():
        return credential.read_bytes(), False
    path = data_dir / "demo-store.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes(), True
