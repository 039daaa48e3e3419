"""The words about a scanner, and the events of its owner."""

from dataclasses import dataclass, field
from typing import Literal

FaultWord = Literal["gone", "busy", "denied", "absent"]
Word = FaultWord | Literal["starting", "ready", "unknown"]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code; it may be an identity, so it never shows in a repr."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScannerStatus:
    word: Word


ScannerEvent = Scanned | ScannerStatus


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why the scanner does not open; a permanent fault needs a person."""

    word: FaultWord
    temporary: bool
