"""Protected templates for the wire (ISO/IEC 24745): renewable, and bound to one visit.

The vector is turned by a secret rotation drawn from a key of the visit. Two templates under one key compare exactly
as their originals do; under two keys they look like strangers, so that a stolen one neither links visits nor serves a
second time. Whoever holds the key can turn it back: the key stays with kiosk and centre, and dies with the visit.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from face.template import Template

KEY_BYTES = 32
MAGIC = b"MPPP1"
TAG_BYTES = 16


class WrongKeyError(ValueError):
    """The protected template is bound to another visit, or was altered."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What may travel; `tag` says under which key it was made, and that nobody has changed it."""

    template: Template
    tag: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        return MAGIC + self.tag + self.template.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Protected":
        """Raises:
        ValueError: not the bytes of a protected template.
        """
        if not data.startswith(MAGIC):
            raise ValueError("not a protected template")
        start = len(MAGIC) + TAG_BYTES
        return cls(Template.from_bytes(data[start:]), data[len(MAGIC) : start])


def visit_key(secret: bytes, visit: bytes, nonce: bytes) -> bytes:
    """The key of one visit.

    Args:
        secret: Shared by this kiosk and the centre since enrolment, at least 32 bytes.
        visit: The visit's id.
        nonce: From the centre, fresh for each check.

    Raises:
        ValueError: the secret is too short.
    """
    if len(secret) < KEY_BYTES:
        raise ValueError("the shared secret has at least 32 bytes")
    return hmac.digest(secret, b"face template" + hashlib.sha256(visit).digest() + nonce, "sha256")


def protect(template: Template, key: bytes) -> Protected:
    """Turns a template by the rotation of `key`."""
    turned = Template(template.engine, _rotation(key, len(template.vector)) @ template.vector)
    return Protected(turned, _tag(turned, key))


def turned(reference: Template, probe: Protected, key: bytes) -> Template:
    """The reference under the probe's key, to be compared with `probe.template`.

    Raises:
        WrongKeyError
    """
    if not hmac.compare_digest(probe.tag, _tag(probe.template, key)):
        raise WrongKeyError("the template is bound to another visit, or was altered")
    return protect(reference, key).template


def _tag(template: Template, key: bytes) -> bytes:
    return hmac.digest(key, b"tag" + template.to_bytes(), "sha256")[:TAG_BYTES]


@lru_cache(maxsize=1)
def _rotation(key: bytes, size: int) -> NDArray[np.float32]:
    """A rotation drawn evenly from all of them (the Q of a Gaussian matrix, Mezzadri 2007)."""
    seed = int.from_bytes(hashlib.sha256(b"rotation" + key).digest(), "big")
    matrix = np.random.Generator(np.random.PCG64(seed)).standard_normal((size, size))
    q, r = np.linalg.qr(matrix)
    return (q * np.sign(np.diag(r))).astype(np.float32)
