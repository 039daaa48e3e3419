"""Every kiosk as the centre knows it, and the commands that it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from server.storage.schema import device_commands, device_status, devices, offices

CommandName = Literal["restart", "reload_settings", "update_ring", "out_of_service", "in_service"]
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Status:
    device_id: str
    office_id: str
    office: str
    region: str
    revoked: bool
    seen_at: datetime | None
    state: str
    report: str
    waiting: int
    dead: int
    audit_alarm: str
    commands: tuple["Command", ...]


@dataclass(frozen=True, slots=True)
class Command:
    id: UUID
    device_id: str
    command: CommandName
    argument: str
    actor: str
    at: datetime
    fetched_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class NewCommand:
    id: UUID
    device_id: str
    office_id: str | None
    """The office that may command; None: any."""
    command: CommandName
    argument: str
    actor: str
    at: datetime


def everyone(connection: Connection, office_id: str | None, recent: int = 3) -> list[Status]:
    """All kiosks of an office (None: of every office) with their last commands."""
    wanted = (
        select(devices, offices.c.name.label("office"), offices.c.region, device_status)
        .join(offices, offices.c.id == devices.c.office_id)
        .outerjoin(device_status, device_status.c.device_id == devices.c.id)
        .order_by(devices.c.office_id, devices.c.id)
    )
    if office_id is not None:
        wanted = wanted.where(devices.c.office_id == office_id)
    rows = connection.execute(wanted).all()
    told: dict[str, list[Command]] = {}
    for one in connection.execute(
        select(device_commands)
        .where(device_commands.c.device_id.in_([row.id for row in rows]))
        .order_by(device_commands.c.at.desc())
    ):
        mine = told.setdefault(one.device_id, [])
        if len(mine) < recent:
            mine.append(Command(*one))
    return [
        Status(
            device_id=row.id,
            office_id=row.office_id,
            office=row.office,
            region=row.region,
            revoked=row.revoked_at is not None,
            seen_at=row.seen_at,
            state=row.state or "",
            report=row.report or "",
            waiting=row.waiting or 0,
            dead=row.dead or 0,
            audit_alarm=row.audit_alarm or "",
            commands=tuple(told.get(row.id, ())),
        )
        for row in rows
    ]


def tell(connection: Connection, item: NewCommand) -> bool:
    """Leaves a command for a kiosk; False where it is not one of this office."""
    known = select(devices.c.id).where(devices.c.id == item.device_id, devices.c.revoked_at.is_(None))
    if item.office_id is not None:
        known = known.where(devices.c.office_id == item.office_id)
    if connection.execute(known).one_or_none() is None:
        return False
    connection.execute(
        insert(device_commands).values(
            id=item.id,
            device_id=item.device_id,
            command=item.command,
            argument=item.argument,
            actor=item.actor,
            at=item.at,
            outcome="",
        )
    )
    return True


def fetch(connection: Connection, item: tuple[str, datetime]) -> list[Command]:
    """The commands that a kiosk has not carried out yet, oldest first."""
    device_id, at = item
    rows = connection.execute(
        select(device_commands)
        .where(device_commands.c.device_id == device_id, device_commands.c.outcome == "")
        .order_by(device_commands.c.at)
        .limit(AT_ONCE)
    ).all()
    fresh = [row.id for row in rows if row.fetched_at is None]
    if fresh:
        connection.execute(
            update(device_commands).where(device_commands.c.id.in_(fresh)).values(fetched_at=at)
        )
    return [Command(*row) for row in rows]


def report(connection: Connection, items: Sequence[tuple[UUID, str, str]]) -> list[bool]:
    """Notes how commands (id, device, outcome) ended; False for one that is not this device's."""
    return [
        connection.execute(
            update(device_commands)
            .where(device_commands.c.id == command_id, device_commands.c.device_id == device_id)
            .values(outcome=outcome)
        ).rowcount
        > 0
        for command_id, device_id, outcome in items
    ]


def clear_alarm(connection: Connection, item: tuple[str, str | None]) -> bool:
    """Takes back an audit alarm after a person looked into it."""
    device_id, office_id = item
    known = select(devices.c.id).where(devices.c.id == device_id)
    if office_id is not None:
        known = known.where(devices.c.office_id == office_id)
    done = connection.execute(
        update(device_status).where(device_status.c.device_id.in_(known)).values(audit_alarm="")
    )
    return done.rowcount > 0
