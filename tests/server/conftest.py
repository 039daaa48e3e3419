"""Fixtures: a seeded server with a small simulated population."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select

from server.adapters.faults import FaultSwitches
from server.adapters.population import Population
from server.app import create_app
from server.demo.seed import seed
from server.settings import ServerSettings
from server.storage.schema import devices
from server.storage.storage import Storage
from server.storage.writer import each
from tests.server.kit import Clock, Kiosk, World, citizens, serving


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A seeded data folder, made once and copied for each server (argon2 and migrations take their time)."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = ServerSettings(data_dir=folder)
    seed(settings, folder / "kiosk.toml", server_url="http://127.0.0.1:8750", photos=folder / "no-photos")
    second_device(settings)
    return folder


def second_device(settings: ServerSettings) -> None:
    """Another kiosk of the same office with the same secret, for what one kiosk must not see of another."""

    def add(connection: Any, _item: None) -> None:
        row = connection.execute(select(devices)).one()
        connection.execute(insert(devices).values({**row._mapping, "id": "mpp-3217-02", "queue_first": 201}))

    storage = Storage(settings)
    storage.writer.run_blocking(each(add), None)
    storage.close()


@pytest.fixture
def settings(tmp_path: Path, seeded: Path) -> ServerSettings:
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    return ServerSettings(
        data_dir=folder,
        registry_seconds=0.2,
        profile_seconds=0.2,
        breaker_failures=50,
        retry_seconds=0.1,
        sign_in_tries=3,
    )


@pytest.fixture
def world(settings: ServerSettings) -> Iterator[World]:
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
def kiosk(world: World) -> Kiosk:
    return world.kiosk()
