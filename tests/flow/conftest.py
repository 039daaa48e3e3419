"""A whole kiosk with real parts: server and vision processes, pty printer and scanner; only the window is absent."""

import queue
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.load import load_settings
from config.schema import Settings
from kiosk.app import Kiosk
from kiosk.demo.camera import DemoCamera
from kiosk.demo.form_filler import answer
from kiosk.demo.server import EmbeddedServer, provision
from kiosk.demo.world import World, simulated_world
from kiosk.session.states import State
from kiosk.sync.provisioning import Provisioning
from kiosk.sync.provisioning import load as load_provisioning
from ui import intent as i
from ui import view as v

PHOTOS = Path(sys.prefix) / "share/mpp-kiosk/photos"
TURN = {"live.left": 42.0, "live.right": -42.0}


class Loop:
    """A window nobody looks at: runs what is posted, in the test's thread."""

    def __init__(self) -> None:
        self.inbox: queue.Queue[Callable[[], None]] = queue.Queue()
        self.timers: list[tuple[float, Callable[[], None]]] = []
        self.code: int | None = None
        self.frames = 0

    def show(self, screen: v.Screen) -> None: ...

    def post(self, fn: Callable[[], None]) -> None:
        self.inbox.put(fn)

    def every(self, seconds: float, fn: Callable[[], None]) -> None:
        self.timers.append((seconds, fn))

    def set_frame(self, width: int, height: int, bgr: memoryview | bytes | None) -> None:
        self.frames += bgr is not None

    def quit(self, code: int = 0) -> None:
        self.code = code

    def turn(self) -> None:
        try:
            self.inbox.get(timeout=0.05)()
        except queue.Empty:
            for _, fn in self.timers:
                fn()


@dataclass
class Visit:
    """A citizen at the running kiosk, by intents."""

    kiosk: Kiosk
    loop: Loop
    world: World
    nik: str
    yaw: float = field(default=0.0)

    def until(self, holds: Callable[[], bool], seconds: float = 40.0) -> None:
        limit = time.monotonic() + seconds
        while not holds():
            self.loop.turn()
            self._follow()
            if self.loop.code is not None:
                raise AssertionError(f"the kiosk ended with {self.loop.code}")
            if time.monotonic() > limit:
                raise AssertionError(
                    f"still {self.kiosk.model.state}: {type(self.kiosk.screen.view).__name__}"
                )

    def reach(self, *states: State, seconds: float = 40.0) -> None:
        self.until(lambda: self.kiosk.model.state in states, seconds)

    def __call__(self, *intents: i.Intent) -> None:
        for one in intents:
            self.kiosk.handle(one)

    def _follow(self) -> None:
        """Does what the face screen says, as a person would."""
        view = self.kiosk.screen.view
        yaw = TURN.get(view.instruction.id, 0.0) if isinstance(view, v.FaceCheck) else 0.0
        if yaw != self.yaw and self.world.camera is not None:
            self.yaw = yaw
            self.world.camera.look(yaw)

    def ready(self) -> None:
        self.until(
            lambda: all(self.kiosk.model.good(one) for one in ("camera", "face", "printer", "scanner"))
        )
        self.until(lambda: self.kiosk.model.devices["server"].word != "unknown")
        self.reach(State.ATTRACT)

    def to_face(self) -> None:
        self(i.Begin(), i.Continue(), i.TickConsent("data"), i.TickConsent("face"), i.Agree())
        self(i.ChooseWay("nik"), *(i.DigitPressed(one) for one in self.nik), i.Continue(), i.Continue())
        self(i.Continue())

    def verified(self) -> None:
        self.to_face()
        self.reach(State.PROFILE, State.FACE_FAILED)
        assert self.kiosk.model.state is State.PROFILE
        self.until(lambda: not self.kiosk.model.visit.asking)
        self(i.Continue())

    def applied(self, service: str = "ADM-KTP-02") -> None:
        """Chooses, fills, submits; ends where the receipt is printed or not."""
        self(i.ChooseService(service), i.Continue())
        for _ in range(60):
            view = self.kiosk.screen.view
            if not isinstance(view, v.Form):
                break
            for one in view.fields:
                if one.source is None and one.required and not one.value:
                    self(i.EditField(one.name, answer(one)))
            self(i.Continue())
        self(i.Continue(), i.TickStatement(), i.Submit())
        self.reach(State.DONE)

    def synced(self, seconds: float = 40.0) -> None:
        self.until(lambda: self.kiosk.records.counts().waiting == 0, seconds)

    @property
    def number(self) -> str:
        done = self.kiosk.model.visit.done
        assert done is not None
        return done.number


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def provisioning(server_data: Path, port: int) -> Provisioning:
    file = server_data / "device.toml"
    provision(file, server_data, f"http://127.0.0.1:{port}")
    found = load_provisioning(file)
    assert isinstance(found, Provisioning)
    return found


@pytest.fixture
def server(
    server_data: Path, port: int, provisioning: Provisioning
) -> Iterator[Callable[[], EmbeddedServer]]:
    running: list[EmbeddedServer] = []

    def start() -> EmbeddedServer:
        running.append(EmbeddedServer(server_data, port))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture(scope="module")
def camera() -> Iterator[DemoCamera]:
    found = DemoCamera()
    yield found
    found.close()


@pytest.fixture
def world(settings: Settings, camera: DemoCamera) -> Iterator[World]:
    for word in ("gone", "freeze", "black", "stall", "second_person"):
        camera.fault(word, False)  # type: ignore[arg-type]
    found = simulated_world(settings, camera)
    yield found
    found.camera = None  # the module's own
    found.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = load_settings(None)
    assert isinstance(found, Settings)
    quick = found.session.deadlines.model_copy(update={"face_check": 25})
    return found.model_copy(
        update={
            "kiosk": found.kiosk.model_copy(update={"data_dir": tmp_path / "kiosk"}),
            "session": found.session.model_copy(update={"deadlines": quick}),
            "sync": found.sync.model_copy(update={"push_seconds": 1, "heartbeat_seconds": 2}),
            "server": found.server.model_copy(update={"connect_seconds": 1.0}),
        }
    )


@pytest.fixture
def visit(settings: Settings, provisioning: Provisioning, world: World) -> Iterator[Callable[[], Visit]]:
    """Starts a kiosk; again with the same disk when called twice (the first is stopped)."""
    running: list[Kiosk] = []

    def start() -> Visit:
        while running:
            running.pop().stop()
        loop = Loop()
        kiosk = Kiosk(settings, provisioning, world.devices, loop, demo=True)
        running.append(kiosk)
        kiosk.start()
        found = Visit(kiosk, loop, world, provisioning.demo_citizen[0].nik)
        found.ready()
        return found

    yield start
    while running:
        running.pop().stop()
