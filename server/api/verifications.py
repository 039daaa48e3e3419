"""Who is standing at the kiosk, asked now or sealed for later; and the profile that an answer opens."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter

from protocol.wire import (
    Accepted,
    EvidenceSubmission,
    Profile,
    ProfileField,
    VerificationAnswer,
    VerificationRequest,
)
from server.adapters.ports import Unavailable
from server.api import examples
from server.api.depends import Ctx, Speaker, same_id
from server.api.problems import Trouble, documented, refusal
from server.domain.canonical import canonical, plausible
from server.evidence import Unopenable, opened, record, verdict_of
from server.storage import visits
from server.storage.results import Refused
from server.storage.visits import Answered, Asked

router = APIRouter(prefix="/v1", tags=["identity"])


@router.put(
    "/verifications/{id}",
    responses=documented(
        "invalid", "unauthorised", "forbidden", "conflict", "too-many", "too-large", "unavailable"
    ),
    openapi_extra=examples.body(examples.VERIFICATION),
)
async def verify(id: UUID, body: VerificationRequest, context: Ctx, device: Speaker) -> VerificationAnswer:
    """Compares a face with the registry's portrait, or checks an IKD token. A first decision stays."""
    same_id(id, body.id)
    _check_shape(body)
    now = context.clock()
    digest = context.sealer.body_digest(canonical(body))
    asked = Asked(
        id=id,
        visit_id=body.visit_id,
        device_id=device.id,
        digest=digest,
        nik_key=context.sealer.nik_key(body.nik) if body.nik else None,
        limit=context.settings.attempts_per_visit,
    )
    known = await context.storage.glance(lambda connection: visits.before(connection, asked))
    if isinstance(known, Refused):
        raise refusal(known)
    if known is None:
        outcome = await context.checker.check(body, now)
        verdict = verdict_of(body, outcome, device, context.sealer, digest, now, by_evidence=False)
        recorded = await context.storage.writer.run(record, verdict, body.visit_id)
        if isinstance(recorded, Refused):
            raise refusal(recorded)
        known = recorded
    return _answer(id, known)


@router.put(
    "/evidence/{id}",
    responses=documented("invalid", "unauthorised", "forbidden", "conflict", "too-large", "unavailable"),
)
async def evidence(id: UUID, body: EvidenceSubmission, context: Ctx, device: Speaker) -> Accepted:
    """Takes a verification that could not be asked in time; it is answered as soon as the registry answers."""
    same_id(id, body.id)
    if not plausible(body.happened_at):
        raise Trouble("invalid", "body.happened_at: not a plausible time with an offset")
    request = opened(body, context.keys)
    if isinstance(request, Unopenable):
        raise Trouble("invalid", f"body.sealed: {request.why}")
    refused = await context.evidence.accept(request, device)
    if refused is not None:
        raise refusal(refused)
    return Accepted(id=id, accepted_at=context.clock())


@router.get(
    "/visits/{id}/profile",
    responses=documented("invalid", "unauthorised", "forbidden", "unavailable"),
)
async def profile(id: UUID, context: Ctx, device: Speaker) -> Profile:
    """What the registries know of the citizen that was verified in this visit, at this kiosk, just now."""
    now = context.clock()
    lifetime = timedelta(minutes=context.settings.visit_minutes)
    found = await context.storage.glance(
        lambda connection: visits.verified(connection, id, device.id, now, lifetime)
    )
    if found is None:
        raise Trouble("forbidden")
    nik = context.sealer.open(f"visits/{id}", found.sealed_nik).decode("ascii")
    fields = await context.checker.profile(nik)
    if isinstance(fields, Unavailable):
        raise Trouble("unavailable", fields.reason, {"Retry-After": "10"})
    await context.storage.writer.run(
        visits.log_access,
        {
            "at": now,
            "actor": f"device:{device.id}",
            "office_id": device.office_id,
            "what": "profile",
            "nik_key": found.nik_key,
            "entity": id,
        },
        id,
    )
    return Profile(
        visit_id=id,
        nik=nik,
        fields=tuple(
            ProfileField(name=one.name, value=one.value, source=one.source, as_of=one.as_of) for one in fields
        ),
    )


def _check_shape(body: VerificationRequest) -> None:
    if not plausible(body.at, body.consent.at):
        raise Trouble("invalid", "body.at: not a plausible time with an offset")
    if body.way == "face":
        if body.nik is None or body.face is None:
            raise Trouble("invalid", "body: the way face needs nik and face")
        if not body.consent.face:
            raise Trouble("forbidden", "no consent to a face check")
    elif not body.ikd_token:
        raise Trouble("invalid", "body: the way ikd needs ikd_token")


def _answer(verification_id: UUID, known: Answered) -> VerificationAnswer:
    decided = known.decision in visits.DECIDED
    return VerificationAnswer.model_validate(
        {
            "id": verification_id,
            "available": decided,
            "decision": known.decision if decided else "unavailable",
            "score": known.score,
            "threshold": known.threshold,
            "fmr": known.fmr,
            "reasons": known.reasons,
        }
    )
