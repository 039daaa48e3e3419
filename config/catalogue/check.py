"""Names every fault of a catalogue that the models alone cannot see, for a clerk to mend.

A fault is one sentence that starts with the place: `ADM-KK-05: document surat_hilang: ...`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from pydantic import BaseModel

from config.catalogue.models import (
    FACTS,
    Catalogue,
    Condition,
    FieldSpec,
    FieldUse,
    Group,
    Service,
    Text,
    When,
)

MEMBER_FACTS = ("umur", "tanggal_lahir", "no_akta_lahir")
"""What `FIELD.` may be followed by, of the person chosen in a person field."""


def check(catalogue: Catalogue, icons: Collection[str] | None = None) -> tuple[str, ...]:
    """Every fault of the catalogue, in the order of the data; empty when it is sound.

    Args:
        catalogue: What to look at.
        icons: The icon names that exist; None leaves icons unchecked.
    """
    faults = [*_whole(catalogue, icons), *_fields(catalogue)]
    for service in catalogue.services:
        faults += [f"{service.code}: {fault}" for fault in _service(catalogue, service, icons)]
    faults += _untranslated(catalogue)
    faults += _unused(catalogue)
    return tuple(faults)


def _whole(catalogue: Catalogue, icons: Collection[str] | None) -> Iterator[str]:
    if catalogue.valid_until and catalogue.valid_until < catalogue.valid_from:
        yield "valid_until is before valid_from"
    for code, count in Counter(service.code for service in catalogue.services).items():
        if count > 1:
            yield f"{code}: the code is used {count} times"
    pictured = [(name, domain.icon) for name, domain in catalogue.domains.items()]
    pictured += [(name, event.icon) for name, event in catalogue.life_events.items()]
    for name, icon in pictured:
        if icons is not None and icon not in icons:
            yield f"{name}: unknown icon {icon}"


def _fields(catalogue: Catalogue) -> Iterator[str]:
    for name, spec in catalogue.fields.items():
        if spec.kind == "choice" and not spec.options:
            yield f"field {name}: a choice without options"
        if len({option.code for option in spec.options}) < len(spec.options):
            yield f"field {name}: an option code is used twice"
        if spec.kind == "region" and (fault := _region(catalogue, spec)):
            yield f"field {name}: {fault}"
        if spec.kind in ("person", "people") and spec.members is None:
            yield f"field {name}: says not which family members may be chosen"
        if spec.min is not None and spec.max is not None and spec.min > spec.max:
            yield f"field {name}: min {spec.min} is above max {spec.max}"
        for derive in spec.derive:
            if (derive.copy_of is None) == (derive.value is None):
                yield f"field {name}: a derived value needs copy_of or value"
            if derive.copy_of and not _known(catalogue, derive.copy_of):
                yield f"field {name}: derived from unknown field {derive.copy_of}"
            for fault in _conditions(catalogue, derive.when, None):
                yield f"field {name}: {fault}"
        if spec.suggest and not _known(catalogue, spec.suggest):
            yield f"field {name}: suggests unknown field {spec.suggest}"


def _region(catalogue: Catalogue, spec: FieldSpec) -> str | None:
    if spec.level is None:
        return "a region without a level"
    if spec.parent is None:
        return None if spec.level == 1 or spec.source == "office" else "a region without the one above it"
    parent = catalogue.fields.get(spec.parent)
    if parent is None or parent.kind != "region":
        return f"unknown region field {spec.parent} above it"
    return None if parent.level == spec.level - 1 else f"{spec.parent} is not the level just above"


def _service(catalogue: Catalogue, service: Service, icons: Collection[str] | None) -> Iterator[str]:
    if service.domain not in catalogue.domains:
        yield f"unknown domain {service.domain}"
    if icons is not None and service.icon not in icons:
        yield f"unknown icon {service.icon}"
    if service.prefix is not None and service.prefix not in catalogue.prefixes:
        yield f"unknown queue prefix {service.prefix}"
    if service.prefix is None and (service.mode in ("handoff", "submit") or _may_bring(catalogue, service)):
        yield "may need the counter, but has no queue prefix"
    named: tuple[tuple[str, Iterable[str], Collection[str]], ...] = (
        ("life event", service.life_events, catalogue.life_events),
        ("legal basis", service.legal, catalogue.legal),
        ("source", service.sources, catalogue.sources),
        ("form", (form.code for form in service.forms), catalogue.forms),
        ("field", (use.name for use in service.fields), catalogue.fields),
        ("document", (use.name for use in service.documents), catalogue.documents),
    )
    for kind, names, known in named:
        yield from (f"unknown {kind} {name}" for name in names if name not in known)
    for name, count in Counter(use.name for use in service.fields).items():
        if count > 1:
            yield f"field {name}: stands there {count} times"
    yield from _uses(catalogue, service)


def _uses(catalogue: Catalogue, service: Service) -> Iterator[str]:
    for use in service.fields:
        spec = catalogue.fields.get(use.name)
        codes = {option.code for option in spec.options} if spec else set()
        for code in use.options:
            if spec and code not in codes:
                yield f"field {use.name}: unknown option {code}"
        if spec and spec.kind == "region" and spec.parent and not service.uses(spec.parent):
            yield f"field {use.name}: {spec.parent}, the region above it, is not asked"
        if any(condition.field == use.name for condition in use.when):
            yield f"field {use.name}: dead condition: it waits for itself"
        yield from (f"field {use.name}: {fault}" for fault in _conditions(catalogue, use.when, service))
    for document in service.documents:
        place = f"document {document.name}"
        if document.when and document.words is None:
            yield f"{place}: a condition without words for it"
        if document.words and not document.when:
            yield f"{place}: words without a condition"
        yield from (f"{place}: {fault}" for fault in _conditions(catalogue, document.when, service))
    for form in service.forms:
        yield from (f"form {form.code}: {fault}" for fault in _conditions(catalogue, form.when, service))
    for rule in service.eligibility:
        for condition in rule.any:
            yield from (f"eligibility: {fault}" for fault in _conditions(catalogue, (condition,), None))
    for one in service.checks:
        for name in one.fields:
            first = name.partition(".")[0]
            if not service.uses(first) and not _profile(catalogue, first):
                yield f"check {one.kind}: field {name} is not in this service"
        if (one.kind == "within_days") != (one.days > 0):
            yield f"check {one.kind}: days belong to within_days and are above 0"
        if one.kind == "refuse" and not one.when:
            yield "check refuse: a refusal without a condition"
        yield from (f"check {one.kind}: {fault}" for fault in _conditions(catalogue, one.when, service))
    for group in service.groups:
        yield from (f"group by {group.count_by}: {fault}" for fault in _group(catalogue, service, group))


def _group(catalogue: Catalogue, service: Service, group: Group) -> Iterator[str]:
    counting = catalogue.fields.get(group.count_by)
    if counting is None or not service.uses(group.count_by):
        yield "it is not in this service"
        return
    options = {option.code for option in counting.options}
    yield from (f"unknown option {code}" for code in group.counts if code not in options)
    yield from (f"field {name} is not in this service" for name in group.fields if not service.uses(name))
    for language, words in (("id", group.words.id), ("en", group.words.en)):
        if "{n}" not in words:
            yield f"the words say not which one, {{n}} ({language})"


def _conditions(catalogue: Catalogue, when: When, service: Service | None) -> Iterator[str]:
    """Faults of conditions; with a service, what they name must be asked there or known from a registry."""
    for condition in when:
        name = condition.field
        if not _known(catalogue, name):
            yield f"condition on unknown field {name}"
            continue
        if condition == Condition(field=name):
            yield f"condition on {name} says nothing"
        if condition.min is not None and condition.max is not None and condition.min > condition.max:
            yield f"dead condition: {name} from {condition.min} to {condition.max}"
        first = name.partition(".")[0]
        asked = service is None or name in FACTS or service.uses(first) or _profile(catalogue, first)
        if not asked:
            yield f"dead condition: {name} is not in this service"
            continue
        yield from _dead_values(catalogue, condition, service)
    for name in {condition.field for condition in when}:
        wanted = [set(one.any_of) for one in when if one.field == name and one.any_of]
        if len(wanted) > 1 and not set.intersection(*wanted):
            yield f"dead condition: {name} cannot have both values"


def _dead_values(catalogue: Catalogue, condition: Condition, service: Service | None) -> Iterator[str]:
    spec = catalogue.fields.get(condition.field)
    if spec is None or not spec.options or spec.kind == "people":
        return
    use = _use(service, condition.field) if service else None
    possible = set(use.options) if use and use.options else {option.code for option in spec.options}
    for value in (*condition.any_of, *condition.none_of):
        if value not in possible:
            yield f"dead condition: {condition.field} is never {value}"
    if condition.none_of and possible <= set(condition.none_of):
        yield f"dead condition: {condition.field} has no other value"


def _use(service: Service, name: str) -> FieldUse | None:
    return next((use for use in service.fields if use.name == name), None)


def _known(catalogue: Catalogue, name: str) -> bool:
    first, _, rest = name.partition(".")
    if name in FACTS or name in catalogue.fields:
        return True
    spec = catalogue.fields.get(first)
    if spec is None:
        return False
    return (spec.kind == "person" and rest in MEMBER_FACTS) or (spec.kind == "nik" and rest == "umur")


def _profile(catalogue: Catalogue, name: str) -> bool:
    spec = catalogue.fields.get(name)
    return spec is not None and spec.source in ("verified", "dukcapil", "sdmk")


def _may_bring(catalogue: Catalogue, service: Service) -> bool:
    specs = [catalogue.documents.get(use.name) for use in service.documents]
    return any(spec is not None and spec.capture not in ("registry", "kiosk") for spec in specs)


def _untranslated(catalogue: Catalogue) -> Iterator[str]:
    for place, text in _texts(catalogue, ""):
        for language, words in (("id", text.id), ("en", text.en)):
            if not words.strip():
                yield f"{place}: missing translation ({language})"


def _texts(value: object, place: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        here = str(getattr(value, "code", None) or place)
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{here} {name}".strip())
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, place)
    elif hasattr(value, "items"):
        for key, item in value.items():
            yield from _texts(item, f"{place} {key}".strip())


def _unused(catalogue: Catalogue) -> Iterator[str]:
    """Data that nothing refers to any more. Registry fields may serve conditions and copies alone."""
    services = catalogue.services
    fields = {use.name for service in services for use in service.fields} | _referred(catalogue)
    used: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("field", catalogue.fields, fields),
        ("document", catalogue.documents, {use.name for one in services for use in one.documents}),
        ("legal basis", catalogue.legal, {name for one in services for name in one.legal}),
        ("source", catalogue.sources, {name for one in services for name in one.sources}),
        ("life event", catalogue.life_events, {name for one in services for name in one.life_events}),
        ("domain", catalogue.domains, {one.domain for one in services}),
    )
    for kind, known, needed in used:
        yield from (f"{kind} {name}: used by no service" for name in known if name not in needed)


def _referred(catalogue: Catalogue) -> set[str]:
    derived = [derive for spec in catalogue.fields.values() for derive in spec.derive]
    named = {derive.copy_of for derive in derived if derive.copy_of}
    named |= {one.field for derive in derived for one in derive.when}
    named |= {spec.held_if for spec in catalogue.documents.values() if spec.held_if}
    for service in catalogue.services:
        named |= {condition.field for rule in service.eligibility for condition in rule.any}
    return {name.partition(".")[0] for name in named}
