"""One application on an officer's desk: what is in it, what was done, what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, or_, select, update

from server.domain.identity import Identity, Stage
from server.domain.stages import Action, after
from server.storage import edits
from server.storage.applications import note_changes
from server.storage.schema import access_log, application_events, applications, tickets


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    number: str
    office_id: str
    service: str
    stage: Stage
    identity: Identity
    identity_by: str
    flag: str
    queue_number: str | None
    due: date | None
    channel: str
    version: int
    received_at: datetime
    nik_key: bytes = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    version: int
    at: datetime
    actor: str
    kind: str
    stage: str
    sealed_note: bytes | None = field(repr=False)
    seq: int


@dataclass(frozen=True, slots=True)
class Access:
    at: datetime
    actor: str
    what: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`base_version`: what the officer saw when deciding."""

    application_id: UUID
    office_id: str
    base_version: int
    action: Action
    actor: str
    at: datetime
    sealed_note: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody or something changed the application in between."""

    version: int


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The action does not follow from the stage, or the application is not of this office."""


def by_id(connection: Connection, office_id: str, application_id: UUID) -> Case | None:
    row = connection.execute(
        select(applications).where(applications.c.id == application_id, applications.c.office_id == office_id)
    ).one_or_none()
    return None if row is None else case_of(row)


def find(connection: Connection, office_id: str, text: str, day: date) -> UUID | None:
    """An application of this office by its number or by today's ticket."""
    return connection.execute(
        select(applications.c.id)
        .outerjoin(tickets, tickets.c.application_id == applications.c.id)
        .where(
            applications.c.office_id == office_id,
            or_(applications.c.number == text, (tickets.c.number == text) & (tickets.c.day == day)),
        )
        .limit(1)
    ).scalar_one_or_none()


def newest_of(connection: Connection, office_id: str, nik_key: bytes) -> UUID | None:
    """The newest application of a citizen in this office."""
    return connection.execute(
        select(applications.c.id)
        .where(applications.c.office_id == office_id, applications.c.nik_key == nik_key)
        .order_by(applications.c.seq.desc())
        .limit(1)
    ).scalar_one_or_none()


def of_citizen(connection: Connection, office_id: str, nik_key: bytes, but: UUID) -> list[Case]:
    """Other applications of the same citizen in this office, newest first."""
    rows = connection.execute(
        select(applications)
        .where(
            applications.c.office_id == office_id, applications.c.nik_key == nik_key, applications.c.id != but
        )
        .order_by(applications.c.seq.desc())
        .limit(20)
    )
    return [case_of(row) for row in rows]


def flagged(connection: Connection, office_id: str, limit: int = 50) -> list[Case]:
    """What an officer should look at: conflicts, doubts, missing identity. Oldest first."""
    rows = connection.execute(
        select(applications)
        .where(
            applications.c.office_id == office_id,
            applications.c.flag != "",
            applications.c.stage.in_(("received", "waiting_identity", "in_review")),
        )
        .order_by(applications.c.seq)
        .limit(limit)
    )
    return [case_of(row) for row in rows]


def history(connection: Connection, application_id: UUID) -> list[Event]:
    rows = connection.execute(
        select(application_events)
        .where(application_events.c.application_id == application_id)
        .order_by(application_events.c.seq)
    )
    return [
        Event(row.version, row.at, row.actor, row.kind, row.stage, row.sealed_note, row.seq) for row in rows
    ]


def accesses(connection: Connection, nik_key: bytes, office_id: str, limit: int = 50) -> list[Access]:
    """Who read this citizen's records in this office, newest first."""
    rows = connection.execute(
        select(access_log)
        .where(access_log.c.nik_key == nik_key, access_log.c.office_id == office_id)
        .order_by(access_log.c.seq.desc())
        .limit(limit)
    )
    return [Access(row.at, row.actor, row.what) for row in rows]


def decide(connection: Connection, decision: Decision) -> Case | Stale | NotAllowed:
    """Carries out an officer's decision on the version that the officer saw."""
    row = connection.execute(
        select(applications)
        .where(applications.c.id == decision.application_id, applications.c.office_id == decision.office_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return NotAllowed()
    if row.version != decision.base_version:
        return Stale(row.version)
    stage = after(decision.action, row.stage, row.identity)
    if stage is None:
        return NotAllowed()
    values: dict[str, Any] = {
        "stage": stage,
        "handled": True,
        "version": row.version + 1,
        "updated_at": decision.at,
    }
    if decision.action == "confirm_identity":
        values |= {"identity": "verified", "identity_by": decision.actor, "flag": ""}
    connection.execute(update(applications).where(applications.c.seq == row.seq).values(**values))
    add_events(
        connection,
        [
            {
                "application_id": row.id,
                "version": row.version + 1,
                "at": decision.at,
                "actor": decision.actor,
                "kind": decision.action,
                "stage": stage,
                "sealed_note": decision.sealed_note,
            }
        ],
    )
    note_changes(connection, [(row.id, row.office_id, decision.at)])
    edits.release(connection, row.id, decision.at)
    found = by_id(connection, decision.office_id, decision.application_id)
    return found or NotAllowed()


def add_events(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    connection.execute(insert(application_events), list(rows))


def case_of(row: Row[Any]) -> Case:
    return Case(
        row.id,
        row.number,
        row.office_id,
        row.service,
        row.stage,
        row.identity,
        row.identity_by,
        row.flag,
        row.queue_number,
        row.due,
        row.channel,
        row.version,
        row.received_at,
        row.nik_key,
        row.sealed,
    )
