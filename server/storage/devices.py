"""Kiosks and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from server.storage.schema import device_sessions, devices, offices


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk as its session shows it."""

    id: str
    office_id: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What sign-in needs and answers."""

    id: str
    office_id: str
    secret_hash: str
    queue_first: int
    queue_last: int
    office: str
    region: str
    region_code: str


@dataclass(frozen=True, slots=True)
class NewSession:
    token_hash: bytes
    device_id: str
    created_at: datetime
    expires_at: datetime


def enrolled(connection: Connection, device_id: str) -> Enrolled | None:
    """The device, unless it is unknown or revoked."""
    row = connection.execute(
        select(devices, offices.c.name, offices.c.region, offices.c.region_code)
        .join(offices)
        .where(devices.c.id == device_id, devices.c.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Enrolled(
        id=row.id,
        office_id=row.office_id,
        secret_hash=row.secret_hash,
        queue_first=row.queue_first,
        queue_last=row.queue_last,
        office=row.name,
        region=row.region,
        region_code=row.region_code,
    )


def open_sessions(connection: Connection, items: Sequence[NewSession]) -> list[None]:
    """Stores new sessions and forgets the expired ones of their devices."""
    for item in items:
        connection.execute(
            delete(device_sessions).where(
                device_sessions.c.device_id == item.device_id, device_sessions.c.expires_at < item.created_at
            )
        )
    connection.execute(
        insert(device_sessions),
        [
            {
                "token_hash": item.token_hash,
                "device_id": item.device_id,
                "created_at": item.created_at,
                "expires_at": item.expires_at,
            }
            for item in items
        ],
    )
    return [None] * len(items)


def session_device(
    connection: Connection, token_hash: bytes, now: datetime
) -> tuple[Device, datetime] | None:
    """The device of a running session, and when the session ends."""
    row = connection.execute(
        select(devices.c.id, devices.c.office_id, device_sessions.c.expires_at)
        .join(devices, devices.c.id == device_sessions.c.device_id)
        .where(
            device_sessions.c.token_hash == token_hash,
            device_sessions.c.expires_at > now,
            devices.c.revoked_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else (Device(row.id, row.office_id), row.expires_at)


def revoke(connection: Connection, item: tuple[str, datetime]) -> bool:
    """Takes a device out of service; False where there is no such device."""
    device_id, at = item
    connection.execute(delete(device_sessions).where(device_sessions.c.device_id == device_id))
    return (
        connection.execute(update(devices).where(devices.c.id == device_id).values(revoked_at=at)).rowcount
        > 0
    )
