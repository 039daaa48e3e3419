"""Everything that a request may need, made once at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request

from server.accounts import Accounts
from server.adapters.faults import FaultSwitches
from server.adapters.ikd_simulator import IkdSimulator
from server.adapters.notice_simulator import NoticeSimulator
from server.adapters.population import Population
from server.adapters.ports import Adapters
from server.adapters.registry_simulator import FactsSimulator, RegistrySimulator
from server.api.limits import Rate
from server.api.sessions import Sessions
from server.citizens import CitizenDesk
from server.evidence import EvidenceDesk
from server.keys import Keys, load_keys, load_signing_key
from server.sealing import Sealer
from server.settings import ServerSettings
from server.storage.storage import Storage
from server.verify import Checker

Clock = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    settings: ServerSettings
    clock: Clock
    keys: Keys
    sealer: Sealer
    storage: Storage
    checker: Checker
    evidence: EvidenceDesk
    sessions: Sessions
    accounts: Accounts
    citizens: CitizenDesk
    track_rate: Rate


def open_context(settings: ServerSettings, adapters: Adapters | None = None, clock: Clock = now) -> Context:
    """Opens keys and database; without `adapters` the simulators stand in."""
    keys = load_keys(settings.keys_dir)
    sealer = Sealer(keys.seal)
    storage = Storage(settings)
    adapters = adapters or simulators(settings, sealer)
    checker = Checker(adapters, settings)
    return Context(
        settings=settings,
        clock=clock,
        keys=keys,
        sealer=sealer,
        storage=storage,
        checker=checker,
        evidence=EvidenceDesk(storage, sealer, checker, settings, clock),
        sessions=Sessions(storage, settings, clock),
        accounts=Accounts(storage, sealer, clock),
        citizens=CitizenDesk(storage, sealer, adapters.notice, settings, clock),
        track_rate=Rate(settings.track_per_minute, 60.0),
    )


def simulators(settings: ServerSettings, sealer: Sealer) -> Adapters:
    faults = FaultSwitches(settings.simulator_dir)
    population = Population(settings.simulator_dir, sealer)
    return Adapters(
        face=RegistrySimulator(population, faults),
        population=FactsSimulator(population, faults, "profile"),
        sdmk=FactsSimulator(population, faults, "sdmk"),
        ikd=IkdSimulator(load_signing_key(settings.keys_dir / "ikd-simulator.key"), faults),
        notice=NoticeSimulator(settings.simulator_dir, sealer, faults),
    )


def context_of(request: Request) -> Context:
    found = request.app.state.context
    if not isinstance(found, Context):
        raise TypeError("the application was not started")
    return found
