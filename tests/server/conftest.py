"""Fixtures: a seeded server with a small simulated population."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select

from server.adapters.faults import SYSTEMS, FaultSwitches
from server.adapters.population import Population
from server.app import create_app
from server.demo.seed import seed
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
    Kiosk,
    World,
    citizens,
    limit,
    serving,
)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeded data folder, made once and copied for each server (argon2 and migrations take their time)."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = ServerSettings(data_dir=folder)
    seed(settings, folder / "kiosk.toml", server_url="http://127.0.0.1:8750", photos=folder / "no-photos")
    more_devices(settings)
    return folder


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
def running(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[World]:
    """One server for all tests: they use ids of their own, and `world` puts everything else back."""
    folder = tmp_path_factory.mktemp("server") / "data"
    shutil.copytree(seeded, folder)
    settings = ServerSettings(
        data_dir=folder,
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
