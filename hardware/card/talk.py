"""PC/SC: the context, the readers, and one conversation with one card."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from hardware.card import wire
from hardware.card.wire import Answer

Transmit = Callable[[bytes], Answer | None]


class PcscError(Exception):
    """A call of PC/SC that failed; `code` is its number."""

    def __init__(self, code: int) -> None:
        super().__init__(f"PC/SC error {code & 0xFFFFFFFF:08X}")
        self.code = code


def driver() -> ModuleType | None:
    """pyscard's low level; None where it is not installed (it has to be compiled on the machine)."""
    try:
        from smartcard import scard
    except ImportError:
        return None
    module: ModuleType = scard
    return module


def checked(code: int) -> None:
    """Raises:
    PcscError
    """
    if code != 0:
        raise PcscError(code)


@contextmanager
def context(scard: ModuleType) -> Iterator[int]:
    """Raises:
    PcscError: the service does not run.
    """
    code, handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    checked(code)
    try:
        yield handle
    finally:
        scard.SCardReleaseContext(handle)


def readers(scard: ModuleType, handle: int) -> list[str]:
    """The names of the readers that are there."""
    code, names = scard.SCardListReaders(handle, [])
    if code == scard.SCARD_E_NO_READERS_AVAILABLE:
        return []
    checked(code)
    return [str(name) for name in names]


@contextmanager
def conversation(scard: ModuleType, handle: int, reader: str) -> Iterator[Transmit]:
    """Talks with the card on a reader.

    Raises:
        PcscError: there is no card, or it went, or it does not answer.
    """
    either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    code, card, protocol = scard.SCardConnect(handle, reader, scard.SCARD_SHARE_EXCLUSIVE, either)
    checked(code)

    def transmit(command: bytes) -> Answer | None:
        header = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        code, answer = scard.SCardTransmit(card, header, list(command))
        checked(code)
        return wire.answer(bytes(answer))

    try:
        yield transmit
    finally:
        scard.SCardDisconnect(card, scard.SCARD_RESET_CARD)


def uid(transmit: Transmit) -> bytes | None:
    found = transmit(wire.GET_UID)
    return found.data if found is not None and found.ok and found.data else None


def address(transmit: Transmit) -> str | None:
    """The address of a Type 4 tag or of a phone that behaves as one; None where there is none."""

    def ask(command: bytes) -> bytes | None:
        found = transmit(command)
        return found.data if found is not None and found.ok else None

    if ask(wire.select_application(wire.NDEF_APPLICATION)) is None:
        return None
    if ask(wire.select_file(wire.CAPABILITY_FILE)) is None:
        return None
    file = wire.ndef_file(ask(wire.read_binary(0, 15)) or b"")
    if file is None or ask(wire.select_file(file.identifier)) is None:
        return None
    length = int.from_bytes(ask(wire.read_binary(0, 2)) or b"", "big")
    if not 0 < length <= min(file.size - 2, wire.LONGEST_NDEF):
        return None
    message = b""
    while len(message) < length:
        part = ask(wire.read_binary(2 + len(message), min(file.read, length - len(message))))
        if not part:
            return None
        message += part
    return wire.address_of(message[:length])
