"""Movements that a picture cannot make on request: which are asked, in which order, and whether they were made."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from face.engine import Face

Kind = Literal["left", "right", "closer"]
TURNS: tuple[Kind, ...] = ("left", "right")
ALL: tuple[Kind, ...] = ("left", "right", "closer")
TURNED = 0.25
"""By how much y5 (`face.engine.Face.y5`) leaves the person's own straight look in a turn of the head."""
STRAIGHT = 0.15
APPROACHED = 1.22
"""Growth of the eye distance that counts as coming closer; its inverse as stepping back."""
NEAR_SHARE = 0.14
"""Who stands so near already (eye distance by frame width) is asked to step back instead."""
SOONEST_S = 0.2
"""Nobody hears, understands and turns a head in less: what comes sooner does not answer the words."""
MOST_WRONG = 3
"""From so many wrong or too early movements on, somebody is trying rather than following."""
INSTRUCTION: dict[Kind, str] = {"left": "live.left", "right": "live.right", "closer": "cam.closer"}


@dataclass(frozen=True, slots=True)
class Challenge:
    """The movements, in order."""

    steps: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the transcript: a movement that was asked for, made, made wrongly or too early."""

    word: Literal["asked", "made", "wrong", "early"]
    kind: Kind
    seconds: float
    """Since the first frame with a face."""


def draw(nonce: bytes, kinds: tuple[Kind, ...] = TURNS, length: int = 2) -> Challenge:
    """The challenge that belongs to a nonce (fresh random bytes).

    It holds at least one turn, which planarity needs, and comes closer at most once.

    Args:
        nonce: From the server, or random.
        kinds: What may be asked.
        length: How many movements.
    """
    found: list[tuple[Kind, ...]] = [()]
    for _ in range(length):
        found = [(*one, kind) for one in found for kind in kinds]
    fit = [one for one in found if set(one) & set(TURNS) and one.count("closer") <= 1]
    number = int.from_bytes(hashlib.sha256(b"challenge" + nonce).digest()[:8], "big")
    return Challenge(fit[number % len(fit)])


class Follower:
    """Watches one movement, from the moment it is asked for."""

    def __init__(self, kind: Kind, before: Face, width: int, asked: float, straight: float = 0.0) -> None:
        """Args:
        kind: The movement.
        before: The face just before.
        width: Of the frame, in pixels.
        asked: When the words were shown, in seconds.
        straight: The person's usual y5 when looking straight.
        """
        self._kind = kind
        self._before = before.eye_distance
        self._straight = straight
        self._asked = asked
        self._armed = True
        back = kind == "closer" and before.eye_distance / width > NEAR_SHARE
        self._aim = 1 / APPROACHED if back else APPROACHED
        self.instruction = "cam.back" if back else INSTRUCTION[kind]

    def see(self, face: Face, at: float) -> Literal["made", "wrong", "early"] | None:
        """What the person did by this frame; each excursion is told once."""
        done = self._made(face)
        if done is None:
            self._armed = self._armed or abs(face.y5 - self._straight) < STRAIGHT
            return None
        if not self._armed:
            return None
        self._armed = False
        if not done:
            return "wrong"
        return "made" if at - self._asked >= SOONEST_S else "early"

    def _made(self, face: Face) -> bool | None:
        """None: no movement; False: another one than the one asked for."""
        if self._kind != "closer":
            turn = face.y5 - self._straight
            return None if abs(turn) < TURNED else (turn > 0) == (self._kind == "left")
        if abs(face.y5) > TURNED:
            return None
        growth = face.eye_distance / max(self._before, 1.0)
        return True if (growth >= self._aim if self._aim > 1 else growth <= self._aim) else None
