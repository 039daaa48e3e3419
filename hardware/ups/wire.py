"""Network UPS Tools' protocol (RFC 9271): lines out, lines in. Pure."""

import shlex
from dataclasses import dataclass
from typing import Literal

PORT = 3493
LONGEST_LINE = 1024

Word = Literal["mains", "battery", "battery_low", "replace_battery", "gone", "starting", "unknown"]


@dataclass(frozen=True, slots=True)
class Power:
    """What the supply says; `charge` in percent, `runtime` in seconds, None where it does not know."""

    word: Word
    charge: int | None = None
    runtime: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The server's own error word, for example `UNKNOWN-UPS` or `DATA-STALE`."""

    word: str


def ask(ups: str, variable: str) -> bytes:
    """Raises:
    ValueError: a name that would break the line.
    """
    if not all(
        name and name.isascii() and name.isprintable() and " " not in name for name in (ups, variable)
    ):
        raise ValueError(f"not a name: {ups!r} {variable!r}")
    return f"GET VAR {ups} {variable}\n".encode()


def value(line: bytes, ups: str, variable: str) -> str | Refusal | None:
    """The value in an answer, the server's refusal, or None where the line is neither."""
    try:
        words = shlex.split(line.decode("utf-8"), posix=True)
    except (UnicodeDecodeError, ValueError):
        return None
    match words:
        case ["VAR", name, key, found] if (name, key) == (ups, variable):
            return found
        case ["ERR", word, *_]:
            return Refusal(word)
    return None


def word_of(status: str) -> Word:
    """`ups.status` to one word; the most urgent flag wins, a status without a known flag is unknown."""
    flags = set(status.split())
    if flags & {"LB", "FSD"}:
        return "battery_low"
    if "OB" in flags:
        return "battery"
    if "OL" in flags:
        return "replace_battery" if "RB" in flags else "mains"
    return "unknown"


def number(text: str | Refusal | None) -> int | None:
    """A reading such as `98`, `98.0` or `1200`; None where the supply does not tell."""
    if not isinstance(text, str):
        return None
    try:
        found = float(text)
    except ValueError:
        return None
    return int(found) if 0 <= found < 10**9 else None
