"""The group-commit writer, sealing and migrations."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from server.sealing import SealBrokenError, Sealer
from server.storage.engine import make_engine
from server.storage.loop_writer import LoopWriter
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


@pytest.fixture(params=["lanes", "loop"])
def writer(request: pytest.FixtureRequest, url: str) -> Iterator[Writer | LoopWriter]:
    """Both writers keep the same promises."""
    make_table(url)
    engine, impatient = make_engine(url, writes=True), make_engine(url, writes=True, patient=False)
    made = Writer(engine) if request.param == "lanes" else LoopWriter(impatient, engine)
    yield made
    made.close()
    engine.dispose()
    impatient.dispose()


def rows(url: str) -> int:
    engine = make_engine(url, writes=False)
    with engine.connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM t")).scalar_one()
    engine.dispose()
    return found


def test_what_waits_is_committed_together_and_everybody_gets_their_own_answer(
    writer: Writer | LoopWriter,
) -> None:
    batches: list[int] = []

    def counted(connection: Connection, items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        return insert_all(connection, items)

    async def many() -> list[int]:
        return list(await asyncio.gather(*(writer.run(counted, item) for item in range(50))))

    assert asyncio.run(many()) == [item * 10 for item in range(50)]
    assert sum(batches) == 50
    assert len(batches) < 25


def test_one_bad_write_fails_alone(writer: Writer | LoopWriter, url: str) -> None:
    async def many() -> list[object]:
        items = [1, 2, 3, 2, 4]  # the second 2 breaks the primary key
        return list(
            await asyncio.gather(*(writer.run(insert_all, one) for one in items), return_exceptions=True)
        )

    answers = asyncio.run(many())
    assert [one for one in answers if isinstance(one, int)] == [10, 20, 30, 40]
    assert rows(url) == 4


def test_a_client_that_goes_away_harms_nobody_else(writer: Writer | LoopWriter, url: str) -> None:
    async def many() -> int:
        gone = asyncio.ensure_future(writer.run(insert_all, 1))
        stays = asyncio.ensure_future(writer.run(insert_all, 2))
        await asyncio.sleep(0)
        gone.cancel()
        return await stays

    assert asyncio.run(many()) == 20
    assert rows(url) == 2  # what was handed in is stored, though nobody hears of it


def test_the_command_line_may_hold_the_file_for_a_moment(url: str, writer: Writer | LoopWriter) -> None:
    other = make_engine(url, writes=True)

    async def blocked() -> int:
        with other.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (99)"))
            waiting = asyncio.ensure_future(writer.run(insert_all, 1))
            await asyncio.sleep(0.1)
            assert not waiting.done()
        return await waiting

    assert asyncio.run(blocked()) == 10
    other.dispose()


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
