"""The models that kiosk and server exchange as JSON under `/v1`.

    POST /v1/devices/sign-in        DeviceSignIn            -> DeviceSession
    PUT  /v1/verifications/{id}     VerificationRequest     -> VerificationAnswer
    GET  /v1/visits/{id}/profile                            -> Profile         (403 without an accepted verification)
    PUT  /v1/evidence/{id}          EvidenceSubmission      -> Accepted
    PUT  /v1/applications/{id}      ApplicationSubmission   -> ApplicationState
    GET  /v1/applications/{id}                              -> ApplicationState
    PUT  /v1/surveys/{id}           SurveySubmission        -> Accepted
    POST /v1/heartbeats             Heartbeat               -> Accepted
    GET  /v1/catalogue                                      -> the service catalogue, with ETag
    GET  /v1/track/{number}                                 -> TrackingState   (public: stage only)
    PUT  /v1/edits/{id}             ApplicationEdit         -> EditState
    POST /v1/visits/{id}/pass                               -> VisitPass       (403 without an accepted verification)
    PUT  /v1/pass-uses/{id}         PassUse                 -> VerificationAnswer
    DELETE /v1/passes/{id}                                  -> Accepted
    GET  /v1/changes?cursor=&limit=                         -> ChangeFeed
    GET  /v1/commands                                       -> RemoteCommands
    POST /v1/commands/{id}          CommandOutcome          -> Accepted

Every id is a UUID made by the client and is the idempotency key of its PUT: the same id with the same body again
succeeds with the same answer, with another body it is 409. Times are aware (UTC). Everything but sign-in and
tracking carries `Authorization: Bearer <DeviceSession.token>`.
"""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Nik = Annotated[str, StringConstraints(pattern=r"^[0-9]{16}$")]
ServiceCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{3,24}$")]
ApplicationNumber = Annotated[str, StringConstraints(pattern=r"^MPP-[0-9]{4}-[0-9]{6}-[A-Z2-7]{7}-[0-9A-Z]$")]
QueueNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z]-[0-9]{3,4}$")]
Unit = Annotated[float, Field(ge=0.0, le=1.0)]


class Wire(BaseModel):
    """Unknown keys are errors on both sides: a silent one would be lost data."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Accepted(Wire):
    id: UUID
    accepted_at: datetime


class DeviceSignIn(Wire):
    device_id: Annotated[str, StringConstraints(min_length=3, max_length=64)]
    secret: Annotated[str, StringConstraints(min_length=16, max_length=128)]
    wire_version: int
    software_version: str


class QueueBlock(Wire):
    """Queue numbers that this kiosk alone hands out, each day anew: `first`..`last` of every prefix."""

    first: int
    last: int


class DeviceSession(Wire):
    token: str
    expires_at: datetime
    server_time: datetime
    office: str
    region: str
    region_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    queue_block: QueueBlock
    evidence_recipient: str
    """age public key (`age1...`) to which the kiosk seals evidence that it may not open again."""


class Consent(Wire):
    """What the citizen agreed to: which text, in which language, when."""

    version: str
    language: str
    at: datetime
    face: bool
    data: bool


class WitnessReport(Wire):
    name: str
    score: float | None
    decision: Literal["confirm", "deny", "unsure", "inactive"]


class FaceEvidence(Wire):
    """A protected face comparison request: a template and how sure the kiosk is that the person was there."""

    engine: str
    template: Annotated[str, Field(max_length=8192)]
    """base64 of `face.template.Template.to_bytes()`."""
    pad_decision: Literal["live", "spoof", "unsure"]
    pad_score: Unit
    witnesses: tuple[WitnessReport, ...] = ()
    challenge: tuple[str, ...] = ()
    """The kinds of movement asked for and followed, in order."""
    challenge_skipped: bool = False


class VerificationRequest(Wire):
    """One attempt to show who is standing here: by face against a NIK, or by an IKD QR token."""

    id: UUID
    visit_id: UUID
    consent: Consent
    way: Literal["face", "ikd"]
    nik: Nik | None = None
    face: FaceEvidence | None = None
    ikd_token: Annotated[str, Field(max_length=2048)] | None = None
    at: datetime


class VerificationAnswer(Wire):
    """`available` says whether a check took place; `decision` what it said. Never mix the two."""

    id: UUID
    available: bool
    decision: Literal["match", "officer", "no_match", "unavailable"]
    score: float | None = None
    threshold: float | None = None
    fmr: float | None = None
    reasons: tuple[str, ...] = ()
    """Machine words: `not_found`, `token_expired`, `token_invalid`, `registry_down`, `registry_slow`, `spoof`..."""


class ProfileField(Wire):
    name: str
    """A field id of the service catalogue, for example `nama_lengkap`."""
    value: str
    source: Literal["dukcapil", "sdmk"]
    as_of: date


class Profile(Wire):
    """What the registries know of the verified citizen; the kiosk keeps it in memory, for this visit only."""

    visit_id: UUID
    nik: Nik
    fields: tuple[ProfileField, ...]


class EvidenceSubmission(Wire):
    """A `VerificationRequest` that could not be asked in time, sealed to the server's age key."""

    id: UUID
    visit_id: UUID
    sealed: Annotated[str, Field(max_length=1_500_000)]
    """base64 of the age file; its content is the JSON of a `VerificationRequest` with this id and visit."""
    happened_at: datetime


