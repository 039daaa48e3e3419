"""Resolves a form: which fields count now, what stands in each, and who said so. Pure; one pass a state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from config.catalogue import Catalogue, Service, Text
from config.catalogue.models import FACTS, Condition, FieldSpec, FieldUse, Group, Option, When
from kiosk.nik import check_nik
from kiosk.services.family import HEAD, Member, years
from kiosk.services.known import REGISTRIES, Known, family_facts, holds
from kiosk.services.regions import region_options
from kiosk.services.values import REQUIRED, ValueFault, code_of, normalise

YES_NO = (
    Option(code="ya", label=Text(id="Ya", en="Yes")),
    Option(code="tidak", label=Text(id="Tidak", en="No")),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One field as it stands. `value` is the written-down form, empty while missing or wrong.

    Label and options may name relatives, so `repr` leaves them out.
    """

    name: str
    spec: FieldSpec
    label: Text = field(repr=False)
    required: bool
    options: tuple[Option, ...] = field(repr=False)
    text: str = field(repr=False)
    """What stands in the field, as typed."""
    value: str = field(repr=False)
    source: str | None
    """Who knows it: `verified`, `dukcapil`, `sdmk`, `office`; None for what the citizen says."""
    fault: ValueFault | None = None

    @property
    def read_only(self) -> bool:
        return self.source is not None


