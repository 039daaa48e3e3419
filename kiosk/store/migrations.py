"""The schema, as numbered steps; a step that has shipped is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("kiosk")


@migrations(name="0001_journal_outbox_prints")
def journal_outbox_prints(db: Database) -> None:
    db.executescript(
        """
        CREATE TABLE journal (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            visit TEXT NOT NULL,
            happened_at TEXT NOT NULL,
            boot_id TEXT NOT NULL,
            monotonic REAL NOT NULL,
            nik_key TEXT,
            number TEXT UNIQUE,
            queue_number TEXT,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            visit TEXT NOT NULL,
            happened_at TEXT NOT NULL,
            queued_at TEXT NOT NULL,
            boot_id TEXT NOT NULL,
            sent_at TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dead')),
            reason TEXT NOT NULL DEFAULT '',
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX outbox_waiting ON outbox (sequence) WHERE state = 'waiting';
        CREATE INDEX outbox_dead ON outbox (sequence) WHERE state = 'dead';
        CREATE TABLE prints (
            id TEXT PRIMARY KEY,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'printed', 'given_up')),
            outcome TEXT NOT NULL DEFAULT '',
            queued_at TEXT NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE INDEX prints_waiting ON prints (queued_at) WHERE state = 'waiting';
        CREATE TABLE counters (
            name TEXT NOT NULL,
            day TEXT NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (name, day)
        ) STRICT;
        CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            event TEXT NOT NULL,
            fields TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        """
    )
