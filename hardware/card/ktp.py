"""The port for readers of KTP-el: only a certified reader, with the ministry's SAM inside, says who the card is.

The personal data on the card opens to a SAM alone. Each certified model comes with its maker's own interface; one
adapter a model implements `KtpReader`. A plain reader sees a UID, which identifies nobody, so its answer is always
that it cannot.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from hardware.card import wire
from hardware.card.talk import Transmit

FaultKind = Literal["unsupported", "no_card", "not_ktp", "not_genuine", "gone"]


@dataclass(frozen=True, slots=True)
class KtpRecord:
    """What the SAM released; never written anywhere, never shown in words."""

    nik: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KtpFault:
    """Why nobody is identified."""

    kind: FaultKind


class KtpReader(Protocol):
    """`read` blocks for at most `timeout` seconds."""

    def read(self, timeout: float) -> KtpRecord | KtpFault: ...


class PlainReader:
    """A reader without a SAM, whatever lies on it."""

    def read(self, timeout: float) -> KtpRecord | KtpFault:
        return KtpFault("unsupported")


# -- the simulated reader: a SAM of our own, for a card of our own. No real card answers to it, nor it to a real card.

APPLICATION: Final = b"\xf0MPP-SIM-KTP"
PROVE: Final = b"\x80\x82\x00\x00\x10"
READ: Final = b"\x80\xca\x00\x00\x00"


class SimulatedSamReader:
    """Lets a simulated card prove itself to a simulated SAM, then reads it over real PC/SC."""

    def __init__(self, transmit: Transmit, key: bytes, draw: Callable[[int], bytes]) -> None:
        """Args:
        transmit: The conversation with the card.
        key: The simulated SAM's.
        draw: Random bytes.
        """
        self._transmit = transmit
        self._key = key
        self._draw = draw

    def read(self, timeout: float) -> KtpRecord | KtpFault:
        chosen = self._transmit(wire.select_application(APPLICATION))
        if chosen is None or not chosen.ok:
            return KtpFault("not_ktp")
        nonce = self._draw(16)
        proof = self._transmit(PROVE + nonce)
        if proof is None or not proof.ok:
            return KtpFault("not_genuine")
        data = self._transmit(READ)
        if data is None or not data.ok:
            return KtpFault("not_genuine")
        if not hmac.compare_digest(proof.data, seal(self._key, nonce, data.data)):
            return KtpFault("not_genuine")
        return _record(data.data)


def seal(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """The simulated card's proof: fresh, and over the very data."""
    return hmac.digest(key, nonce + data, "sha256")


def _record(data: bytes) -> KtpRecord | KtpFault:
    try:
        told = json.loads(data)
    except ValueError:
        return KtpFault("not_ktp")
    match told:
        case {"nik": str(nik), "name": str(name), "birth_date": str(born)}:
            return KtpRecord(nik, name, born)
    return KtpFault("not_ktp")
