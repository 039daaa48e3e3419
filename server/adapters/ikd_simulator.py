"""The simulated IKD: signs the 90-second token that a citizen's phone shows as a QR code, and checks it.

The real code is not public; the server treats it as an opaque token. This one is
`base64url(JSON {"nik", "exp", "jti"}) . base64url(Ed25519 signature)`.
"""

import base64
import binascii
import secrets
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, ValidationError

from protocol.wire import Nik
from server.adapters.faults import FaultSwitches
from server.adapters.ports import TokenHolder, TokenRefused, Unavailable

LIFETIME = timedelta(seconds=90)
SKEW = timedelta(seconds=5)
"""How far the phone's clock may run ahead."""


class _Claims(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nik: Nik
    iat: datetime
    jti: str


def issue_token(key: Ed25519PrivateKey, nik: str, at: datetime) -> str:
    """What the phone shows at `at`; good for 90 seconds and for one use."""
    claims = _Claims(nik=nik, iat=at.astimezone(UTC), jti=secrets.token_urlsafe(9))
    body = claims.model_dump_json().encode()
    return f"{_text(body)}.{_text(key.sign(body))}"


class IkdSimulator:
    def __init__(self, key: Ed25519PrivateKey, faults: FaultSwitches) -> None:
        self._key = key.public_key()
        self._faults = faults

    async def present(self, token: str, at: datetime) -> TokenHolder | TokenRefused | Unavailable:
        fault = await self._faults.pause("ikd")
        if fault == "down":
            return Unavailable("ikd_down")
        body, _, signature = token.partition(".")
        try:
            content = _bytes(body)
            self._key.verify(_bytes(signature), content)
            claims = _Claims.model_validate_json(content)
        except (InvalidSignature, ValidationError, binascii.Error, ValueError):
            return TokenRefused("token_invalid")
        if not claims.iat - SKEW <= at <= claims.iat + LIFETIME:
            return TokenRefused("token_expired")
        return TokenHolder("0" * 16 if fault == "wrong" else claims.nik)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
