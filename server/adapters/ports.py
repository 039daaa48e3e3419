"""What the server asks of the systems around it. A real connection implements one of these classes.

Every answer names the NIK it is about, so that an answer meant for somebody else is noticed and dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No answer; `reason` is a word for `VerificationAnswer.reasons`."""

    reason: Literal[
        "registry_down",
        "registry_slow",
        "registry_wrong",
        "ikd_down",
        "ikd_slow",
        "ikd_wrong",
        "sdmk_down",
        "sdmk_slow",
        "sdmk_wrong",
        "notice_down",
        "notice_slow",
    ]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The registry works and knows no such person."""


@dataclass(frozen=True, slots=True)
class NoComparison:
    """The registry knows the person, but these two templates cannot be compared."""

    reason: Literal["engine_differs", "template_invalid", "no_reference"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A 1:1 comparison that took place. `score` >= `threshold` is a match; `fmr` is the rate at it."""

    nik: str = field(repr=False)
    decision: Literal["match", "officer", "no_match"]
    score: float
    threshold: float
    fmr: float


@dataclass(frozen=True, slots=True)
class TokenRefused:
    reason: Literal["token_expired", "token_invalid"]


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Who an IKD token speaks for."""

    nik: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one registry knows of a person: catalogue field to value, and of which day."""

    nik: str = field(repr=False)
    values: Mapping[str, str] = field(repr=False)
    as_of: date


class FaceRegistry(Protocol):
    """The population registry's 1:1 match (Dukcapil face recognition)."""

    async def match(self, nik: str, template: bytes) -> Compared | NotFound | NoComparison | Unavailable: ...


class PersonRegistry(Protocol):
    """A registry of facts: the population registry or SDMK."""

    async def facts(self, nik: str) -> Facts | NotFound | Unavailable: ...


class IkdVerifier(Protocol):
    """The digital identity's check of a QR token that the citizen's phone shows."""

    async def present(self, token: str, at: datetime) -> TokenHolder | TokenRefused | Unavailable:
        """Who holds the token that was read at `at`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The carrier took the message; whether it was read, nobody knows."""


class NoticeSender(Protocol):
    """Messages to citizens: SMS or WhatsApp to a telephone number, or e-mail."""

    async def send(self, channel: Literal["phone", "email"], to: str, words: str) -> Sent | Unavailable: ...


@dataclass(frozen=True, slots=True)
class Adapters:
    face: FaceRegistry
    population: PersonRegistry
    sdmk: PersonRegistry
    ikd: IkdVerifier
    notice: NoticeSender
