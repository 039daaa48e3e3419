"""ESC/POS bytes back into commands: the printer's side of the wire, incremental and never surprised.

Follows Epson's ESC/POS command reference for the commands that receipt printers share. A command that is
not known is skipped with its parameters where their number is known, and as a single prefix where not.
"""

from dataclasses import dataclass

_ESC, _FS, _GS, _DLE = 0x1B, 0x1C, 0x1D, 0x10
_LF, _CR, _HT, _FF, _CAN = 0x0A, 0x0D, 0x09, 0x0C, 0x18
# Beyond this a length is taken for noise: a raster of 1,024 bytes a line and 4,096 lines.
_LONGEST = 4 * 1024 * 1024

# How many parameter bytes follow ESC x, GS x and FS x, for those that have a fixed number.
_ESC_FIXED = {
    **dict.fromkeys(b"!-3AEGJKMRSTUVadert{ =%?", 1),
    **dict.fromkeys(b"@2Lmi<", 0),
    **dict.fromkeys(b"$\\Bc", 2),
    ord("p"): 3,
    ord("W"): 8,
}
_GS_FIXED = {
    **dict.fromkeys(b"!/BHITabfhrwEjg", 1),
    **dict.fromkeys(b":", 0),
    **dict.fromkeys(b"$LPW\\", 2),
    ord("^"): 3,
}


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters of the current code page."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Control:
    """A command by its name in the reference ("ESC a", "GS !", "LF") and its parameters."""

    raw: bytes
    name: str
    parameters: bytes = b""


@dataclass(frozen=True, slots=True)
class Symbol:
    """GS ( k: one function of a two-dimensional code; `code` 49 is QR."""

    raw: bytes
    code: int
    function: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: a picture; `rows` holds `height` lines of `width` bytes, a set bit is black."""

    raw: bytes
    width: int
    height: int
    mode: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that mean nothing here."""

    raw: bytes


Command = Letters | Control | Symbol | Raster | Unknown


class Decoder:
    """Feed it bytes as they come; it gives back the commands that are complete."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Command]:
        """Take bytes in; give the commands that they complete, in order."""
        self._held += data
        commands: list[Command] = []
        at = 0
        while at < len(self._held):
            command = _parse(self._held, at)
            if command is None:
                break
            commands.append(command)
            at += len(command.raw)
        del self._held[:at]
        return commands

    @property
    def waiting(self) -> int:
        """Bytes of a command that is not complete yet."""
        return len(self._held)

    def clear(self) -> None:
        """Forget the bytes of an incomplete command."""
        self._held.clear()


def _parse(held: bytearray, at: int) -> Command | None:
    """The command that begins at `at`; None while more bytes are needed."""
    first = held[at]
    if first >= 0x20:
        end = at
        while end < len(held) and held[end] >= 0x20:
            end += 1
        return Letters(bytes(held[at:end]))
    single = {_LF: "LF", _CR: "CR", _HT: "HT", _FF: "FF", _CAN: "CAN"}.get(first)
    if single:
        return Control(bytes((first,)), single)
    if first not in (_ESC, _FS, _GS, _DLE):
        return Unknown(bytes((first,)))
    if len(held) < at + 2:
        return None
    match first:
        case 0x1B:
            return _esc(held, at)
        case 0x1D:
            return _gs(held, at)
        case 0x10:
            return _dle(held, at)
        case _:
            return _fs(held, at)


def _cut_out(held: bytearray, at: int, name: str, parameters: int, prefix: int = 2) -> Command | None:
    end = at + prefix + parameters
    if len(held) < end:
        return None
    return Control(bytes(held[at:end]), name, bytes(held[at + prefix : end]))


def _skip(held: bytearray, at: int, length: int) -> Command | None:
    return None if len(held) < at + length else Unknown(bytes(held[at : at + length]))


def _esc(held: bytearray, at: int) -> Command | None:
    second = held[at + 1]
    if second == ord("("):
        return _block(held, at)
    if second == ord("*"):  # a column picture: m nL nH and one or three bytes a column
        if len(held) < at + 5:
            return None
        columns = held[at + 3] + 256 * held[at + 4]
        return _skip(held, at, 5 + columns * (3 if held[at + 2] in (32, 33) else 1))
    if second == ord("D"):  # tab positions end with NUL
        end = held.find(0, at + 2, at + 35)
        if end < 0:
            return None if len(held) < at + 35 else Unknown(bytes(held[at : at + 2]))
        return Unknown(bytes(held[at : end + 1]))
    if second in _ESC_FIXED:
        return _cut_out(held, at, "ESC " + chr(second), _ESC_FIXED[second])
    return Unknown(bytes(held[at : at + 2]))


def _fs(held: bytearray, at: int) -> Command | None:
    second = held[at + 1]
    if second == ord("("):
        return _block(held, at)
    return _cut_out(held, at, "FS " + chr(second), {**dict.fromkeys(b"!-WC", 1), ord("p"): 2}.get(second, 0))


def _gs(held: bytearray, at: int) -> Command | None:
    second = held[at + 1]
    if second == ord("V"):
        if len(held) < at + 3:
            return None
        return _cut_out(held, at, "GS V", 2 if held[at + 2] in (65, 66, 97, 98, 103, 104) else 1)
    if second == ord("("):
        return _block(held, at)
    if second == ord("v"):
        return _raster(held, at)
    if second == ord("k"):
        return _barcode(held, at)
    if second in _GS_FIXED:
        return _cut_out(held, at, "GS " + chr(second), _GS_FIXED[second])
    return Unknown(bytes(held[at : at + 2]))


def _block(held: bytearray, at: int) -> Command | None:
    """GS ( k, GS ( L, ESC ( A, FS ( E and their like: a function letter and a counted block."""
    if len(held) < at + 5:
        return None
    length = held[at + 3] + 256 * held[at + 4]
    end = at + 5 + length
    if len(held) < end:
        return None
    raw = bytes(held[at:end])
    if raw.startswith(b"\x1d(k") and length >= 2:
        return Symbol(raw, raw[5], raw[6], raw[7:])
    return Unknown(raw)


def _raster(held: bytearray, at: int) -> Command | None:
    if len(held) < at + 8:
        return None
    width, height = held[at + 4] + 256 * held[at + 5], held[at + 6] + 256 * held[at + 7]
    if width * height > _LONGEST:
        return Unknown(bytes(held[at : at + 8]))
    end = at + 8 + width * height
    if len(held) < end:
        return None
    raw = bytes(held[at:end])
    return Raster(raw, width, height, raw[3] & 3, raw[8:])


def _barcode(held: bytearray, at: int) -> Command | None:
    if len(held) < at + 4:
        return None
    if held[at + 2] >= 65:
        return _skip(held, at, 4 + held[at + 3])
    end = held.find(0, at + 3, at + 260)
    if end < 0:
        return None if len(held) < at + 260 else Unknown(bytes(held[at : at + 3]))
    return Unknown(bytes(held[at : end + 1]))


def _dle(held: bytearray, at: int) -> Command | None:
    match held[at + 1]:
        case 0x04:
            if len(held) >= at + 3 and held[at + 2] in (7, 8, 18):
                return _cut_out(held, at, "DLE EOT", 2)
            return _cut_out(held, at, "DLE EOT", 1)
        case 0x05:
            return _cut_out(held, at, "DLE ENQ", 1)
        case 0x14:
            if len(held) < at + 3:
                return None
            return _cut_out(held, at, "DLE DC4", {8: 8, 1: 3, 2: 3}.get(held[at + 2], 1))
        case _:
            return Unknown(bytes((_DLE,)))
