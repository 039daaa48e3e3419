"""What the machine itself reports to the session: devices, store, server, time; intents come from `ui`."""

from dataclasses import dataclass, field
from typing import Literal

from protocol.wire import FaceEvidence, Profile, VerificationAnswer
from ui.intent import Intent

PrintWord = Literal[
    "printed",
    "printed_unconfirmed",
    "paper_out",
    "cover_open",
    "cutter_error",
    "offline",
    "error",
    "gone",
    "failed",
]


@dataclass(frozen=True, slots=True)
class Tick:
    """Time went by; the machine compares it with the deadline."""


@dataclass(frozen=True, slots=True)
class Started:
    """Settings are read and every owner runs."""


@dataclass(frozen=True, slots=True)
class SelfTested:
    """`fault` is empty, or a code with its message id, for example (`STO-01`, `oos.store`)."""

    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """The newest status word of every device that changed, and whether it can be used."""

    name: Literal["printer", "camera", "scanner", "server", "store", "face"]
    word: str
    good: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """How many outbox items wait, how many were refused for good, and whether an offline limit is passed."""

    waiting: int
    dead: int
    full: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FaceProgress:
    """One step of the capture; the words are those of `ui.view.FaceCheck`."""

    attempt: int
    phase: Literal["position", "hold", "challenge", "matching"]
    instruction: str
    progress: float
    light: Literal["unknown", "good", "dark", "bright"]
    distance: Literal["unknown", "good", "far", "near"]
    gaze: Literal["unknown", "good", "away"]
    good: bool


@dataclass(frozen=True, slots=True)
class FaceCaptured:
    """A face was captured and found alive enough to ask the registry."""

    attempt: int
    evidence: FaceEvidence = field(repr=False)


@dataclass(frozen=True, slots=True)
class FaceRefused:
    """The capture ended without a usable face, or something else than a living person was shown."""

    attempt: int
    reason: Literal["spoof", "gave_up"]


@dataclass(frozen=True, slots=True)
class CameraLost:
    attempt: int


@dataclass(frozen=True, slots=True)
class Verified:
    """The server's answer; None: it could not be asked in time."""

    visit: str
    answer: VerificationAnswer | None


@dataclass(frozen=True, slots=True)
class ProfileCame:
    """None: the registries could not be asked; the citizen then fills in what is missing."""

    visit: str
    profile: Profile | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Committed:
    """The application is durable on disk, with its number."""

    visit: str
    application: str
    number: str
    queue: str | None
    track_url: str
    sent: bool


@dataclass(frozen=True, slots=True)
class CommitFailed:
    visit: str
    code: str


@dataclass(frozen=True, slots=True)
class PrintEnded:
    application: str
    outcome: PrintWord


@dataclass(frozen=True, slots=True)
class PinChecked:
    right: bool
    locked_seconds: int = 0


@dataclass(frozen=True, slots=True)
class UpkeepDone:
    """What a technician's action came to, as a message id."""

    message: str


Report = (
    Tick
    | Started
    | SelfTested
    | DevicesChanged
    | QueueChanged
    | Scanned
    | FaceProgress
    | FaceCaptured
    | FaceRefused
    | CameraLost
    | Verified
    | ProfileCame
    | Committed
    | CommitFailed
    | PrintEnded
    | PinChecked
    | UpkeepDone
)
Event = Intent | Report
