"""The audit trail: a hash chain of security-relevant events from one catalogue, without personal data.

Each hash covers the entry before (SHA-256 over canonical JSON), so that a changed, removed or inserted
entry breaks the chain; a cut tail shows because the head travels with every heartbeat.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from kiosk.store.records import Records

GENESIS = "0" * 64


class UnknownEventError(Exception):
    """An event or field outside `events.toml`: a bug, and it might be personal data."""


@dataclass(frozen=True, slots=True)
class EventKind:
    level: str
    description: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found."""

    entries: int
    head: str
    first_bad: int | None
    """The number of the first entry that does not fit; None where the chain holds."""


@cache
def catalogue() -> Mapping[str, EventKind]:
    """Every event that may be written, by name."""
    text = resources.files("kiosk").joinpath("events.toml").read_text(encoding="utf-8")
    return {
        name: EventKind(kind["level"], kind["description"], frozenset(kind.get("fields", ())))
        for name, kind in tomllib.loads(text).items()
    }


class AuditTrail:
    """Appends to and checks the chain in the kiosk's database."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def write(self, event: str, fields: Mapping[str, str], at: datetime) -> None:
        """Raises:
        UnknownEventError
        """
        kind = catalogue().get(event)
        if kind is None or not set(fields) <= kind.fields:
            raise UnknownEventError(f"{event} {sorted(fields)}")
        with self._records.lock, self._records.db.atomic():
            count, head = self.head()
            entry = (count + 1, at.isoformat(), event, json.dumps(fields, sort_keys=True))
            self._records.db.table("audit").insert(
                {
                    "sequence": entry[0],
                    "at": entry[1],
                    "event": event,
                    "fields": entry[3],
                    "previous": head,
                    "hash": _hash(head, *entry),
                }
            )

    def head(self) -> tuple[int, str]:
        """How many entries there are, and the hash of the last."""
        with self._records.lock:
            row = self._records.db.execute(
                "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"
            ).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def verify(self) -> Verdict:
        """Walks the whole chain."""
        with self._records.lock:
            rows = self._records.db.execute(
                "SELECT sequence, at, event, fields, previous, hash FROM audit ORDER BY sequence"
            ).fetchall()
        previous = GENESIS
        for expected, (sequence, at, event, fields, before, own) in enumerate(rows, start=1):
            fits = sequence == expected and before == previous
            if not fits or own != _hash(previous, sequence, at, event, fields):
                return Verdict(len(rows), previous, expected)
            previous = own
        return Verdict(len(rows), previous, None)


def _hash(previous: str, sequence: int, at: str, event: str, fields: str) -> str:
    return hashlib.sha256(json.dumps([previous, sequence, at, event, fields]).encode()).hexdigest()
