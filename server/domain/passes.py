"""The visit pass: who was verified once goes on at the counter, on the web, at another kiosk.

A pass is a signed reference, not a record: id and end, signed with Ed25519. What it is about, the server keeps.
`MPP1.` and base64url of: 16 bytes id, 6 bytes end in seconds since 1970, 64 bytes signature.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "MPP1."
PURPOSE = b"mpp visit pass 1\n"
Channel = Literal["counter", "kiosk", "web"]
BOUND: frozenset[Channel] = frozenset({"kiosk", "web"})
"""Nobody looks at the person there, so the pass works for the first visit or browser that shows it."""


@dataclass(frozen=True, slots=True)
class Pass:
    id: UUID
    expires_at: datetime


def sign(key: Ed25519PrivateKey, one: Pass) -> str:
    body = one.id.bytes + int(one.expires_at.timestamp()).to_bytes(6, "big")
    text = base64.urlsafe_b64encode(body + key.sign(PURPOSE + body)).rstrip(b"=")
    return PREFIX + text.decode("ascii")


def read(key: Ed25519PublicKey, token: str) -> Pass | None:
    """The pass, if we signed it; whether it is still good, the caller decides."""
    if not token.startswith(PREFIX) or not token.isascii():
        return None
    text = token.removeprefix(PREFIX)
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    body, signature = content[:22], content[22:]
    try:
        key.verify(signature, PURPOSE + body)
    except InvalidSignature:
        return None
    return Pass(UUID(bytes=body[:16]), datetime.fromtimestamp(int.from_bytes(body[16:], "big"), UTC))
