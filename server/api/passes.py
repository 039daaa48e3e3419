"""Visit passes: issued after a verification, shown at another kiosk, ended by the citizen."""

from datetime import timedelta
from uuid import UUID, uuid4

from fastapi import APIRouter

from protocol.wire import Accepted, PassUse, VerificationAnswer, VisitPass
from server.api.depends import Ctx, Speaker, same_id
from server.api.problems import Trouble, documented, refusal
from server.domain import passes as signed
from server.domain.canonical import canonical, plausible
from server.domain.passes import Pass
from server.evidence import record
from server.storage import passes, visits
from server.storage.passes import NewPass, Use, Used
from server.storage.results import Refused
from server.storage.visits import Answered, Asked, Verdict
from server.storage.writer import each

router = APIRouter(prefix="/v1", tags=["visit pass"])
issue = each(passes.issue)
use = each(passes.use)
revoke = each(passes.revoke)


@router.post("/visits/{id}/pass", responses=documented("invalid", "unauthorised", "forbidden", "unavailable"))
async def new_pass(id: UUID, context: Ctx, device: Speaker) -> VisitPass:
    """A pass for the citizen who was verified in this visit; it ends the visit's earlier ones."""
    now = context.clock()
    lifetime = timedelta(minutes=context.settings.visit_minutes)
    found = await context.storage.glance(
        lambda connection: visits.verified(connection, id, device.id, now, lifetime)
    )
    if found is None:
        raise Trouble("forbidden")
    made = Pass(uuid4(), (now + timedelta(hours=context.settings.pass_hours)).replace(microsecond=0))
    nik = context.sealer.open(f"visits/{id}", found.sealed_nik)
    new = NewPass(
        id=made.id,
        visit_id=id,
        device_id=device.id,
        issued_at=now,
        expires_at=made.expires_at,
        nik_key=found.nik_key,
        sealed_nik=context.sealer.seal(f"passes/{made.id}", nik),
    )
    if not await context.storage.writer.run(issue, new, id):
        raise Trouble("forbidden")
    return VisitPass(id=made.id, token=signed.sign(context.keys.visit_pass, made), expires_at=made.expires_at)


@router.put(
    "/pass-uses/{id}",
    responses=documented("invalid", "unauthorised", "forbidden", "conflict", "too-large", "unavailable"),
)
async def show_pass(id: UUID, body: PassUse, context: Ctx, device: Speaker) -> VerificationAnswer:
    """Verifies a visit by a pass from another kiosk. A copied, ended or revoked one is refused and noted."""
    same_id(id, body.id)
    if not plausible(body.at, body.consent.at):
        raise Trouble("invalid", "body.at: not a plausible time with an offset")
    sealer, now = context.sealer, context.clock()
    digest = sealer.body_digest(canonical(body))
    asked = Asked(id, body.visit_id, device.id, digest, None, context.settings.attempts_per_visit)
    known = await context.storage.glance(lambda connection: visits.before(connection, asked))
    if isinstance(known, Refused):
        raise refusal(known)
    if known is None:
        found: Used | str = "invalid"
        shown = signed.read(context.keys.visit_pass.public_key(), body.token)
        if shown is not None:
            allowed = "kiosk" in context.settings.pass_channels
            found = await context.storage.writer.run(
                use, Use(shown.id, "kiosk", f"visit:{body.visit_id}", allowed, now)
            )
        nik = sealer.open(f"passes/{found.pass_id}", found.sealed_nik) if isinstance(found, Used) else None
        verdict = Verdict(
            id=id,
            visit_id=body.visit_id,
            device_id=device.id,
            office_id=device.office_id,
            digest=digest,
            way="pass",
            by_evidence=False,
            consent_data=body.consent.data,
            happened_at=body.at,
            at=now,
            answer=Answered(
                "match" if nik else "no_match",
                None,
                None,
                None,
                () if isinstance(found, Used) else (f"pass_{found}",),
            ),
            nik_key=found.nik_key if isinstance(found, Used) else None,
            sealed_nik=sealer.seal(f"visits/{body.visit_id}", nik) if nik else None,
            ikd_hash=None,
        )
        recorded = await context.storage.writer.run(record, verdict, body.visit_id)
        if isinstance(recorded, Refused):
            raise refusal(recorded)
        known = recorded
    return VerificationAnswer(
        id=id,
        available=True,
        decision="match" if known.decision == "match" else "no_match",
        reasons=known.reasons,
    )


@router.delete("/passes/{id}", responses=documented("invalid", "unauthorised", "not-found", "unavailable"))
async def end_pass(id: UUID, context: Ctx, device: Speaker) -> Accepted:
    """The citizen takes the pass back."""
    now = context.clock()
    if not await context.storage.writer.run(revoke, (id, device.id, now)):
        raise Trouble("not-found")
    return Accepted(id=id, accepted_at=now)
