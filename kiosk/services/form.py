"""The form engine: a service and what is known become pages of fields; edits give a new state. Pure.

Nothing is asked whose answer is known. A known field is read-only and can be flagged as wrong, which is a
correction request for the officer, not an edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from config.catalogue import Catalogue, Service, Text
from config.catalogue.models import CrossCheck, Option
from kiosk.nik import check_nik
from kiosk.services.answers import Answer, Resolver
from kiosk.services.known import Known, gather
from kiosk.services.values import LONGEST, ValueFault

PER_PAGE = 5
FieldKind = Literal["text", "digits", "date", "choice", "email", "phone"]

_SHOWN_AS: Mapping[str, FieldKind] = {
    "nik": "digits",
    "kk": "digits",
    "digits": "digits",
    "number": "digits",
    "time": "digits",
    "date": "date",
    "choice": "choice",
    "region": "choice",
    "person": "choice",
    "email": "email",
    "phone": "phone",
}


@dataclass(frozen=True, slots=True)
class FormState:
    """A form in work. `typed` is what the citizen entered, by field name; it outlives changes of mind."""

    service: Service
    catalogue: Catalogue = field(repr=False)
    known: Known = field(repr=False)
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    flagged: frozenset[str] = frozenset()
    editing: str = ""
    """The field under the fingers: its faults wait until the citizen leaves it."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field for the screen; a choice of `source` None is asked, any other is known and read-only."""

    name: str
    label: Text = field(repr=False)
    help: Text | None
    kind: FieldKind
    value: str = field(repr=False)
    source: str | None
    required: bool
    options: tuple[Option, ...] = field(repr=False)
    flagged: bool
    error: ValueFault | None


def start(
    service: Service,
    catalogue: Catalogue,
    profile_fields: Mapping[str, tuple[str, str]],
    nik: str,
    verified: bool,
    *,
    today: date,
    region_code: str = "",
) -> FormState:
    """Opens a form.

    Args:
        service: What is applied for.
        catalogue: Where the service comes from.
        profile_fields: Field name to (value, source): `dukcapil`, `sdmk`, or `visit` for earlier entries.
        nik: The citizen's NIK, empty where unknown.
        verified: Whether `profile_fields` come from the registries for a verified citizen. Otherwise registry
            fields are left to the server, which fills them in once the identity is confirmed.
        today: Local date.
        region_code: This office's regency or city, four digits.
    """
    known = gather(catalogue, profile_fields, nik, verified, today=today, region_code=region_code)
    return FormState(service, catalogue, known)


def edit(state: FormState, name: str, text: str) -> FormState:
    """The state with the whole new text of a field.

    A late event for a field that is read-only, gone, or without that option changes nothing.
    """
    answer = next((one for one in answers(state) if one.name == name), None)
    if answer is None or answer.read_only or len(text) > LONGEST:
        return state
    if answer.options and text and all(option.code != text for option in answer.options):
        return state
    typed = {**state.typed, name: text}
    if answer.spec.kind == "region" and text != answer.text:
        for below in _regions_below(state.catalogue, name):
            typed[below] = ""
    return replace(state, typed=typed, editing=name)


def flag_wrong(state: FormState, name: str) -> FormState:
    """Says that a known value is wrong; said again: it is right after all."""
    if not any(one.name == name and one.read_only for one in answers(state)):
        return state
    return replace(state, flagged=state.flagged ^ {name})


def resume(state: FormState, typed: Mapping[str, str]) -> FormState:
    """A fresh form with what was typed earlier, at this kiosk or through another channel."""
    for name, text in typed.items():
        state = replace(state, typed={**state.typed, name: text})
    return state


def answers(state: FormState) -> tuple[Answer, ...]:
    """Every field that counts now: the known ones first, then the asked ones, in the catalogue's order."""
    found = _resolver(state).answers()
    return (*(one for one in found if one.read_only), *(one for one in found if not one.read_only))


def page_count(state: FormState) -> int:
    return len(_pages(answers(state)))


def fields_on_page(state: FormState, page: int, *, strict: bool = False) -> tuple[FormField, ...]:
    """The fields of a page, 1..`page_count`; a page past the end is the last one.

    Args:
        state: The form.
        page: From 1.
        strict: Also show what is missing or half typed, as after a press of "continue".
    """
    pages = _pages(answers(state))
    faults = errors(state)
    here = pages[min(max(page, 1), len(pages)) - 1]
    return tuple(_shown(state, one, faults.get(one.name), strict) for one in here)


