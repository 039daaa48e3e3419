"""Visits and their verifications.

A visit belongs to the device that first named it, and to the first NIK that was verified in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, update

from server.domain.identity import Attempt, Decision, VisitIdentity
from server.storage import applications, edits
from server.storage.applications import Ruling
from server.storage.results import CONFLICT, FOREIGN, TOO_MANY, Refused
from server.storage.schema import access_log, ikd_uses, verifications, visits

DECIDED: tuple[Decision, ...] = ("match", "officer", "no_match")


@dataclass(frozen=True, slots=True)
class Answered:
    """A verification as it was answered before."""

    decision: Decision
    score: float | None
    threshold: float | None
    fmr: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check said, to be recorded. `nik_key` and `sealed_nik`: whom a match is about."""

    id: UUID
    visit_id: UUID
    device_id: str
    office_id: str
    digest: bytes
    way: str
    by_evidence: bool
    consent_data: bool
    happened_at: datetime
    at: datetime
    answer: Answered
    nik_key: bytes | None
    sealed_nik: bytes | None = field(repr=False)
    ikd_hash: bytes | None


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """An opened and checked submission, sealed anew under the server's own key until it is answered."""

    id: UUID
    visit_id: UUID
    device_id: str
    office_id: str
    digest: bytes
    way: str
    consent_data: bool
    happened_at: datetime
    at: datetime
    until: datetime
    """The caller has it answered before then; after that anybody may."""
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Due:
    """Evidence that waits for its answer."""

    id: UUID
    visit_id: UUID
    device_id: str
    office_id: str
    digest: bytes
    tries: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verified:
    """A visit that may read the profile of its citizen."""

    visit_id: UUID
    sealed_nik: bytes = field(repr=False)
    nik_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A verification that is about to be made."""

    id: UUID
    visit_id: UUID
    device_id: str
    digest: bytes
    nik_key: bytes | None
    limit: int


def before(connection: Connection, asked: Asked) -> Answered | Refused | None:
    """What is already known of a verification: its answer, a refusal, or nothing."""
    visit = connection.execute(select(visits).where(visits.c.id == asked.visit_id)).one_or_none()
    if visit is not None and visit.device_id != asked.device_id:
        return FOREIGN
    row = connection.execute(select(verifications).where(verifications.c.id == asked.id)).one_or_none()
    if row is not None:
        if row.digest != asked.digest or row.device_id != asked.device_id:
            return CONFLICT
        return _answer(row) if row.decision in DECIDED else None
    if visit is None:
        return None
    if visit.nik_key is not None and asked.nik_key is not None and visit.nik_key != asked.nik_key:
        return FOREIGN
    made = connection.execute(
        select(func.count()).where(verifications.c.visit_id == asked.visit_id)
    ).scalar_one()
    return TOO_MANY if made >= asked.limit else None


def record(connection: Connection, verdict: Verdict) -> Answered | Refused:
    """Stores an answer once, binds the visit to its citizen and rules on the visit's applications."""
    visit = _visit(connection, verdict.visit_id, verdict.device_id, verdict.office_id, verdict.at)
    if visit.device_id != verdict.device_id:
        return FOREIGN
    row = connection.execute(
        select(verifications).where(verifications.c.id == verdict.id).with_for_update()
    ).one_or_none()
    if row is not None:
        if row.digest != verdict.digest or row.device_id != verdict.device_id:
            return CONFLICT
        if row.decision in DECIDED:
            return _answer(row)  # another request with the same id was quicker
    answer = verdict.answer
    if answer.decision == "match" and visit.nik_key is not None and visit.nik_key != verdict.nik_key:
        if not verdict.by_evidence:
            return FOREIGN
        answer = Answered("no_match", None, None, None, (*answer.reasons, "visit_of_another"))
    if verdict.ikd_hash is not None and not _use_token(connection, verdict):
        answer = Answered("no_match", None, None, None, ("token_used",))
    values = {
        "by_evidence": verdict.by_evidence,
        "decision": answer.decision,
        "score": answer.score,
        "threshold": answer.threshold,
        "fmr": answer.fmr,
        "reasons": " ".join(answer.reasons),
        "next_try_at": None,
        "sealed": None,  # the template is not kept past its answer
    }
    if row is None:
        connection.execute(
            insert(verifications).values(
                id=verdict.id,
                visit_id=verdict.visit_id,
                device_id=verdict.device_id,
                digest=verdict.digest,
                way=verdict.way,
                happened_at=verdict.happened_at,
                received_at=verdict.at,
                tries=1,
                **values,
            )
        )
    elif row.decision != "pending" or answer.decision in DECIDED:
        connection.execute(update(verifications).where(verifications.c.id == verdict.id).values(**values))
    if answer.decision == "match" and visit.nik_key is None:
        connection.execute(
            update(visits)
            .where(visits.c.id == verdict.visit_id)
            .values(
                nik_key=verdict.nik_key,
                sealed_nik=verdict.sealed_nik,
                verified_at=verdict.at,
                consent_data=verdict.consent_data,
            )
        )
    if answer.decision in DECIDED:
        rule(connection, verdict.visit_id, verdict.at)
    return answer


