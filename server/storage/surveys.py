"""SKM answers: bound to an office and a service, never to a visit or a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from server.storage.results import CONFLICT, Refused
from server.storage.schema import surveys


@dataclass(frozen=True, slots=True)
class NewSurvey:
    id: UUID
    office_id: str
    service: str
    answers: str
    """JSON: element to 1-4."""
    language: str
    on: date
    digest: bytes
    at: datetime


def take_in(connection: Connection, items: Sequence[NewSurvey]) -> list[datetime | Refused]:
    """Stores each survey once; answers when it was first accepted."""
    rows = connection.execute(
        select(surveys.c.id, surveys.c.digest, surveys.c.received_at).where(
            surveys.c.id.in_([item.id for item in items])
        )
    )
    known = {row.id: (row.digest, row.received_at) for row in rows}
    results: list[datetime | Refused] = []
    fresh: list[NewSurvey] = []
    for item in items:
        if item.id in known:
            digest, at = known[item.id]
            results.append(at if digest == item.digest else CONFLICT)
            continue
        known[item.id] = (item.digest, item.at)
        fresh.append(item)
        results.append(item.at)
    if fresh:
        connection.execute(
            insert(surveys),
            [
                {
                    "id": item.id,
                    "office_id": item.office_id,
                    "service": item.service,
                    "answers": item.answers,
                    "language": item.language,
                    "on": item.on,
                    "digest": item.digest,
                    "received_at": item.at,
                }
                for item in fresh
            ],
        )
    return results
