"""Status: bytes from the printer become one named word. Pure.

Real-time status bytes (DLE EOT n) carry fixed bits, `b & 0x93 == 0x12`; the first of four automatic status
bytes (GS a) has `b & 0x93 == 0x10` and its successors `b & 0x90 == 0`, as has the answer to GS r; longer
answers, such as the one to DLE DC4 8, run from 0x37 to NUL (Epson ESC/POS command reference). Whatever fits
none of them is noise. Silence is never "no paper".
"""

from dataclasses import dataclass
from typing import Literal

State = Literal[
    "ready",
    "paper_near_end",
    "paper_out",
    "cover_open",
    "cutter_error",
    "offline",
    "error",
    "gone",
    "unknown",
]
Query = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What is known about the printer.

    Attributes:
        state: the one word that matters most.
        detail: what stands behind it, for the technician.
    """

    state: State
    detail: str = ""

    @property
    def can_print(self) -> bool:
        """Print when ready, and when the printer says nothing: a mute printer is not an empty one."""
        return self.state in ("ready", "paper_near_end", "unknown")


UNKNOWN = PrinterStatus("unknown", "no answer")


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT n."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Four bytes that the printer sends by itself."""

    block: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to GS r 1: all before it has been printed."""

    byte: int


@dataclass(frozen=True, slots=True)
class Block:
    """A longer answer, from its header 0x37 to its NUL."""

    block: bytes


Answer = RealTime | Automatic | Done | Block
_BLOCK_BEGIN, _BLOCK_LONGEST = 0x37, 80


class Framer:
    """Cuts what the printer says into answers; noise is counted and dropped."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.noise = 0

    def feed(self, data: bytes) -> list[Answer]:
        """Take bytes in; give the answers that they complete."""
        answers: list[Answer] = []
        for byte in data:
            answer = self._take(byte)
            if answer is not None:
                answers.append(answer)
        return answers

    def _take(self, byte: int) -> Answer | None:
        held = self._held
        if held and held[0] == _BLOCK_BEGIN and len(held) < _BLOCK_LONGEST and byte < 0x80:
            held.append(byte)
            return None if byte else Block(self._release())
        if held and held[0] != _BLOCK_BEGIN and byte & 0x90 == 0:
            held.append(byte)
            return Automatic(self._release()) if len(held) == 4 else None
        self.noise += len(self._release())
        if byte == _BLOCK_BEGIN or byte & 0x93 == 0x10:
            held.append(byte)
            return None
        if byte & 0x93 == 0x12:
            return RealTime(byte)
        if byte & 0x90 == 0:
            return Done(byte)
        self.noise += 1
        return None

    def _release(self) -> bytes:
        block = bytes(self._held)
        self._held.clear()
        return block


def read_status(
    printer: int | None, cause: int | None, error: int | None, paper: int | None
) -> PrinterStatus:
    """Name the state from the bytes of DLE EOT 1, 2, 3 and 4; None or an invalid byte is no answer."""
    printer, cause, error, paper = (_valid(byte) for byte in (printer, cause, error, paper))
    if cause is not None and cause & 0x04:
        return PrinterStatus("cover_open", "the cover is open")
    if (paper is not None and paper & 0x60) or (cause is not None and cause & 0x20):
        return PrinterStatus("paper_out", "the paper has ended")
    if error is not None and error & 0x08:
        return PrinterStatus("cutter_error", "the knife is stuck")
    if error is not None and error & 0x20:
        return PrinterStatus("error", "unrecoverable: switch the printer off and on")
    if error is not None and error & 0x40:
        return PrinterStatus("error", "head temperature or voltage: recovers by itself")
    if (error is not None and error & 0x04) or (cause is not None and cause & 0x40):
        return PrinterStatus("error", "mechanical")
    if printer is not None and printer & 0x08:
        return PrinterStatus("offline", "fed by the button" if cause and cause & 0x08 else "offline")
    if paper is None:
        return UNKNOWN if printer is None else PrinterStatus("unknown", "no answer about the paper")
    if paper & 0x0C:
        return PrinterStatus("paper_near_end", "the roll is near its end")
    return PrinterStatus("ready")


def _valid(byte: int | None) -> int | None:
    return byte if byte is not None and byte & 0x93 == 0x12 else None
