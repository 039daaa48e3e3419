"""What the screens show: frozen values, one class a screen. `ui.shell` draws a `Screen`, nothing else.

Texts travel as messages (an id of `ui/i18n`, with values for its placeholders), so that a change of language
redraws the same value. Plain `str` fields carry data that is the same in every language (names, numbers) or
that comes translated from its owner (service names from the catalogue).
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """An id of the string table and the values of its `{placeholders}`."""

    id: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Modes:
    """The access modes of this visit."""

    text_size: int = 0
    """0 normal, 1 large, 2 largest."""
    contrast: bool = False
    low: bool = False
    slow: bool = False
    voice: bool = False
    no_camera: bool = False


@dataclass(frozen=True, slots=True)
class Chrome:
    """What surrounds every screen."""

    office: str
    region: str
    clock: str
    date: str
    language: str = "id"
    languages: tuple[tuple[str, str], ...] = (
        ("id", "Bahasa Indonesia"),
        ("en", "English"),
        ("su", "Basa Sunda"),
        ("jv", "Basa Jawa"),
    )
    modes: Modes = field(default_factory=Modes)
    step: int = 0
    """1..steps; 0 where the screen is not a step of the journey."""
    steps: int = 0
    offline: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Starting:
    pass


@dataclass(frozen=True, slots=True)
class OutOfService:
    code: str
    """What to tell staff, for example `SET-02`."""
    reason: Message


@dataclass(frozen=True, slots=True)
class Attract:
    opens: str
    closes: str
    notice: Message | None = None
    """For example that the printer has no paper, or that the centre is not reachable."""


@dataclass(frozen=True, slots=True)
class Access:
    """Language and access modes, before anything personal."""


@dataclass(frozen=True, slots=True)
class Consent:
    paragraphs: tuple[Message, ...]
    version: str
    face: bool
    data: bool
    can_agree: bool


@dataclass(frozen=True, slots=True)
class Identify:
    ways: tuple[str, ...]
    """The ways that work now, of `nik`, `ikd`, `ktp`, `counter`; in this order."""


@dataclass(frozen=True, slots=True)
class NikEntry:
    digits: str
    shown: bool
    error: Message | None = None
    warning: Message | None = None
    can_continue: bool = False


@dataclass(frozen=True, slots=True)
class IkdScan:
    error: Message | None = None
    working: bool = False


@dataclass(frozen=True, slots=True)
class FaceGuide:
    """What will happen and how to prepare, before the camera starts."""

    attempts_left: int


@dataclass(frozen=True, slots=True)
class FaceCheck:
    phase: Literal["position", "hold", "challenge", "matching"]
    instruction: Message
    icon: str
    """A lucide icon name that shows the instruction, for example `arrow-left`."""
    progress: float
    """0..1 of the ring around the oval."""
    light: Literal["unknown", "good", "dark", "bright"] = "unknown"
    distance: Literal["unknown", "good", "far", "near"] = "unknown"
    gaze: Literal["unknown", "good", "away"] = "unknown"
    good: bool = False
    """The instruction is being followed: the ring is green."""
    can_skip: bool = False


@dataclass(frozen=True, slots=True)
class FaceFailed:
    title: Message
    explanation: Message
    attempts_left: int
    """0: no `Retry`."""
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Verified (or kept for later verification): greets the citizen by name where it is known."""

    greeting: Message
    note: Message | None
    rows: tuple[tuple[Message, str], ...]
    loading: bool = False


@dataclass(frozen=True, slots=True)
class ServiceCard:
    code: str
    name: str
    summary: str
    icon: str
    mode: Literal["full", "submit", "handoff", "info"]


@dataclass(frozen=True, slots=True)
class Services:
    domain: str
    domains: tuple[tuple[str, Message], ...]
    query: str
    cards: tuple[ServiceCard, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ServiceDetail:
    name: str
    summary: str
    mode: Literal["full", "submit", "handoff", "info"]
    need: tuple[str, ...]
    have: tuple[str, ...]
    due: str
    fee: str
    legal_basis: tuple[str, ...]
    eligibility: str | None
    can_start: bool
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    name: str
    label: str
    kind: Literal["text", "digits", "date", "choice", "email", "phone"]
    value: str
    source: Message | None
    """Where a prefilled value comes from; such a field is read-only and can be flagged as wrong."""
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    flagged: bool = False
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class Form:
    service: str
    fields: tuple[FormField, ...]
    page: int
    pages: int
    can_continue: bool


@dataclass(frozen=True, slots=True)
class Documents:
    """The papers that the counter will want to see; the kiosk already holds the others."""

    service: str
    bring: tuple[str, ...]
    have: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    service: str
    rows: tuple[tuple[str, str], ...]
    ticked: bool
    sending: bool = False


@dataclass(frozen=True, slots=True)
class Printing:
    number: str
    queue: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """The application is accepted: number and QR stand here whether or not paper came out."""

    service: str
    number: str
    queue: str | None
    counter: str | None
    due: str | None
    auto_issue: bool
    offline: bool
    qr: str
    """The text of the QR code."""
    printed: bool
    problem: Message | None = None
    """Why nothing was printed, and what to do; then `Reprint` is offered."""


@dataclass(frozen=True, slots=True)
class Survey:
    element: str
    """`u1`..`u9`."""
    question: Message
    index: int
    """1..9."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """Nothing is kept on the screen: thanks, and take your receipt."""

    message: Message


@dataclass(frozen=True, slots=True)
class MaintenanceSignIn:
    typed: int
    """How many digits of the PIN stand in the field; never the digits."""
    error: Message | None = None
    locked_seconds: int = 0


@dataclass(frozen=True, slots=True)
class DeviceRow:
    name: Message
    state: str
    """The status word of the device, for example `ready`, `paper_out`, `gone`, `unknown`."""
    good: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Maintenance:
    page: Literal["overview", "camera"]
    devices: tuple[DeviceRow, ...]
    waiting: int
    dead: int
    version: str
    message: Message | None = None


View = (
    Starting
    | OutOfService
    | Attract
    | Access
    | Consent
    | Identify
    | NikEntry
    | IkdScan
    | FaceGuide
    | FaceCheck
    | FaceFailed
    | Profile
    | Services
    | ServiceDetail
    | Form
    | Documents
    | Review
    | Printing
    | Done
    | Survey
    | Farewell
    | MaintenanceSignIn
    | Maintenance
)


@dataclass(frozen=True, slots=True)
class IdleWarning:
    seconds: int


@dataclass(frozen=True, slots=True)
class StaffCall:
    """Help is on its way; the screen waits."""


Overlay = IdleWarning | StaffCall


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything that is visible at one moment."""

    view: View
    chrome: Chrome
    overlay: Overlay | None = None
