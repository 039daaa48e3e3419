"""A printer made of software, at the end of a real line: a pty or a TCP port.

It takes ESC/POS, prints on paper that can be looked at, answers as a printer does and fails as a printer
does. The demo, the training mode and the tests print on it.
"""

import queue
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from printer import profiles
from printer.decode import Command, Control, Decoder
from printer.draw import draw
from printer.line_ends import LineEnd, PortEnd, PtyEnd
from printer.paper import Decoded, Paper
from printer.profiles import Profile
from printer.wire import CLEARED

PaperState = Literal["ok", "near_end", "out"]
_REBOOT_S = 0.3
_TICK_S = 0.02
# Real-time commands work while the printer is offline and the rest of the data waits.
_REAL_TIME = re.compile(rb"\x10\x04[\x01-\x04]|\x10\x05[\x01\x02]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")
_CLEAR = b"\x10\x14\x08"


class PaperSimulator:
    """One simulated printer; a context manager that starts and stops it.

    Attributes:
        mute: answers nothing.
        garbage: answers with bytes that mean nothing.
        auto_status: sends its four status bytes by itself again and again.
        drip: seconds between meaningless bytes that it sends without end; None for none.
        knows_gs_r: answers GS r, as most printers do.
        knows_clear: throws away what waits when told to (DLE DC4 8).
        slow: bytes it takes a second; None for as fast as they come.
    """

    def __init__(
        self, profile: Profile | None = None, line: Literal["pty", "tcp"] | LineEnd = "pty", port: int = 0
    ) -> None:
        """Args:
        port: TCP port on the loopback; 0 takes a free one.
        """
        self.profile = profile or profiles.load(80)
        self.mute = False
        self.garbage = False
        self.auto_status = False
        self.drip: float | None = None
        self.knows_gs_r = True
        self.knows_clear = True
        self.slow: float | None = None
        self._lock = threading.RLock()
        self._paper = Paper(self.profile)
        self._decoder = Decoder()
        self._waiting = bytearray()  # taken, not printed: the printer is offline
        self._paper_state: PaperState = "ok"
        self._cover_open = False
        self._jammed = False  # the knife
        self._stuck = False  # the printer, since a cut met the jammed knife
        self._out_after: int | None = None
        self._reset_after: int | None = None
        self._unplug_after: int | None = None
        self._deaf_until = 0.0
        self._next_noise = 0.0
        self._printed_bytes = 0
        self._line: LineEnd = PtyEnd() if line == "pty" else PortEnd(port) if line == "tcp" else line
        self._hands: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="paper-simulator", daemon=True)
        self._thread.start()

    @property
    def uri(self) -> str:
        """Where to open it; a pty gets a new one at each `replug`."""
        return self._line.uri

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the printer away for good."""
        self._stopping.set()
        self._thread.join(5)

    # The paper

    def receipts(self) -> list[Decoded]:
        """The pieces of paper that have come out, oldest first; the last thousand."""
        with self._lock:
            return list(self._paper.receipts)

    def take_receipts(self) -> list[Decoded]:
        """Give them and forget them, as a person does who empties the tray."""
        with self._lock:
            taken = list(self._paper.receipts)
            self._paper.receipts.clear()
        return taken

    @property
    def bytes_printed(self) -> int:
        """Bytes that reached the paper, status queries left out."""
        return self._printed_bytes

    def render(self, path: Path) -> None:
        """Draw the newest piece of paper into a PNG: the one that hangs out, else the last one cut.

        Raises:
            LookupError: nothing has been printed.
        """
        with self._lock:
            rows = self._paper.pending or (self._paper.receipts[-1].rows if self._paper.receipts else ())
        if not rows:
            raise LookupError("nothing has been printed")
        draw(rows, self.profile).save(path, format="PNG")

    # Faults that a hand makes

    @property
    def paper(self) -> PaperState:
        """What the sensors see."""
        return self._paper_state

    @paper.setter
    def paper(self, state: PaperState) -> None:
        with self._lock:
            new_roll = self._paper_state == "out" and state != "out"
            self._paper_state = state
            if new_roll:
                self._paper.tear()  # the end of the old roll falls out
            self._go_on()

    @property
    def cover_open(self) -> bool:
        return self._cover_open

    @cover_open.setter
    def cover_open(self, open_: bool) -> None:
        with self._lock:
            self._cover_open = open_
            self._go_on()

    @property
    def cutter_jam(self) -> bool:
        """The knife is stuck at the next cut; freed, it waits for the recovery command."""
        return self._jammed

    @cutter_jam.setter
    def cutter_jam(self, jammed: bool) -> None:
        self._jammed = jammed

    def paper_out_after(self, count: int) -> None:
        """The roll ends once `count` more bytes have been printed."""
        self._out_after = count

    def reset_after(self, count: int) -> None:
        """The printer restarts once `count` more bytes have arrived: they and their successors are lost."""
        self._reset_after = count

    def unplug_after(self, count: int) -> None:
        """The cable is pulled once `count` more bytes have arrived."""
        self._unplug_after = count

    def calm(self) -> None:
        """Call off what was set to strike later."""
        self._out_after = self._reset_after = self._unplug_after = None

    def unplug(self) -> None:
        """Pull the cable."""
        self._by_hand(self._unplug)

    def replug(self) -> None:
        """Plug it in again, the same printer with the same paper."""
        self._by_hand(self._line.open)

    def _by_hand(self, action: Callable[[], None]) -> None:
        """Let the printer's own thread do it: nobody else closes what that thread waits on."""
        done = threading.Event()
        self._hands.put((action, done))
        done.wait(5)

    # The printer's own life

    def _run(self) -> None:
        while not self._stopping.is_set():
            while not self._hands.empty():
                action, done = self._hands.get()
                with self._lock:
                    action()
                done.set()
            data = self._line.take(_TICK_S, self._portion())
            if data and self.slow is not None:
                self._stopping.wait(len(data) / self.slow)
            with self._lock:
                if data and time.monotonic() >= self._deaf_until:
                    self._receive(data)
                self._babble()
        self._line.close()

    def _unplug(self) -> None:
        self._line.close()
        self._restart()

    def _portion(self) -> int:
        return 4096 if self.slow is None else max(1, int(self.slow * _TICK_S))

    def _receive(self, data: bytes) -> None:
        """Split where a fault strikes, so that it strikes at exactly that byte."""
        strikes = [at for at in (self._reset_after, self._unplug_after) if at is not None]
        if strikes and min(strikes) < len(data):
            at = min(strikes)
            self._process(data[:at])
            resets = self._reset_after == at
            self._reset_after = self._unplug_after = None
            if resets:
                self._restart()
                self._deaf_until = time.monotonic() + _REBOOT_S
                self._line.hang_up()
            else:
                self._unplug()
            return
        if self._reset_after is not None:
            self._reset_after -= len(data)
        if self._unplug_after is not None:
            self._unplug_after -= len(data)
        self._process(data)

    def _restart(self) -> None:
        self._waiting.clear()
        self._decoder.clear()
        self._paper.reset()
        self._stuck = False

    def _process(self, data: bytes) -> None:
        if self._stopped():
            self._hold(data)
            return
        for at, command in self._commands(data):
            if self._stopped():
                self._hold(data[at:])
                return
            self._do(command)

    def _commands(self, data: bytes) -> list[tuple[int, Command]]:
        """Commands with the place in `data` where each begins."""
        begin = -self._decoder.waiting
        placed = []
        for command in self._decoder.feed(data):
            placed.append((max(begin, 0), command))
            begin += len(command.raw)
        return placed

    def _do(self, command: Command) -> None:
        match command:
            case Control(raw, "DLE EOT" | "DLE ENQ" | "DLE DC4", _):
                self._real_time(raw)
            case Control(_, "GS r", _):
                if self.knows_gs_r:
                    self._say(bytes((0x03 if self._paper_state == "near_end" else 0x00,)))
            case Control(_, "GS a", parameters):
                self.auto_status = bool(parameters[0])
            case Control(_, "GS V", _) if self._jammed:
                self._stuck = True
            case _:
                self._print(command)

    def _print(self, command: Command) -> None:
        self._paper.apply(command)
        self._printed_bytes += len(command.raw)
        if self._out_after is not None:
            self._out_after -= len(command.raw)
            if self._out_after <= 0:
                self._out_after = None
                self._paper_state = "out"

    def _stopped(self) -> bool:
        return self._paper_state == "out" or self._cover_open or self._stuck

    def _hold(self, data: bytes) -> None:
        """Offline: answer the real-time commands, keep the rest."""
        self._waiting += data
        while self._stopped() and (match := _REAL_TIME.search(self._waiting)):
            raw, after = bytes(match.group()), self._waiting[match.end() :]
            del self._waiting[match.start() :]
            self._real_time(raw)  # may drop what waits before it
            self._waiting += after
        self._go_on()

    def _real_time(self, raw: bytes) -> None:
        if raw.startswith(b"\x10\x04"):
            self._say(bytes((self._status_byte(raw[2]),)))
        elif raw.startswith(_CLEAR):
            if self.knows_clear:
                self._drop()
                self._say(CLEARED)
        elif raw.startswith(b"\x10\x05") and self._stuck and not self._jammed:
            self._stuck = False
            if raw[2] == 2:
                self._drop()

    def _drop(self) -> None:
        """Forget what is not printed; the piece that hangs out is pushed out."""
        self._waiting.clear()
        self._decoder.clear()
        self._paper.reset()
        self._paper.tear()

    def _go_on(self) -> None:
        """Online again: print what waited."""
        if not self._stopped():
            waiting = bytes(self._waiting)
            self._waiting.clear()
            self._process(waiting)

    # What it says

    def _status_byte(self, n: int) -> int:
        bits = 0x12
        offline = self._stopped()
        match n:
            case 1:
                bits |= 0x08 if offline else 0
            case 2:
                bits |= 0x04 if self._cover_open else 0
                bits |= 0x20 if self._paper_state == "out" else 0
                bits |= 0x40 if self._stuck else 0
            case 3:
                bits |= 0x08 if self._stuck else 0
            case 4:
                bits |= {"ok": 0x00, "near_end": 0x0C, "out": 0x6C}[self._paper_state]
        return bits

    def _automatic(self) -> bytes:
        return bytes(
            (
                0x10 | (0x08 if self._stopped() else 0) | (0x20 if self._cover_open else 0),
                0x08 if self._stuck else 0,
                {"ok": 0x00, "near_end": 0x03, "out": 0x0F}[self._paper_state],
                0x00,
            )
        )

    def _babble(self) -> None:
        now = time.monotonic()
        if now < self._next_noise or self.mute:
            return
        if self.drip is not None:
            self._line.give(b"\xff")
            self._next_noise = now + self.drip
        elif self.auto_status:
            self._line.give(self._automatic())
            self._next_noise = now + _TICK_S

    def _say(self, data: bytes) -> None:
        if self.mute:
            return
        self._line.give(bytes(byte | 0x81 for byte in data) if self.garbage else data)
