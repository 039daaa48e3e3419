"""Evidence that kiosks sealed while they could not ask: opened, kept until answered, answered in the background."""

import asyncio
import base64
import binascii
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pyrage
from pydantic import ValidationError

from protocol.wire import EvidenceSubmission, VerificationRequest
from server.domain.canonical import canonical, plausible
from server.keys import Keys
from server.sealing import Sealer
from server.settings import ServerSettings
from server.storage import visits
from server.storage.devices import Device
from server.storage.results import Refused
from server.storage.storage import Storage
from server.storage.visits import Answered, Claim, Due, NewEvidence, Verdict
from server.storage.writer import each
from server.verify import Checker, Outcome

LEASE = timedelta(seconds=30)
"""How long one worker may take for a check before another takes it over."""
AT_ONCE = 20

log = logging.getLogger(__name__)

record = each(visits.record)
keep = each(visits.keep_evidence)
claim_due = each(visits.claim_due)
postpone = each(visits.postpone)


@dataclass(frozen=True, slots=True)
class Unopenable:
    """Why a submission cannot be evidence."""

    why: Literal["not_sealed_to_us", "not_a_request", "other_id", "no_consent"]


def opened(submission: EvidenceSubmission, keys: Keys) -> VerificationRequest | Unopenable:
    """Opens a submission and checks that it is what its envelope says."""
    try:
        content = pyrage.decrypt(base64.b64decode(submission.sealed, validate=True), [keys.evidence])
    except (binascii.Error, pyrage.DecryptError):
        return Unopenable("not_sealed_to_us")
    try:
        request = VerificationRequest.model_validate_json(content)
    except ValidationError:
        return Unopenable("not_a_request")
    if not plausible(request.at, request.consent.at):
        return Unopenable("not_a_request")
    if (request.id, request.visit_id) != (submission.id, submission.visit_id):
        return Unopenable("other_id")
    if request.way == "face" and not request.consent.face:
        return Unopenable("no_consent")
    return request


class EvidenceDesk:
    def __init__(
        self,
        storage: Storage,
        sealer: Sealer,
        checker: Checker,
        settings: ServerSettings,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._sealer = sealer
        self._checker = checker
        self._settings = settings
        self._clock = clock

    async def accept(self, request: VerificationRequest, device: Device) -> Refused | None:
        """Stores evidence, then tries to have it answered at once."""
        content = canonical(request)
        now = self._clock()
        stored = await self._storage.writer.run(
            keep,
            NewEvidence(
                id=request.id,
                visit_id=request.visit_id,
                device_id=device.id,
                office_id=device.office_id,
                digest=self._sealer.body_digest(content),
                way=request.way,
                consent_data=request.consent.data,
                happened_at=request.at,
                at=now,
                until=now + LEASE,
                sealed=self._sealer.seal(f"verifications/{request.id}", content),
            ),
            request.visit_id,
        )
        if isinstance(stored, Refused):
            return stored
        if stored is not None:
            await self._answer(stored)
        return None

    async def work(self) -> int:
        """Has the evidence that is due answered; returns how many pieces were tried."""
        now = self._clock()
        due = await self._storage.writer.run(claim_due, Claim(now, now + LEASE, AT_ONCE))
        for one in due:
            await self._answer(one)
        return len(due)

    async def serve(self) -> None:
        """Works until cancelled."""
        while True:
            try:
                busy = await self.work()
            except Exception as error:  # noqa: BLE001 - the rows stay; a dead loop would leave citizens waiting
                log.error("pending evidence could not be worked on: %s", type(error).__name__)
                busy = 0
            if not busy:
                await asyncio.sleep(self._settings.retry_seconds / 2)

    async def _answer(self, due: Due) -> None:
        content = self._sealer.open(f"verifications/{due.id}", due.sealed)
        request = VerificationRequest.model_validate_json(content)
        outcome = await self._checker.check(request, request.at)
        now = self._clock()
        if outcome.hopeless:
            outcome = Outcome(Answered("officer", None, None, None, outcome.answer.reasons))
        if outcome.answer.decision == "unavailable":
            wait = min(
                self._settings.retry_seconds * 2 ** min(due.tries, 16), self._settings.retry_max_seconds
            )
            later = now + timedelta(seconds=wait * random.uniform(0.8, 1.2))  # noqa: S311 - spreads load only
            reason = " ".join(outcome.answer.reasons)
            await self._storage.writer.run(postpone, (due.id, later, reason), due.visit_id)
            return
        verdict = verdict_of(request, outcome, due, self._sealer, due.digest, now, by_evidence=True)
        await self._storage.writer.run(record, verdict, due.visit_id)


def verdict_of(
    request: VerificationRequest,
    outcome: Outcome,
    owner: Due | Device,
    sealer: Sealer,
    digest: bytes,
    now: datetime,
    *,
    by_evidence: bool,
) -> Verdict:
    """The record of a check, with the citizen's NIK sealed for the visit."""
    nik = outcome.nik
    token = request.ikd_token if outcome.answer.decision == "match" else None
    return Verdict(
        id=request.id,
        visit_id=request.visit_id,
        device_id=owner.id if isinstance(owner, Device) else owner.device_id,
        office_id=owner.office_id,
        digest=digest,
        way=request.way,
        by_evidence=by_evidence,
        consent_data=request.consent.data,
        happened_at=request.at,
        at=now,
        answer=outcome.answer,
        nik_key=sealer.nik_key(nik) if nik else None,
        sealed_nik=sealer.seal(f"visits/{request.visit_id}", nik.encode()) if nik else None,
        ikd_hash=sealer.body_digest(token.encode()) if token else None,
    )