class Correction(Wire):
    """The citizen says that a prefilled field is wrong."""

    field: str


class ApplicationSubmission(Wire):
    id: UUID
    visit_id: UUID
    number: ApplicationNumber
    service: ServiceCode
    catalogue_version: str
    nik: Nik
    identity: Literal["verified", "pending", "unverified"]
    """As the kiosk saw it; the server decides by the verifications that it holds for the visit."""
    consent: Consent | None
    fields: dict[str, Annotated[str, Field(max_length=2000)]]
    corrections: tuple[Correction, ...] = ()
    bring: tuple[str, ...] = ()
    """Document ids that the citizen was told to bring to the counter."""
    queue_number: QueueNumber | None = None
    due: date | None = None
    channel: Literal["kiosk", "mobile", "counter", "web"] = "kiosk"
    happened_at: datetime


class ApplicationState(Wire):
    id: UUID
    number: ApplicationNumber
    service: ServiceCode
    stage: Literal["received", "waiting_identity", "in_review", "approved", "rejected", "done", "withdrawn"]
    identity: Literal["verified", "pending", "unverified", "refused"]
    queue_number: QueueNumber | None
    due: date | None
    version: int
    received_at: datetime


class TrackingState(Wire):
    """What anybody with the receipt may see: no name, no NIK."""

    number: ApplicationNumber
    service: ServiceCode
    stage: str
    due: date | None


class SurveySubmission(Wire):
    """SKM answers (PermenPANRB 14/2017); bound to no visit and no person."""

    id: UUID
    service: ServiceCode
    answers: dict[Annotated[str, StringConstraints(pattern=r"^u[1-9]$")], Annotated[int, Field(ge=1, le=4)]]
    language: str
    on: date


class DeviceReport(Wire):
    name: str
    state: str
    good: bool


class Heartbeat(Wire):
    at: datetime
    software_version: str
    state: str
    """The kiosk's session state, for example `attract`, `out_of_service`."""
    devices: tuple[DeviceReport, ...]
    waiting: int
    dead: int
    audit_count: int
    audit_head: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class RemoteCommand(Wire):
    """Something that the centre wants a kiosk to do, once. `argument`: the ring of `update_ring`, else empty."""

    id: UUID
    command: Literal["restart", "reload_settings", "update_ring", "out_of_service", "in_service"]
    argument: str
    at: datetime


class RemoteCommands(Wire):
    """What waits for this kiosk, oldest first; a command comes again until its outcome is reported."""

    commands: tuple[RemoteCommand, ...]


class CommandOutcome(Wire):
    """How a command ended, told by `POST /v1/commands/{id}`."""

    outcome: Literal["done", "refused", "failed"]


class ChangeFeed(Wire):
    """Applications of this kiosk's office that changed, oldest first; ask again with `cursor`."""

    cursor: str
    applications: tuple[ApplicationState, ...]


class VisitPass(Wire):
    """Shown as a QR code on the receipt or phone, it spares the second face check. `token` is signed."""

    id: UUID
    token: str
    expires_at: datetime


class PassUse(Wire):
    """Another kiosk goes on with a visit pass. `id` is that of the verification it stands for."""

    id: UUID
    visit_id: UUID
    token: Annotated[str, Field(max_length=512)]
    consent: Consent
    at: datetime


class ApplicationEdit(Wire):
    """A change to an application that was sent before, by a citizen who is verified in this visit.

    `base_version` is the version that the citizen saw. `fields` replaces single fields; `withdraw` ends the
    application.
    """

    id: UUID
    visit_id: UUID
    application_id: UUID
    base_version: Annotated[int, Field(ge=1, le=1_000_000)]
    fields: dict[str, Annotated[str, Field(max_length=2000)]] = {}
    withdraw: bool = False
    happened_at: datetime


class EditState(Wire):
    """`held`: an earlier edit is still missing; `conflict`: the application changed meanwhile, an officer decides."""

    id: UUID
    state: Literal["applied", "held", "conflict", "refused"]
    version: int
    """Of the application now."""
