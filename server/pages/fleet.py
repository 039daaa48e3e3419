"""Every kiosk in a list: how it is, what waits in it, what it was told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from server.api.depends import Ctx
from server.context import Context
from server.domain.roles import may
from server.domain.roles import offices as office_of
from server.pages.session import PageTrouble, Posting, SignedIn, Visitor, officer_page, permit
from server.storage import fleet
from server.storage.fleet import Command, NewCommand, Status
from server.storage.writer import each

router = APIRouter(include_in_schema=False)
tell = each(fleet.tell)
clear_alarm = each(fleet.clear_alarm)

SILENT = timedelta(seconds=60)
"""A kiosk sends a heartbeat every 30 seconds; two missing ones are a fault."""
Mark = Literal["good", "fault", "silent", "never", "revoked"]


@dataclass(frozen=True, slots=True)
class Kiosk:
    id: str
    office: str
    region: str
    mark: Mark
    state: str
    version: str
    seen: str
    waiting: int
    dead: int
    alarm: str
    faults: Sequence[str]
    """Devices that are not in order: `printer: paper_out`."""
    commands: Sequence[Command]


@router.get("/fleet")
async def show(context: Ctx, visitor: SignedIn) -> Response:
    permit(visitor, "fleet")
    return officer_page("fleet.html", visitor, await _values(context, visitor))


@router.get("/fleet/board")
async def board(context: Ctx, visitor: SignedIn) -> Response:
    """The part of the page that renews itself."""
    permit(visitor, "fleet")
    return officer_page("fleet_board.html", visitor, await _values(context, visitor))


@router.post("/fleet/{device}/commands")
async def command(
    device: str,
    context: Ctx,
    visitor: Posting,
    name: Annotated[
        Literal["restart", "reload_settings", "update_ring", "out_of_service", "in_service"],
        Form(alias="command"),
    ],
    argument: Annotated[str, Form(pattern=r"^[a-z0-9-]{0,40}$")] = "",
) -> Response:
    permit(visitor, "command")
    officer = visitor.officer
    told = await context.storage.writer.run(
        tell,
        NewCommand(
            id=uuid4(),
            device_id=device.replace("\0", ""),
            office_id=office_of(officer.role, officer.office_id),
            command=name,
            argument=argument,
            actor=f"officer:{officer.login}",
            at=context.clock(),
        ),
    )
    if not told:
        raise PageTrouble(404, "no_device")
    return RedirectResponse("/fleet", 303)


@router.post("/fleet/{device}/alarm")
async def clear(device: str, context: Ctx, visitor: Posting) -> Response:
    """Ends an audit alarm after somebody looked into it."""
    permit(visitor, "command")
    officer = visitor.officer
    item = (device.replace("\0", ""), office_of(officer.role, officer.office_id))
    if not await context.storage.writer.run(clear_alarm, item):
        raise PageTrouble(404, "no_device")
    return RedirectResponse("/fleet", 303)


async def _values(context: Context, visitor: Visitor) -> dict[str, object]:
    officer = visitor.officer
    office = office_of(officer.role, officer.office_id)
    found = await context.storage.read(lambda connection: fleet.everyone(connection, office))
    kiosks = [_kiosk(one, context) for one in found]
    return {
        "kiosks": kiosks,
        "troubled": sum(one.mark in ("fault", "silent") or bool(one.alarm) for one in kiosks),
        "may_command": may(officer.role, "command"),
    }


def _kiosk(status: Status, context: Context) -> Kiosk:
    report = json.loads(status.report) if status.report else {}
    faults = [f"{one['name']}: {one['state']}" for one in report.get("devices", ()) if not one["good"]]
    mark: Mark = "good"
    if status.revoked:
        mark = "revoked"
    elif status.seen_at is None:
        mark = "never"
    elif context.clock() - status.seen_at > SILENT:
        mark = "silent"
    elif faults or status.dead or status.state == "out_of_service":
        mark = "fault"
    seen = ""
    if status.seen_at is not None:
        seen = str(max(0, round((context.clock() - status.seen_at).total_seconds())))
    return Kiosk(
        id=status.device_id,
        office=status.office,
        region=status.region,
        mark=mark,
        state=status.state,
        version=str(report.get("software_version", "")),
        seen=seen,
        waiting=status.waiting,
        dead=status.dead,
        alarm=status.audit_alarm,
        faults=faults,
        commands=status.commands,
    )
