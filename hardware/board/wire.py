"""What the board and the kiosk say to each other. Pure.

Lines of ASCII in the frame of NMEA 0183: `$BODY*HH`, HH the exclusive or of the body's bytes in hexadecimal. The
kiosk asks with `LAMP,NAME,PERCENT` or `ASK`; the board answers each, and tells every change by itself, with its whole
state: `STATE,presence=1,door=0,tamper=0,face=80,receipt=0`. Firmware for any microcontroller with a serial port is a
page.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Lamp = Literal["face", "receipt", "scanner"]
Sense = Literal["presence", "door", "tamper"]
LONGEST = 120
"""Bytes of a line."""
_FRAME = re.compile(rb"\$([\x20-\x23\x25-\x29\x2b-\x7e]*)\*([0-9A-F]{2})")


@dataclass(frozen=True, slots=True)
class BoardState:
    """True: somebody stands there, the door is open, the case was opened. None: the board has no such sense.

    `lamps` holds the brightness in percent of each lamp that the board has.
    """

    presence: bool | None = None
    door: bool | None = None
    tamper: bool | None = None
    lamps: tuple[tuple[Lamp, int], ...] = ()

    def lamp(self, name: Lamp) -> int | None:
        return dict(self.lamps).get(name)


def frame(body: str) -> bytes:
    """A line to send."""
    raw = body.encode("ascii")
    return b"$%s*%02X\r\n" % (raw, _sum(raw))


def unframe(line: bytes) -> str | None:
    """The body of a line; None where the frame or the sum is wrong."""
    found = _FRAME.fullmatch(line.strip(b"\r\n "))
    if found is None or _sum(found[1]) != int(found[2], 16):
        return None
    return found[1].decode("ascii")


def ask() -> bytes:
    return frame("ASK")


def light(lamp: Lamp, percent: int) -> bytes:
    """Raises:
    ValueError: not 0 to 100.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"not a percentage: {percent}")
    return frame(f"LAMP,{lamp},{percent}")


def state_of(body: str) -> BoardState | None:
    """A `STATE` body; what this kiosk does not know is passed over, a value that makes no sense spoils the whole."""
    kind, *pairs = body.split(",")
    if kind != "STATE":
        return None
    senses: dict[str, bool] = {}
    lamps: list[tuple[Lamp, int]] = []
    for pair in pairs:
        name, _, text = pair.partition("=")
        if not (text.isascii() and text.isdecimal()) or len(text) > 3:
            return None
        value = int(text)
        if name in get_args(Sense):
            if value not in (0, 1):
                return None
            senses[name] = bool(value)
        lamps += [(lamp, value) for lamp in get_args(Lamp) if lamp == name]
    if any(not 0 <= percent <= 100 for _, percent in lamps):
        return None
    return BoardState(senses.get("presence"), senses.get("door"), senses.get("tamper"), tuple(sorted(lamps)))


def text_of(state: BoardState) -> bytes:
    """The line by which a board tells its state."""
    senses = {"presence": state.presence, "door": state.door, "tamper": state.tamper}
    told = [f"{name}={int(value)}" for name, value in senses.items() if value is not None]
    return frame(",".join(["STATE", *told, *(f"{name}={percent}" for name, percent in state.lamps)]))


def _sum(raw: bytes) -> int:
    total = 0
    for byte in raw:
        total ^= byte
    return total
