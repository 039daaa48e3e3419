"""What the session asks of the world. `kiosk.effects` carries them out; answers come back as events."""

from dataclasses import dataclass, field
from typing import Literal

from protocol.wire import Consent, FaceEvidence


@dataclass(frozen=True, slots=True)
class RunSelfTest:
    pass


@dataclass(frozen=True, slots=True)
class StartFace:
    attempt: int
    slow: bool
    skip_challenge: bool = False


@dataclass(frozen=True, slots=True)
class SkipMovement:
    pass


@dataclass(frozen=True, slots=True)
class StopFace:
    pass


@dataclass(frozen=True, slots=True)
class AskServer:
    """Verify who is here: by face against the NIK, or by an IKD token."""

    visit: str
    way: Literal["face", "ikd"]
    consent: Consent
    nik: str = field(default="", repr=False)
    evidence: FaceEvidence | None = field(default=None, repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FetchProfile:
    visit: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An application as the session knows it; number, queue number and times are given at the commit."""

    service: str
    catalogue_version: str
    nik: str = field(repr=False)
    identity: Literal["verified", "pending", "unverified"]
    consent: Consent
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    corrections: tuple[str, ...]
    bring: tuple[str, ...]
    prefix: str | None
    """The queue prefix, where a counter is needed."""
    deadline_code: str
    language: str
    bring_labels: tuple[str, ...]
    large: bool


@dataclass(frozen=True, slots=True)
class Commit:
    visit: str
    draft: Draft
    evidence: FaceEvidence | None = field(default=None, repr=False)
    """Evidence that the server could not be asked about; it is sealed beside the application."""


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    application: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SendSurvey:
    service: str
    answers: tuple[tuple[str, int], ...]
    language: str


@dataclass(frozen=True, slots=True)
class CheckPin:
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Upkeep:
    action: Literal["test_print", "camera_on", "camera_off", "sync_now"]


@dataclass(frozen=True, slots=True)
class Audit:
    """An event of `kiosk/events.toml`; its fields never hold personal data."""

    event: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that the state does not take; logged by names alone."""

    state: str
    event: str


@dataclass(frozen=True, slots=True)
class Wipe:
    """Forget the citizen everywhere: frames, templates, form, screen."""

    visit: str


Effect = (
    RunSelfTest
    | StartFace
    | SkipMovement
    | StopFace
    | AskServer
    | FetchProfile
    | Commit
    | PrintReceipt
    | SendSurvey
    | CheckPin
    | Upkeep
    | Audit
    | Refused
    | Wipe
)
