"""Whose application is it: decided by the verifications that this server holds, never by the kiosk's word."""

from dataclasses import dataclass
from typing import Literal

Claim = Literal["verified", "pending", "unverified"]
Identity = Literal["verified", "pending", "unverified", "refused"]
Stage = Literal["received", "waiting_identity", "in_review", "approved", "rejected", "done", "withdrawn"]
Decision = Literal["match", "officer", "no_match", "unavailable", "pending"]
Flag = Literal["", "nik_mismatch", "no_match", "officer_check", "claim_unfounded"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One verification of a visit. `pending`: sealed evidence that no registry has answered yet."""

    decision: Decision
    by_evidence: bool


@dataclass(frozen=True, slots=True)
class VisitIdentity:
    verified_nik_key: bytes | None
    """Keyed hash of the first NIK that was verified in this visit."""
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    identity: Identity
    stage: Stage
    """Where an application stands that no officer has touched yet."""
    flag: Flag = ""
    """Why an officer should look."""


VERIFIED = Judgement("verified", "received")
WAITING = Judgement("pending", "waiting_identity")


def judge(claim: Claim, nik_key: bytes, visit: VisitIdentity) -> Judgement:
    """The identity of one application.

    Args:
        claim: As the kiosk saw it.
        nik_key: Keyed hash of the NIK in the application.
        visit: What this server holds for the visit.
    """
    if visit.verified_nik_key is not None:
        if visit.verified_nik_key == nik_key:
            return VERIFIED
        return Judgement("refused", "waiting_identity", "nik_mismatch")
    said = {(attempt.decision, attempt.by_evidence) for attempt in visit.attempts}
    if ("pending", True) in said:
        return WAITING
    if ("officer", True) in said or ("officer", False) in said:
        return Judgement("pending", "in_review", "officer_check")
    if claim == "unverified":
        return Judgement("unverified", "received")
    if ("no_match", True) in said:
        return Judgement("refused", "waiting_identity", "no_match")
    if ("no_match", False) in said and claim == "verified":
        return Judgement("refused", "waiting_identity", "claim_unfounded")
    return WAITING
