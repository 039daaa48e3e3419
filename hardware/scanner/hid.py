"""A scanner that calls itself a keyboard: taken whole, so that no code ever types into a screen.

Scanners are set up for the United States layout unless a technician changed them; keys are read as such.
"""

import select
from pathlib import Path
from typing import Final

import evdev
from evdev import ecodes

from hardware.scanner.status import LineFault
from hardware.scanner.wire import Shape

_PLAIN: Final = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ "
_SHIFTED: Final = '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"~|ZXCVBNM<>? '
_NAMES: Final = (
    *(*"1234567890", "MINUS", "EQUAL"),
    *(*"QWERTYUIOP", "LEFTBRACE", "RIGHTBRACE"),
    *(*"ASDFGHJKL", "SEMICOLON", "APOSTROPHE", "GRAVE", "BACKSLASH"),
    *(*"ZXCVBNM", "COMMA", "DOT", "SLASH", "SPACE"),
)
_KEYS: Final[dict[int, tuple[str, str]]] = {
    ecodes.ecodes[f"KEY_{name}"]: (plain, shifted)
    for name, plain, shifted in zip(_NAMES, _PLAIN, _SHIFTED, strict=True)
} | {ecodes.ecodes[f"KEY_KP{digit}"]: (digit, digit) for digit in "0123456789"}
_ENDS: Final = {ecodes.KEY_ENTER, ecodes.KEY_KPENTER, ecodes.KEY_TAB}
_SHIFTS: Final = {ecodes.KEY_LEFTSHIFT, ecodes.KEY_RIGHTSHIFT}
_DOWN, _UP = 1, 0
SPOILT: Final = b"\xff"
"""Not UTF-8 in any place, so the framer drops the code."""


class Keys:
    """Key events become bytes; Enter and Tab end a code. Pure."""

    def __init__(self) -> None:
        self._shift: set[int] = set()
        self._capitals = False

    def press(self, code: int, value: int) -> bytes:
        """Takes one key event (`value` 1 down, 0 up, 2 held)."""
        if code in _SHIFTS:
            (self._shift.discard if value == _UP else self._shift.add)(code)
            return b""
        if value != _DOWN:
            return b""
        if code == ecodes.KEY_CAPSLOCK:
            self._capitals = not self._capitals
            return b""
        if code in _ENDS:
            return b"\r"
        plain, shifted = _KEYS.get(code, ("", ""))
        upper = bool(self._shift) != (self._capitals and plain.isalpha())
        return (shifted if upper else plain).encode()


class HidLine:
    """The grabbed input device."""

    def __init__(self, device: "evdev.InputDevice[str]", shape: Shape) -> None:
        self._device = device
        self._keys = Keys()
        self.shape = shape

    @classmethod
    def open(cls, path: str, shape: Shape) -> "HidLine | LineFault":
        """Opens and grabs the device; until it is closed its keys go nowhere else."""
        if not Path(path).exists():
            return LineFault("gone", temporary=True)
        try:
            device = evdev.InputDevice(path)
        except PermissionError:
            return LineFault("denied", temporary=False)
        except OSError:
            return LineFault("gone", temporary=True)
        try:
            device.grab()
        except OSError:
            device.close()
            return LineFault("busy", temporary=True)
        return cls(device, shape)

    def read(self) -> bytes:
        if not select.select([self._device.fd], [], [], 0.2)[0]:
            return b""
        return b"".join(self._bytes(event.type, event.code, event.value) for event in self._device.read())

    def _bytes(self, kind: int, code: int, value: int) -> bytes:
        if kind == ecodes.EV_SYN and code == ecodes.SYN_DROPPED:
            return SPOILT  # the kernel lost keys: the code around them must not pass
        return self._keys.press(code, value) if kind == ecodes.EV_KEY else b""

    def close(self) -> None:
        self._device.close()
