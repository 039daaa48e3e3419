"""Applications and surveys: stored once, however often they are sent."""

import json
from uuid import UUID

from fastapi import APIRouter

from protocol.wire import Accepted, ApplicationState, ApplicationSubmission, SurveySubmission
from server.api import examples
from server.api.depends import Ctx, Speaker, same_id
from server.api.problems import Trouble, documented, refusal
from server.domain.canonical import canonical, plausible
from server.storage import applications, intake, surveys
from server.storage.applications import Held, NewApplication
from server.storage.results import Refused
from server.storage.surveys import NewSurvey

router = APIRouter(prefix="/v1", tags=["applications"])


@router.put(
    "/applications/{id}",
    responses=documented("invalid", "unauthorised", "forbidden", "conflict", "too-large", "unavailable"),
    openapi_extra=examples.body(examples.APPLICATION),
)
async def submit(id: UUID, body: ApplicationSubmission, context: Ctx, device: Speaker) -> ApplicationState:
    """Takes an application. Its identity is decided by the verifications held for the visit."""
    same_id(id, body.id)
    if not plausible(body.happened_at, *([body.consent.at] if body.consent else [])):
        raise Trouble("invalid", "body.happened_at: not a plausible time with an offset")
    content = canonical(body)
    sealer = context.sealer
    stored = await context.storage.writer.run(
        intake.take_in,
        NewApplication(
            id=id,
            number=body.number,
            visit_id=body.visit_id,
            device_id=device.id,
            office_id=device.office_id,
            service=body.service,
            nik_key=sealer.nik_key(body.nik),
            digest=sealer.body_digest(content),
            claim=body.identity,
            queue_number=body.queue_number,
            due=body.due,
            channel=body.channel,
            happened_at=body.happened_at,
            at=context.clock(),
            sealed=sealer.seal(f"applications/{id}", content),
        ),
        body.visit_id,
    )
    if isinstance(stored, Refused):
        raise refusal(stored)
    return state(stored)


@router.get("/applications/{id}", responses=documented("invalid", "unauthorised", "not-found"))
async def read(id: UUID, context: Ctx, device: Speaker) -> ApplicationState:
    """Where an application stands that this kiosk sent."""
    found = await context.storage.glance(lambda connection: applications.by_id(connection, id, device.id))
    if found is None:
        raise Trouble("not-found")
    return state(found)


@router.put(
    "/surveys/{id}",
    responses=documented("invalid", "unauthorised", "conflict", "too-large", "unavailable"),
    openapi_extra=examples.body(examples.SURVEY),
)
async def survey(id: UUID, body: SurveySubmission, context: Ctx, device: Speaker) -> Accepted:
    """Takes one citizen's answers to the SKM survey."""
    same_id(id, body.id)
    accepted = await context.storage.writer.run(
        surveys.take_in,
        NewSurvey(
            id=id,
            office_id=device.office_id,
            service=body.service,
            answers=json.dumps(body.answers, sort_keys=True),
            language=body.language.replace("\0", "")[:16],
            on=body.on,
            digest=context.sealer.body_digest(canonical(body)),
            at=context.clock(),
        ),
    )
    if isinstance(accepted, Refused):
        raise refusal(accepted)
    return Accepted(id=id, accepted_at=accepted)


def state(held: Held) -> ApplicationState:
    return ApplicationState(
        id=held.id,
        number=held.number,
        service=held.service,
        stage=held.stage,
        identity=held.identity,
        queue_number=held.queue_number,
        due=held.due,
        version=held.version,
        received_at=held.received_at,
    )
