"""Signed configuration: what the centre sends a kiosk (catalogue, overrides) is verified before it is used.

The document is JSON with the payload as text, so that the very bytes that were signed are read.
Ed25519; the signature covers the purpose too, so that a signed override never passes for a catalogue.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Purpose = Literal["catalogue", "region", "settings"]
Refusal = Literal["malformed", "unknown-key", "wrong-signature", "wrong-purpose", "older"]


class Signed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    purpose: Purpose
    serial: int
    """Grows with every issue; a kiosk refuses one below the last that it accepted."""
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
    payload: str
    signature: str
    """base64 of 64 bytes."""


def sign(purpose: Purpose, serial: int, payload: str, key_name: str, key: Ed25519PrivateKey) -> Signed:
    signature = key.sign(_signed_bytes(purpose, serial, payload))
    return Signed(
        purpose=purpose,
        serial=serial,
        key=key_name,
        payload=payload,
        signature=base64.b64encode(signature).decode("ascii"),
    )


def verified(
    document: bytes, purpose: Purpose, keys: Mapping[str, Ed25519PublicKey], last_serial: int = 0
) -> Signed | Refusal:
    """The document if one of the keys signed it for this purpose and it is not older than the last one.

    Args:
        document: The JSON as it came.
        purpose: What it must have been signed for.
        keys: The trusted keys by name.
        last_serial: The serial that was accepted last; the same one again is fine.
    """
    try:
        signed = Signed.model_validate_json(document)
        signature = base64.b64decode(signed.signature, validate=True)
    except (ValidationError, binascii.Error):
        return "malformed"
    key = keys.get(signed.key)
    if key is None:
        return "unknown-key"
    try:
        key.verify(signature, _signed_bytes(signed.purpose, signed.serial, signed.payload))
    except InvalidSignature:
        return "wrong-signature"
    if signed.purpose != purpose:
        return "wrong-purpose"
    return "older" if signed.serial < last_serial else signed


def _signed_bytes(purpose: Purpose, serial: int, payload: str) -> bytes:
    return f"mpp-kiosk\n{purpose}\n{serial}\n{payload}".encode()
