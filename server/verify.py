"""Checks who a visit belongs to: asks the registry or IKD, and believes no answer that cannot be right."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from protocol.wire import VerificationRequest
from server.adapters.guard import Guard
from server.adapters.ports import (
    Adapters,
    Compared,
    Facts,
    NoComparison,
    NotFound,
    TokenHolder,
    TokenRefused,
    Unavailable,
)
from server.domain.presence import capped, consistent
from server.settings import ServerSettings
from server.storage.visits import Answered

INCOMPARABLE = {"engine_differs", "template_invalid", "no_reference"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check said; `nik` is who a match is about."""

    answer: Answered
    nik: str | None = field(repr=False, default=None)

    @property
    def hopeless(self) -> bool:
        """Whether asking again with the same evidence can never give an answer."""
        return self.answer.decision == "unavailable" and set(self.answer.reasons) <= INCOMPARABLE


@dataclass(frozen=True, slots=True)
class KnownField:
    name: str
    value: str = field(repr=False)
    source: Literal["dukcapil", "sdmk"]
    as_of: date


def _unavailable(*reasons: str) -> Outcome:
    return Outcome(Answered("unavailable", None, None, None, reasons))


def _no_match(*reasons: str) -> Outcome:
    return Outcome(Answered("no_match", None, None, None, reasons))


class Checker:
    def __init__(self, adapters: Adapters, settings: ServerSettings) -> None:
        self._adapters = adapters
        limit, rest = settings.breaker_failures, settings.breaker_seconds
        self.guards = {
            "registry": Guard(settings.registry_seconds, limit, rest),
            "ikd": Guard(settings.registry_seconds, limit, rest),
            "profile": Guard(settings.profile_seconds, limit, rest),
            "sdmk": Guard(settings.profile_seconds, limit, rest),
        }

    async def check(self, request: VerificationRequest, at: datetime) -> Outcome:
        """Checks one request; never raises for what the other side does.

        Args:
            request: With the evidence that its `way` names.
            at: When the evidence was shown.
        """
        if request.way == "ikd":
            return await self._ikd(request, at)
        if request.face is None or request.nik is None:
            return _no_match("incomplete")
        if request.face.pad_decision == "spoof":
            return _no_match("spoof")  # the registry is not asked about an attack
        try:
            template = base64.b64decode(request.face.template, validate=True)
        except binascii.Error:
            return _unavailable("template_invalid")
        return await self._face(request.nik, template, request.face.pad_decision)

    async def _face(self, nik: str, template: bytes, pad: Literal["live", "spoof", "unsure"]) -> Outcome:
        async def ask() -> Compared | NotFound | NoComparison | Unavailable:
            found = await self._adapters.face.match(nik, template)
            if isinstance(found, Compared) and not (
                found.nik == nik and consistent(found.decision, found.score, found.threshold)
            ):
                return Unavailable("registry_wrong")
            return found

        found: Compared | NotFound | NoComparison | Unavailable = await self.guards["registry"].call(
            ask, Unavailable("registry_slow"), Unavailable("registry_down")
        )
        if isinstance(found, Unavailable | NoComparison):
            return _unavailable(found.reason)
        if isinstance(found, NotFound):
            return _no_match("not_found")
        decision = capped(found.decision, pad)
        reasons = ("pad_unsure",) if decision != found.decision else ()
        answer = Answered(decision, found.score, found.threshold, found.fmr, reasons)
        return Outcome(answer, nik if decision == "match" else None)

    async def _ikd(self, request: VerificationRequest, at: datetime) -> Outcome:
        token = request.ikd_token
        if not token:
            return _no_match("incomplete")

        async def ask() -> TokenHolder | TokenRefused | Unavailable:
            found = await self._adapters.ikd.present(token, at)
            if isinstance(found, TokenHolder) and not _is_person(found.nik):
                return Unavailable("ikd_wrong")
            return found

        found: TokenHolder | TokenRefused | Unavailable = await self.guards["ikd"].call(
            ask, Unavailable("ikd_slow"), Unavailable("ikd_down")
        )
        if isinstance(found, Unavailable):
            return _unavailable(found.reason)
        if isinstance(found, TokenRefused):
            return _no_match(found.reason)
        if request.nik is not None and request.nik != found.nik:
            return _no_match("nik_differs")
        return Outcome(Answered("match", None, None, None, ()), found.nik)

    async def profile(self, nik: str) -> tuple[KnownField, ...] | Unavailable:
        """Everything the registries know of a citizen. SDMK may be missing, the population registry may not."""
        population = await self._facts("profile", nik)
        if isinstance(population, Unavailable):
            return population
        sdmk = await self._facts("sdmk", nik)
        fields: list[KnownField] = []
        if isinstance(population, Facts):
            fields += [
                KnownField(name, value, "dukcapil", population.as_of)
                for name, value in population.values.items()
            ]
        if isinstance(sdmk, Facts):
            fields += [KnownField(name, value, "sdmk", sdmk.as_of) for name, value in sdmk.values.items()]
        return tuple(fields)

    async def _facts(self, system: Literal["profile", "sdmk"], nik: str) -> Facts | NotFound | Unavailable:
        port = self._adapters.population if system == "profile" else self._adapters.sdmk
        slow, down, wrong = (
            (Unavailable("registry_slow"), Unavailable("registry_down"), Unavailable("registry_wrong"))
            if system == "profile"
            else (Unavailable("sdmk_slow"), Unavailable("sdmk_down"), Unavailable("sdmk_wrong"))
        )

        async def ask() -> Facts | NotFound | Unavailable:
            found = await port.facts(nik)
            return wrong if isinstance(found, Facts) and found.nik != nik else found

        return await self.guards[system].call(ask, slow, down)


def _is_person(nik: str) -> bool:
    return len(nik) == 16 and nik.isascii() and nik.isdecimal() and nik[12:] != "0000"
