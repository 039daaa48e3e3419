"""Printer addresses: serial, TCP, USB and usblp, each over python-escpos' own transport."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs, urlsplit

from printer import library
from printer.bus import UsbLine
from printer.line import Connection, Gone, Stalled
from printer.streams import Stream, Tcp, Usblp

__all__ = ["BadUriError", "Connection", "Gone", "Stalled", "baud_of", "check_uri", "open_connection"]

_CONNECT_S = 2.0
_BAUD = "115200"


class BadUriError(ValueError):
    """A printer address that cannot be read: names what is expected."""


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
                return lambda: Stream(uri, serial(dsrdtr=flow == "dsrdtr", xonxoff=flow == "xonxoff"))
            case "tcp" if parts.hostname:
                host, port = parts.hostname, parts.port or 9100
                return lambda: Stream(uri, Tcp(host, port, timeout=_CONNECT_S))
            case "usb":
                ids, _, name = uri.removeprefix("usb:").lstrip("/").partition("/")
                vendor, product = (int(number, 16) for number in ids.split(":"))
                return lambda: UsbLine(uri, vendor, product, name or None)
            case "file" if parts.path:
                path = parts.path
                return lambda: Stream(uri, Usblp(path))
            case _:
                raise ValueError(parts.scheme)
    except ValueError:
        raise BadUriError(
            f"not a printer address: {uri!r}; expected serial:///dev/NAME?baud=N, tcp://HOST:PORT, "
            "usb://VENDOR:PRODUCT or file:///dev/usb/lpN"
        ) from None
