"""The card reader's owner: tells cards that come and go, and what a phone presents."""

from collections.abc import Callable
from types import ModuleType

from hardware.card import talk
from hardware.card.status import (
    CardAddress,
    CardEvent,
    CardInserted,
    CardMute,
    CardRemoved,
    ReaderStatus,
    Word,
)
from hardware.owner import Lost, Owner

WAIT_MS = 300
TRIES, SETTLE_S = 3, 0.2
"""A contactless card that is still being moved loses its field once or twice."""


class CardReader(Owner[Word]):
    """Owns the first PC/SC reader whose name contains `name`; `on_event` is called in its thread."""

    def __init__(self, on_event: Callable[[CardEvent], None], name: str = "") -> None:
        super().__init__("card", "starting", "unknown", lambda word: on_event(ReaderStatus(word)))
        self._on_event = on_event
        self._name = name

    def serve(self) -> Lost[Word]:
        scard = talk.driver()
        if scard is None:
            return Lost("no_driver", temporary=False)
        try:
            with talk.context(scard) as handle:
                found = [one for one in talk.readers(scard, handle) if self._name in one]
                if not found:
                    return Lost("no_reader")
                self.alive("ready")
                return self._watch(scard, handle, found[0])
        except talk.PcscError as error:
            gone = (scard.SCARD_E_NO_SERVICE, scard.SCARD_E_SERVICE_STOPPED)
            return Lost("no_service" if error.code in gone else "no_reader")

    def _watch(self, scard: ModuleType, handle: int, reader: str) -> Lost[Word]:
        """Raises:
        PcscError
        """
        state, there = scard.SCARD_STATE_UNAWARE, False
        try:
            while self.turn():
                code, told = scard.SCardGetStatusChange(handle, WAIT_MS, [(reader, state)])
                if code == scard.SCARD_E_TIMEOUT:
                    continue
                talk.checked(code)
                ((_, state, atr),) = told
                if state & (scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_UNKNOWN):
                    return Lost("no_reader")
                present = bool(state & scard.SCARD_STATE_PRESENT)
                if present and not there:
                    there = True
                    self._greet(scard, handle, reader, bytes(atr), mute=bool(state & scard.SCARD_STATE_MUTE))
                elif there and not present:
                    there = False
                    self._on_event(CardRemoved())
        finally:
            if there:
                self._on_event(CardRemoved())
        return Lost("no_reader")

    def _greet(self, scard: ModuleType, handle: int, reader: str, atr: bytes, *, mute: bool) -> None:
        if mute or not any(self._converse(scard, handle, reader, atr) for _ in range(TRIES)):
            self._on_event(CardMute())

    def _converse(self, scard: ModuleType, handle: int, reader: str, atr: bytes) -> bool:
        """Whether the card answered at all; what is taken away in the middle has been told as inserted."""
        answered = False
        try:
            with talk.conversation(scard, handle, reader) as transmit:
                uid = talk.uid(transmit)
                self._on_event(CardInserted(atr, uid))
                answered = True
                address = talk.address(transmit)
                if address is not None:
                    self._on_event(CardAddress(address))
        except talk.PcscError:
            self._stopping.wait(SETTLE_S)
        return answered
