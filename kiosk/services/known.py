"""What is known of the applicant before anything is asked: registries, family card, this office, this day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.catalogue import Catalogue
from config.catalogue.models import Condition, FieldSpec
from kiosk.nik import check_nik
from kiosk.services.family import ADULT, UNMARRIED, Family, parse_family, years
from kiosk.services.values import LIFETIME, ValueFault, code_of, normalise

REGISTRIES = ("verified", "dukcapil", "sdmk")
LIFETIME_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and who knows it: `verified`, `dukcapil`, `sdmk`, `office`, or `visit` (typed earlier)."""

    value: str = field(repr=False)
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a form may fill in or decide upon without asking."""

    nik: str = field(repr=False)
    verified: bool
    today: date
    region_code: str
    facts: Mapping[str, Fact] = field(repr=False)
    family: Family = field(repr=False)

    def number(self, name: str) -> int | None:
        """A numeric fact of `config.catalogue.models.FACTS`; None where nobody knows."""
        match name:
            case "umur":
                born = self._born()
                return years(born, self.today) if born else None
            case "anak":
                if not self.family.members:
                    return None
                return len(self.family.choosable("children", self.today))
            case "str.sisa_hari":
                return self._licence_days()
            case _:
                return None

    def _born(self) -> date | None:
        said = self.facts.get("tanggal_lahir")
        if said is not None:
            try:
                return date.fromisoformat(said.value)
            except ValueError:
                return None
        return check_nik(self.nik, self.today).birth_date

    def _licence_days(self) -> int | None:
        said = self.facts.get("str_berlaku")
        if said is None:
            return None
        if said.value == LIFETIME:
            return LIFETIME_DAYS
        try:
            return (date.fromisoformat(said.value) - self.today).days
        except ValueError:
            return None


def gather(
    catalogue: Catalogue,
    profile: Mapping[str, tuple[str, str]],
    nik: str,
    verified: bool,
    *,
    today: date,
    region_code: str = "",
) -> Known:
    """Reads the profile into the catalogue's own codes.

    Args:
        catalogue: Says of what kind each field is.
        profile: Field name to (value, source); source `dukcapil`, `sdmk`, or `visit` (typed earlier).
        nik: The citizen's NIK; empty where nobody knows it.
        verified: Whether this visit has an accepted or pending verification with a profile.
        today: Local date.
        region_code: This office's regency or city, four digits.
    """
    family = parse_family(profile["anggota_keluarga"][0] if "anggota_keluarga" in profile else "", nik)
    facts = {"nik": Fact(nik, "verified")} if nik else {}
    for name, (value, source) in profile.items():
        spec = catalogue.fields.get(name)
        if value.strip() and spec is not None and spec.kind not in ("person", "people") and name != "nik":
            facts[name] = Fact(_canonical(spec, value.strip(), today), source)
    partner = family.partner
    if partner is not None and partner.nik and "pasangan_nik" not in facts:
        facts["pasangan_nik"] = Fact(partner.nik, "dukcapil")
    if len(region_code) == 4:
        facts["kantor.provinsi"] = Fact(region_code[:2], "office")
        facts["kantor.kab"] = Fact(f"{region_code[:2]}.{region_code[2:]}", "office")
    return Known(nik, verified, today, region_code, facts, family)


def _canonical(spec: FieldSpec, value: str, today: date) -> str:
    """A registry's value as the form writes it down; one that fits nothing stays as it came."""
    if spec.options:
        return code_of(spec.options, value) or value
    right = normalise(spec, value, today)
    return value if isinstance(right, ValueFault) else right


def family_facts(known: Known, movers: frozenset[str] | None) -> Mapping[str, int]:
    """`tinggal.anak` and `tinggal.dewasa` for the members who do not move; empty while that is open.

    Args:
        known: With the family.
        movers: The codes (`k1`) of those who move; None while not all are chosen.
    """
    if movers is None or not known.family.members:
        return {}
    staying = [one for code, one in known.family.choosable("all", known.today) if code not in movers]
    ages = [(one.age(known.today), one.marital) for one in staying]
    minors = sum(age is not None and age < ADULT and marital in UNMARRIED for age, marital in ages)
    return {"tinggal.anak": minors, "tinggal.dewasa": len(ages) - minors}


def holds(condition: Condition, value: str | int | None) -> bool | None:
    """Whether a condition holds for a value; None where the value is not known."""
    if value is None or value == "":
        return None
    if condition.min is not None or condition.max is not None:
        try:
            amount = int(value)
        except ValueError:
            return None
        low = condition.min is None or amount >= condition.min
        return low and (condition.max is None or amount <= condition.max)
    said = str(value).casefold()
    if condition.any_of and said not in {one.casefold() for one in condition.any_of}:
        return False
    return said not in {one.casefold() for one in condition.none_of}
