"""The tickets of one office and day: who waits, who is called, how long it took."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, Select, insert, select, update

from server.domain.queue import PRIORITY, Waiting, next_one
from server.storage.schema import applications, offices, tickets

State = Literal["waiting", "called", "serving", "done", "no_show"]
ACTIVE: tuple[State, ...] = ("called", "serving")
TicketAction = Literal["recall", "start", "finish", "no_show", "transfer", "prioritise"]
MEASURED = 30
"""The wait is the mean over so many of today's last calls."""


@dataclass(frozen=True, slots=True)
class Ticket:
    seq: int
    number: str
    queue: str
    priority: bool
    application_id: UUID
    service: str
    identity: str
    state: State
    counter: str
    since: datetime
    called_at: datetime | None
    calls: int


@dataclass(frozen=True, slots=True)
class Today:
    waiting: tuple[Ticket, ...]
    active: tuple[Ticket, ...]
    """Called or being served, newest call first."""
    average_wait: timedelta | None


@dataclass(frozen=True, slots=True)
class CallNext:
    office_id: str
    day: date
    counter: str
    queues: Collection[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One action on one ticket; `argument` is the queue of a transfer."""

    office_id: str
    seq: int
    action: TicketAction
    counter: str
    at: datetime
    argument: str = ""


def local_day(at: datetime, utc_offset: int) -> date:
    """The day at the office; numbers begin anew each day."""
    return (at + timedelta(hours=utc_offset)).date()


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds tickets for new applications (`application_id, office_id, number, happened_at`).

    A number that the office has given today already is not given again: that application has no ticket, and an
    officer opens it by its application number.
    """
    if not rows:
        return
    wanted = {row["office_id"] for row in rows}
    offset = {
        row.id: row.utc_offset
        for row in connection.execute(
            select(offices.c.id, offices.c.utc_offset).where(offices.c.id.in_(wanted))
        )
    }
    keyed = {
        (row["office_id"], local_day(row["happened_at"], offset[row["office_id"]]), row["number"]): row
        for row in reversed(rows)
    }
    taken = {
        (row.office_id, row.day, row.number)
        for row in connection.execute(
            select(tickets.c.office_id, tickets.c.day, tickets.c.number).where(
                tickets.c.office_id.in_(wanted),
                tickets.c.day.in_({day for _, day, _ in keyed}),
                tickets.c.number.in_({number for _, _, number in keyed}),
            )
        )
    }
    fresh = [
        {
            "office_id": office,
            "day": day,
            "number": number,
            "queue": number[0],
            "priority": number[0] == PRIORITY,
            "application_id": row["application_id"],
            "state": "waiting",
            "counter": "",
            "since": row["happened_at"],
            "calls": 0,
        }
        for (office, day, number), row in keyed.items()
        if (office, day, number) not in taken
    ]
    if fresh:
        connection.execute(insert(tickets), fresh)


def today(connection: Connection, office_id: str, day: date) -> Today:
    rows = [
        _ticket(row)
        for row in connection.execute(
            _tickets(office_id).where(tickets.c.day == day, tickets.c.state.in_(("waiting", *ACTIVE)))
        )
    ]
    called = connection.execute(
        select(tickets.c.since, tickets.c.called_at)
        .where(tickets.c.office_id == office_id, tickets.c.day == day, tickets.c.called_at.is_not(None))
        .order_by(tickets.c.called_at.desc())
        .limit(MEASURED)
    ).all()
    waits = [max(row.called_at - row.since, timedelta()) for row in called if row.called_at is not None]
    return Today(
        waiting=tuple(
            sorted((one for one in rows if one.state == "waiting"), key=lambda one: (one.since, one.seq))
        ),
        active=tuple(
            sorted(
                (one for one in rows if one.state != "waiting"),
                key=lambda one: one.called_at or one.since,
                reverse=True,
            )
        ),
        average_wait=sum(waits, timedelta()) / len(waits) if waits else None,
    )


def call_next(connection: Connection, call: CallNext) -> Ticket | None:
    """Calls the next visitor to a counter; the one who stands there, if any, is called again instead.

    On PostgreSQL two counters may choose the same ticket at once: the update names the state it expects.
    """
    rows = connection.execute(
        select(tickets)
        .where(tickets.c.office_id == call.office_id, tickets.c.day == call.day)
        .with_for_update()
    ).all()
    at_counter = next((row for row in rows if row.state in ACTIVE and row.counter == call.counter), None)
    if at_counter is not None:
        return by_seq(connection, call.office_id, at_counter.seq)
    recent = sorted(
        (row for row in rows if row.counter == call.counter and row.called_at is not None),
        key=lambda row: row.called_at,
        reverse=True,
    )
    waiting = [Waiting(row.seq, row.queue, row.priority, row.since) for row in rows if row.state == "waiting"]
    chosen = next_one(waiting, call.queues, [row.priority for row in recent])
    if chosen is None:
        return None
    connection.execute(
        update(tickets)
        .where(tickets.c.seq == chosen.seq, tickets.c.state == "waiting")
        .values(state="called", counter=call.counter, called_at=call.at, calls=1)
    )
    return by_seq(connection, call.office_id, chosen.seq)


def turn(connection: Connection, item: Turn) -> Ticket | None:
    """Does what an officer chose for a ticket; None where the ticket is not in a state for it."""
    row = connection.execute(
        select(tickets)
        .where(tickets.c.office_id == item.office_id, tickets.c.seq == item.seq)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return None
    mine = row.state in ACTIVE and row.counter == item.counter
    values: dict[str, Any] | None = None
    match item.action:
        case "recall" if row.state == "called" and mine:
            values = {"called_at": item.at, "calls": row.calls + 1}
        case "start" if row.state == "called" and mine:
            values = {"state": "serving"}
        case "finish" if mine:
            values = {"state": "done", "ended_at": item.at}
        case "no_show" if row.state == "called" and mine:
            values = {"state": "no_show", "ended_at": item.at}
        case "transfer" if (mine or row.state == "waiting") and item.argument:
            values = {"state": "waiting", "queue": item.argument, "counter": "", "calls": 0}
        case "prioritise" if row.state == "waiting":
            values = {"priority": True}
        case _:
            return None
    connection.execute(update(tickets).where(tickets.c.seq == item.seq).values(**values))
    return by_seq(connection, item.office_id, item.seq)


def by_seq(connection: Connection, office_id: str, seq: int) -> Ticket | None:
    row = connection.execute(_tickets(office_id).where(tickets.c.seq == seq)).one_or_none()
    return None if row is None else _ticket(row)


def _tickets(office_id: str) -> Select[Any]:
    return (
        select(tickets, applications.c.service, applications.c.identity)
        .join(applications, applications.c.id == tickets.c.application_id)
        .where(tickets.c.office_id == office_id)
    )


def _ticket(row: Row[Any]) -> Ticket:
    return Ticket(
        row.seq,
        row.number,
        row.queue,
        row.priority,
        row.application_id,
        row.service,
        row.identity,
        row.state,
        row.counter,
        row.since,
        row.called_at,
        row.calls,
    )
