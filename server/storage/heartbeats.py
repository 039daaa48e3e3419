"""The last word of every kiosk, and what its audit trail must not do: shrink, or change behind itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from server.storage.schema import device_status


@dataclass(frozen=True, slots=True)
class Beat:
    device_id: str
    at: datetime
    state: str
    report: str
    """JSON of the heartbeat."""
    waiting: int
    dead: int
    audit_count: int
    audit_head: str


def note(connection: Connection, items: Sequence[Beat]) -> list[None]:
    """Keeps the newest heartbeat of each device; an audit alarm stays until an officer clears it."""
    newest = {item.device_id: item for item in items}
    rows = connection.execute(
        select(
            device_status.c.device_id,
            device_status.c.audit_count,
            device_status.c.audit_head,
            device_status.c.audit_alarm,
        ).where(device_status.c.device_id.in_(list(newest)))
    ).all()
    known = {row.device_id: row for row in rows}
    fresh: list[dict[str, object]] = []
    again: list[dict[str, object]] = []
    for beat in newest.values():
        values: dict[str, object] = {
            "device": beat.device_id,
            "seen_at": beat.at,
            "state": beat.state,
            "report": beat.report,
            "waiting": beat.waiting,
            "dead": beat.dead,
            "audit_count": beat.audit_count,
            "audit_head": beat.audit_head,
            "audit_alarm": "",
        }
        before = known.get(beat.device_id)
        if before is None:
            fresh.append(values)
        else:
            alarm = before.audit_alarm or audit_alarm(before.audit_count, before.audit_head, beat)
            again.append(values | {"audit_alarm": alarm})
    if fresh:
        connection.execute(insert(device_status).values(device_id=bindparam("device")), fresh)
    if again:
        connection.execute(
            update(device_status).where(device_status.c.device_id == bindparam("device")), again
        )
    return [None] * len(items)


def audit_alarm(count: int, head: str, beat: Beat) -> str:
    """`shrunk`: entries were cut off; `rewritten`: as many entries, but another chain; else empty."""
    if beat.audit_count < count:
        return "shrunk"
    if beat.audit_count == count and beat.audit_head != head:
        return "rewritten"
    return ""
