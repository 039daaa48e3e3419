"""The words about the card reader, and the events of its owner."""

from dataclasses import dataclass, field
from typing import Literal

Word = Literal["starting", "ready", "no_reader", "no_service", "no_driver", "unknown"]


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card lies on the reader.

    Its `uid` is hidden in words and is never an identity: anybody can write any number on a card, and many phones
    make a new one each time.
    """

    atr: bytes
    uid: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardMute:
    """Something lies on the reader that does not answer: held wrongly, broken, or no card."""


@dataclass(frozen=True, slots=True)
class CardAddress:
    """What a phone presented, to be treated as a scanned code; it may be an identity."""

    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The reader is free again."""


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    word: Word


CardEvent = CardInserted | CardMute | CardAddress | CardRemoved | ReaderStatus
