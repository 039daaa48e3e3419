"""The papers of an application: which to bring, which the office holds, whether a counter is needed."""

from typing import NamedTuple

from config.catalogue import Service, Text
from config.catalogue.models import DocumentSpec, DocumentUse
from kiosk.services.answers import Resolver
from kiosk.services.form import FormState


class Paper(NamedTuple):
    name: str
    label: Text
    words: Text | None = None
    """When it is needed, for a paper that depends on answers still to come."""


class Papers(NamedTuple):
    bring: tuple[Paper, ...]
    have: tuple[Paper, ...]


def documents(service: Service, state: FormState, captured: frozenset[str] = frozenset()) -> Papers:
    """The papers that count with the answers so far.

    Args:
        service: What is applied for.
        state: Its form.
        captured: Documents that are already scanned or photographed.
    """
    resolver = Resolver(service, state.catalogue, state.known, state.typed)
    sure = {use.name: use for use in service.documents if resolver.all_hold(use.when)}
    bring: list[Paper] = []
    have: list[Paper] = []
    for name in sure:
        spec = state.catalogue.documents[name]
        held = name in captured or _held(spec, resolver, state)
        (have if held else bring).append(Paper(name, spec.label))
    return Papers(tuple(bring), tuple(have))


def preview(service: Service, state: FormState) -> Papers:
    """As `documents`, before the first question: papers of open cases stand there with their condition."""
    bring, have = documents(service, state)
    sure = {paper.name for paper in (*bring, *have)}
    resolver = Resolver(service, state.catalogue, state.known, state.typed)
    maybe: dict[str, DocumentUse] = {}
    for use in service.documents:
        spec = state.catalogue.documents[use.name]
        if use.name not in sure and spec.capture != "kiosk" and not _held(spec, resolver, state):
            maybe.setdefault(use.name, use)
    labels = state.catalogue.documents
    more = tuple(Paper(name, labels[name].label, use.words) for name, use in maybe.items())
    return Papers(bring + more, have)


def needs_counter(service: Service, papers: Papers) -> bool:
    """Whether a queue number is handed out: always for a hand-off, else where a paper must be shown."""
    if service.mode == "info":
        return False
    return service.mode == "handoff" or bool(papers.bring)


def _held(spec: DocumentSpec, resolver: Resolver, state: FormState) -> bool:
    """Held already: made on the kiosk itself, or a registry gave the number that proves it."""
    if spec.capture == "kiosk":
        return True
    if spec.held_if is None or not state.known.verified:
        return False
    fact = state.known.facts.get(spec.held_if)
    if fact is not None:
        return True
    if spec.capture == "registry":
        return False
    return any(one.name == spec.held_if and one.read_only for one in resolver.answers())
