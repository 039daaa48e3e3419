"""Kinds of errors on the wire: the `type` of an RFC 9457 problem document (`application/problem+json`)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

ProblemKind = Literal[
    "invalid",  # 422: the body breaks the schema
    "unauthorised",  # 401: no valid device token
    "forbidden",  # 403: the visit has no accepted verification, or belongs to another device
    "not-found",  # 404
    "conflict",  # 409: same id, other bytes
    "too-large",  # 413
    "too-many",  # 429
    "unavailable",  # 503: an adapter behind the server is slow or down; try later
    "version",  # 400: a wire version that this server does not speak
    "method",  # 405
    "internal",  # 500: a bug of the server; the kiosk keeps its row and tries later
]


class Problem(BaseModel):
    """One error answer. `detail` never repeats personal data from the request."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: ProblemKind
    title: str
    status: int
    detail: str = ""
