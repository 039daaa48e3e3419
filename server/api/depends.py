"""What routes ask for: the server's context and the device that speaks."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from server.api.problems import Trouble
from server.context import Context, context_of
from server.storage.devices import Device

_bearer = HTTPBearer(auto_error=False, description="`DeviceSession.token`")
Ctx = Annotated[Context, Depends(context_of)]


async def device_of(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Device:
    found = await context_of(request).sessions.device(credentials.credentials) if credentials else None
    if found is None:
        raise Trouble("unauthorised", headers={"WWW-Authenticate": "Bearer"})
    return found


Speaker = Annotated[Device, Depends(device_of)]


def same_id(path_id: object, body_id: object) -> None:
    """Raises:
    Trouble: the body names another id than the address.
    """
    if path_id != body_id:
        raise Trouble("invalid", "body.id: differs from the address")
