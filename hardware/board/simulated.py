"""A simulated board at the end of a pty; its senses are worked by hand or by a test."""

import os
import pty
import select
import tempfile
import threading
import tty
from dataclasses import replace
from pathlib import Path

from hardware.board.wire import BoardState, Sense, text_of, unframe

START = BoardState(False, False, False, (("face", 0), ("receipt", 0), ("scanner", 0)))


class SimulatedBoard:
    """Obeys the kiosk, tells its state; `mute` and `garbage` are its faults."""

    def __init__(self) -> None:
        self.state = START
        self.mute = False
        self.garbage = False
        self._folder = tempfile.TemporaryDirectory(prefix="board-")
        self._link = Path(self._folder.name) / "board"
        self._lock = threading.Lock()
        self._master: int | None = None
        self._closing = threading.Event()
        self.plug()
        self._thread = threading.Thread(target=self._run, name="simulated-board", daemon=True)
        self._thread.start()

    @property
    def uri(self) -> str:
        return f"serial:{self._link}"

    def plug(self) -> None:
        """A board that gets its power starts with every lamp dark."""
        with self._lock:
            if self._master is not None:
                return
            self._master, slave = pty.openpty()
            tty.setraw(slave)
            os.set_blocking(self._master, False)
            self._link.symlink_to(os.ttyname(slave))
            os.close(slave)
            self.state = replace(self.state, lamps=START.lamps)

    def unplug(self) -> None:
        with self._lock:
            if self._master is None:
                return
            self._link.unlink()
            os.close(self._master)
            self._master = None

    def sense(self, sense: Sense, on: bool) -> None:
        """Somebody comes, a door opens: told at once."""
        with self._lock:
            self.state = BoardState(
                on if sense == "presence" else self.state.presence,
                on if sense == "door" else self.state.door,
                on if sense == "tamper" else self.state.tamper,
                self.state.lamps,
            )
            self._say()

    def close(self) -> None:
        self._closing.set()
        self._thread.join(5.0)
        self.unplug()
        self._folder.cleanup()

    def _run(self) -> None:
        held = b""
        while not self._closing.wait(0.005):
            with self._lock:
                if self._master is None or not select.select([self._master], [], [], 0)[0]:
                    continue
                try:
                    held += os.read(self._master, 4096)
                except OSError:
                    continue  # nobody has the line open
                *lines, held = held.split(b"\n")
                for line in lines:
                    self._obey(unframe(line) or "")

    def _obey(self, body: str) -> None:
        match body.split(","):
            case ["LAMP", name, percent]:
                lamps = ((lamp, int(percent) if lamp == name else now) for lamp, now in self.state.lamps)
                self.state = replace(self.state, lamps=tuple(lamps))
                self._say()
            case ["ASK"]:
                self._say()

    def _say(self) -> None:
        if self._master is None or self.mute:
            return
        try:
            os.write(
                self._master, b"$STATE,door=1*00\r\n\xff\xfe\r\n" if self.garbage else text_of(self.state)
            )
        except BlockingIOError:
            return  # nobody reads: the line is full, as a real board's buffer
