"""The family card as the registry gives it: one member a row, kept in memory for this visit only."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kiosk.nik import check_nik

ADULT = 17
HEAD = "kepala_keluarga"
UNMARRIED = ("", "belum_kawin")

_SPACES = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """`Belum Kawin` -> `belum_kawin`: how registries' words are compared with the catalogue's codes."""
    return _SPACES.sub("_", text.casefold()).strip("_")


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """Empty texts and None where the registry says nothing. `repr` stays silent: this is personal data."""

    name: str
    nik: str = ""
    relation: str = ""
    """A slug, for example `kepala_keluarga`, `istri`, `anak`."""
    born: date | None = None
    marital: str = ""
    birth_deed: str = ""

    def age(self, today: date) -> int | None:
        born = self.born or (check_nik(self.nik, today).birth_date if self.nik else None)
        return years(born, today) if born else None


@dataclass(frozen=True, slots=True, repr=False)
class Family:
    members: tuple[Member, ...] = ()
    own_nik: str = field(default="")

    @property
    def applicant(self) -> Member | None:
        return next((one for one in self.members if one.nik and one.nik == self.own_nik), None)

    @property
    def partner(self) -> Member | None:
        """Husband or wife, as far as relations to the head of family tell."""
        me = self.applicant
        if me is None:
            return None
        wanted = (
            ("suami", "istri")
            if me.relation == HEAD
            else (HEAD,)
            if me.relation in ("suami", "istri")
            else ()
        )
        found = [one for one in self.members if one.relation in wanted]
        return found[0] if len(found) == 1 else None

    def choosable(
        self, which: Literal["all", "children", "others", "not_head"] | None, today: date
    ) -> tuple[tuple[str, Member], ...]:
        """The members that may be chosen, each with a code that says nothing of the person (`k1`, `k2`).

        A member whose age is not known counts as a possible child.
        """
        return tuple(
            (f"k{at}", one) for at, one in enumerate(self.members, 1) if self._fits(one, which, today)
        )

    def _fits(self, one: Member, which: str | None, today: date) -> bool:
        age = one.age(today)
        match which:
            case "children":
                minor = age is None or age < ADULT
                return minor and one.marital in UNMARRIED and one.nik != self.own_nik and one.relation != HEAD
            case "others":
                return one.nik != self.own_nik or not one.nik
            case "not_head":
                return one.relation != HEAD
            case _:
                return True


def years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def parse_family(value: str, own_nik: str) -> Family:
    """Reads the registry's `anggota_keluarga`.

    Args:
        value: A JSON list of objects with `nama` and, where known, `nik`, `hubungan`, `tanggal_lahir` (ISO),
            `status_kawin`, `no_akta_lahir`; or names alone, divided by semicolons.
        own_nik: Who of them is the applicant.
    """
    try:
        rows: object = json.loads(value)
    except json.JSONDecodeError:
        rows = [{"nama": name} for name in value.split(";")]
    if not isinstance(rows, list):
        return Family((), own_nik)
    return Family(tuple(_members(rows)), own_nik)


def _members(rows: list[object]) -> Iterable[Member]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        said = {str(key): str(item).strip() for key, item in row.items() if item is not None}
        name, nik = said.get("nama", ""), said.get("nik", "")
        if not name and not nik:
            continue
        yield Member(
            name=name or nik[-4:].rjust(8, "*"),
            nik=nik,
            relation=slug(said.get("hubungan", "")),
            born=_date(said.get("tanggal_lahir", "")),
            marital=slug(said.get("status_kawin", "")),
            birth_deed=said.get("no_akta_lahir", ""),
        )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
