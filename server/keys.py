"""The server's own keys: made at first start, one file each, readable by the server's user alone."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

SEAL_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keys:
    seal: bytes = field(repr=False)
    """Seals personal data at rest."""
    evidence: x25519.Identity = field(repr=False)
    """Opens what kiosks sealed while they could not ask."""
    visit_pass: Ed25519PrivateKey = field(repr=False)
    """Signs visit passes."""

    @property
    def evidence_recipient(self) -> str:
        return str(self.evidence.to_public())


def load_keys(folder: Path) -> Keys:
    """Loads the keys, making those that are missing.

    Raises:
        ValueError: a key file was cut short or altered.
    """
    seal = kept_secret(folder / "seal.key", lambda: secrets.token_bytes(SEAL_BYTES))
    if len(seal) != SEAL_BYTES:
        raise ValueError(f"{folder / 'seal.key'} does not hold {SEAL_BYTES} bytes")
    evidence = kept_secret(folder / "evidence.age", lambda: str(x25519.Identity.generate()).encode())
    return Keys(
        seal=seal,
        evidence=x25519.Identity.from_str(evidence.decode("ascii").strip()),
        visit_pass=load_signing_key(folder / "visit-pass.key"),
    )


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """An Ed25519 key, kept as its 32 raw bytes."""
    return Ed25519PrivateKey.from_private_bytes(
        kept_secret(path, lambda: Ed25519PrivateKey.generate().private_bytes_raw())
    )


def kept_secret(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a secret file (mode 0600); made once, even when two processes start together."""
    if path.exists():
        return path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    write_private(fresh, make())
    try:
        os.link(fresh, path)  # fails where another process was first; its key counts
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_bytes()


def write_private(path: Path, content: bytes) -> None:
    """Writes a new file that only this user may read, durable before it returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_private(path: Path, content: bytes) -> None:
    """Puts a private file in the place of another at one stroke: readers see the old one or the new one."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(fresh, content)
    fresh.replace(path)
