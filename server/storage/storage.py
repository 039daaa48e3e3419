"""Opens the database: one writer, a pool of readers."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from starlette.concurrency import run_in_threadpool

from server.settings import ServerSettings
from server.storage.checkpoint import Checkpointer
from server.storage.engine import make_engine
from server.storage.loop_writer import LoopWriter
from server.storage.migrate import migrate
from server.storage.writer import Writer

R = TypeVar("R")


class Storage:
    """`writer` for everything that changes rows, `read` for the rest."""

    def __init__(self, settings: ServerSettings) -> None:
        """Brings the schema up to date and starts the writer."""
        url = settings.database_url
        self._writing: Engine = make_engine(url, writes=True)
        self._reading: Engine = make_engine(url, writes=False)
        migrate(self._writing)
        self._loop_engine: Engine | None = None
        self._checkpointer: Checkpointer | None = None
        self.writer: Writer | LoopWriter
        if self._writing.dialect.name == "sqlite":
            self._loop_engine = make_engine(url, writes=True, patient=False)
            self.writer = LoopWriter(self._loop_engine, self._writing)
            self._checkpointer = Checkpointer(self._reading)
        else:
            self.writer = Writer(self._writing, settings.writer_lanes)

    async def read(self, query: Callable[[Connection], R]) -> R:
        """Runs a query on a thread of its own."""
        return await run_in_threadpool(self.read_blocking, query)

    async def glance(self, query: Callable[[Connection], R]) -> R:
        """Reads a row or a page by key: on SQLite at once, since a thread would cost several times the query."""
        return self.read_blocking(query) if self._loop_engine is not None else await self.read(query)

    def read_blocking(self, query: Callable[[Connection], R]) -> R:
        with self._reading.connect() as connection:
            return query(connection)

    async def drain(self) -> None:
        """Waits until everything that was handed in is written."""
        if isinstance(self.writer, LoopWriter):
            await self.writer.drain()

    def close(self) -> None:
        self.writer.close()
        if self._checkpointer is not None:
            self._checkpointer.close()
        if self._loop_engine is not None:
            self._loop_engine.dispose()
        self._reading.dispose()
        self._writing.dispose()
