"""Opening a serial line that nobody else may open."""

import errno
import termios
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import serial

WRITE_S = 1.0


@dataclass(frozen=True, slots=True)
class SerialFault:
    """`denied` will not change by itself."""

    kind: Literal["gone", "busy", "denied"]
    temporary: bool


def baud_of(text: str) -> int | None:
    """A speed that serial lines have; None for anything else."""
    return int(text) if text.isdecimal() and int(text) in serial.Serial.BAUDRATES else None


def open_serial(path: str, baud: int, timeout: float) -> serial.Serial | SerialFault:
    """Opens the line for this process alone; reads wait `timeout` seconds a byte."""
    if not Path(path).exists():
        return SerialFault("gone", temporary=True)
    try:
        port = serial.Serial(path, baud, timeout=timeout, write_timeout=WRITE_S, exclusive=True)
    except OSError as error:  # pyserial's own exception is one
        return _why(error)
    try:
        port.reset_input_buffer()  # what came before nobody listened concerns nobody
    except (termios.error, OSError):  # unplugged in this moment; termios has an error of its own
        port.close()
        return SerialFault("gone", temporary=True)
    return port


def _why(error: OSError) -> SerialFault:
    if error.errno in (errno.EACCES, errno.EPERM):
        return SerialFault("denied", temporary=False)
    if error.errno in (errno.EBUSY, errno.EAGAIN) or "exclusively lock" in str(error):
        return SerialFault("busy", temporary=True)
    return SerialFault("gone", temporary=True)
