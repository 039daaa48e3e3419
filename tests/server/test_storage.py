"""The group-commit writer, sealing and migrations."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from server.sealing import SealBrokenError, Sealer
from server.storage.engine import make_engine
from server.storage.migrate import migrate
from server.storage.schema import metadata
from server.storage.writer import Writer, each


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'x.db'}"


def test_the_migrations_make_exactly_the_schema(url: str) -> None:
    engine = make_engine(url, writes=True)
    assert migrate(engine) == migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_sqlite_is_durable_and_readable_beside_the_writer(url: str) -> None:
    engine = make_engine(url, writes=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    engine.dispose()


def make_table(url: str) -> None:
    engine = make_engine(url, writes=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER PRIMARY KEY)"))
    engine.dispose()


def insert_all(connection: Connection, items: Sequence[int]) -> list[int]:
    connection.execute(text("INSERT INTO t VALUES (:x)"), [{"x": item} for item in items])
    return [item * 10 for item in items]


def test_what_waits_is_committed_together_and_everybody_gets_their_own_answer(url: str) -> None:
    make_table(url)
    engine = make_engine(url, writes=True)
    writer = Writer(engine)
    batches: list[int] = []
    gate = threading.Event()

    def hold(_connection: Connection, items: Sequence[None]) -> list[None]:
        gate.wait(10)
        return [None for _ in items]

    def counted(connection: Connection, items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        return insert_all(connection, items)

    async def many() -> list[int]:
        held = asyncio.ensure_future(writer.run(hold, None))
        await asyncio.sleep(0.05)
        writes = [asyncio.ensure_future(writer.run(counted, item)) for item in range(50)]
        await asyncio.sleep(0)
        gate.set()
        await held
        return list(await asyncio.gather(*writes))

    assert asyncio.run(many()) == [item * 10 for item in range(50)]
    assert batches == [50]
    writer.close()
    engine.dispose()


def test_one_bad_write_fails_alone(url: str) -> None:
    make_table(url)
    engine = make_engine(url, writes=True)
    writer = Writer(engine)

    async def many() -> list[object]:
        items = [1, 2, 3, 2, 4]  # the second 2 breaks the primary key
        return list(
            await asyncio.gather(*(writer.run(insert_all, one) for one in items), return_exceptions=True)
        )

    answers = asyncio.run(many())
    assert [one for one in answers if isinstance(one, int)] == [10, 20, 30, 40]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 4
    writer.close()
    engine.dispose()


def test_an_answer_means_that_it_is_on_the_disk(url: str) -> None:
    make_table(url)
    engine = make_engine(url, writes=True)
    writer = Writer(engine)
    seen = []
    reading = make_engine(url, writes=False)
    for item in range(5):
        writer.run_blocking(insert_all, item)
        with reading.connect() as other:
            seen.append(other.execute(text("SELECT count(*) FROM t")).scalar_one())
    reading.dispose()
    assert seen == [1, 2, 3, 4, 5]
    writer.close()
    engine.dispose()


def test_closing_writes_what_still_waits(url: str) -> None:
    make_table(url)
    engine = make_engine(url, writes=True)
    writer = Writer(engine)
    threads = [
        threading.Thread(target=writer.run_blocking, args=(each(lambda c, i: insert_all(c, [i])), n))
        for n in range(9)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    writer.close()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 9
    engine.dispose()


def test_a_sealed_record_opens_in_its_own_place_alone() -> None:
    sealer, other = Sealer(bytes(32)), Sealer(b"x" * 32)
    name = f"applications/{uuid4()}"
    sealed = sealer.seal(name, b"secret")
    assert sealer.open(name, sealed) == b"secret"
    for opener, place, content in (
        (sealer, "applications/else", sealed),
        (other, name, sealed),
        (sealer, name, sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (sealer, name, b""),
    ):
        with pytest.raises(SealBrokenError):
            opener.open(place, content)


def test_niks_are_looked_up_by_a_keyed_hash() -> None:
    sealer, other = Sealer(bytes(32)), Sealer(b"x" * 32)
    assert sealer.nik_key("3217995505900001") == sealer.nik_key("3217995505900001")
    assert sealer.nik_key("3217995505900001") != other.nik_key("3217995505900001")
