"""Finding a service: by domain, by life event, or by words in either language, tolerant of typing errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from config.catalogue import Catalogue, Service
from kiosk.services.family import slug

PER_PAGE = 6
LIFE = "life_"
"""Sections of life events are named `life_birth`, `life_move`, ..."""

CLOSE = 0.74
"""How alike two words must be, 0..1 (`SequenceMatcher.ratio`): one wrong letter in four is forgiven."""

_NOISE_ID = frozenset({"saya", "mau", "ingin", "bikin", "buat", "urus", "mengurus", "cara", "untuk", "yang"})
_NOISE_EN = frozenset({"the", "a", "an", "to", "my", "i", "want", "need", "get", "of"})
_NOISE = _NOISE_ID | _NOISE_EN
_WEIGHTS = (("name", 3.0), ("keyword", 2.5), ("plain", 1.0))


@dataclass(frozen=True, slots=True)
class Section:
    """A tab of the service list; `message` is an id of the string table."""

    id: str
    message: str
    icon: str


def sections(catalogue: Catalogue) -> tuple[Section, ...]:
    """The domains, then the life events."""
    domains = [Section(name, one.message, one.icon) for name, one in catalogue.domains.items()]
    events = [Section(LIFE + name, one.message, one.icon) for name, one in catalogue.life_events.items()]
    return (*domains, *events)


def in_section(catalogue: Catalogue, section: str) -> tuple[Service, ...]:
    """The services of a domain or life event, in the catalogue's order."""
    event = section.removeprefix(LIFE)
    if event != section:
        return tuple(one for one in catalogue.services if event in one.life_events)
    return tuple(one for one in catalogue.services if one.domain == section)


def search(catalogue: Catalogue, query: str) -> tuple[Service, ...]:
    """The services that fit the words, best first; every word must fit something of the service.

    A code (`ADM-KK-01`) finds its service. Words of no meaning ("I want to") are left out.
    """
    words = [word for word in slug(query).split("_") if word]
    meant = [word for word in words if word not in _NOISE] or words
    if not meant:
        return ()
    scored = [(_score(service, meant), at, service) for at, service in enumerate(catalogue.services)]
    best = max(score for score, _, _ in scored)
    # a service that fits much worse than the best one only hides it
    fitting = [one for one in scored if one[0] > 0 and one[0] >= best * 0.6]
    return tuple(service for _, _, service in sorted(fitting, key=lambda one: (-one[0], one[1])))


def page(
    services: Sequence[Service], number: int, per_page: int = PER_PAGE
) -> tuple[tuple[Service, ...], int, int]:
    """One page of a list.

    Returns:
        The services, the page number brought into range (from 1), and how many pages there are (at least 1).
    """
    pages = max(1, -(-len(services) // per_page))
    number = min(max(number, 1), pages)
    return tuple(services[(number - 1) * per_page : number * per_page]), number, pages


def _score(service: Service, words: list[str]) -> float:
    if slug(service.code) == "_".join(words):
        return 100.0
    texts = {
        "name": _words(service.name.id, service.name.en),
        "keyword": _words(*service.keywords),
        "plain": _words(service.plain.id, service.plain.en),
    }
    total = 0.0
    for word in words:
        best = max(weight * _fit(word, texts[kind]) for kind, weight in _WEIGHTS)
        if best == 0:
            return 0.0
        total += best
    phrase = " ".join(words)
    exact = any(slug(keyword).replace("_", " ") == phrase for keyword in service.keywords)
    return total / len(words) + (2.0 if exact else 0.0)


def _fit(word: str, known: frozenset[str]) -> float:
    """1 for the word itself, less for one that starts so, less again for one that is typed alike."""
    if word in known:
        return 1.0
    if len(word) >= 2 and any(other.startswith(word) for other in known):
        return 0.8
    if len(word) < 4:
        return 0.0
    closest = max((SequenceMatcher(None, word, other).ratio() for other in known), default=0.0)
    return 0.6 * closest if closest >= CLOSE else 0.0


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in slug(text).split("_") if word)