def page_complete(state: FormState, page: int) -> bool:
    """Whether nothing on this page is missing or wrong."""
    pages, faults = _pages(answers(state)), errors(state)
    return not any(one.name in faults for one in pages[min(max(page, 1), len(pages)) - 1])


def errors(state: FormState) -> Mapping[str, ValueFault]:
    """What is missing or wrong, by field name; the citizen cannot send the form with it."""
    faults = {one.name: one.fault for one in answers(state) if one.fault is not None}
    for name, words in _broken(state, "error"):
        faults.setdefault(name, ValueFault("form.err_check", words=words))
    return faults


def warnings(state: FormState) -> tuple[tuple[str, Text], ...]:
    """What an officer should look at, by field name; it never stops the citizen."""
    return _broken(state, "warning")


def complete(state: FormState) -> bool:
    return not errors(state)


def values(state: FormState) -> dict[str, str]:
    """Every non-empty field as written down (`kiosk.services.values`); a person by NIK, people with `;`."""
    resolver, written = _resolver(state), dict[str, str]()
    for one in resolver.answers():
        name, _, member = one.name.partition(".")
        if one.spec.kind == "people" and member:
            if one.value == "ya":
                going = dict(state.known.family.choosable(one.spec.members, state.known.today))[member]
                written[name] = ";".join(
                    part for part in (written.get(name), going.nik or going.name) if part
                )
        elif one.spec.kind == "person":
            person = resolver.member(name)
            written[name] = (person.nik or person.name) if person else one.value
        elif one.value:
            written[one.name] = one.value
    return {name: value for name, value in written.items() if value}


def typed_for_visit(state: FormState) -> dict[str, tuple[str, str]]:
    """What this form teaches the rest of the visit: never ask the same citizen the same thing twice."""
    keep = ("phone", "email")
    return {
        one.name: (one.value, "visit")
        for one in answers(state)
        if not one.read_only and one.value and one.spec.kind in keep
    }


def corrections(state: FormState) -> tuple[str, ...]:
    """The names of the known fields that the citizen calls wrong."""
    shown = {one.name for one in answers(state) if one.read_only}
    return tuple(sorted(state.flagged & shown))


def forms(state: FormState) -> tuple[str, ...]:
    """The official form codes that this application amounts to."""
    resolver = _resolver(state)
    return tuple(one.code for one in state.service.forms if resolver.all_hold(one.when))


def _resolver(state: FormState) -> Resolver:
    return Resolver(state.service, state.catalogue, state.known, state.typed)


def _pages(found: tuple[Answer, ...]) -> list[tuple[Answer, ...]]:
    """Pages of at most five: one to check and complete where all fits, else known and asked apart."""
    if len(found) <= PER_PAGE:
        return [found]
    groups = [[one for one in found if one.read_only], [one for one in found if not one.read_only]]
    return [tuple(group[at : at + PER_PAGE]) for group in groups for at in range(0, len(group), PER_PAGE)]


def _shown(state: FormState, one: Answer, fault: ValueFault | None, strict: bool) -> FormField:
    waits = one.name == state.editing or not one.text
    return FormField(
        name=one.name,
        label=one.label,
        help=one.spec.help,
        kind="choice" if one.options else _SHOWN_AS.get(one.spec.kind, "text"),
        value=one.text,
        source=one.source,
        required=one.required,
        options=one.options,
        flagged=one.name in state.flagged,
        error=None if fault is None or (waits and not strict) else fault,
    )


def _regions_below(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    below = tuple(other for other, spec in catalogue.fields.items() if spec.parent == name)
    return (*below, *(deep for one in below for deep in _regions_below(catalogue, one)))


def _broken(state: FormState, severity: Literal["error", "warning"]) -> tuple[tuple[str, Text], ...]:
    resolver = _resolver(state)
    asked = {one.name for one in resolver.answers()}
    return tuple(
        (one.fields[1], one.words)
        for one in state.service.checks
        if one.severity == severity and one.fields[1] in asked and _breaks(one, resolver, state)
    )


def _breaks(check: CrossCheck, resolver: Resolver, state: FormState) -> bool:
    if not resolver.all_hold(check.when):
        return False
    first, second = (str(resolver.value(name) or "") for name in check.fields)
    if check.kind == "refuse":
        return True
    if not first or not second:
        return False
    if check.kind == "within_days":
        return (state.known.today - date.fromisoformat(second)).days > check.days
    if check.kind == "differ":
        return first.casefold() == second.casefold()
    if check.kind == "not_before":
        return second < first  # both ISO dates
    born = check_nik(first, state.known.today).birth_date
    return born is not None and f"{born:%m-%d}" != second[5:]
