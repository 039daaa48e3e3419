"""Which characters a printer has, and what stands in for the others.

A character that the printer's code pages lack would come out as "?" or as another letter. Here it is
replaced knowingly: by its usual spelling in ASCII where there is one, and by "?" with a report where not.
"""

import unicodedata
from dataclasses import dataclass

from printer.profiles import Profile

# Spellings that decomposition does not give.
_SPELLING = {
    "‘": "'", "’": "'", "‚": ",", "‛": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "“": '"', "”": '"', "„": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "•": "-", "·": "-",
    "…": "...", "×": "x", "→": "->", "€": "EUR", "©": "(c)", "®": "(r)", "№": "No.",
    "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as the printer can print it.

    Attributes:
        text: every character of it is on a code page of the profile.
        lost: the characters that became "?".
    """

    text: str
    lost: tuple[str, ...]


def printable(character: str, profile: Profile) -> bool:
    """Whether a single character is on one of the profile's code pages."""
    if character.isascii():
        return character.isprintable()
    for page in profile.code_pages:
        try:
            character.encode(page.codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def fit(text: str, profile: Profile) -> Fitted:
    """Spell a text with the characters that the printer has.

    White space of any kind, control characters included, becomes a space.
    """
    out: list[str] = []
    lost: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character.isascii() and character.isprintable():
            out.append(character)
        elif character.isspace() or unicodedata.category(character) in ("Cc", "Zs"):
            out.append(" ")
        elif unicodedata.category(character) == "Cf":
            continue  # zero-width joiners and direction marks have no ink
        elif printable(character, profile):
            out.append(character)
        else:
            spelled = _spell(character, profile)
            out.append(spelled or "?")
            if not spelled:
                lost.append(character)
    return Fitted("".join(out), tuple(lost))


def _spell(character: str, profile: Profile) -> str:
    if character in _SPELLING:
        return _SPELLING[character]
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)
    )
    plain = "".join(_SPELLING.get(part, part) for part in plain)
    return plain if plain and all(printable(part, profile) for part in plain) else ""
