"""The simulated registries: 1:1 face match, and the facts of the population registry and of SDMK."""

from dataclasses import replace
from typing import Literal

from server.adapters.faults import FaultSwitches
from server.adapters.population import Citizen, Population
from server.adapters.ports import Compared, Facts, NoComparison, NotFound, Unavailable

NOBODY = "0" * 16


class RegistrySimulator:
    """Compares with the product's own face engine."""

    def __init__(self, population: Population, faults: FaultSwitches) -> None:
        self._population = population
        self._faults = faults

    async def match(self, nik: str, template: bytes) -> Compared | NotFound | NoComparison | Unavailable:
        fault = await self._faults.pause("registry")
        if fault == "down":
            return Unavailable("registry_down")
        citizen = self._population.find(nik)
        if citizen is None:
            return NotFound()
        found = _compare(citizen, template)
        if fault == "wrong" and isinstance(found, Compared):
            return replace(found, nik=NOBODY, decision="match", score=1.0)
        return found


class FactsSimulator:
    """One of the two registries of facts, by the name of its fault switch."""

    def __init__(
        self, population: Population, faults: FaultSwitches, system: Literal["profile", "sdmk"]
    ) -> None:
        self._population = population
        self._faults = faults
        self._system: Literal["profile", "sdmk"] = system

    async def facts(self, nik: str) -> Facts | NotFound | Unavailable:
        fault = await self._faults.pause(self._system)
        if fault == "down":
            return Unavailable("registry_down" if self._system == "profile" else "sdmk_down")
        if fault == "wrong":  # the answer to somebody else's question
            others = [one for one in self._population.all() if one.nik != nik]
            return self._of(others[0]) if others else NotFound()
        citizen = self._population.find(nik)
        return self._of(citizen) if citizen else NotFound()

    def _of(self, citizen: Citizen) -> Facts | NotFound:
        values = citizen.dukcapil if self._system == "profile" else citizen.sdmk
        return Facts(citizen.nik, values, citizen.as_of) if values else NotFound()


def _compare(citizen: Citizen, probe: bytes) -> Compared | NoComparison:
    # imported here because a server with a real registry compares nothing itself and needs no image library
    from face.compare import compare
    from face.engine import DlibEngine, SFaceEngine
    from face.template import Template

    if citizen.template is None:
        return NoComparison("no_reference")
    try:
        shown = Template.from_bytes(probe)
        reference = Template.from_bytes(citizen.template)
    except ValueError:
        return NoComparison("template_invalid")
    thresholds = (DlibEngine if shown.engine == "dlib" else SFaceEngine).thresholds
    found = compare(reference, shown, thresholds)
    if found.score is None or found.decision == "unavailable":
        return NoComparison("engine_differs")
    return Compared(citizen.nik, found.decision, found.score, found.threshold, found.fmr)
