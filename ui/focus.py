"""Where the focus goes on an arrow key: the nearest control in that direction. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal["left", "right", "up", "down"]


@dataclass(frozen=True, slots=True)
class Box:
    """A control in the window, pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def nearest(now: Box, others: Sequence[Box], direction: Direction) -> int | None:
    """The index of the control to go to, or None where nothing lies in that direction.

    Sideways distance counts three times, so that a row or column is followed before it is left.
    """
    best: tuple[float, int] | None = None
    for at, box in enumerate(others):
        ahead, aside = _distance(now, box, direction)
        if ahead <= 0:
            continue
        rank = (ahead + 3 * aside, at)
        if best is None or rank < best:
            best = rank
    return None if best is None else best[1]


def _distance(now: Box, box: Box, direction: Direction) -> tuple[float, float]:
    (x0, y0), (x1, y1) = now.middle, box.middle
    if direction in ("left", "right"):
        ahead = x1 - x0 if direction == "right" else x0 - x1
        return ahead, _apart(now.y, now.height, box.y, box.height)
    ahead = y1 - y0 if direction == "down" else y0 - y1
    return ahead, _apart(now.x, now.width, box.x, box.width)


def _apart(one: float, length: float, other: float, other_length: float) -> float:
    """The gap between two spans; 0 where they overlap."""
    return max(0.0, other - (one + length), one - (other + other_length))