class Resolver:
    """Answers of one form, by name, worked out as they are asked for. Lives for one call."""

    def __init__(
        self, service: Service, catalogue: Catalogue, known: Known, typed: Mapping[str, str]
    ) -> None:
        self._service = service
        self._catalogue = catalogue
        self._known = known
        self._typed = typed
        self._uses = {use.name: use for use in service.fields}
        self._values: dict[str, str | int | None] = {}
        self._busy: set[str] = set()

    def answers(self) -> tuple[Answer, ...]:
        """Every field that counts now, in the catalogue's order."""
        found: list[Answer] = []
        for use in self._uses.values():
            if self.counts(use):
                found += self._answers(use)
            for group in self._service.groups:
                if use.name == group.fields[-1]:
                    found += self._repeated(group)
        return tuple(found)

    def counts(self, use: FieldUse) -> bool:
        """Whether a field belongs to the form now.

        Without a verified profile a registry field does not: the registry fills it in once the identity is
        confirmed, so nobody has to type it.
        """
        spec = self._catalogue.fields[use.name]
        if spec.source in ("dukcapil", "sdmk") and not self._known.verified:
            return False
        return self.all_hold(use.when)

    def all_hold(self, when: When) -> bool:
        """Whether every condition surely holds."""
        return all(self._holds(condition) for condition in when)

    def value(self, name: str) -> str | int | None:
        """The value of a field or fact; None where it is not known or does not count."""
        if name not in self._values:
            if name in self._busy:
                return None  # a circle of conditions: nothing is known from it
            self._busy.add(name)
            self._values[name] = self._value(name)
            self._busy.discard(name)
        return self._values[name]

    def member(self, name: str) -> Member | None:
        """The person chosen in a person field."""
        spec = self._catalogue.fields[name]
        members = dict(self._known.family.choosable(spec.members, self._known.today))
        return members.get(self._typed.get(name, ""))

    def _holds(self, condition: Condition) -> bool:
        return holds(condition, self.value(condition.field)) is True

    def _value(self, name: str) -> str | int | None:
        first, _, rest = name.partition(".")
        if name.startswith("tinggal."):
            return family_facts(self._known, self._movers()).get(name)
        if name == "sip.sisa":
            return self._places_left()
        if name in FACTS:
            fact = self._known.facts.get(name)
            return fact.value if fact else self._known.number(name)
        if rest:
            return self._of_member(first, rest)
        use = self._uses.get(name)
        if use is not None:
            found = self._answers(use) if self.counts(use) else ()
            return found[0].value or None if len(found) == 1 else self._hidden(name)
        fact = self._known.facts.get(name)
        return fact.value if fact else None

    def _hidden(self, name: str) -> str | None:
        """A person field with nobody to choose from means its one other option, and is not shown."""
        spec, use = self._catalogue.fields[name], self._uses[name]
        nobody = spec.kind == "person" and self.counts(use) and spec.options
        return spec.options[0].code if nobody else None

    def _of_member(self, name: str, what: str) -> str | int | None:
        use = self._uses.get(name)
        if use is None or not self.counts(use):
            return None
        if self._catalogue.fields[name].kind == "nik":
            born = check_nik(str(self.value(name) or ""), self._known.today).birth_date
            return years(born, self._known.today) if born else None
        member = self.member(name)
        if member is None:
            return None
        if what == "umur":
            return member.age(self._known.today)
        if what == "no_akta_lahir":
            return member.birth_deed or None
        return member.born.isoformat() if member.born else None

    def _places_left(self) -> int | None:
        """Places of practice under the limit, counting the one applied for; below 1 it is one too many."""
        limit, which = self._service.practice_limit, self.value("sip_ke")
        if limit is None or which is None:
            return None
        return limit + 1 - int(which)

    def _movers(self) -> frozenset[str] | None:
        """Who moves, as codes of family members; None while not all are chosen."""
        everyone = self._known.family.choosable("all", self._known.today)
        heads = frozenset(code for code, one in everyone if one.relation == HEAD)
        kind = self.value("jenis_kepindahan")
        if kind == "semua":
            return frozenset(code for code, _ in everyone)
        if kind == "kepala":
            return heads
        if kind not in ("sebagian", "anggota"):
            return None
        chosen = {
            code: self._typed.get(f"anggota_pindah.{code}") for code, _ in everyone if code not in heads
        }
        if None in chosen.values():
            return None
        going = frozenset(code for code, said in chosen.items() if said == "ya")
        return going | heads if kind == "sebagian" else going

    def _answers(self, use: FieldUse) -> tuple[Answer, ...]:
        """What one field asks: mostly one; one a member for people; none where nobody can be chosen."""
        spec = self._catalogue.fields[use.name]
        members = self._known.family.choosable(spec.members, self._known.today)
        match spec.kind:
            case "people" if members:
                return tuple(self._person_row(use, spec, code, one) for code, one in members)
            case "person" if not members and spec.options:
                return ()
            case "person":
                people = tuple(
                    Option(code=code, label=Text(id=one.name, en=one.name)) for code, one in members
                )
                return (self._answer(use, spec, people + spec.options),)
            case "region":
                parent = str(self.value(spec.parent) or "") if spec.parent else ""
                return (self._answer(use, spec, region_options(spec.level or 1, parent)),)
            case _:
                allowed = tuple(one for one in spec.options if not use.options or one.code in use.options)
                return (self._answer(use, spec, allowed),)

    def _repeated(self, group: Group) -> list[Answer]:
        """The group's fields once more for the second person and on, named `FIELD.2`, `FIELD.3`."""
        found: list[Answer] = []
        for at in range(2, group.counts.get(str(self.value(group.count_by)), 1) + 1):
            for use in (self._uses[name] for name in group.fields):
                if self.counts(use):
                    found += [self._again(one, at, group.words) for one in self._answers(use)]
        return found

    def _again(self, one: Answer, at: int, words: Text) -> Answer:
        name, text = f"{one.name}.{at}", self._typed.get(f"{one.name}.{at}", "")
        label = Text(
            id=f"{one.label.id} - {words.id.format(n=at)}", en=f"{one.label.en} - {words.en.format(n=at)}"
        )
        value, fault = self._judge(one.spec, one.options, text, one.required)
        return replace(one, name=name, label=label, text=text, value=value, source=None, fault=fault)

    def _person_row(self, use: FieldUse, spec: FieldSpec, code: str, member: Member) -> Answer:
        name = f"{use.name}.{code}"
        label = Text(id=f"{spec.label.id} {member.name}", en=f"{spec.label.en} {member.name}")
        text = self._typed.get(name, "")
        return Answer(name, spec, label, True, YES_NO, text, text, None, None if text else REQUIRED)

    def _answer(self, use: FieldUse, spec: FieldSpec, options: tuple[Option, ...]) -> Answer:
        required = spec.required if use.required is None else use.required
        known = self._given(use.name, spec)
        if known is not None:
            value, source = known
            shown = options or self._shown(spec, value)
            if options and code_of(options, value) is None:
                shown = (*options, *self._shown(spec, value))
            return Answer(use.name, spec, spec.label, required, shown, value, value, source)
        text = self._typed[use.name] if use.name in self._typed else self._first(use.name, spec)
        value, fault = self._judge(spec, options, text, required)
        return Answer(use.name, spec, spec.label, required, options, text, value, None, fault)

    def _shown(self, spec: FieldSpec, value: str) -> tuple[Option, ...]:
        """A registry's own word as the only option, where it is none of the catalogue's."""
        if spec.kind == "choice" and value:
            return (Option.model_construct(code=value, label=Text(id=value, en=value)),)
        return ()

    def _given(self, name: str, spec: FieldSpec) -> tuple[str, str] | None:
        """A value that needs no asking, and who knows it."""
        fact = self._known.facts.get(name)
        if fact is not None and spec.source != "user" and fact.source in REGISTRIES:
            return fact.value, fact.source
        if spec.source == "office":
            office = self._known.facts.get("kantor.kab")
            return (office.value, "office") if office else None
        if not self._known.verified:
            return None
        for derive in spec.derive:
            if not self.all_hold(derive.when):
                continue
            value = derive.value if derive.copy_of is None else self.value(derive.copy_of)
            if value:
                return str(value), self._origin(derive.copy_of)
        return None

    def _origin(self, copied: str | None) -> str:
        fact = self._known.facts.get(copied or "")
        return fact.source if fact and fact.source in ("dukcapil", "sdmk") else "dukcapil"

    def _first(self, name: str, spec: FieldSpec) -> str:
        """What stands in an untouched field: what was said earlier in this visit, or a likely value."""
        fact = self._known.facts.get(name)
        if fact is not None:
            return fact.value
        return str(self.value(spec.suggest) or "") if spec.suggest else ""

    def _judge(
        self, spec: FieldSpec, options: tuple[Option, ...], text: str, required: bool
    ) -> tuple[str, ValueFault | None]:
        if not text.strip():
            return "", REQUIRED if required else None
        if options:
            return (text, None) if any(one.code == text for one in options) else ("", REQUIRED)
        right = normalise(spec, text, self._known.today)
        return ("", right) if isinstance(right, ValueFault) else (right, None)
