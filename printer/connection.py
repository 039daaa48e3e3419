"""The line to the printer: serial, TCP, USB and usblp through python-escpos' own transports.

Every call ends: reading and writing have a deadline of their own, opening has one where it can block.
A device that is not there raises `Gone`, one that takes no bytes raises `Stalled`.
"""

import os
import select
import socket
import termios
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import usb.core
import usb.util

from printer import library

_CONNECT_S = 2.0
_BAUD = "115200"
_PRINTER_CLASS = 7  # USB interface class of printers
_USB_CHUNK = 64


class LineError(Exception):
    """The line does not do what it should; the message is for the technician."""


class Gone(LineError):  # noqa: N818  the state's own word
    """The device is not there, or not any more."""


class Stalled(LineError):  # noqa: N818  a state as well
    """The device is there and takes no more bytes.

    Attributes:
        sent: how many bytes it did take.
    """

    def __init__(self, message: str, sent: int) -> None:
        super().__init__(message)
        self.sent = sent


class BadUriError(ValueError):
    """A printer address that cannot be read: names what is expected."""


class Connection(ABC):
    """An open line to one printer, used by its owner alone."""

    def __init__(self, uri: str) -> None:
        self.uri = uri

    @abstractmethod
    def write(self, data: bytes, seconds: float) -> None:
        """Send all of `data` within `seconds`.

        Raises:
            Gone, Stalled
        """

    @abstractmethod
    def read(self, seconds: float) -> bytes:
        """Give what has arrived, waiting at most `seconds` for the first byte; b"" when silent.

        Raises:
            Gone
        """

    @abstractmethod
    def close(self) -> None:
        """Let the device go. Never blocks, never raises."""


class _Stream(Connection):
    """A transport with a file descriptor: serial, TCP, usblp."""

    def __init__(self, uri: str, driver: Any) -> None:
        super().__init__(uri)
        self._driver = driver
        try:
            driver.open()
            self._device = driver.device
            self._fd: int = self._device.fileno()
            os.set_blocking(self._fd, False)
        except (library.DeviceNotFoundError, OSError) as error:
            driver.close()
            raise Gone(f"{uri}: {_one_line(error)}") from error

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
            raise Gone(f"{self.uri}: {_one_line(error)}") from error

    def read(self, seconds: float) -> bytes:
        try:
            if not select.select([self._fd], [], [], max(seconds, 0))[0]:
                return b""
            data = os.read(self._fd, 256)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Gone(f"{self.uri}: {_one_line(error)}") from error
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


class _Tcp(library.Network):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos' network printer with a time-out for connecting and IPv6."""

    def open(self, raise_not_found: bool = True) -> None:  # noqa: ARG002  the library's signature
        self.device = socket.create_connection((self.host, self.port), self.timeout)


