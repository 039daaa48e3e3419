"""Officers and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert, select, update

from server.domain.roles import Role
from server.storage.schema import officer_sessions, officers, offices


@dataclass(frozen=True, slots=True)
class Officer:
    """A signed-in officer."""

    id: UUID
    login: str
    role: Role
    office_id: str
    office: str
    region_code: str
    utc_offset: int
    counter: str
    csrf: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    id: UUID
    password_hash: str = field(repr=False)
    sealed_totp: bytes = field(repr=False)
    totp_step: int


@dataclass(frozen=True, slots=True)
class NewOfficer:
    login: str
    office_id: str
    role: Role
    password_hash: str = field(repr=False)
    sealed_totp: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficerSession:
    token_hash: bytes
    officer_id: UUID
    totp_step: int
    csrf: str = field(repr=False)
    counter: str
    at: datetime
    expires_at: datetime


def credentials(connection: Connection, login: str) -> Credentials | None:
    row = connection.execute(
        select(officers).where(officers.c.login == login, officers.c.disabled_at.is_(None))
    ).one_or_none()
    return None if row is None else Credentials(row.id, row.password_hash, row.sealed_totp, row.totp_step)


def open_session(connection: Connection, item: OfficerSession) -> bool:
    """Opens a session; False where the one-time code was used in another sign-in meanwhile."""
    used = connection.execute(
        update(officers)
        .where(officers.c.id == item.officer_id, officers.c.totp_step < item.totp_step)
        .values(totp_step=item.totp_step)
    )
    if used.rowcount == 0:
        return False
    connection.execute(delete(officer_sessions).where(officer_sessions.c.expires_at < item.at))
    connection.execute(
        insert(officer_sessions).values(
            token_hash=item.token_hash,
            officer_id=item.officer_id,
            csrf=item.csrf,
            counter=item.counter,
            created_at=item.at,
            expires_at=item.expires_at,
        )
    )
    return True


def by_session(connection: Connection, token_hash: bytes, now: datetime) -> Officer | None:
    row = connection.execute(
        select(
            officers.c.id,
            officers.c.login,
            officers.c.role,
            officers.c.office_id,
            offices.c.name,
            offices.c.region_code,
            offices.c.utc_offset,
            officer_sessions.c.counter,
            officer_sessions.c.csrf,
        )
        .select_from(officer_sessions)
        .join(officers, officers.c.id == officer_sessions.c.officer_id)
        .join(offices, offices.c.id == officers.c.office_id)
        .where(
            officer_sessions.c.token_hash == token_hash,
            officer_sessions.c.expires_at > now,
            officers.c.disabled_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else Officer(*row)


def close_session(connection: Connection, token_hash: bytes) -> None:
    connection.execute(delete(officer_sessions).where(officer_sessions.c.token_hash == token_hash))


def put(connection: Connection, items: Sequence[NewOfficer]) -> list[UUID]:
    """Adds officers, or gives those that exist new secrets and ends their sessions."""
    made: list[UUID] = []
    for item in items:
        values: dict[str, Any] = {
            "office_id": item.office_id,
            "role": item.role,
            "password_hash": item.password_hash,
            "sealed_totp": item.sealed_totp,
            "totp_step": 0,
            "disabled_at": None,
        }
        known = connection.execute(
            select(officers.c.id).where(officers.c.login == item.login)
        ).scalar_one_or_none()
        if known is None:
            known = uuid4()
            connection.execute(insert(officers).values(id=known, login=item.login, **values))
        else:
            connection.execute(update(officers).where(officers.c.id == known).values(**values))
            connection.execute(delete(officer_sessions).where(officer_sessions.c.officer_id == known))
        made.append(known)
    return made
