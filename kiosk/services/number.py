"""Application numbers: `MPP-<region>-<yymmdd>-<7 base32>-<check>`, for example `MPP-3217-261124-K7QMB2X-4`.

The check character is ISO/IEC 7064 MOD 37,36 over the letters and digits in front of it: it catches every
single wrong character and nearly every swap of neighbours. The random part has 35 bits: with 10,000
applications a day in one region, two share a number once in about 700 days; the server refuses the second.
"""

import secrets
from datetime import date

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
RANDOM_LENGTH = 7

_LOOKS_LIKE_LETTER = str.maketrans("018", "OIB")
_LOOKS_LIKE_DIGIT = str.maketrans("OIB", "018")


def new_number(region_code: str, on: date) -> str:
    """A fresh number; it carries no personal data.

    Args:
        region_code: Four digits of the ministry's list.
        on: The day of submission, local time.
    """
    drawn = "".join(secrets.choice(BASE32) for _ in range(RANDOM_LENGTH))
    body = f"MPP-{region_code}-{on:%y%m%d}-{drawn}"
    return f"{body}-{check_character(body)}"


def is_valid(number: str) -> bool:
    """Whether shape, date and check character fit."""
    parts = number.split("-")
    if [len(part) for part in parts] != [3, 4, 6, RANDOM_LENGTH, 1] or parts[0] != "MPP":
        return False
    if not (parts[1] + parts[2]).isdecimal() or not number.isascii():
        return False
    if set(parts[3]) - set(BASE32) or parts[4] not in ALPHABET:
        return False
    day = parts[2]
    try:
        date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return False
    return check_character("-".join(parts[:4])) == parts[4]


def tidied(typed: str) -> str | None:
    """The number meant by what a person typed: any case, any spaces, 0 for O, 1 for I, 8 for B; else None."""
    plain = "".join(one for one in typed.upper() if one in ALPHABET).removeprefix("MPP")
    if len(plain) != 4 + 6 + RANDOM_LENGTH + 1:
        return None
    region, day = plain[:4].translate(_LOOKS_LIKE_DIGIT), plain[4:10].translate(_LOOKS_LIKE_DIGIT)
    number = f"MPP-{region}-{day}-{plain[10:17].translate(_LOOKS_LIKE_LETTER)}-{plain[17]}"
    return number if is_valid(number) else None


def check_character(body: str) -> str:
    """ISO/IEC 7064 MOD 37,36 over the letters and digits of `body`."""
    product = 36
    for one in body:
        if one == "-":
            continue
        total = (product + ALPHABET.index(one)) % 36 or 36
        product = total * 2 % 37
    return ALPHABET[(37 - product) % 36]
