"""What the printers can do: read from profiles.toml, checked once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Cut = Literal["feed_and_cut", "cut", "none"]


@dataclass(frozen=True, slots=True)
class CodePage:
    """A character table of the printer: its number for ESC t, its name, Python's codec."""

    number: int
    name: str

    @property
    def codec(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer with its paper.

    Attributes:
        columns: characters of font A (12 dots wide) on a line.
        dots: printable dots on a line.
        qr_module: the wished size of one QR module in dots.
        cut_feed_mm: paper between print head and cutter.
        confirms: whether it answers GS r once everything before it is printed.
    """

    name: str
    title: str
    paper_mm: int
    columns: int
    dots: int
    dots_per_mm: float
    code_pages: tuple[CodePage, ...]
    native_qr: bool
    qr_module: int
    cut: Cut
    cut_feed_mm: int
    confirms: bool
    mm_per_s: int


class UnknownProfileError(LookupError):
    """No such printer in profiles.toml."""


def _resolve(name: str, table: dict[str, dict[str, object]]) -> dict[str, object]:
    entry = dict(table[name])
    base = entry.pop("base", None)
    return {**_resolve(str(base), table), **entry} if base else entry


@cache
def _read() -> dict[str, Profile]:
    table = tomllib.loads(files("printer").joinpath("profiles.toml").read_text(encoding="utf-8"))
    profiles = {}
    for name in table:
        entry = _resolve(name, table)
        pages = entry.pop("code_pages")
        assert isinstance(pages, dict)
        entry["code_pages"] = tuple(CodePage(int(number), page) for number, page in pages.items())
        profiles[name] = Profile(name=name, **entry)  # type: ignore[arg-type]  # a wrong key fails the tests
    return profiles


def names() -> tuple[str, ...]:
    """Every name that `load` knows."""
    return tuple(_read())


def load(name: str | int) -> Profile:
    """Find a profile by name ("epson-tm-t82") or paper width in mm (80, 58).

    Raises:
        UnknownProfileError: with the names that exist.
    """
    try:
        return _read()[str(name)]
    except KeyError:
        raise UnknownProfileError(f"no printer profile {name!r}; known: {', '.join(names())}") from None
