"""The board's owner: keeps the lamps as they were asked for, tells every change of a sense."""

import threading
import time
from collections.abc import Callable
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

import serial

from hardware.board.wire import LONGEST, BoardState, Lamp, ask, light, state_of, unframe
from hardware.owner import Lost, Owner
from hardware.serial_line import SerialFault, baud_of, open_serial

Word = Literal["starting", "ready", "silent", "gone", "busy", "denied", "absent", "unknown"]
ASK_S = 1.0
SILENT_S = 3.0
"""A board that answers nothing for so long is not the board, or it hangs."""


class Board(Owner[Word]):
    """Owns the board at `serial:/dev/kiosk/board?baud=115200`.

    `on_state` is called in its thread with each change, and with an empty state when the board is lost.
    """

    def __init__(
        self,
        uri: str,
        on_state: Callable[[BoardState], None],
        on_word: Callable[[Word], None] | None = None,
    ) -> None:
        super().__init__("board", "starting", "unknown", on_word)
        parts = urlsplit(uri)
        self._path = unquote(parts.path)
        self._baud = baud_of(parse_qs(parts.query).get("baud", ["115200"])[-1])
        self._on_state = on_state
        self._state = BoardState()
        self._lock = threading.Lock()
        self._wanted: dict[Lamp, int] = {}
        self._nudged = threading.Event()

    @property
    def state(self) -> BoardState:
        """The last state that the board told; empty while it is lost."""
        return self._state

    def light(self, lamp: Lamp, percent: int) -> None:
        """Asks for a brightness of 0 to 100 percent; kept over a lost board, from any thread.

        Raises:
            ValueError: not a percentage.
        """
        light(lamp, percent)  # refuses here, not later in the owner's thread
        with self._lock:
            self._wanted[lamp] = percent
        self._nudged.set()

    def serve(self) -> Lost[Word]:
        if self._baud is None:
            return Lost("absent", temporary=False)
        port = open_serial(self._path, self._baud, timeout=0.05)
        if isinstance(port, SerialFault):
            return Lost(port.kind, port.temporary)
        try:
            return self._talk(port)
        except OSError:
            return Lost("gone")
        finally:
            port.close()
            self._tell(BoardState())

    def _talk(self, port: serial.Serial) -> Lost[Word]:
        held = b""
        heard, asked = time.monotonic(), 0.0
        while self.turn():
            now = time.monotonic()
            if now - asked > ASK_S or self._nudged.is_set():
                asked = now
                self._nudged.clear()
                port.write(ask() + self._corrections())
            held += port.read(1)
            held += port.read(port.in_waiting)
            *lines, held = held.split(b"\n")
            for line in lines:
                state = state_of(unframe(line) or "")
                if state is not None:
                    heard = time.monotonic()
                    self._tell(state)
                    self.alive("ready")
            held = held[-LONGEST:]  # noise without an end never fills the memory
            if time.monotonic() - heard > SILENT_S:
                return Lost("silent")
        return Lost("gone")

    def _corrections(self) -> bytes:
        """What must be said until the lamps that the board has are as they were asked for."""
        with self._lock:
            wanted = dict(self._wanted)
        told = dict(self._state.lamps)
        return b"".join(light(name, value) for name, value in wanted.items() if told.get(name) != value)

    def _tell(self, state: BoardState) -> None:
        if state != self._state:
            self._state = state
            self._on_state(state)
