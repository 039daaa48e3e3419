"""One spelling for equal bodies: the idempotency of PUT compares what was meant, not the bytes sent."""

import json
from datetime import UTC, datetime

from pydantic import BaseModel

EARLIEST, LATEST = 2000, 2199
"""Years; outside them a clock is broken, and some databases cannot hold the time."""


def canonical(model: BaseModel) -> bytes:
    """JSON with sorted keys: equal for equal models."""
    return json.dumps(
        model.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def plausible(*times: datetime) -> bool:
    """Whether every time names its offset and lies within this century or the next."""
    return all(one.tzinfo is not None and EARLIEST < one.year < LATEST for one in times)


def utc(time: datetime) -> datetime:
    return time.astimezone(UTC)
