"""What the SKM page counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from server.storage.schema import applications, offices, surveys


@dataclass(frozen=True, slots=True)
class Counted:
    """The same answers of the same service, and how many people gave them."""

    office_id: str
    service: str
    answers: Mapping[str, int]
    times: int


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    office_id: str | None
    """None: every office."""


def answers(connection: Connection, period: Period) -> list[Counted]:
    wanted = (
        select(surveys.c.office_id, surveys.c.service, surveys.c.answers, func.count())
        .where(surveys.c.on.between(period.first, period.last))
        .group_by(surveys.c.office_id, surveys.c.service, surveys.c.answers)
    )
    if period.office_id is not None:
        wanted = wanted.where(surveys.c.office_id == period.office_id)
    return [
        Counted(office, service, json.loads(said), times)
        for office, service, said, times in connection.execute(wanted)
    ]


def population(connection: Connection, period: Period) -> Mapping[str, int]:
    """Applications of the period by service: whom the answers speak for."""
    wanted = (
        select(applications.c.service, func.count())
        .where(
            applications.c.happened_at >= datetime.combine(period.first, time(), UTC),
            applications.c.happened_at < datetime.combine(period.last + timedelta(days=1), time(), UTC),
        )
        .group_by(applications.c.service)
    )
    if period.office_id is not None:
        wanted = wanted.where(applications.c.office_id == period.office_id)
    return {str(row[0]): int(row[1]) for row in connection.execute(wanted)}


def office_names(connection: Connection) -> Mapping[str, str]:
    return {row.id: row.name for row in connection.execute(select(offices.c.id, offices.c.name))}
