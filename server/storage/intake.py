"""Takes in applications, a whole batch with a handful of statements: the busiest write of the server."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from server.domain.identity import VisitIdentity, judge
from server.storage import queue
from server.storage.applications import Held, NewApplication, held, note_changes
from server.storage.results import CONFLICT, FOREIGN, NUMBER_TAKEN, Refused
from server.storage.schema import applications, visits
from server.storage.visits import identities

NOTHING_KNOWN = VisitIdentity(None)


def take_in(connection: Connection, items: Sequence[NewApplication]) -> list[Held | Refused]:
    """Stores each application once.

    Returns:
        The application as held (also where the same body was stored before), or why it was refused.
    """
    known = _known(connection, items)
    numbers = {one.number for one, _, _ in known.values()}
    owners = _owners(connection, items)
    new_visits = {item.visit_id: item for item in items if item.visit_id not in owners}
    identity = identities(connection, owners) if owners else {}
    results: list[Held | Refused] = []
    fresh: list[tuple[NewApplication, Held]] = []
    for item in items:
        if item.id in known:
            before, digest, device = known[item.id]
            results.append(before if (digest, device) == (item.digest, item.device_id) else CONFLICT)
        elif owners.setdefault(item.visit_id, item.device_id) != item.device_id:
            results.append(FOREIGN)
        elif item.number in numbers:
            results.append(NUMBER_TAKEN)
        else:
            one = _judged(item, identity.get(item.visit_id, NOTHING_KNOWN))
            known[item.id] = (one, item.digest, item.device_id)
            numbers.add(item.number)
            fresh.append((item, one))
            results.append(one)
    if fresh:
        needed = {item.visit_id for item, _ in fresh}
        _insert(connection, [one for visit_id, one in new_visits.items() if visit_id in needed], fresh)
    return results


def _judged(item: NewApplication, visit: VisitIdentity) -> Held:
    ruled = judge(item.claim, item.nik_key, visit)
    return Held(
        id=item.id,
        number=item.number,
        service=item.service,
        stage=ruled.stage,
        identity=ruled.identity,
        flag=ruled.flag,
        queue_number=item.queue_number,
        due=item.due,
        version=1,
        received_at=item.at,
    )


def _known(connection: Connection, items: Sequence[NewApplication]) -> dict[UUID, tuple[Held, bytes, str]]:
    """Stored applications that share an id with a new one, by id.

    One item alone is compared by its number too. In a batch a number that is taken breaks the table's own rule;
    then the writer tries each item alone, and the right one is refused.
    """
    wanted: ColumnElement[bool] = applications.c.id.in_([item.id for item in items])
    if len(items) == 1:
        wanted = or_(wanted, applications.c.number == items[0].number)
    rows = connection.execute(select(applications).where(wanted))
    return {row.id: (held(row), row.digest, row.device_id) for row in rows}


def _owners(connection: Connection, items: Sequence[NewApplication]) -> dict[UUID, str]:
    """Which device each visit belongs to; locked until commit, so that no verification slips in between."""
    rows = connection.execute(
        select(visits.c.id, visits.c.device_id)
        .where(visits.c.id.in_({item.visit_id for item in items}))
        .order_by(visits.c.id)
        .with_for_update()
    )
    return {row.id: row.device_id for row in rows}


def _insert(
    connection: Connection,
    first_of_visit: Sequence[NewApplication],
    fresh: Sequence[tuple[NewApplication, Held]],
) -> None:
    if first_of_visit:
        connection.execute(
            insert(visits),
            [
                {
                    "id": item.visit_id,
                    "device_id": item.device_id,
                    "office_id": item.office_id,
                    "created_at": item.at,
                    "consent_data": False,
                }
                for item in first_of_visit
            ],
        )
    connection.execute(
        insert(applications),
        [
            {
                "id": item.id,
                "number": item.number,
                "visit_id": item.visit_id,
                "device_id": item.device_id,
                "office_id": item.office_id,
                "service": item.service,
                "nik_key": item.nik_key,
                "digest": item.digest,
                "claim": item.claim,
                "identity": one.identity,
                "stage": one.stage,
                "flag": one.flag,
                "queue_number": item.queue_number,
                "due": item.due,
                "channel": item.channel,
                "version": 1,
                "happened_at": item.happened_at,
                "received_at": item.at,
                "updated_at": item.at,
                "sealed": item.sealed,
            }
            for item, one in fresh
        ],
    )
    queue.add(
        connection,
        [
            {
                "application_id": item.id,
                "office_id": item.office_id,
                "number": item.queue_number,
                "happened_at": item.happened_at,
            }
            for item, _ in fresh
            if item.queue_number
        ],
    )
    note_changes(connection, [(item.id, item.office_id, item.at) for item, _ in fresh])
