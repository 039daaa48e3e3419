"""The public call display: which ticket goes to which counter. It shows numbers, never people."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, select

from server.api.depends import Ctx
from server.context import Context
from server.pages.render import page
from server.pages.session import PageTrouble, language_of
from server.pages.words import words_of
from server.storage import queue
from server.storage.queue import local_day
from server.storage.schema import offices

router = APIRouter(include_in_schema=False)
SHOWN = 6


@router.get("/display/{office}")
async def display(office: str, request: Request, context: Ctx) -> Response:
    return page("display.html", await _values(office, request, context))


@router.get("/display/{office}/board")
async def board(office: str, request: Request, context: Ctx) -> Response:
    """The part of the page that renews itself."""
    return page("display_board.html", await _values(office, request, context))


async def _values(office: str, request: Request, context: Context) -> dict[str, object]:
    def read(connection: Connection) -> tuple[str, queue.Today] | None:
        row = connection.execute(
            select(offices.c.name, offices.c.utc_offset).where(offices.c.id == office.replace("\0", ""))
        ).one_or_none()
        if row is None:
            return None
        return row.name, queue.today(connection, office, local_day(context.clock(), row.utc_offset))

    found = await context.storage.read(read)
    if found is None:
        raise PageTrouble(404, "no_office")
    name, today = found
    language = language_of(request)
    return {
        "words": words_of(language),
        "lang": language,
        "office_id": office,
        "office": name,
        "calls": today.active[:SHOWN],
        "waiting": len(today.waiting),
        "average": round(today.average_wait.total_seconds() / 60) if today.average_wait else None,
    }
