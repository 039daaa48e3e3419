"""What routes ask for: the server's context and the device that speaks."""

from typing import Annotated

from fastapi import Depends, Request

from server.api.problems import Trouble
from server.context import Context, context_of
from server.storage.devices import Device


async def _context(request: Request) -> Context:
    # async although nothing waits: FastAPI sends plain functions through its thread pool, which costs more than
    # everything else in a request
    return context_of(request)


async def device_of(request: Request) -> Device:
    """Raises:
    Trouble: no valid token.
    """
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    found = await context_of(request).sessions.device(token) if kind.lower() == "bearer" else None
    if found is None:
        raise Trouble("unauthorised", headers={"WWW-Authenticate": "Bearer"})
    return found


Ctx = Annotated[Context, Depends(_context)]
Speaker = Annotated[Device, Depends(device_of)]


def same_id(path_id: object, body_id: object) -> None:
    """Raises:
    Trouble: the body names another id than the address.
    """
    if path_id != body_id:
        raise Trouble("invalid", "body.id: differs from the address")
