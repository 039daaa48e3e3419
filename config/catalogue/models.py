"""The service catalogue as frozen models: what a citizen can ask for, what is asked back, which papers count.

The data files write a text as `["Indonesian", "English"]` and an option as
`["code", "Indonesian", "English"]`, so that a clerk can read and correct them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["full", "submit", "handoff", "info"]
Source = Literal["verified", "dukcapil", "sdmk", "office", "user"]
Kind = Literal[
    "text",
    "name",
    "address",
    "nik",
    "kk",
    "digits",
    "number",
    "date",
    "time",
    "choice",
    "email",
    "phone",
    "region",
    "person",
    "people",
    "tracking",
    "validity",
]
Capture = Literal["registry", "kiosk", "scan", "camera", "counter", "phone"]

FACTS: Mapping[str, str] = {
    "umur": "age of the applicant in years, from the registry or else from the NIK",
    "anak": "number of unmarried family members under 17",
    "tinggal.anak": "minors who stay when the chosen members move",
    "tinggal.dewasa": "adults who stay when the chosen members move",
    "sip.sisa": "places of practice left under the practice limit, counting the one applied for",
    "str.sisa_hari": "days that the health worker's registration is still valid",
    "kantor.provinsi": "the province of this kiosk's office",
    "kantor.kab": "the regency or city of this kiosk's office",
}
"""What a condition may name besides a field; `FIELD.umur` is the age of the person chosen or typed there."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Part):
    """Plain words for citizens, in both languages that the catalogue speaks."""

    id: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: object) -> object:
        if isinstance(value, list | tuple) and len(value) == 2:
            return {"id": value[0], "en": value[1]}
        return value

    def of(self, language: str) -> str:
        """The words in a language; regional languages read the Indonesian ones."""
        return self.en if language == "en" else self.id


class Option(Part):
    code: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9_]{1,40}$")]
    label: Text

    @model_validator(mode="before")
    @classmethod
    def _from_triple(cls, value: object) -> object:
        if isinstance(value, list | tuple) and len(value) == 3:
            return {"code": value[0], "label": [value[1], value[2]]}
        return value


class Condition(Part):
    """Holds when the value of a field or fact is one of `any_of`, none of `none_of`, from `min` to `max`.

    A value that nobody knows fulfils no condition; `known` asks for nothing more than a value.
    """

    field: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    known: bool = False


When = tuple[Condition, ...]
"""All of them must hold; none at all: always."""


class Derive(Part):
    """Where a field's value is already known: copied from another field, or a fixed value."""

    copy_of: str | None = None
    value: str | None = None
    when: When = ()


class FieldSpec(Part):
    label: Text
    help: Text | None = None
    kind: Kind
    source: Source
    required: bool = True
    options: tuple[Option, ...] = ()
    min: int | None = None
    """Smallest number, or smallest number of digits of `digits`."""
    max: int | None = None
    """Largest number, or largest number of digits or characters."""
    not_future: bool = False
    level: Literal[1, 2, 3, 4] | None = None
    """Of a region: 1 province, 2 regency or city, 3 district, 4 village."""
    parent: str | None = None
    """The field with the region above this one."""
    derive: tuple[Derive, ...] = ()
    suggest: str | None = None
    """A field or fact whose value stands there at first and may be changed."""
    members: Literal["all", "children", "others", "not_head"] | None = None
    """Which family members may be chosen in a person or people field."""


class FieldUse(Part):
    """One field in one service: perhaps asked in some cases only, perhaps with fewer options."""

    name: str
    when: When = ()
    options: tuple[str, ...] = ()
    required: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class DocumentSpec(Part):
    label: Text
    capture: Capture
    """Where it comes from: a registry, the kiosk's own form, or paper (scan, photograph, counter)."""
    held_if: str | None = None
    """A field that, filled by a registry, shows that the office already holds this document."""


