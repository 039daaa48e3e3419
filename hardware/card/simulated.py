"""Cards made of software on vsmartcard's virtual reader (Debian: vsmartcard-vpcd), seen through the real pcscd."""

import json
import socket
import threading
import time
from contextlib import suppress
from typing import Protocol

from hardware.card import wire
from hardware.card.ktp import APPLICATION, PROVE, READ, KtpRecord, seal

PORT = 35963
"""vpcd's first slot."""
ATR = bytes.fromhex("3B80800101")
"""A contactless card without historical bytes (PC/SC part 3, 3.1.3.2.3)."""
_ATR = 4  # the other control bytes (off, on, reset) want no answer
QUIET_S = 0.5
FINE, NOT_FOUND, WRONG = b"\x90\x00", b"\x6a\x82", b"\x6d\x00"


class Applet(Protocol):
    def process(self, command: bytes) -> bytes:
        """One command APDU to one answer with its status word."""


class PlainCard:
    """A card that has a number and nothing else, as a transit card."""

    def __init__(self, uid: bytes = bytes.fromhex("04A1B2C3D4E580")) -> None:
        self._uid = uid

    def process(self, command: bytes) -> bytes:
        if command[:2] == wire.GET_UID[:2]:
            return self._uid + FINE
        return NOT_FOUND if command[1:2] == b"\xa4" else WRONG


class PhoneCard(PlainCard):
    """A phone that presents an address, as an NFC Forum Type 4 tag."""

    def __init__(self, address: str, largest_read: int = 0x3B) -> None:
        super().__init__(b"\x08\x11\x22\x33")
        message = wire.message_with(address)
        self._files = {
            wire.CAPABILITY_FILE: b"\x00\x0f\x20"
            + largest_read.to_bytes(2, "big")
            + b"\x00\x34\x04\x06\xe1\x04\x08\x00\x00\x00",
            b"\xe1\x04": len(message).to_bytes(2, "big") + message,
        }
        self._open: bytes | None = None

    def process(self, command: bytes) -> bytes:
        if command == wire.select_application(wire.NDEF_APPLICATION):
            return FINE
        if command[:4] == b"\x00\xa4\x00\x0c":
            self._open = self._files.get(command[5:7])
            return FINE if self._open is not None else NOT_FOUND
        if command[:2] == b"\x00\xb0" and self._open is not None:
            offset = int.from_bytes(command[2:4], "big")
            return self._open[offset : offset + command[4]] + FINE
        return super().process(command)


class KtpCard(PlainCard):
    """A card for the simulated SAM; with another key it is a forgery."""

    def __init__(self, record: KtpRecord, key: bytes) -> None:
        super().__init__()
        self._data = json.dumps(
            {"nik": record.nik, "name": record.name, "birth_date": record.birth_date}
        ).encode()
        self._key = key

    def process(self, command: bytes) -> bytes:
        if command == wire.select_application(APPLICATION):
            return FINE
        if command[:5] == PROVE:
            return seal(self._key, command[5:21], self._data) + FINE
        if command == READ:
            return self._data + FINE
        return super().process(command)


class VirtualReader:
    """Puts cards onto vpcd's slot and takes them away."""

    def __init__(self, port: int = PORT) -> None:
        self._port = port
        self._line: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._busy_at = 0.0

    def insert(self, applet: Applet) -> None:
        """Raises:
        OSError: no vpcd listens (pcscd with vsmartcard-vpcd is not running).
        """
        self.remove()
        self._line = socket.create_connection(("127.0.0.1", self._port), 5.0)
        self._line.settimeout(None)
        self._thread = threading.Thread(
            target=self._serve, args=(self._line, applet), name="virtual-card", daemon=True
        )
        self._thread.start()

    def remove(self) -> None:
        if self._line is None or self._thread is None:
            return
        # A hand is slower than a conversation; vpcd takes no further card when its line ends within a command.
        while self._thread.is_alive() and time.monotonic() - self._busy_at < QUIET_S:
            time.sleep(0.02)
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join(5.0)
        self._line.close()
        self._line = self._thread = None

    def _serve(self, line: socket.socket, applet: Applet) -> None:
        """vpcd's protocol: two bytes of length, then a control byte or a command."""
        with suppress(OSError):  # removed
            while (length := int.from_bytes(_exactly(line, 2), "big")) > 0:
                message = _exactly(line, length)
                if message[0] != _ATR or len(message) > 1:
                    self._busy_at = time.monotonic()
                if len(message) > 1:
                    _say(line, applet.process(message))
                elif message[0] == _ATR:
                    _say(line, ATR)


def _exactly(line: socket.socket, count: int) -> bytes:
    """Raises:
    OSError: the reader went.
    """
    data = b""
    while len(data) < count:
        part = line.recv(count - len(data))
        if not part:
            raise ConnectionError("the reader went")
        data += part
    return data


def _say(line: socket.socket, data: bytes) -> None:
    line.sendall(len(data).to_bytes(2, "big") + data)
