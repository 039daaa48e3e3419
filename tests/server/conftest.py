"""Fixtures: a seeded server with a small simulated population."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import insert, select

from server import accounts
from server.accounts import add_officer
from server.adapters.faults import SYSTEMS, FaultSwitches
from server.adapters.population import Population
from server.api import sessions
from server.app import create_app
from server.bench.cluster import cluster, missing
from server.demo import seed as seeding
from server.demo.seed import seed
from server.domain.roles import ROLES, Role
from server.settings import ServerSettings
from server.storage.schema import devices, offices
from server.storage.storage import Storage
from server.storage.writer import each
from tests.server.kit import (
    DOOMED,
    ELSEWHERE,
    OTHER_OFFICE,
    SECOND,
    Clock,
    Desk,
    Kiosk,
    World,
    citizens,
    forget_code,
    limit,
    serving,
)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Tests sign in a hundred times; argon2 as shipped would take most of their time."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        for module in (sessions, accounts, seeding):
            patch.setattr(module, "HASHER", cheap)
        yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeded data folder, made once and copied for each server (argon2 and migrations take their time)."""
    folder = tmp_path_factory.mktemp("seeded")
    fill(ServerSettings(data_dir=folder))
    return folder


def fill(settings: ServerSettings) -> None:
    """Seeds, and adds what the tests need besides."""
    folder = settings.data_dir
    seed(settings, folder / "kiosk.toml", server_url="http://127.0.0.1:8750", photos=folder / "no-photos")
    more_devices(settings)


def more_devices(settings: ServerSettings) -> None:
    """More kiosks with the same secret: of the same office, of another office, and one to be revoked."""

    def add(connection: Any, _item: None) -> None:
        row = connection.execute(select(devices)).one()
        office = {"id": OTHER_OFFICE, "name": "MPP Lain", "region": "Kubu Raya", "region_code": "6112"}
        connection.execute(insert(offices).values(office))
        for name, at in ((SECOND, "mpp-3217"), (DOOMED, "mpp-3217"), (ELSEWHERE, OTHER_OFFICE)):
            connection.execute(insert(devices).values({**row._mapping, "id": name, "office_id": at}))

    storage = Storage(settings)
    storage.writer.run_blocking(each(add), None)
    storage.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database made for this run."""
    if missing():
        pytest.skip(missing())
    with cluster() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, seeded: Path
) -> Iterator[World]:
    """One server on each database for all tests.

    They use ids of their own, and `world` puts everything else back.
    """
    folder = tmp_path_factory.mktemp("server") / "data"
    database = ""
    if request.param == "postgresql":
        database = request.getfixturevalue("postgresql")
        fill(ServerSettings(data_dir=folder, database=database))
    else:
        shutil.copytree(seeded, folder)
    settings = ServerSettings(
        data_dir=folder,
        database=database,
        registry_seconds=0.2,
        profile_seconds=0.2,
        breaker_failures=50,
        retry_seconds=0.1,
        sign_in_tries=3,
    )
    with running_world(settings) as world:
        yield world


@contextmanager
def running_world(settings: ServerSettings) -> Iterator[World]:
    clock = Clock()
    app = create_app(settings, clock=clock)
    with serving(app) as url, httpx.Client(base_url=url, timeout=30) as client:
        made = World(
            settings,
            app,
            client,
            clock,
            FaultSwitches(settings.simulator_dir),
            settings.data_dir / "kiosk.toml",
        )
        Population(settings.simulator_dir, made.context.sealer).put(citizens())
        yield made


@pytest.fixture
def world(running: World) -> World:
    """The server with every simulated system in order and the right time."""
    for system in SYSTEMS:
        running.faults.set(system, "ok")
    running.clock.ahead = timedelta()
    context = running.context
    for guard in context.checker.guards.values():
        guard._failed = 0
    limit(context.track_rate, running.settings.track_per_minute)
    limit(context.sessions._wrong, running.settings.sign_in_tries)
    limit(context.accounts._wrong, 1000)
    return running


@pytest.fixture
def kiosk(world: World) -> Kiosk:
    return world.kiosk()


@pytest.fixture(scope="session")
def team(running: World) -> dict[tuple[Role, str], dict[str, str]]:
    """An officer of each role in each of two offices."""
    context = running.context
    made = {}
    for role in ROLES:
        for office in ("mpp-3217", OTHER_OFFICE):
            one = add_officer(context.storage, context.sealer, f"{role}-{office}", office, role)
            made[role, office] = {"password": one.password, "totp": one.totp}
    return made


@pytest.fixture
def browser(world: World) -> Iterator[Any]:
    """Browsers of officers who have not signed in yet."""
    opened: list[Desk] = []

    def desk(login: str, secrets: dict[str, str]) -> Desk:
        opened.append(Desk(world, login, secrets))
        forget_code(world, login)
        return opened[-1]

    yield desk
    for one in opened:
        one.client.close()


@pytest.fixture
def desks(browser: Any, team: dict[tuple[Role, str], dict[str, str]]) -> Any:
    def desk(role: Role = "officer", office: str = "mpp-3217", counter: str = "1") -> Desk:
        one: Desk = browser(f"{role}-{office}", team[role, office])
        answer = one.sign_in(counter)
        assert answer.status_code == 200, answer.text
        return one

    return desk
