"""The change feed of an office: what counters, the web or an officer did to its applications."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from protocol.wire import ApplicationState, ChangeFeed
from server.api.applications import state
from server.api.depends import Ctx, Speaker
from server.api.problems import Trouble, documented
from server.storage import applications, feed

router = APIRouter(prefix="/v1", tags=["applications"])


@router.get("/changes", response_model=ChangeFeed, responses=documented("invalid", "unauthorised"))
async def changes(
    context: Ctx,
    device: Speaker,
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Applications of this office that changed behind the cursor, each with its present state."""
    after = feed.parse(cursor)
    if after is None:
        raise Trouble("invalid", "query.cursor: not one of ours")

    def read(connection: Connection) -> tuple[feed.Page, list[ApplicationState]]:
        page = feed.page(connection, after, limit, device.office_id)
        ids = list(dict.fromkeys(one.entity for one in page.changes))
        held = applications.by_ids(connection, ids)
        return page, [state(held[one]) for one in ids if one in held]

    page, states = await context.storage.glance(read)
    feed_page = ChangeFeed(cursor=str(page.cursor), applications=tuple(states))
    # rendered here: FastAPI would check fifty applications once more
    return Response(feed_page.model_dump_json(), media_type="application/json")
