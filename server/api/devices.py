"""Sign-in and heartbeats of kiosks."""

from uuid import UUID, uuid4

from fastapi import APIRouter

from protocol.version import WIRE_VERSION
from protocol.wire import (
    Accepted,
    CommandOutcome,
    DeviceSession,
    DeviceSignIn,
    Heartbeat,
    QueueBlock,
    RemoteCommand,
    RemoteCommands,
)
from server.api.depends import Ctx, Speaker
from server.api.problems import Trouble, documented
from server.domain.canonical import plausible
from server.storage import fleet, heartbeats
from server.storage.heartbeats import Beat
from server.storage.writer import each

router = APIRouter(prefix="/v1", tags=["devices"])
COUNT_LIMIT = 2**63 - 1
fetch = each(fleet.fetch)


@router.post("/devices/sign-in", responses=documented("invalid", "version", "unauthorised", "too-many"))
async def sign_in(body: DeviceSignIn, context: Ctx) -> DeviceSession:
    """Exchanges the device's secret for a token that lasts a working day."""
    if body.wire_version != WIRE_VERSION:
        raise Trouble("version", f"this server speaks version {WIRE_VERSION}")
    if context.sessions.locked(body.device_id):
        raise Trouble("too-many", headers={"Retry-After": "300"})
    found = await context.sessions.sign_in(body.device_id, body.secret)
    if found is None:
        raise Trouble("unauthorised")
    device, token, ends = found
    return DeviceSession(
        token=token,
        expires_at=ends,
        server_time=context.clock(),
        office=device.office,
        region=device.region,
        region_code=device.region_code,
        queue_block=QueueBlock(first=device.queue_first, last=device.queue_last),
        evidence_recipient=context.keys.evidence_recipient,
    )


@router.post("/heartbeats", responses=documented("invalid", "unauthorised", "too-large", "unavailable"))
async def heartbeat(body: Heartbeat, context: Ctx, device: Speaker) -> Accepted:
    """Notes how a kiosk is; its audit trail must only ever grow."""
    if not plausible(body.at):
        raise Trouble("invalid", "body.at: not a plausible time with an offset")
    if not all(0 <= count <= COUNT_LIMIT for count in (body.waiting, body.dead, body.audit_count)):
        raise Trouble("invalid", "a count is out of range")
    now = context.clock()
    await context.storage.writer.run(
        heartbeats.note,
        Beat(
            device_id=device.id,
            at=now,
            state=body.state.replace("\0", ""),
            report=body.model_dump_json(),
            waiting=min(body.waiting, 2**31 - 1),
            dead=min(body.dead, 2**31 - 1),
            audit_count=body.audit_count,
            audit_head=body.audit_head,
        ),
    )
    return Accepted(id=uuid4(), accepted_at=now)


@router.get("/commands", responses=documented("unauthorised", "unavailable"))
async def commands(context: Ctx, device: Speaker) -> RemoteCommands:
    """What the centre wants this kiosk to do."""
    found = await context.storage.writer.run(fetch, (device.id, context.clock()))
    return RemoteCommands(
        commands=tuple(
            RemoteCommand(id=one.id, command=one.command, argument=one.argument, at=one.at) for one in found
        )
    )


@router.post(
    "/commands/{id}", responses=documented("invalid", "unauthorised", "not-found", "too-large", "unavailable")
)
async def outcome(id: UUID, body: CommandOutcome, context: Ctx, device: Speaker) -> Accepted:
    """Notes how a command ended."""
    if not await context.storage.writer.run(fleet.report, (id, device.id, body.outcome)):
        raise Trouble("not-found")
    return Accepted(id=id, accepted_at=context.clock())
