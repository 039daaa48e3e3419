"""Citizens on the web: one-time codes, sessions bound to one application, uploaded documents."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from server.storage.applications import note_changes
from server.storage.cases import Case, add_events, case_of
from server.storage.schema import applications, attachments, citizen_sessions, one_time_codes

TRIES = 5
MOST_DOCUMENTS = 20


@dataclass(frozen=True, slots=True)
class NewCode:
    application_id: UUID
    digest: bytes
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeTry:
    """A typed code, and the session that opens if it is right."""

    application_id: UUID
    digest: bytes
    at: datetime
    session: "NewSession"


@dataclass(frozen=True, slots=True)
class NewSession:
    token_hash: bytes
    application_id: UUID
    csrf: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """A citizen in front of the page of one application."""

    case: Case
    csrf: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewDocument:
    id: UUID
    application_id: UUID
    document: str
    media_type: str
    size: int
    digest: bytes
    channel: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    id: UUID
    application_id: UUID
    document: str
    media_type: str
    size: int
    at: datetime


def put_code(connection: Connection, item: NewCode) -> None:
    """Keeps a code; an earlier one for the application ends."""
    connection.execute(delete(one_time_codes).where(one_time_codes.c.application_id == item.application_id))
    connection.execute(
        insert(one_time_codes).values(
            application_id=item.application_id, digest=item.digest, expires_at=item.expires_at, tries=0
        )
    )


def try_code(connection: Connection, item: CodeTry) -> bool:
    """Opens a session for a right code; a code is good once, within its time and for a few tries."""
    row = connection.execute(
        select(one_time_codes).where(one_time_codes.c.application_id == item.application_id).with_for_update()
    ).one_or_none()
    if row is None or row.expires_at <= item.at or row.tries >= TRIES:
        return False
    if row.digest != item.digest:
        connection.execute(
            update(one_time_codes)
            .where(one_time_codes.c.application_id == item.application_id)
            .values(tries=row.tries + 1)
        )
        return False
    connection.execute(delete(one_time_codes).where(one_time_codes.c.application_id == item.application_id))
    open_session(connection, item.session)
    return True


def open_session(connection: Connection, item: NewSession) -> None:
    connection.execute(
        insert(citizen_sessions).values(
            token_hash=item.token_hash,
            application_id=item.application_id,
            csrf=item.csrf,
            expires_at=item.expires_at,
        )
    )


def guest(connection: Connection, token_hash: bytes, number: str, now: datetime) -> Guest | None:
    """Whose session this is, if it is for this very application."""
    row = connection.execute(
        select(applications, citizen_sessions.c.csrf)
        .join(citizen_sessions, citizen_sessions.c.application_id == applications.c.id)
        .where(
            citizen_sessions.c.token_hash == token_hash,
            citizen_sessions.c.expires_at > now,
            applications.c.number == number,
        )
    ).one_or_none()
    return None if row is None else Guest(case_of(row), row.csrf)


def by_number(connection: Connection, number: str) -> Case | None:
    row = connection.execute(select(applications).where(applications.c.number == number)).one_or_none()
    return None if row is None else case_of(row)


def add_document(connection: Connection, item: NewDocument) -> Literal["ok", "too_many", "closed"]:
    """Notes an uploaded document on an application that is still open."""
    row = connection.execute(
        select(applications).where(applications.c.id == item.application_id).with_for_update()
    ).one()
    if row.stage in ("done", "rejected", "withdrawn"):
        return "closed"
    held = connection.execute(
        select(func.count()).where(attachments.c.application_id == item.application_id)
    ).scalar_one()
    if held >= MOST_DOCUMENTS:
        return "too_many"
    connection.execute(
        insert(attachments).values(
            id=item.id,
            application_id=item.application_id,
            document=item.document,
            media_type=item.media_type,
            size=item.size,
            digest=item.digest,
            channel=item.channel,
            at=item.at,
        )
    )
    event = {
        "application_id": row.id,
        "version": row.version,
        "at": item.at,
        "actor": item.actor,
        "kind": "attachment",
        "stage": row.stage,
        "sealed_note": None,
    }
    add_events(connection, [event])
    note_changes(connection, [(row.id, row.office_id, item.at)])
    return "ok"


def documents(connection: Connection, application_id: UUID) -> list[Document]:
    rows = connection.execute(
        select(attachments).where(attachments.c.application_id == application_id).order_by(attachments.c.at)
    )
    return [
        Document(row.id, row.application_id, row.document, row.media_type, row.size, row.at) for row in rows
    ]
