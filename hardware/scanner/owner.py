"""The scanner's owner: one thread, one serial line, found again when it comes back."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import serial

from hardware.scanner.wire import Framer

Word = Literal["starting", "ready", "gone", "unknown"]
FIRST_RETRY_S, LAST_RETRY_S = 0.2, 2.0


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code; it may be an identity, so it never shows in a repr."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScannerStatus:
    word: Word


ScannerEvent = Scanned | ScannerStatus


class Scanner:
    """Owns the scanner at `serial:/dev/...?baud=9600`; `on_event` is called in its thread and must not block."""

    def __init__(self, uri: str, on_event: Callable[[ScannerEvent], None]) -> None:
        parts = urlsplit(uri)
        self._path = parts.path
        self._baud = int(parse_qs(parts.query).get("baud", ["9600"])[0])
        self._on_event = on_event
        self._word: Word = "starting"
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def status(self) -> Word:
        return self._word

    def _run(self) -> None:
        pause = FIRST_RETRY_S
        while not self._stopping.is_set():
            try:
                with serial.Serial(self._path, self._baud, timeout=0.2, exclusive=True) as line:
                    self._say("ready")
                    pause = FIRST_RETRY_S
                    self._listen(line)
            except (serial.SerialException, OSError):
                self._say("gone")
            self._stopping.wait(pause)
            pause = min(2 * pause, LAST_RETRY_S)

    def _listen(self, line: serial.Serial) -> None:
        framer = Framer()
        while not self._stopping.is_set():
            data = line.read(max(1, line.in_waiting))
            for code in framer.feed(data, time.monotonic()):
                self._on_event(Scanned(code))

    def _say(self, word: Word) -> None:
        if word != self._word:
            self._word = word
            self._on_event(ScannerStatus(word))
