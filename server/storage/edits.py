"""Edits of applications: each names the version it starts from, and none overwrites what it has not seen.

An edit is kept as its own sealed row and read over the application in order, so that what was sent first is never
lost. One that starts from a later version than there is waits until that version exists; one that starts from an
earlier version is a conflict for an officer.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from server.storage.applications import note_changes
from server.storage.results import CONFLICT, FOREIGN, Refused
from server.storage.schema import application_events, applications, edits, visits

EditStateName = Literal["applied", "held", "conflict", "refused"]
CLOSED = ("done", "rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class NewEdit:
    id: UUID
    application_id: UUID
    visit_id: UUID
    device_id: str
    base_version: int
    withdraw: bool
    digest: bytes
    at: datetime
    sealed: bytes = field(repr=False)
    """Sealed for `edits/ID`."""


@dataclass(frozen=True, slots=True)
class Edited:
    state: EditStateName
    version: int


@dataclass(frozen=True, slots=True)
class KeptEdit:
    id: UUID
    state: EditStateName
    base_version: int
    actor: str
    received_at: datetime
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an officer decides about a conflicting edit."""

    edit_id: UUID
    application_id: UUID
    office_id: str
    accept: bool
    actor: str
    at: datetime


def put(connection: Connection, item: NewEdit) -> Edited | Refused:
    """Takes an edit from a visit that is verified for the application's own citizen."""
    application = connection.execute(
        select(applications).where(applications.c.id == item.application_id).with_for_update()
    ).one_or_none()
    visit = connection.execute(
        select(visits).where(visits.c.id == item.visit_id, visits.c.device_id == item.device_id)
    ).one_or_none()
    if application is None or visit is None or visit.nik_key != application.nik_key:
        return FOREIGN
    known = connection.execute(select(edits).where(edits.c.id == item.id)).one_or_none()
    if known is not None:
        same = known.digest == item.digest and known.application_id == item.application_id
        return Edited(known.state, application.version) if same else CONFLICT
    state: EditStateName = "held"
    if item.base_version < application.version or application.stage in CLOSED:
        state = "conflict"
    connection.execute(
        insert(edits).values(
            id=item.id,
            application_id=item.application_id,
            actor=f"device:{item.device_id}" + (":withdraw" if item.withdraw else ""),
            base_version=item.base_version,
            digest=item.digest,
            state=state,
            received_at=item.at,
            sealed=item.sealed,
        )
    )
    if state == "conflict":
        _flag(connection, item.application_id, item.at)
    else:
        release(connection, item.application_id, item.at)
    return Edited(
        connection.execute(select(edits.c.state).where(edits.c.id == item.id)).scalar_one(),
        connection.execute(
            select(applications.c.version).where(applications.c.id == item.application_id)
        ).scalar_one(),
    )


def release(connection: Connection, application_id: UUID, at: datetime) -> None:
    """Applies held edits whose version has come, one after another; those overtaken become conflicts."""
    while True:
        application = connection.execute(
            select(applications).where(applications.c.id == application_id)
        ).one()
        held = connection.execute(
            select(edits)
            .where(edits.c.application_id == application_id, edits.c.state == "held")
            .order_by(edits.c.base_version, edits.c.received_at)
        ).all()
        late = [one.id for one in held if one.base_version < application.version]
        if late or (held and application.stage in CLOSED):
            overtaken = late or [one.id for one in held]
            connection.execute(update(edits).where(edits.c.id.in_(overtaken)).values(state="conflict"))
            _flag(connection, application_id, at)
            continue
        if not held or held[0].base_version > application.version:
            return
        connection.execute(update(edits).where(edits.c.id == held[0].id).values(state="applied"))
        _apply(connection, application_id, held[0].actor, at)


def kept(connection: Connection, application_id: UUID) -> list[KeptEdit]:
    """All edits of an application in the order in which they came."""
    rows = connection.execute(
        select(edits).where(edits.c.application_id == application_id).order_by(edits.c.received_at)
    )
    return [
        KeptEdit(row.id, row.state, row.base_version, row.actor, row.received_at, row.sealed) for row in rows
    ]


def resolve(connection: Connection, item: Resolution) -> bool:
    """Applies or refuses a conflicting edit; False where there is none to decide."""
    row = connection.execute(
        select(edits, applications.c.stage)
        .join(applications, applications.c.id == edits.c.application_id)
        .where(
            edits.c.id == item.edit_id,
            edits.c.application_id == item.application_id,
            edits.c.state == "conflict",
            applications.c.office_id == item.office_id,
        )
        .with_for_update()
    ).one_or_none()
    if row is None or (item.accept and row.stage in CLOSED):
        return False
    state = "applied" if item.accept else "refused"
    connection.execute(
        update(edits).where(edits.c.id == item.edit_id).values(state=state, received_at=item.at)
    )
    actor = row.actor if item.accept else item.actor
    _apply(connection, item.application_id, actor, item.at, "edit" if item.accept else "edit_refused")
    left = connection.execute(
        select(edits.c.id).where(edits.c.application_id == item.application_id, edits.c.state == "conflict")
    ).first()
    if left is None:
        connection.execute(
            update(applications)
            .where(applications.c.id == item.application_id, applications.c.flag == "edit_conflict")
            .values(flag="")
        )
    return True


def _apply(
    connection: Connection, application_id: UUID, actor: str, at: datetime, kind: str = "edit"
) -> None:
    row = connection.execute(select(applications).where(applications.c.id == application_id)).one()
    withdrawn = kind == "edit" and actor.endswith(":withdraw")
    stage = "withdrawn" if withdrawn else row.stage
    connection.execute(
        update(applications)
        .where(applications.c.seq == row.seq)
        .values(version=row.version + 1, stage=stage, updated_at=at)
    )
    connection.execute(
        insert(application_events).values(
            application_id=application_id,
            version=row.version + 1,
            at=at,
            actor=actor.removesuffix(":withdraw"),
            kind="withdraw" if withdrawn else kind,
            stage=stage,
        )
    )
    note_changes(connection, [(application_id, row.office_id, at)])


def _flag(connection: Connection, application_id: UUID, at: datetime) -> None:
    row = connection.execute(select(applications).where(applications.c.id == application_id)).one()
    if not row.flag:
        connection.execute(
            update(applications).where(applications.c.seq == row.seq).values(flag="edit_conflict")
        )
    connection.execute(
        insert(application_events).values(
            application_id=application_id,
            version=row.version,
            at=at,
            actor="server",
            kind="conflict",
            stage=row.stage,
        )
    )
    note_changes(connection, [(application_id, row.office_id, at)])