class DocumentUse(Part):
    name: str
    when: When = ()
    words: Text | None = None
    """Says `when` in words: "if it was lost"."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class FormUse(Part):
    """An official form code, perhaps needed in some cases only."""

    code: str
    when: When = ()

    @model_validator(mode="before")
    @classmethod
    def _from_code(cls, value: object) -> object:
        return {"code": value} if isinstance(value, str) else value


class Rule(Part):
    """An eligibility rule: at least one of the conditions holds."""

    any: Annotated[tuple[Condition, ...], Field(min_length=1)]
    words: Text
    message: str | None = None
    """A message of the string table that says the refusal better than the words do."""


class CrossCheck(Part):
    """A check over two fields; a warning is for the officer and never stops the citizen."""

    kind: Literal["differ", "not_before", "nik_date", "refuse", "within_days"]
    """`differ`: the two must not be equal; `not_before`: the second date is not earlier than the first;
    `nik_date`: the NIK (first) carries the date (second); `refuse`: `when` describes what is not allowed;
    `within_days`: the date (second) is at most `days` ago."""
    fields: tuple[str, str]
    """The second one shows the message."""
    days: Annotated[int, Field(ge=0)] = 0
    words: Text
    severity: Literal["error", "warning"] = "error"
    when: When = ()


class Group(Part):
    """Fields that are asked once more for each further person, for example each twin."""

    count_by: str
    """The choice that says how many."""
    counts: Mapping[str, Annotated[int, Field(ge=1, le=3)]]
    """How many by option; an option that is not here means one."""
    fields: Annotated[tuple[str, ...], Field(min_length=1)]
    words: Text
    """Stands behind the label of each repeated field, with `{n}`."""


class Sla(Part):
    value: Annotated[int, Field(ge=0)]
    unit: Literal["working_days", "minutes"]
    basis: Text
    local_override: bool = True
    deemed_approval: bool = False
    """The document is issued by itself when nobody has answered by the due date."""


class LegalBasis(Part):
    text: str
    confidence: Confidence


class SourceRef(Part):
    title: str
    url: str | None = None
    kind: str


class Prefix(Part):
    """A queue: the letter of its numbers and the counter that calls them."""

    name: Text
    counter: str


class LifeEvent(Part):
    message: str
    icon: str


class Domain(Part):
    message: str
    icon: str


class Service(Part):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{3,24}$")]
    domain: str
    name: Text
    plain: Text
    icon: str
    forms: tuple[FormUse, ...] = ()
    fields: tuple[FieldUse, ...]
    documents: tuple[DocumentUse, ...] = ()
    eligibility: tuple[Rule, ...] = ()
    checks: tuple[CrossCheck, ...] = ()
    groups: tuple[Group, ...] = ()
    legal: Annotated[tuple[str, ...], Field(min_length=1)]
    sla: Sla
    fee_idr: Annotated[int, Field(ge=0)]
    outputs: Annotated[tuple[Text, ...], Field(min_length=1)]
    mode: Mode
    mode_why: str
    prefix: str | None = None
    life_events: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    practice_limit: int | None = None
    """How many places of practice one person may hold (health workers); a region may set it."""
    sources: tuple[str, ...]
    confidence: Confidence
    notes: str = ""

    def uses(self, name: str) -> bool:
        return any(use.name == name for use in self.fields)


class Catalogue(Part):
    version: Annotated[
        str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+\.[0-9]+(\+[0-9]{4}(\.[0-9]+){3})?$")
    ]
    """`YEAR.ISSUE.PATCH`, with `+REGION.VERSION` where a regional override is applied."""
    valid_from: date
    valid_until: date | None = None
    domains: Mapping[str, Domain]
    life_events: Mapping[str, LifeEvent]
    prefixes: Mapping[Annotated[str, StringConstraints(pattern=r"^[A-Z]$")], Prefix]
    forms: Mapping[str, str]
    legal: Mapping[str, LegalBasis]
    sources: Mapping[str, SourceRef]
    fields: Mapping[Name, FieldSpec]
    documents: Mapping[Name, DocumentSpec]
    services: tuple[Service, ...]

    def service(self, code: str) -> Service | None:
        return next((one for one in self.services if one.code == code), None)

    def legal_texts(self, service: Service) -> tuple[str, ...]:
        return tuple(self.legal[name].text for name in service.legal)

    def counter(self, service: Service) -> str | None:
        """The counter that calls this service's queue numbers."""
        return self.prefixes[service.prefix].counter if service.prefix else None
