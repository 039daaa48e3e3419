"""Opens the kiosk's database: durable settings, migrations, and quarantine of a damaged file."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from kiosk.store.migrations import migrations

NAME = "kiosk.db"


@dataclass(frozen=True, slots=True)
class Opened:
    db: Database
    quarantined: Path | None
    """Where a damaged file was put; a technician has to be told."""


def open_database(folder: Path) -> Opened:
    """Opens or makes the database in `folder`.

    WAL with `synchronous=FULL`: what was committed survives a power cut. A file that fails `quick_check` is
    moved aside with its journal files, never deleted, and a fresh one is begun.

    Raises:
        OSError: the folder cannot be made.
        sqlite3.OperationalError: disk full, read-only, or locked by another kiosk process.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    quarantined = None
    if path.exists() and not _sound(path):
        quarantined = _quarantine(path)
    connection = sqlite3.connect(path, timeout=10.0, check_same_thread=False)
    path.chmod(0o600)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    db = Database(connection)
    migrations.apply(db)
    return Opened(db, quarantined)


def _sound(path: Path) -> bool:
    connection = sqlite3.connect(path, timeout=10.0)
    try:
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        raise  # locked or unreadable is not damaged
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _quarantine(path: Path) -> Path:
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    target = path.with_name(f"{path.name}.damaged-{stamp}")
    for suffix in ("", "-wal", "-shm"):
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.rename(target.with_name(target.name + suffix))
    return target
