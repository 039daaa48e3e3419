"""The records: one transaction makes an application durable together with all that follows from it."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlite_utils import Database

from kiosk.store.sealing import Sealer

Kind = Literal["evidence", "application", "survey"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something happened, by both clocks; the boot id says to which start the monotonic one belongs."""

    wall: datetime
    monotonic: float
    boot_id: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be sent: its id is the resource id and the idempotency key."""

    id: str
    kind: Kind
    visit: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An outbox row, opened."""

    sequence: int
    item: Item
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An item that the server refuses for good; kept until a technician has looked."""

    sequence: int
    id: str
    kind: str
    reason: str
    happened_at: str


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    dead: int
    sent: int
    oldest: datetime | None
    """When the oldest waiting item was queued."""


class Records:
    """One connection, one lock: every method is one short transaction, from any thread."""

    def __init__(self, db: Database, sealer: Sealer) -> None:
        self._db = db
        self._sealer = sealer
        self._lock = threading.RLock()

    @property
    def db(self) -> Database:
        return self._db

    @property
    def lock(self) -> threading.RLock:
        """For the audit trail, which shares the connection."""
        return self._lock

    def next_queue_number(self, prefix: str, day: str, first: int, last: int) -> str | None:
        """Hands out the next number of this kiosk's block for the day, or None when the block is used up.

        Call it inside `atomically` so that a number is used only with its application.
        """
        row = self._db.execute(
            "INSERT INTO counters (name, day, value) VALUES (?, ?, ?) "
            "ON CONFLICT (name, day) DO UPDATE SET value = value + 1 RETURNING value",
            (f"queue.{prefix}", day, first),
        ).fetchone()
        return f"{prefix}-{row[0]:03d}" if row[0] <= last else None

    def accept(
        self,
        items: Iterable[Item],
        stamp: Stamp,
        *,
        number: str,
        queue_number: str | None,
        nik: str,
        receipt: bytes,
    ) -> None:
        """Writes journal, outbox and print job of an application; the last item is the application itself."""
        *before, application = items
        sealed = self._sealer.seal(f"journal/{application.id}", application.body)
        self._db.table("journal").insert(
            {
                "id": application.id,
                "kind": application.kind,
                "visit": application.visit,
                "happened_at": stamp.wall.isoformat(),
                "boot_id": stamp.boot_id,
                "monotonic": stamp.monotonic,
                "nik_key": self._sealer.lookup(nik),
                "number": number,
                "queue_number": queue_number,
                "sealed": sealed,
            }
        )
        for item in (*before, application):
            self._enqueue(item, stamp)
        self._db.table("prints").insert(
            {
                "id": application.id,
                "queued_at": stamp.wall.isoformat(),
                "sealed": self._sealer.seal(f"prints/{application.id}", receipt),
            }
        )

    def enqueue(self, item: Item, stamp: Stamp) -> None:
        with self._lock, self._db.atomic():
            self._enqueue(item, stamp)

    def _enqueue(self, item: Item, stamp: Stamp) -> None:
        self._db.table("outbox").insert(
            {
                "id": item.id,
                "kind": item.kind,
                "visit": item.visit,
                "happened_at": stamp.wall.isoformat(),
                "queued_at": datetime.now(UTC).isoformat(),
                "boot_id": stamp.boot_id,
                "sealed": self._sealer.seal(f"outbox/{item.kind}/{item.id}", item.body),
            }
        )

    def waiting(self, limit: int) -> tuple[Waiting, ...]:
        """The oldest items that still have to be sent, in order."""
        with self._lock:
            rows = self._db.execute(
                "SELECT sequence, id, kind, visit, attempts, sealed FROM outbox "
                "WHERE state = 'waiting' ORDER BY sequence LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(
            Waiting(row[0], Item(row[1], row[2], row[3], self._open_item(row[2], row[1], row[5])), row[4])
            for row in rows
        )

    def _open_item(self, kind: str, id_: str, sealed: bytes) -> bytes:
        return self._sealer.open(f"outbox/{kind}/{id_}", sealed)

    def mark_sent(self, sequence: int) -> None:
        self._update_outbox(
            sequence, "state = 'sent', sent_at = ?, reason = ''", datetime.now(UTC).isoformat()
        )

    def mark_tried(self, sequence: int, reason: str) -> None:
        self._update_outbox(sequence, "attempts = attempts + 1, reason = ?", reason)

    def mark_dead(self, sequence: int, reason: str) -> None:
        self._update_outbox(sequence, "state = 'dead', attempts = attempts + 1, reason = ?", reason)

    def retry_dead(self) -> int:
        """Puts the dead letters back into the queue, at their old places; returns how many."""
        with self._lock, self._db.atomic():
            return int(self._db.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'dead'").rowcount)

    def _update_outbox(self, sequence: int, assignment: str, value: str) -> None:
        with self._lock, self._db.atomic():
            self._db.execute(f"UPDATE outbox SET {assignment} WHERE sequence = ?", (value, sequence))  # noqa: S608

    def dead_letters(self) -> tuple[DeadLetter, ...]:
        with self._lock:
            rows = self._db.execute(
                "SELECT sequence, id, kind, reason, happened_at FROM outbox WHERE state = 'dead' "
                "ORDER BY sequence"
            ).fetchall()
        return tuple(DeadLetter(*row) for row in rows)

    def counts(self) -> Counts:
        with self._lock:
            by_state: Mapping[str, int] = dict(
                self._db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
            )
            oldest = self._db.execute("SELECT min(queued_at) FROM outbox WHERE state = 'waiting'").fetchone()[
                0
            ]
        return Counts(
            waiting=by_state.get("waiting", 0),
            dead=by_state.get("dead", 0),
            sent=by_state.get("sent", 0),
            oldest=datetime.fromisoformat(oldest) if oldest else None,
        )

    def receipt(self, application: str) -> bytes | None:
        """The receipt of an application as it was accepted; None where there is none."""
        with self._lock:
            row = self._db.execute("SELECT sealed FROM prints WHERE id = ?", (application,)).fetchone()
        return self._sealer.open(f"prints/{application}", row[0]) if row else None

    def unprinted(self, since: datetime) -> tuple[str, ...]:
        """Applications whose receipt never came out, accepted after `since`."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id FROM prints WHERE state = 'waiting' AND queued_at >= ? ORDER BY queued_at",
                (since.isoformat(),),
            ).fetchall()
        return tuple(row[0] for row in rows)

    def mark_print(self, application: str, state: Literal["printed", "given_up"], outcome: str) -> None:
        with self._lock, self._db.atomic():
            self._db.execute(
                "UPDATE prints SET state = ?, outcome = ? WHERE id = ? AND state != 'printed'",
                (state, outcome, application),
            )

    def fact(self, name: str) -> str | None:
        """A small remembered value without personal data, for example when the server last answered."""
        with self._lock:
            row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def remember(self, name: str, value: str) -> None:
        with self._lock, self._db.atomic():
            self._db.table("facts").upsert({"name": name, "value": value}, pk="name")

    def applications(self) -> tuple[tuple[str, str, str], ...]:
        """Id, number and outbox state of every application; no personal data."""
        with self._lock:
            return tuple(
                (row[0], row[1], row[2])
                for row in self._db.execute(
                    "SELECT j.id, j.number, o.state FROM journal j JOIN outbox o ON o.id = j.id "
                    "ORDER BY o.sequence"
                ).fetchall()
            )

    def close(self) -> None:
        with self._lock:
            self._db.conn.close()


def to_json(value: Mapping[str, object]) -> bytes:
    """Canonical JSON: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
