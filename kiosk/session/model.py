"""What the session knows at one moment, and the rules it follows. All frozen; a wipe is a new `Model`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from config.catalogue import Catalogue, Service
from config.schema import Settings
from kiosk.services.form import FormState
from kiosk.session.effects import Effect
from kiosk.session.events import Committed, FaceProgress
from kiosk.session.states import State
from protocol.wire import Consent, FaceEvidence
from ui.view import Message, Modes

Identity = Literal["none", "unverified", "pending", "verified"]
PIN_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Rules:
    """What does not change during a visit."""

    settings: Settings
    catalogue: Catalogue
    consent: tuple[str, ...]
    """The message ids of the consent text."""


@dataclass(frozen=True, slots=True)
class Now:
    """The time of one event: monotonic seconds for deadlines, local wall time for what is written down."""

    monotonic: float
    wall: datetime

    @property
    def today(self) -> date:
        return self.wall.date()


@dataclass(frozen=True, slots=True)
class Device:
    word: str = "unknown"
    good: bool = False
    detail: str = ""


DEVICES = ("camera", "face", "printer", "scanner", "server", "store")


@dataclass(frozen=True, slots=True)
class Visit:
    """One citizen's visit; nothing of it outlives the wipe. No field shows in a repr but its id."""

    id: str = ""
    language: str = field(default="id", repr=False)
    modes: Modes = field(default_factory=Modes, repr=False)
    tick_face: bool = field(default=False, repr=False)
    tick_data: bool = field(default=False, repr=False)
    consent: Consent | None = field(default=None, repr=False)
    way: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    nik_shown: bool = field(default=False, repr=False)
    nik_error: str = field(default="", repr=False)
    nik_warning: str = field(default="", repr=False)
    ikd_error: str = field(default="", repr=False)
    asking: bool = field(default=False, repr=False)
    """A question to the server is under way."""
    attempt: int = field(default=0, repr=False)
    attempts_used: int = field(default=0, repr=False)
    face: FaceProgress | None = field(default=None, repr=False)
    failure: tuple[Message, Message] | None = field(default=None, repr=False)
    evidence: FaceEvidence | None = field(default=None, repr=False)
    identity: Identity = field(default="none", repr=False)
    pending_evidence: bool = field(default=False, repr=False)
    profile: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    learned: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    domain: str = field(default="", repr=False)
    query: str = field(default="", repr=False)
    page: int = field(default=1, repr=False)
    service: Service | None = field(default=None, repr=False)
    form: FormState | None = field(default=None, repr=False)
    strict: bool = field(default=False, repr=False)
    """`Continue` was pressed on an incomplete page: show what is missing."""
    ticked: bool = field(default=False, repr=False)
    done: Committed | None = field(default=None, repr=False)
    print_outcome: str = field(default="", repr=False)
    answers: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    farewell: Message = field(default=Message("farewell.thanks"), repr=False)


@dataclass(frozen=True, slots=True)
class Model:
    """The whole session."""

    state: State = State.STARTING
    entered: float = 0.0
    touched: float = 0.0
    """Monotonic seconds of the last sign of a person or of progress; deadlines count from here."""
    calling_staff: bool = False
    visit: Visit = field(default_factory=Visit)
    devices: Mapping[str, Device] = field(default_factory=lambda: {name: Device() for name in DEVICES})
    waiting: int = 0
    dead: int = 0
    full: bool = False
    fault: tuple[str, str] = ("", "")
    pin: str = field(default="", repr=False)
    pin_error: str = ""
    locked_until: float = 0.0
    upkeep_page: Literal["overview", "camera"] = "overview"
    upkeep_message: str = ""

    def good(self, device: str) -> bool:
        return self.devices[device].good


Step = tuple[Model, tuple[Effect, ...]]


def with_visit(model: Model, **changes: object) -> Model:
    """The model with some fields of its visit replaced."""
    return replace(model, visit=replace(model.visit, **changes))  # type: ignore[arg-type]


def go(model: Model, state: State, now: Now) -> Model:
    return replace(model, state=state, entered=now.monotonic, touched=now.monotonic, calling_staff=False)
