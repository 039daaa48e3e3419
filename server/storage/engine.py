"""Database connections: SQLite or PostgreSQL by the URL alone."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from server.storage.checkpoint import LOG_PAGES

READERS = 8


def make_engine(url: str, *, writes: bool, patient: bool = True) -> Engine:
    """An engine; `writes` decides how a transaction on SQLite begins, `patient` whether it waits for a lock.

    A SQLite transaction that reads first and writes later may be refused (SQLITE_BUSY) whatever the time-out,
    so writing ones take the lock at once.
    """
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        # never show bound values in an error: they are personal data
        return create_engine(target, hide_parameters=True, pool_size=READERS, max_overflow=READERS)
    if target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        target,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=READERS,
        connect_args={"timeout": 30.0 if patient else 0.0},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if not isinstance(connection, sqlite3.Connection):
            raise TypeError("the sqlite3 module makes the connections")
        connection.isolation_level = None  # the module shall not begin transactions; the event below does
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
            "mmap_size=1073741824",
            f"wal_autocheckpoint={LOG_PAGES}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
