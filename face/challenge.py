"""One random movement that a picture cannot make on request."""

import hashlib
from dataclasses import dataclass
from typing import Literal

Kind = Literal["left", "right"]
KINDS: tuple[Kind, ...] = ("left", "right")
TURNED = 0.25
"""|y5| of a turned head (`face.engine.Face.y5`)."""
INSTRUCTION: dict[Kind, str] = {"left": "live.left", "right": "live.right"}


@dataclass(frozen=True, slots=True)
class Challenge:
    kind: Kind

    def followed(self, y5: float) -> bool:
        """Whether a head with this y5 has turned as asked; "left" is the person's own left."""
        return y5 >= TURNED if self.kind == "left" else y5 <= -TURNED


def draw(nonce: bytes) -> Challenge:
    """The challenge that belongs to a nonce (fresh random bytes)."""
    return Challenge(KINDS[hashlib.sha256(b"challenge" + nonce).digest()[0] % len(KINDS)])
