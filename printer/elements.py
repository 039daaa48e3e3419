"""What stands on a receipt, from top to bottom: plain values between layout and wire."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line that fits the paper; width and height multiply the 12x24 dots of font A (1 to 8)."""

    content: str
    align: Align = "left"
    width: int = 1
    height: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in the middle; `module` is the side of one module in dots."""

    content: str
    module: int
    level: Literal["L", "M", "Q", "H"] = "M"


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle: `rows` holds `height` lines of `width` // 8 bytes, a set bit is black."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """The end: the paper is fed past the knife and cut.

    `notch` makes a second cut close to the first, so that fingers find the foot of the paper
    (EN 301 549, 8.4.3: the orientation of what comes out can be felt).
    """

    notch: bool = False


Element = Text | Rule | Qr | Feed | Picture | Cut
