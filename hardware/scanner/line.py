"""What the scanner's owner reads from: a serial line, or a keyboard that is none.

`serial:/dev/kiosk/scanner?baud=9600&prefix=~&suffix=%03` or `evdev:/dev/kiosk/scanner`.
"""

from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import serial

from hardware.scanner.hid import HidLine
from hardware.scanner.status import LineFault
from hardware.scanner.wire import Shape, shape_for
from hardware.serial_line import SerialFault, baud_of, open_serial

HID_SHAPE_S = 12.0
"""A keyboard tells one key in 8 ms (USB full speed, 125 reports a second, press and release): 750 characters."""


class Line(Protocol):
    @property
    def shape(self) -> Shape: ...

    def read(self) -> bytes:
        """What came; empty after a fraction of a second of silence.

        Raises:
            OSError: the device is gone.
        """

    def close(self) -> None: ...


class SerialLine:
    """A scanner that speaks over a serial line or CDC-ACM."""

    def __init__(self, port: serial.Serial, shape: Shape) -> None:
        self._port = port
        self.shape = shape

    def read(self) -> bytes:
        first: bytes = self._port.read(1)  # the time-out acts per byte: never wait for more than one
        return first + self._port.read(self._port.in_waiting) if first else b""

    def close(self) -> None:
        self._port.close()


def open_line(uri: str) -> Line | LineFault:
    """Opens the scanner at `uri`."""
    parts = urlsplit(uri)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    prefix, suffix = options.get("prefix", ""), options.get("suffix", "")
    match parts.scheme:
        case "serial":
            baud = baud_of(options.get("baud", "9600"))
            if baud is None:
                return LineFault("absent", temporary=False)
            port = open_serial(unquote(parts.path), baud, timeout=0.2)
            if isinstance(port, SerialFault):
                return LineFault(port.kind, port.temporary)
            return SerialLine(port, shape_for(baud, prefix, suffix))
        case "evdev":
            return HidLine.open(unquote(parts.path), Shape(HID_SHAPE_S, prefix, suffix))
    return LineFault("absent", temporary=False)
