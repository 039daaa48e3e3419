"""The change feed misses nothing, on either database."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, insert, make_url, text

from server.storage import feed
from server.storage.engine import make_engine
from server.storage.feed import Cursor
from server.storage.migrate import migrate
from server.storage.schema import changes, metadata
from tests.server.kit import Kiosk, World, application

WRITERS, EACH = 10, 150
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database with our schema."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'x.db'}"
    else:
        base = request.getfixturevalue("postgresql")
        name = f"t{uuid4().hex}"
        admin = create_engine(base, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        url = make_url(base).set(database=name).render_as_string(hide_password=False)
    made = make_engine(url, writes=True)
    migrate(made)
    yield made
    made.dispose()


def test_the_migrations_make_exactly_the_schema_on_both_databases(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_ten_writers_at_once_and_a_poller_that_misses_no_row(engine: Engine) -> None:
    """Transactions of different length, so that later sequence numbers become visible earlier."""
    written: set[UUID] = set()
    done = threading.Event()
    seen: list[UUID] = []

    def write(number: int) -> None:
        for at in range(EACH):
            entity = uuid4()
            with engine.begin() as connection:
                connection.execute(
                    insert(changes).values(kind="application", entity=entity, office_id="x", at=NOW)
                )
                if engine.dialect.name == "postgresql" and (number + at) % 7 == 0:
                    connection.execute(text("SELECT pg_sleep(0.004)"))
            written.add(entity)

    def poll() -> None:
        cursor = Cursor()
        while True:
            last_round = done.is_set()
            with engine.connect() as connection:
                found = feed.page(connection, cursor, 50)
            seen.extend(one.entity for one in found.changes)
            cursor = found.cursor
            if last_round and not found.changes:
                return

    poller = threading.Thread(target=poll)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for one in (poller, *writers):
        one.start()
    for one in writers:
        one.join()
    done.set()
    poller.join()
    assert len(written) == WRITERS * EACH
    assert len(seen) == len(set(seen))
    assert set(seen) == written


def test_a_kiosk_follows_the_changes_of_its_office(world: World, kiosk: Kiosk) -> None:
    cursor = ""
    while (page := kiosk.get(f"changes?limit=200&cursor={cursor}").json())["cursor"] != (cursor or "0.0"):
        cursor = page["cursor"]
    body = application(kiosk.verified_visit())
    kiosk.put("applications", body)
    page = kiosk.get(f"changes?cursor={cursor}").json()
    assert [one["number"] for one in page["applications"]] == [body["number"]]
    assert kiosk.get(f"changes?cursor={page['cursor']}").json()["applications"] == []
    assert kiosk.get("changes?cursor=nonsense").status_code == 422
    assert kiosk.get("changes?limit=0").status_code == 422
