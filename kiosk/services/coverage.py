"""How much a citizen has to do for each service: fields, share already filled in, screens, touches.

Measured, not declared: every way through a form is walked with a sample citizen for whom the registries
return all they hold. Shares are means over the ways; screens and fields are those of the longest way, touches
those of the first.
"""

from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from config.catalogue import Catalogue, Service
from kiosk.services import sample
from kiosk.services.documents import Papers, documents
from kiosk.services.form import FormState, answers, page_count

EndState = Literal["finished", "received", "counter", "informed"]


@dataclass(frozen=True, slots=True)
class ServiceCoverage:
    code: str
    mode: str
    fields: int
    prefilled_share: float
    screens: int
    """From the service's own page to the receipt, without printing."""
    touches: int
    """Taps and typed characters on these screens, optional fields left empty."""
    documents: int
    """Papers to bring, at most."""
    end_state: EndState


@dataclass(frozen=True, slots=True)
class Coverage:
    version: str
    prefilled_share: float
    """Known fields of all services over all fields of all services."""
    services: tuple[ServiceCoverage, ...]


def coverage(catalogue: Catalogue) -> Coverage:
    rows: list[ServiceCoverage] = []
    known = total = 0.0
    for service in catalogue.services:
        states = list(sample.ways(service, catalogue))
        counts = [_count(state) for state in states]
        known += fmean(one for one, _ in counts)
        total += fmean(every for _, every in counts)
        papers = [documents(service, state) for state in states]
        rows.append(
            ServiceCoverage(
                code=service.code,
                mode=service.mode,
                fields=max(every for _, every in counts),
                prefilled_share=round(fmean(one / every for one, every in counts), 4),
                screens=max(_screens(state, one) for state, one in zip(states, papers, strict=True)),
                touches=_touches(states[0], papers[0]),
                documents=max(len(one.bring) for one in papers),
                end_state=_end_state(service, papers[0]),
            )
        )
    return Coverage(catalogue.version, round(known / total, 4), tuple(rows))


def _count(state: FormState) -> tuple[int, int]:
    """Fields that were filled in before anybody typed, and all fields."""
    found = answers(state)
    return sum(one.name not in state.typed and bool(one.text) for one in found), len(found)


def _screens(state: FormState, papers: Papers) -> int:
    """The service's page, the form's pages, the papers, the review, the receipt."""
    return 1 + page_count(state) + (1 if papers.bring or papers.have else 0) + 2


def _touches(state: FormState, papers: Papers) -> int:
    """Choosing and starting the service, answering, turning pages, stating that it is true, sending."""
    asked = [one for one in answers(state) if not one.read_only and one.name in state.typed]
    answering = sum(2 if one.options else len(one.text) for one in asked)
    return 2 + answering + page_count(state) + (1 if papers.bring or papers.have else 0) + 2


def _end_state(service: Service, papers: Papers) -> EndState:
    match service.mode:
        case "info":
            return "informed"
        case "handoff":
            return "counter"
        case "submit":
            return "received"
        case "full":
            return "counter" if papers.bring else "finished"
