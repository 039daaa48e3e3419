"""A session that is driven with no window, no clock and no disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from config.catalogue import load as load_catalogue
from config.load import load_settings
from config.schema import Settings
from kiosk.present import present
from kiosk.session import events as e
from kiosk.session.effects import Effect
from kiosk.session.machine import step
from kiosk.session.model import Model, Now, Rules, Visit
from kiosk.session.states import State
from kiosk.store.database import open_database
from kiosk.store.records import Records
from kiosk.store.sealing import Sealer
from protocol.wire import FaceEvidence, VerificationAnswer
from ui import intent as i
from ui.view import Screen

NIK = "3217991505800001"
EVIDENCE = FaceEvidence(engine="sface", template="AAAA", pad_decision="live", pad_score=1.0)


def shipped_settings() -> Settings:
    found = load_settings(None)
    assert isinstance(found, Settings)
    return found


@dataclass
class Drive:
    """A session with its own clock; `effects` collects everything it asked for."""

    rules: Rules
    model: Model = field(default_factory=Model)
    now: float = 1000.0
    effects: list[Effect] = field(default_factory=list)

    def __call__(self, *events: e.Event) -> "Drive":
        for event in events:
            self.model, asked = step(self.model, event, self.time, self.rules)
            self.effects += asked
        return self

    @property
    def time(self) -> Now:
        return Now(self.now, datetime(2026, 11, 24, 9, 30, tzinfo=UTC))

    def wait(self, seconds: float) -> "Drive":
        """Time goes by in ticks."""
        for _ in range(int(seconds * 2)):
            self.now += 0.5
            self(e.Tick())
        return self

    @property
    def state(self) -> State:
        return self.model.state

    @property
    def screen(self) -> Screen:
        return present(self.model, self.time, self.rules)

    def asked(self, kind: type) -> list[Effect]:
        return [one for one in self.effects if isinstance(one, kind)]

    def good(self, *devices: str) -> "Drive":
        for name in devices:
            self(e.DevicesChanged(name, "ready", good=True))  # type: ignore[arg-type]
        return self

    def open(self) -> "Drive":
        """A kiosk in service with every device."""
        self(e.Started(), e.SelfTested())
        return self.good("camera", "face", "printer", "scanner", "server", "store")

    def consented(self, *, face: bool = True) -> "Drive":
        self(i.Begin(), i.Continue(), i.TickConsent("data"))
        if face:
            self(i.TickConsent("face"))
        return self(i.Agree())

    def typed(self, nik: str = NIK, way: i.Way = "nik") -> "Drive":
        self(i.ChooseWay(way), *(i.DigitPressed(one) for one in nik), i.Continue())
        return self(i.Continue()) if self.model.visit.nik_warning else self

    def captured(self) -> "Drive":
        return self(i.Continue(), e.FaceCaptured(self.model.visit.attempt + 1, EVIDENCE))

    def answered(self, decision: str, *, available: bool = True) -> "Drive":
        answer = VerificationAnswer(id=UUID(int=1), available=available, decision=decision)  # type: ignore[arg-type]
        return self(e.Verified(self.model.visit.id, answer))

    def verified(self) -> "Drive":
        self.consented().typed().captured().answered("match")
        return self(e.ProfileCame(self.model.visit.id, None), i.Continue())

    def reviewed(self, service: str = "ADM-NIK-01") -> "Drive":
        """From the services to a ticked review, every question answered by its first right answer."""
        self(i.ChooseService(service), i.Continue())
        for _ in range(40):
            if self.state is not State.FORM:
                break
            view = self.screen.view
            for one in view.fields:  # type: ignore[union-attr]
                if one.source is None and one.required and not one.value:
                    text = one.options[0][0] if one.options else FILL.get(one.kind, "Contoh")
                    self(i.EditField(one.name, text))
            self(i.Continue())
        return self(i.Continue(), i.TickStatement())

    def committed(self) -> "Drive":
        self.reviewed()(i.Submit())
        return self(
            e.Committed(self.model.visit.id, "app", "MPP-3217-261124-AAAAAAA-A", None, "http://x/t", False)
        )


FILL = {"phone": "081234567890", "email": "a@contoh.id", "date": "01-12-2020", "digits": "3217990101900001"}


@pytest.fixture
def settings() -> Settings:
    return shipped_settings()


@pytest.fixture
def rules(settings: Settings) -> Rules:
    return Rules(settings, load_catalogue(), ("consent.intro",))


@pytest.fixture
def new_drive(rules: Rules) -> Callable[[], Drive]:
    return lambda: Drive(rules, Model(visit=Visit(), touched=1000.0)).open()


@pytest.fixture
def drive(new_drive: Callable[[], Drive]) -> Drive:
    return new_drive()


@pytest.fixture
def make_records(tmp_path: Path) -> Iterator[Callable[[], Records]]:
    """Opens the same database again with each call; everything is closed at the end."""
    opened: list[Records] = []

    def make() -> Records:
        opened.append(Records(open_database(tmp_path / "kiosk").db, Sealer(bytes(range(32)))))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
