"""Opening a serial line that nobody else may open."""

import errno
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


def open_serial(path: str, baud: int, timeout: float) -> serial.Serial | SerialFault:
    """Opens the line for this process alone; reads wait `timeout` seconds a byte."""
    if not Path(path).exists():
        return SerialFault("gone", temporary=True)
    try:
        port = serial.Serial(path, baud, timeout=timeout, write_timeout=WRITE_S, exclusive=True)
    except (serial.SerialException, OSError) as error:
        return _why(error)
    port.reset_input_buffer()
    return port


def _why(error: OSError) -> SerialFault:
    if error.errno in (errno.EACCES, errno.EPERM):
        return SerialFault("denied", temporary=False)
    if error.errno in (errno.EBUSY, errno.EAGAIN) or "exclusively lock" in str(error):
        return SerialFault("busy", temporary=True)
    return SerialFault("gone", temporary=True)
