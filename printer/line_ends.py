"""The simulated printer's end of a line: a pty or a TCP port. Used by one thread alone."""

import os
import pty
import select
import socket
import termios
import time
import tty
from contextlib import suppress
from typing import Protocol


class LineEnd(Protocol):
    """What a simulated printer needs of its line."""

    @property
    def uri(self) -> str:
        """Where the kiosk opens it."""

    def open(self) -> None:
        """Make the line; what was open before is closed."""

    def close(self) -> None:
        """Take the line away, as pulling the cable does."""

    def hang_up(self) -> None:
        """What a restart of the printer does to the line."""

    def take(self, seconds: float, most: int) -> bytes:
        """At most `most` bytes that have arrived, waiting `seconds` for the first."""

    def give(self, data: bytes) -> None:
        """Send an answer; lost where nobody listens."""


class PtyEnd:
    """The printer's end of a serial line. Closing the master is what pulling a USB cable looks like."""

    def __init__(self) -> None:
        self._master: int | None = None
        self.uri = ""
        self.open()

    def open(self) -> None:
        """Make the line; what was open before is closed."""
        self.close()
        master, slave = pty.openpty()
        tty.setraw(slave)
        self.uri = f"serial://{os.ttyname(slave)}"
        # The kiosk's closing must not look like a hang-up here, so one end stays open.
        self._slave = slave
        os.set_blocking(master, False)
        self._master = master

    def close(self) -> None:
        """Take the line away, as pulling the cable does."""
        if self._master is not None:
            os.close(self._master)
            os.close(self._slave)
            self._master = None

    def hang_up(self) -> None:
        """A restart that the line does not show: what is under way is lost."""
        if self._master is not None:
            termios.tcflush(self._slave, termios.TCIOFLUSH)

    def take(self, seconds: float, most: int) -> bytes:
        """At most `most` bytes that have arrived, waiting `seconds` for the first."""
        master = self._master
        if master is None:
            time.sleep(seconds)
            return b""
        try:
            if not select.select([master], [], [], seconds)[0]:
                return b""
            return os.read(master, most)
        except (OSError, ValueError):
            return b""  # unplugged meanwhile

    def give(self, data: bytes) -> None:
        """Send an answer; lost where nobody listens."""
        if self._master is None:
            return
        with suppress(BlockingIOError):  # nobody reads; a serial line loses what overflows
            os.write(self._master, data)


class PortEnd:
    """The printer's end of TCP 9100: one client at a time, as such printers have it."""

    def __init__(self, port: int) -> None:
        self._server: socket.socket | None = None
        self._client: socket.socket | None = None
        self._port = port
        self.open()

    @property
    def uri(self) -> str:
        """Where the kiosk opens it."""
        return f"tcp://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Make the line; what was open before is closed."""
        self.close()
        self._server = socket.create_server(("127.0.0.1", self._port), backlog=1)
        self._port = self._server.getsockname()[1]

    def close(self) -> None:
        """Take the line away, as pulling the cable does."""
        self.hang_up()
        if self._server is not None:
            self._server.close()
            self._server = None

    def hang_up(self) -> None:
        """A restart closes the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def take(self, seconds: float, most: int) -> bytes:
        """At most `most` bytes that have arrived, waiting `seconds` for the first."""
        server, client = self._server, self._client
        if server is None:
            time.sleep(seconds)
            return b""
        try:
            ready = select.select([client or server], [], [], seconds)[0]
            if not ready:
                return b""
            if client is None:
                self._client = server.accept()[0]
                return b""
            data = client.recv(most)
        except (OSError, ValueError):
            data = b""  # unplugged meanwhile
        if not data:
            self.hang_up()
        return data

    def give(self, data: bytes) -> None:
        """Send an answer; lost where nobody listens."""
        if self._client is None:
            return
        with suppress(OSError):  # the client left
            self._client.send(data, socket.MSG_DONTWAIT)
