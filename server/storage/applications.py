"""Applications: stored once, ruled on by identity, every change in the feed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from server.domain.identity import Claim, Identity, Stage, VisitIdentity, judge
from server.storage.schema import application_events, applications, changes

UNTOUCHED: tuple[Stage, ...] = ("received", "waiting_identity", "in_review")


@dataclass(frozen=True, slots=True)
class NewApplication:
    id: UUID
    number: str
    visit_id: UUID
    device_id: str
    office_id: str
    service: str
    nik_key: bytes = field(repr=False)
    digest: bytes
    claim: Claim
    queue_number: str | None
    due: date | None
    channel: str
    happened_at: datetime
    at: datetime
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Held:
    """An application as the outside may see it: no personal data."""

    id: UUID
    number: str
    service: str
    stage: Stage
    identity: Identity
    flag: str
    queue_number: str | None
    due: date | None
    version: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Ruling:
    visit_id: UUID
    identity: VisitIdentity
    at: datetime


def rule_again(connection: Connection, ruling: Ruling) -> list[UUID]:
    """Applies what is now known of a visit to its open applications.

    Where an officer has confirmed the identity by the card, or moved the stage, that stays.

    Returns:
        The applications that changed.
    """
    changed: list[UUID] = []
    rows = connection.execute(
        select(applications)
        .where(
            applications.c.visit_id == ruling.visit_id,
            applications.c.stage.in_(UNTOUCHED),
            applications.c.identity_by == "",
        )
        .with_for_update()
    ).all()
    for row in rows:
        new = judge(row.claim, row.nik_key, ruling.identity)
        if (new.identity, new.flag) == (row.identity, row.flag.replace("edit_conflict", "")):
            continue
        connection.execute(
            update(applications)
            .where(applications.c.seq == row.seq)
            .values(
                identity=new.identity,
                stage=row.stage if row.handled else new.stage,
                flag=new.flag or ("edit_conflict" if row.flag == "edit_conflict" else ""),
                version=row.version + 1,
                updated_at=ruling.at,
            )
        )
        connection.execute(
            insert(application_events).values(
                application_id=row.id,
                version=row.version + 1,
                at=ruling.at,
                actor="server",
                kind="identity",
                stage=row.stage if row.handled else new.stage,
            )
        )
        note_changes(connection, [(row.id, row.office_id, ruling.at)])
        changed.append(row.id)
    return changed


def note_changes(connection: Connection, items: Sequence[tuple[UUID, str, datetime]]) -> None:
    """Adds changed applications (id, office, when) to the feed."""
    connection.execute(
        insert(changes),
        [
            {"kind": "application", "entity": entity, "office_id": office, "at": at}
            for entity, office, at in items
        ],
    )


_SHOWN: tuple[ColumnElement[Any], ...] = (
    applications.c.id,
    applications.c.number,
    applications.c.service,
    applications.c.stage,
    applications.c.identity,
    applications.c.flag,
    applications.c.queue_number,
    applications.c.due,
    applications.c.version,
    applications.c.received_at,
)
"""The columns of `Held`, without the sealed body."""


def by_id(connection: Connection, application_id: UUID, device_id: str) -> Held | None:
    """An application that this device sent."""
    row = connection.execute(
        select(*_SHOWN).where(applications.c.id == application_id, applications.c.device_id == device_id)
    ).one_or_none()
    return None if row is None else held(row)


def by_number(connection: Connection, number: str) -> Held | None:
    row = connection.execute(select(*_SHOWN).where(applications.c.number == number)).one_or_none()
    return None if row is None else held(row)


def newest(connection: Connection, limit: int) -> list[Held]:
    rows = connection.execute(select(*_SHOWN).order_by(applications.c.seq.desc()).limit(limit))
    return [held(row) for row in rows]


def held(row: Row[Any]) -> Held:
    return Held(
        row.id,
        row.number,
        row.service,
        row.stage,
        row.identity,
        row.flag,
        row.queue_number,
        row.due,
        row.version,
        row.received_at,
    )


def by_ids(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Held]:
    rows = connection.execute(select(*_SHOWN).where(applications.c.id.in_(ids)))
    return {row.id: held(row) for row in rows}
