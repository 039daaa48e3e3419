"""What a scanner sends becomes codes. Pure: bytes and times in, texts out."""

import unicodedata
from dataclasses import dataclass

LONGEST = 2048
"""Bytes of one code; a QR code of version 40 can hold more, but no kiosk shows one."""
ENDS = b"\r\n"
SEPARATORS = "\x1d\x1e\x1c\x04"
"""GS, RS, FS and EOT stand inside GS1 and ISO/IEC 15434 data; no other control character belongs in a code."""
QUIET_S = 0.5
"""No scanner pauses so long within a code: whatever comes after such a silence begins a new one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How this scanner is set up; `deadline_s` is from the first to the last byte of one code."""

    deadline_s: float = 3.0
    prefix: str = ""
    suffix: str = ""
    longest: int = LONGEST


def shape_for(baud: int, prefix: str = "", suffix: str = "") -> Shape:
    """A deadline that the longest code keeps at this speed (10 bits a byte), and a dripping line does not."""
    return Shape(0.5 + LONGEST * 10 / baud, prefix, suffix)


class Framer:
    """Collects bytes until an end mark; too long, too slow, unreadable or not of the shape is dropped.

    A code that was dropped takes its rest with it: no tail ever passes for a code.

    Attributes:
        dropped: how many codes were spoilt.
    """

    def __init__(self, shape: Shape | None = None) -> None:
        self._shape = shape or Shape()
        self._held = bytearray()
        self._began = 0.0
        self._last = 0.0
        self._spoilt = False
        self.dropped = 0

    def feed(self, data: bytes, at: float) -> list[str]:
        """Takes bytes that came at `at` monotonic seconds; gives the codes that they complete."""
        if not data:
            return []
        quiet = at - self._last > QUIET_S
        self._last = at
        if self._held and (quiet or at - self._began > self._shape.deadline_s):
            self._spoil()
        if quiet:
            self._spoilt = False
        codes = []
        for byte in data:
            if byte in ENDS:
                code = self._finish()
                if code:
                    codes.append(code)
            elif not self._spoilt:
                self._take(byte, at)
        return codes

    def _take(self, byte: int, at: float) -> None:
        if not self._held:
            self._began = at
        self._held.append(byte)
        if len(self._held) > self._shape.longest:
            self._spoil()

    def _spoil(self) -> None:
        self._held.clear()
        self._spoilt = True
        self.dropped += 1

    def _finish(self) -> str:
        held, self._spoilt = bytes(self._held), False
        self._held.clear()
        code = decode(held, self._shape)
        if code is None:
            self.dropped += 1
        return code or ""


def decode(raw: bytes, shape: Shape) -> str | None:
    """The text of one code without prefix, suffix and AIM identifier; None where it is not of the shape."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not (text.startswith(shape.prefix) and text.endswith(shape.suffix)):
        return None if text.strip() else ""
    text = text[len(shape.prefix) : len(text) - len(shape.suffix)].strip(" \t")
    if any(unicodedata.category(one) == "Cc" and one not in SEPARATORS for one in text):
        return None
    return text[3:] if has_aim_identifier(text) else text


def has_aim_identifier(text: str) -> bool:
    """Whether `]`, a code letter and a modifier (ISO/IEC 15424) stand before the data, as in `]Q1`."""
    head = text[:3]
    return len(head) == 3 and head[0] == "]" and head.isascii() and head[1].isalpha() and head[2].isalnum()
