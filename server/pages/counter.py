"""The officer's counter: call, serve, pass on."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from config import regions
from config.catalogue import Catalogue, load
from server.api.depends import Ctx
from server.context import Context
from server.domain.passes import read
from server.domain.queue import served_by
from server.pages.session import PageTrouble, Posting, SignedIn, Visitor, officer_page, permit
from server.storage import cases, passes, queue
from server.storage.officers import Officer
from server.storage.passes import Use, Used
from server.storage.queue import CallNext, Ticket, Turn, local_day
from server.storage.writer import each

router = APIRouter(include_in_schema=False)
call_next = each(queue.call_next)
turn = each(queue.turn)
use_pass = each(passes.use)


def local_catalogue(officer: Officer, context: Context) -> Catalogue:
    """The catalogue as this office's region applies it."""
    return regions.applied(load(), regions.load(officer.region_code), _day(officer, context))


@router.get("/counter")
async def counter(context: Ctx, visitor: SignedIn) -> Response:
    permit(visitor, "counter")
    return officer_page("counter.html", visitor, await _board(context, visitor))


@router.get("/counter/board")
async def board(context: Ctx, visitor: SignedIn) -> Response:
    """The part of the page that renews itself."""
    permit(visitor, "counter")
    return officer_page("counter_board.html", visitor, await _board(context, visitor))


@router.post("/counter/next")
async def call(context: Ctx, visitor: Posting) -> Response:
    permit(visitor, "counter")
    officer = visitor.officer
    await context.storage.writer.run(
        call_next,
        CallNext(
            office_id=officer.office_id,
            day=_day(officer, context),
            counter=officer.counter,
            queues=served_by(officer.counter, _counters(officer, context)),
            at=context.clock(),
        ),
    )
    return RedirectResponse("/counter", 303)


@router.post("/counter/tickets/{seq}")
async def act(
    seq: int,
    context: Ctx,
    visitor: Posting,
    action: Annotated[Literal["recall", "start", "finish", "no_show", "transfer", "prioritise"], Form()],
    queue_name: Annotated[str, Form(alias="queue", max_length=1)] = "",
) -> Response:
    permit(visitor, "counter")
    officer = visitor.officer
    if action == "transfer" and queue_name not in _counters(officer, context):
        raise PageTrouble(409, "ticket")
    done = await context.storage.writer.run(
        turn,
        Turn(officer.office_id, seq, action, officer.counter, context.clock(), queue_name),
    )
    if done is None:
        raise PageTrouble(409, "ticket")
    to = f"/counter/cases/{done.application_id}" if action == "start" else "/counter"
    return RedirectResponse(to, 303)


@router.post("/counter/find")
async def find(context: Ctx, visitor: Posting, text: Annotated[str, Form(max_length=300)]) -> Response:
    """Opens a case by today's ticket, by the application number, or by the citizen's visit pass."""
    permit(visitor, "case")
    officer = visitor.officer
    if text.strip().startswith("MPP1."):
        return RedirectResponse(f"/counter/cases/{await _by_pass(context, officer, text.strip())}", 303)
    wanted = text.strip().upper().replace("\0", "")
    found = await context.storage.read(
        lambda connection: cases.find(connection, officer.office_id, wanted, _day(officer, context))
    )
    if found is None:
        raise PageTrouble(404, "no_case")
    return RedirectResponse(f"/counter/cases/{found}", 303)


async def _by_pass(context: Context, officer: Officer, text: str) -> UUID:
    shown = read(context.keys.visit_pass.public_key(), text)
    if shown is None:
        raise PageTrouble(403, "pass")
    allowed = "counter" in context.settings.pass_channels
    use = Use(shown.id, "counter", f"officer:{officer.login}", allowed, context.clock())
    used = await context.storage.writer.run(use_pass, use)
    if not isinstance(used, Used):
        raise PageTrouble(403, "pass")
    found = await context.storage.read(
        lambda connection: cases.newest_of(connection, officer.office_id, used.nik_key)
    )
    if found is None:
        raise PageTrouble(404, "no_case")
    return found


async def _board(context: Context, visitor: Visitor) -> dict[str, object]:
    officer = visitor.officer
    today = await context.storage.read(
        lambda connection: queue.today(connection, officer.office_id, _day(officer, context))
    )
    flagged = await context.storage.read(lambda connection: cases.flagged(connection, officer.office_id))
    catalogue = local_catalogue(officer, context)
    mine = served_by(officer.counter, _counters(officer, context))
    services = {one.code: one.name.of(visitor.language) for one in load().services}
    return {
        "waiting": [one for one in today.waiting if one.queue in mine],
        "elsewhere": sum(one.queue not in mine for one in today.waiting),
        "now": next((one for one in today.active if one.counter == officer.counter), None),
        "average": round(today.average_wait.total_seconds() / 60) if today.average_wait else None,
        "services": services,
        "queues": {name: prefix.name.of(visitor.language) for name, prefix in catalogue.prefixes.items()},
        "flagged": flagged,
        "minutes": _minutes(today.waiting, context),
    }


def _minutes(waiting: tuple[Ticket, ...], context: Context) -> Mapping[int, int]:
    now = context.clock()
    return {one.seq: max(0, round((now - one.since).total_seconds() / 60)) for one in waiting}


def _counters(officer: Officer, context: Context) -> Mapping[str, str]:
    return {name: prefix.counter for name, prefix in local_catalogue(officer, context).prefixes.items()}


def _day(officer: Officer, context: Context) -> date:
    return local_day(context.clock(), officer.utc_offset)
