"""Visit passes and every use of them, the refused ones too."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from server.domain.passes import BOUND, Channel
from server.storage.schema import pass_uses, passes, visits

Outcome = Literal["ok", "unknown", "expired", "revoked", "copied", "not_allowed"]


@dataclass(frozen=True, slots=True)
class NewPass:
    id: UUID
    visit_id: UUID
    device_id: str
    issued_at: datetime
    expires_at: datetime
    nik_key: bytes = field(repr=False)
    sealed_nik: bytes = field(repr=False)
    """Sealed for `passes/ID`."""


@dataclass(frozen=True, slots=True)
class Use:
    """`actor`: what shows the pass, for example `visit:ID`, `officer:LOGIN`, `web:SESSION`."""

    pass_id: UUID
    channel: Channel
    actor: str
    allowed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Used:
    pass_id: UUID
    office_id: str
    visit_id: UUID
    nik_key: bytes = field(repr=False)
    sealed_nik: bytes = field(repr=False)


def issue(connection: Connection, item: NewPass) -> bool:
    """Stores a pass; False where the visit is not this device's. Earlier passes of the visit end."""
    visit = connection.execute(
        select(visits.c.office_id).where(visits.c.id == item.visit_id, visits.c.device_id == item.device_id)
    ).one_or_none()
    if visit is None:
        return False
    connection.execute(
        update(passes)
        .where(passes.c.visit_id == item.visit_id, passes.c.revoked_at.is_(None))
        .values(revoked_at=item.issued_at)
    )
    connection.execute(
        insert(passes).values(
            id=item.id,
            office_id=visit.office_id,
            visit_id=item.visit_id,
            nik_key=item.nik_key,
            sealed_nik=item.sealed_nik,
            issued_at=item.issued_at,
            expires_at=item.expires_at,
        )
    )
    return True


def use(connection: Connection, item: Use) -> Used | Outcome:
    """Looks at a shown pass, writes the use down whatever comes of it, and says whom the pass is about."""
    row = connection.execute(
        select(passes).where(passes.c.id == item.pass_id).with_for_update()
    ).one_or_none()
    outcome: Outcome = "ok"
    if row is None:
        outcome = "unknown"
    elif row.revoked_at is not None:
        outcome = "revoked"
    elif row.expires_at <= item.at:
        outcome = "expired"
    elif not item.allowed:
        outcome = "not_allowed"
    elif item.channel in BOUND:
        first = connection.execute(
            select(pass_uses.c.actor).where(
                pass_uses.c.pass_id == item.pass_id,
                pass_uses.c.channel == item.channel,
                pass_uses.c.outcome == "ok",
            )
        ).first()
        if first is not None and first.actor != item.actor:
            outcome = "copied"
    connection.execute(
        insert(pass_uses).values(
            pass_id=item.pass_id, at=item.at, channel=item.channel, actor=item.actor, outcome=outcome
        )
    )
    if outcome == "copied":  # one of the two is a copy, and nobody can tell which
        connection.execute(update(passes).where(passes.c.id == item.pass_id).values(revoked_at=item.at))
    if row is None or outcome != "ok":
        return outcome
    return Used(row.id, row.office_id, row.visit_id, row.nik_key, row.sealed_nik)


def revoke(connection: Connection, item: tuple[UUID, str, datetime]) -> bool:
    """Ends a pass; False where it was not issued at this device."""
    pass_id, device_id, at = item
    own = select(visits.c.id).where(visits.c.device_id == device_id)
    done = connection.execute(
        update(passes).where(passes.c.id == pass_id, passes.c.visit_id.in_(own)).values(revoked_at=at)
    )
    return done.rowcount > 0
