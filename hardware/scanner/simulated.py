"""A simulated scanner: a pty under a link of a fixed name, as udev gives a real one."""

import os
import pty
import tempfile
import time
import tty
from pathlib import Path


class SimulatedScanner:
    """`scan` sends a code as a real scanner does; `unplug` and `plug` take the device away and bring it back."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="scanner-")
        self._link = Path(self._folder.name) / "scanner"
        self._master: int | None = None
        self.plug()

    @property
    def uri(self) -> str:
        return f"serial:{self._link}"

    @property
    def plugged(self) -> bool:
        return self._master is not None

    def plug(self) -> None:
        if self._master is not None:
            return
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        self._link.symlink_to(os.ttyname(slave))
        os.close(slave)

    def unplug(self) -> None:
        if self._master is None:
            return
        self._link.unlink()
        os.close(self._master)
        self._master = None

    def scan(self, text: str) -> None:
        """Raises:
        RuntimeError: unplugged.
        """
        self.send(text.encode() + b"\r\n")

    def drip(self, text: str, gap_s: float) -> None:
        """A code whose bytes come one by one, `gap_s` seconds apart; blocks until the last."""
        for byte in text.encode() + b"\r":
            self.send(bytes([byte]))
            time.sleep(gap_s)

    def garbage(self, count: int = 64) -> None:
        """Noise on the line: bytes that are no text, with no end."""
        self.send(bytes(0x80 + n % 0x7F for n in range(count)))

    def send(self, data: bytes) -> None:
        """Raw bytes, for a scanner that misbehaves."""
        if self._master is None:
            raise RuntimeError("the scanner is unplugged")
        os.write(self._master, data)

    def close(self) -> None:
        self.unplug()
        self._folder.cleanup()
