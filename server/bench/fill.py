"""Fills a database for measuring: an office with many kiosks that are signed in, and stored applications."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, insert, select

from server.bench.bodies import number
from server.storage.schema import applications, changes, device_sessions, devices, offices, visits

OFFICE = "mpp-bench"
CHUNK = 5_000
FIRST_DAY = date(2025, 1, 1)
"""The day of the first chunk; each further one is a day later, as numbers grow in service."""
SEALED_BYTES = 900


def kiosks(engine: Engine, many: int) -> list[str]:
    """Tokens of so many signed-in kiosks."""
    now = datetime.now(UTC)
    tokens = [secrets.token_urlsafe(32) for _ in range(many)]
    with engine.begin() as connection:
        connection.execute(
            insert(offices).values(id=OFFICE, name="Bench", region="Bench", region_code="3217", utc_offset=7)
        )
        connection.execute(
            insert(devices),
            [
                {
                    "id": f"bench-{at}",
                    "office_id": OFFICE,
                    "secret_hash": "",
                    "queue_first": 1,
                    "queue_last": 99,
                    "created_at": now,
                }
                for at in range(many)
            ],
        )
        connection.execute(
            insert(device_sessions),
            [
                {
                    "token_hash": hashlib.sha256(token.encode()).digest(),
                    "device_id": f"bench-{at}",
                    "created_at": now,
                    "expires_at": now + timedelta(hours=12),
                }
                for at, token in enumerate(tokens)
            ],
        )
    return tokens


def grow(engine: Engine, until: int) -> None:
    """Adds stored applications until there are so many."""
    with engine.connect() as connection:
        held = connection.execute(select(func.count()).select_from(applications)).scalar_one()
    while held < until:
        many = min(CHUNK, until - held)
        rows = list(_rows(many, FIRST_DAY + timedelta(days=held // CHUNK)))
        with engine.begin() as connection:
            connection.execute(insert(visits), [visit for visit, _ in rows])
            connection.execute(insert(applications), [application for _, application in rows])
            connection.execute(
                insert(changes),
                [
                    {
                        "kind": "application",
                        "entity": one["id"],
                        "office_id": OFFICE,
                        "at": one["received_at"],
                    }
                    for _, one in rows
                ],
            )
        held += many


def _rows(many: int, day: date) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    now = datetime.now(UTC)
    for _ in range(many):
        visit = {
            "id": UUID(int=secrets.randbits(128)),
            "device_id": "bench-0",
            "office_id": OFFICE,
            "created_at": now,
            "consent_data": False,
        }
        yield (
            visit,
            {
                "id": UUID(int=secrets.randbits(128)),
                "number": number(f"{day:%y%m%d}"),
                "visit_id": visit["id"],
                "device_id": "bench-0",
                "office_id": OFFICE,
                "service": "ADM-KK-02",
                "nik_key": secrets.token_bytes(32),
                "digest": secrets.token_bytes(32),
                "claim": "pending",
                "identity": "pending",
                "stage": "waiting_identity",
                "flag": "",
                "channel": "kiosk",
                "version": 1,
                "happened_at": now,
                "received_at": now,
                "updated_at": now,
                "sealed": secrets.token_bytes(SEALED_BYTES),
            },
        )
