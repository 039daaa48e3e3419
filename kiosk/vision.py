"""Camera and faces in a process of their own: a crash there never takes the screen, and frames stay apart.

Only the newest frame crosses, by shared memory, for the preview; words cross by a pipe. Nothing is written to disk,
and the shared memory is zeroed when a check ends.
"""

import logging
import multiprocessing
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory

import numpy as np
from numpy.typing import NDArray

from face.challenge import draw
from face.engine import EngineName, load_engine
from face.models import ModelFault
from face.pipeline import Capture, CaptureResult, Progress
from hardware.camera.owner import Camera
from kiosk.session.events import FaceProgress

log = logging.getLogger(__name__)
MOST_PIXELS = 1920 * 1080
HEADER = 16
"""Bytes before the pixels: sequence, width, height, as three uint32 and one spare."""
LOST_S = 2.5
"""No frame for so long during a check: the camera is lost."""
RESTART_S = (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Setup:
    camera: str
    width: int
    height: int
    fps: int
    engine: EngineName


@dataclass(frozen=True, slots=True)
class CameraWord:
    word: str


@dataclass(frozen=True, slots=True)
class FaceWord:
    """`ready`, or what is wrong with the models."""

    word: str
    detail: str


@dataclass(frozen=True, slots=True)
class Lost:
    attempt: int


@dataclass(frozen=True, slots=True)
class Result:
    attempt: int
    result: CaptureResult = field(repr=False)


FromChild = CameraWord | FaceWord | Lost | Result | FaceProgress


@dataclass(frozen=True, slots=True)
class Start:
    attempt: int
    skip_challenge: bool


@dataclass(frozen=True, slots=True)
class Order:
    """`stop`, `skip`, `preview_on`, `preview_off` or `quit`."""

    word: str


class Vision:
    """The kiosk's side: starts the child, starts it again when it dies, hands its words on."""

    def __init__(
        self, setup: Setup, on_report: Callable[[FromChild], None], on_frame: Callable[[], None]
    ) -> None:
        """Args:
        setup: What the child opens.
        on_report: Called in the owner thread with each report.
        on_frame: Called in the owner thread when a new preview frame lies in the shared memory.
        """
        self._setup = setup
        self._on_report = on_report
        self._on_frame = on_frame
        self._context = multiprocessing.get_context("spawn")
        self._memory = SharedMemory(create=True, size=HEADER + MOST_PIXELS * 3)
        self._lock = threading.Lock()
        self._pipe: Connection | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="vision", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def begin(self, attempt: int, *, skip_challenge: bool) -> None:
        self._send(Start(attempt, skip_challenge))

    def order(self, word: str) -> None:
        self._send(Order(word))
        if word in ("stop", "preview_off"):
            self.forget()

    def forget(self) -> None:
        """Zeroes the shared frame."""
        _bytes(self._memory)[:] = 0

    def frame(self) -> tuple[int, int, bytes] | None:
        """Width, height and BGR bytes of the newest preview frame, or None."""
        shared = _bytes(self._memory)
        _, width, height, _ = (int(value) for value in shared[:HEADER].view(np.uint32))
        if not width or not height:
            return None
        return width, height, shared[HEADER : HEADER + width * height * 3].tobytes()

    def stop(self, timeout: float = 5.0) -> None:
        """Ends the child and lets the shared memory go."""
        self._stopping.set()
        self._send(Order("quit"))
        if self._thread.is_alive():
            self._thread.join(timeout)
        self.forget()
        self._memory.close()
        self._memory.unlink()

    def _send(self, message: Start | Order) -> None:
        with self._lock:
            if self._pipe is None:
                return  # the child is being started; a check that needs it is told by `Lost`
            try:
                self._pipe.send(message)
            except (BrokenPipeError, OSError):
                log.warning("the vision process is gone; it is being started again")

    def _supervise(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            ours, theirs = self._context.Pipe()
            child = self._context.Process(
                target=run_child, args=(self._setup, theirs, self._memory.name), name="vision", daemon=True
            )
            child.start()
            theirs.close()
            with self._lock:
                self._pipe = ours
            began = time.monotonic()
            self._listen(ours)
            with self._lock:
                self._pipe = None
            ours.close()
            child.join(3.0)
            if child.is_alive():
                child.kill()
                child.join()
            if self._stopping.is_set():
                return
            log.error("the vision process ended with code %s", child.exitcode)
            self._on_report(CameraWord("gone"))
            failures = 0 if time.monotonic() - began > 60 else failures + 1
            self._stopping.wait(RESTART_S[min(failures, len(RESTART_S) - 1)])

    def _listen(self, pipe: Connection) -> None:
        while not self._stopping.is_set():
            try:
                if not pipe.poll(0.2):
                    continue
                message = pipe.recv()
            except (EOFError, OSError):
                return
            if message == "frame":
                self._on_frame()
            else:
                self._on_report(message)


def _bytes(memory: SharedMemory) -> NDArray[np.uint8]:
    assert memory.buf is not None, "the memory is open as long as its owner lives"
    return np.frombuffer(memory.buf, dtype=np.uint8)


def run_child(setup: Setup, pipe: Connection, memory_name: str) -> None:
    """The child's main loop; ends when the pipe does."""
    memory = SharedMemory(memory_name, create=False)
    camera = Camera(setup.camera, setup.width, setup.height, setup.fps)
    try:
        _Child(setup, pipe, memory, camera).run()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        pass  # the kiosk has gone; so do we
    finally:
        camera.stop()
        memory.close()


class _Child:
    def __init__(self, setup: Setup, pipe: Connection, memory: SharedMemory, camera: Camera) -> None:
        self._setup = setup
        self._pipe = pipe
        self._memory = memory
        self._camera = camera
        self._capture: Capture | None = None
        self._attempt = 0
        self._preview = False
        self._sequence = 0
        self._word = ""
        self._last_frame = time.monotonic()

    def run(self) -> None:
        try:
            engine = load_engine(self._setup.engine)
        except ModelFault as fault:
            self._pipe.send(FaceWord("fault", str(fault)))
            engine = None
        else:
            self._pipe.send(FaceWord("ready", self._setup.engine))
        while True:
            busy = self._capture is not None or self._preview
            if self._pipe.poll(0.0 if busy else 0.1):
                message = self._pipe.recv()
                if isinstance(message, Order) and message.word == "quit":
                    return
                if isinstance(message, Start) and engine is not None:
                    self._attempt = message.attempt
                    challenge = draw(secrets.token_bytes(16))
                    self._capture = Capture(engine, challenge, skip_challenge=message.skip_challenge)
                    self._last_frame = time.monotonic()
                elif isinstance(message, Order):
                    self._obey(message.word)
                continue
            if self._camera.status != self._word:
                self._word = self._camera.status
                self._pipe.send(CameraWord(self._word))
            if busy:
                self._look()

    def _obey(self, word: str) -> None:
        if word == "skip" and self._capture is not None:
            self._capture.skip_challenge()
        elif word == "stop":
            self._capture = None
        elif word in ("preview_on", "preview_off"):
            self._preview = word == "preview_on"

    def _look(self) -> None:
        frame = self._camera.newest(0.2, after=self._sequence)
        now = time.monotonic()
        if frame is None:
            if self._capture is not None and now - self._last_frame > LOST_S:
                self._capture = None
                self._pipe.send(Lost(self._attempt))
            return
        self._sequence, self._last_frame = frame.sequence, now
        height, width = frame.image.shape[:2]
        if width * height <= MOST_PIXELS:
            shared = _bytes(self._memory)
            shared[HEADER : HEADER + frame.image.size] = frame.image.reshape(-1)
            shared[:HEADER].view(np.uint32)[:3] = (frame.sequence % 2**32, width, height)
            del shared  # a view that lives on would keep the memory from closing
            self._pipe.send("frame")
        if self._capture is None:
            return
        progress = self._capture.step(frame.image, frame.at)
        self._pipe.send(_told(self._attempt, progress))
        if progress.result is not None:
            self._capture = None
            self._pipe.send(Result(self._attempt, progress.result))


def _told(attempt: int, progress: Progress) -> FaceProgress:
    return FaceProgress(
        attempt,
        progress.phase,
        progress.instruction,
        progress.progress,
        progress.light,
        progress.distance,
        progress.gaze,
        progress.good,
    )