def keep_evidence(connection: Connection, item: NewEvidence) -> Due | Refused | None:
    """Stores evidence for the caller to have answered; None: it is held or answered already."""
    visit = _visit(connection, item.visit_id, item.device_id, item.office_id, item.at)
    if visit.device_id != item.device_id:
        return FOREIGN
    row = connection.execute(select(verifications).where(verifications.c.id == item.id)).one_or_none()
    if row is not None and (row.digest != item.digest or row.device_id != item.device_id):
        return CONFLICT
    if row is not None and row.decision in (*DECIDED, "pending"):
        return None
    values = {
        "by_evidence": True,
        "decision": "pending",
        "reasons": "",
        "tries": 0,
        "next_try_at": item.until,
        "sealed": item.sealed,
    }
    if row is None:
        connection.execute(
            insert(verifications).values(
                id=item.id,
                visit_id=item.visit_id,
                device_id=item.device_id,
                digest=item.digest,
                way=item.way,
                happened_at=item.happened_at,
                received_at=item.at,
                **values,
            )
        )
    else:  # asked directly before, when the registry could not answer
        connection.execute(update(verifications).where(verifications.c.id == item.id).values(**values))
    rule(connection, item.visit_id, item.at)
    return Due(item.id, item.visit_id, item.device_id, item.office_id, item.digest, 0, item.sealed)


@dataclass(frozen=True, slots=True)
class Claim:
    """Takes evidence to be checked now; nobody else takes it before `until`."""

    now: datetime
    until: datetime
    limit: int


def claim_due(connection: Connection, claim: Claim) -> list[Due]:
    """The evidence whose turn it is, reserved for the caller."""
    wanted = (
        select(verifications, visits.c.office_id)
        .join(visits, visits.c.id == verifications.c.visit_id)
        .where(verifications.c.decision == "pending", verifications.c.next_try_at <= claim.now)
        .order_by(verifications.c.next_try_at)
        .limit(claim.limit)
        .with_for_update(skip_locked=True, of=verifications)
    )
    rows = connection.execute(wanted).all()
    if rows:
        connection.execute(
            update(verifications)
            .where(verifications.c.id.in_([row.id for row in rows]))
            .values(next_try_at=claim.until)
        )
    return [
        Due(row.id, row.visit_id, row.device_id, row.office_id, row.digest, row.tries, row.sealed)
        for row in rows
    ]


def postpone(connection: Connection, item: tuple[UUID, datetime, str]) -> None:
    """The registry could not answer: try again later."""
    verification_id, at, reason = item
    connection.execute(
        update(verifications)
        .where(verifications.c.id == verification_id, verifications.c.decision == "pending")
        .values(next_try_at=at, tries=verifications.c.tries + 1, reasons=reason)
    )


def verified(
    connection: Connection, visit_id: UUID, device_id: str, now: datetime, lifetime: timedelta
) -> Verified | None:
    """The visit, if this device may read its citizen's profile now."""
    row = connection.execute(select(visits).where(visits.c.id == visit_id)).one_or_none()
    if row is None or row.device_id != device_id or row.verified_at is None or not row.consent_data:
        return None
    if now - row.verified_at > lifetime:
        return None
    return Verified(visit_id, row.sealed_nik, row.nik_key)


def log_access(connection: Connection, items: Sequence[dict[str, object]]) -> list[None]:
    """Who read whose record: `at, actor, office_id, what, nik_key, entity`."""
    connection.execute(insert(access_log), list(items))
    return [None] * len(items)


def rule(connection: Connection, visit_id: UUID, at: datetime) -> None:
    """Rules anew on the applications of a visit after something was learnt about it."""
    found = identities(connection, [visit_id])
    for application_id in applications.rule_again(connection, Ruling(visit_id, found[visit_id], at)):
        edits.release(connection, application_id, at)


def identities(connection: Connection, visit_ids: Iterable[UUID]) -> dict[UUID, VisitIdentity]:
    """What this server holds about each visit."""
    wanted = list(visit_ids)
    keys = {
        row.id: row.nik_key
        for row in connection.execute(select(visits.c.id, visits.c.nik_key).where(visits.c.id.in_(wanted)))
    }
    open_ones = [one for one in wanted if keys.get(one) is None]
    attempts: dict[UUID, list[Attempt]] = {}
    if open_ones:
        for row in connection.execute(
            select(verifications.c.visit_id, verifications.c.decision, verifications.c.by_evidence).where(
                verifications.c.visit_id.in_(open_ones)
            )
        ):
            attempts.setdefault(row.visit_id, []).append(Attempt(row.decision, row.by_evidence))
    return {one: VisitIdentity(keys.get(one), tuple(attempts.get(one, ()))) for one in wanted}


def _visit(connection: Connection, visit_id: UUID, device_id: str, office_id: str, at: datetime) -> Row[Any]:
    row = connection.execute(select(visits).where(visits.c.id == visit_id).with_for_update()).one_or_none()
    if row is not None:
        return row
    connection.execute(
        insert(visits).values(
            id=visit_id, device_id=device_id, office_id=office_id, created_at=at, consent_data=False
        )
    )
    return connection.execute(select(visits).where(visits.c.id == visit_id)).one()


def _use_token(connection: Connection, verdict: Verdict) -> bool:
    """Whether an IKD token is used for the first time, or again by the same verification."""
    used = connection.execute(
        select(ikd_uses.c.verification_id).where(ikd_uses.c.token_hash == verdict.ikd_hash)
    ).scalar_one_or_none()
    if used is not None:
        return bool(used == verdict.id)
    connection.execute(
        insert(ikd_uses).values(token_hash=verdict.ikd_hash, verification_id=verdict.id, used_at=verdict.at)
    )
    return True


def _answer(row: Row[Any]) -> Answered:
    return Answered(row.decision, row.score, row.threshold, row.fmr, tuple(row.reasons.split()))
