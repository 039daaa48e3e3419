"""What a receipt says: the values, the words in two languages, and how dates are written."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["id", "en"]

# Indonesia's three time zones have one offset each and no summer time (Keppres 41/1987).
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One application as the citizen carries it home.

    Attributes:
        number: the application number, e.g. MPP-3217-261124-AB2CD3E-5.
        queue: queue number at the counter, None where no counter is needed.
        nik_masked: first and last four digits only, e.g. 3217********0001.
        due: the day by which the law or the standard wants it done.
        auto_issue: the licence is issued by itself past `due`.
        track_url: what the QR holds.
        at: when it was accepted; aware.
        pending: the identity is verified later.
        offline: accepted here, not yet sent.
        copy: 0 for the original; n > 0 prints "SALINAN / COPY n" over the same numbers.
        large: large print.
    """

    office: str
    region: str
    service: str
    number: str
    queue: str | None
    counter: str | None
    nik_masked: str
    due: date | None
    auto_issue: bool
    track_url: str
    bring: tuple[str, ...]
    at: datetime
    kiosk_id: str
    language: Language
    pending: bool = False
    offline: bool = False
    copy: int = 0
    large: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a receipt needs an aware time")
        if any(character.isdigit() for character in self.nik_masked[4:-4]):
            raise ValueError("a receipt never carries an unmasked NIK")  # and never says which


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage:
    """What a technician prints to see edges, sizes, QR and knife."""

    __test__ = False  # not a test case, whatever its name

    office: str
    kiosk_id: str
    at: datetime
    language: Language


@cache
def _texts() -> dict[str, tuple[str, str]]:
    read = tomllib.loads(files("printer").joinpath("texts.toml").read_text(encoding="utf-8"))
    return {key: (indonesian, english) for key, (indonesian, english) in read.items()}


def say(key: str, language: Language, **values: object) -> str:
    """The text `key` in `language`, filled with `values`."""
    return _texts()[key][0 if language == "id" else 1].format(**values)


def day(value: date, language: Language) -> str:
    """A date in full: "Senin, 30 Nov 2026"."""
    name = say("date.days", language).split()[value.weekday()]
    return f"{name}, {_short_day(value, language)}"


def moment(value: datetime, language: Language) -> str:
    """A time with its zone: "24 Nov 2026 09.28 WIB"."""
    offset = value.utcoffset() or timedelta()
    hours = offset.total_seconds() / 3600
    zone = _ZONES.get(int(hours)) if hours.is_integer() else None
    mark = "." if language == "id" else ":"
    return f"{_short_day(value.date(), language)} {value:%H}{mark}{value:%M} {zone or f'UTC{hours:+g}'}"


def _short_day(value: date, language: Language) -> str:
    return f"{value.day} {say('date.months', language).split()[value.month - 1]} {value.year}"
