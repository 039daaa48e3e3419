"""A citizen changes or withdraws an application that was sent before, at any kiosk, after a check."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter

from protocol.wire import ApplicationEdit, EditState
from server.api.depends import Ctx, Speaker, same_id
from server.api.problems import Trouble, documented, refusal
from server.domain.canonical import canonical, plausible
from server.storage import edits, visits
from server.storage.edits import NewEdit
from server.storage.results import Refused
from server.storage.writer import each

router = APIRouter(prefix="/v1", tags=["applications"])
put = each(edits.put)


@router.put(
    "/edits/{id}",
    responses=documented("invalid", "unauthorised", "forbidden", "conflict", "too-large", "unavailable"),
)
async def edit(id: UUID, body: ApplicationEdit, context: Ctx, device: Speaker) -> EditState:
    """Takes an edit: applied on the version it names, held until that version exists, or a conflict."""
    same_id(id, body.id)
    if not plausible(body.happened_at):
        raise Trouble("invalid", "body.happened_at: not a plausible time with an offset")
    now = context.clock()
    lifetime = timedelta(minutes=context.settings.visit_minutes)
    checked = await context.storage.glance(
        lambda connection: visits.verified(connection, body.visit_id, device.id, now, lifetime)
    )
    if checked is None:
        raise Trouble("forbidden")
    content = canonical(body)
    found = await context.storage.writer.run(
        put,
        NewEdit(
            id=id,
            application_id=body.application_id,
            visit_id=body.visit_id,
            device_id=device.id,
            base_version=body.base_version,
            withdraw=body.withdraw,
            digest=context.sealer.body_digest(content),
            at=now,
            sealed=context.sealer.seal(f"edits/{id}", content),
        ),
        body.application_id,
    )
    if isinstance(found, Refused):
        raise refusal(found)
    return EditState(id=id, state=found.state, version=found.version)
