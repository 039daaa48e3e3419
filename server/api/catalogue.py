"""The service catalogue, and what anybody may know of an application by its number."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from config.catalogue import load
from protocol.wire import ApplicationNumber, TrackingState
from server.api.depends import Ctx, Speaker
from server.api.problems import Trouble, documented
from server.storage import applications

router = APIRouter(prefix="/v1")


@router.get(
    "/catalogue",
    tags=["catalogue"],
    response_class=Response,
    responses={
        200: {
            "description": "The catalogue",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        304: {"description": "Unchanged"},
        **documented("unauthorised"),
    },
)
async def catalogue(_device: Speaker, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """All services with their fields, papers, times and counters."""
    shipped = load()
    etag = f'"{shipped.version}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if if_none_match is not None and etag in [one.strip() for one in if_none_match.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(shipped.model_dump_json(), headers=headers, media_type="application/json")


@router.get("/track/{number}", tags=["public"], responses=documented("invalid", "not-found", "too-many"))
async def track(number: ApplicationNumber, request: Request, context: Ctx) -> TrackingState:
    """Stage and due date; no name, no NIK."""
    if not context.track_rate.allow(caller(request)):
        raise Trouble("too-many", headers={"Retry-After": "60"})
    found = await context.storage.glance(lambda connection: applications.by_number(connection, number))
    if found is None:
        raise Trouble("not-found")
    return TrackingState(number=found.number, service=found.service, stage=found.stage, due=found.due)


def caller(request: Request) -> str:
    """The address that asks, as the server or its proxy (uvicorn's `--proxy-headers`) sees it."""
    return request.client.host if request.client else ""