class _Usb(Connection):
    """A printer-class interface through libusb."""

    def __init__(self, uri: str, vendor: int, product: int, serial: str | None) -> None:
        super().__init__(uri)
        match: dict[str, object] = {"idVendor": vendor, "idProduct": product}
        if serial:
            match["serial_number"] = serial
        try:
            device = usb.core.find(**match)
            if device is None:
                raise Gone(f"{uri}: no such device on the bus")
            self._in, self._out = discover_endpoints(device)
            self._driver = library.Usb(usb_args=match, timeout=1000, in_ep=self._in or 0, out_ep=self._out)
            self._driver.open()
            self._device = self._driver.device
        except usb.core.NoBackendError as error:
            raise Gone(f"{uri}: libusb is not installed") from error
        except (library.DeviceNotFoundError, usb.core.USBError, NotImplementedError) as error:
            raise Gone(f"{uri}: {_one_line(error)}") from error

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = deadline - time.monotonic()
            if left <= 0:
                raise Stalled(f"{self.uri}: took {sent} of {len(data)} bytes in {seconds:g} s", sent)
            try:
                # At least 1 ms: 0 would wait for ever.
                sent += self._device.write(self._out, data[sent:], max(1, int(left * 1000)))
            except usb.core.USBTimeoutError as error:
                raise Stalled(f"{self.uri}: took {sent} of {len(data)} bytes", sent) from error
            except usb.core.USBError as error:
                raise Gone(f"{self.uri}: {_one_line(error)}") from error

    def read(self, seconds: float) -> bytes:
        if self._in is None:
            time.sleep(max(seconds, 0))
            return b""
        try:
            return bytes(self._device.read(self._in, _USB_CHUNK, max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise Gone(f"{self.uri}: {_one_line(error)}") from error

    def close(self) -> None:
        with suppress(usb.core.USBError):  # the device left before the line to it
            self._driver.close()


def discover_endpoints(device: Any) -> tuple[int | None, int]:
    """Find the bulk endpoints of the printer interface: (in, out); a printer may have no way in.

    Raises:
        Gone: the device has no printer interface, so it is not the printer that was meant.
    """
    for configuration in device:
        for interface in configuration:
            if interface.bInterfaceClass != _PRINTER_CLASS:
                continue
            bulk = [
                endpoint.bEndpointAddress
                for endpoint in interface
                if usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            ]
            ways_in = [address for address in bulk if address & usb.util.ENDPOINT_IN]
            ways_out = [address for address in bulk if not address & usb.util.ENDPOINT_IN]
            if ways_out:
                return (ways_in[0] if ways_in else None), ways_out[0]
    raise Gone(f"USB device {device.idVendor:04x}:{device.idProduct:04x} has no printer interface")


def open_connection(uri: str) -> Connection:
    """Open the line to a printer.

    Args:
        uri: serial:///dev/kiosk/printer?baud=115200 (flow=none, dsrdtr or xonxoff), tcp://HOST:9100,
            usb://VENDOR:PRODUCT (hexadecimal, then /SERIAL where there are two) or file:///dev/usb/lp0.
            serial:/dev/NAME and usb:VENDOR:PRODUCT mean the same.

    Raises:
        BadUriError: the address cannot be read.
        Gone: nothing answers there.
    """
    return _opener(uri)()


def check_uri(uri: str) -> None:
    """Check an address without opening it.

    Raises:
        BadUriError
    """
    _opener(uri)


def baud_of(uri: str) -> int | None:
    """The speed of a serial line in baud; None for other lines."""
    parts = urlsplit(uri)
    return int(parse_qs(parts.query).get("baud", [_BAUD])[0]) if parts.scheme == "serial" else None


def _opener(uri: str) -> Callable[[], Connection]:
    parts = urlsplit(uri)
    try:
        match parts.scheme:
            case "serial" if parts.path:
                flow = parse_qs(parts.query).get("flow", ["none"])[0]
                if flow not in ("none", "dsrdtr", "xonxoff"):
                    raise ValueError(flow)
                serial = partial(library.Serial, parts.path, baudrate=baud_of(uri), timeout=0)
                return lambda: _Stream(uri, serial(dsrdtr=flow == "dsrdtr", xonxoff=flow == "xonxoff"))
            case "tcp" if parts.hostname:
                host, port = parts.hostname, parts.port or 9100
                return lambda: _Stream(uri, _Tcp(host, port, timeout=_CONNECT_S))
            case "usb":
                ids, _, name = uri.removeprefix("usb:").lstrip("/").partition("/")
                vendor, product = (int(number, 16) for number in ids.split(":"))
                return lambda: _Usb(uri, vendor, product, name or None)
            case "file" if parts.path:
                path = parts.path
                return lambda: _Stream(uri, _Usblp(path))
            case _:
                raise ValueError(parts.scheme)
    except ValueError:
        raise BadUriError(
            f"not a printer address: {uri!r}; expected serial:///dev/NAME?baud=N, tcp://HOST:PORT, "
            "usb://VENDOR:PRODUCT or file:///dev/usb/lpN"
        ) from None


class _Usblp(library.File):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos' file printer opened both ways, so that usblp's answers can be read."""

    def open(self, raise_not_found: bool = True) -> None:  # noqa: ARG002  the library's signature
        self.device = os.fdopen(os.open(self.devfile, os.O_RDWR | os.O_NONBLOCK), "r+b", buffering=0)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
