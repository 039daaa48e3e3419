"""Lines with a file descriptor: serial, TCP and usblp, opened by python-escpos' transports."""

import fcntl
import os
import select
import socket
import termios
import time
from contextlib import suppress
from typing import Any

from printer import library
from printer.line import Connection, Gone, Stalled, one_line


class Stream(Connection):
    """A transport with a file descriptor: serial, TCP, usblp."""

    def __init__(self, uri: str, driver: Any) -> None:
        super().__init__(uri)
        self._driver = driver
        try:
            driver.open()
            self._device = driver.device
            self._fd: int = self._device.fileno()
            os.set_blocking(self._fd, False)
            if hasattr(driver, "devfile"):
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.close()
            raise Gone(f"{uri}: another program holds the printer") from error
        except (library.DeviceNotFoundError, OSError) as error:
            driver.close()
            raise Gone(f"{uri}: {one_line(error)}") from error

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        sent = 0
        try:
            while sent < len(data):
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([], [self._fd], [], left)[1]:
                    raise Stalled(f"{self.uri}: took {sent} of {len(data)} bytes in {seconds:g} s", sent)
                sent += os.write(self._fd, data[sent:])
        except OSError as error:
            raise Gone(f"{self.uri}: {one_line(error)}") from error

    def read(self, seconds: float) -> bytes:
        try:
            if not select.select([self._fd], [], [], max(seconds, 0))[0]:
                return b""
            data = os.read(self._fd, 256)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Gone(f"{self.uri}: {one_line(error)}") from error
        if not data:
            raise Gone(f"{self.uri}: closed by the device")
        return data

    def close(self) -> None:
        # python-escpos flushes a serial line before it closes it, which waits for ever on a device that
        # takes nothing: what is unsent is dropped, and the line closed, before it gets there.
        discard = getattr(self._device, "reset_output_buffer", None)
        for step in (discard, self._device.close, self._driver.close):
            with suppress(OSError, termios.error):  # the device left before the line to it
                if step:
                    step()


class Tcp(library.Network):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos' network printer with a time-out for connecting and IPv6."""

    def open(self, raise_not_found: bool = True) -> None:
        self.device = socket.create_connection((self.host, self.port), self.timeout)


class Usblp(library.File):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos' file printer opened both ways, so that usblp's answers can be read."""

    def open(self, raise_not_found: bool = True) -> None:
        self.device = os.fdopen(os.open(self.devfile, os.O_RDWR | os.O_NONBLOCK), "r+b", buffering=0)
