"""The demo's camera: a simulated person before it, in a process of its own, seen through the real driver."""

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from face.engine import Image
from face.simulated.attacks import SimulatedPrint
from face.simulated.person import SimulatedPerson
from hardware.camera.simulated import MjpegCamera

FPS = 12


@dataclass(frozen=True, slots=True)
class Pose:
    yaw: float


@dataclass(frozen=True, slots=True)
class Show:
    """Who stands there: a photograph's person, the same as a print held up, or nobody."""

    photo: Path | None
    as_print: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    word: Literal["gone", "freeze", "black", "stall", "second_person"]
    on: bool


class DemoCamera:
    """Starts the process; `uri` is what the camera's owner opens."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="demo-camera", daemon=True)
        self._process.start()
        theirs.close()
        self.uri = f"mjpeg:{self._pipe.recv()}"

    def look(self, yaw: float) -> None:
        """Turns the head; positive: to the person's own left."""
        self._pipe.send(Pose(yaw))

    def show(self, photo: Path | None, *, as_print: bool = False) -> None:
        """Returns once the newcomer stands there; making a person out of a photograph takes a moment."""
        self._pipe.send(Show(photo, as_print))
        self._pipe.recv()

    def fault(self, word: Literal["gone", "freeze", "black", "stall", "second_person"], on: bool) -> None:
        self._pipe.send(Fault(word, on))

    def close(self) -> None:
        self._pipe.close()
        self._process.join(5.0)
        if self._process.is_alive():
            self._process.kill()


class _Stage:
    """What the lens sees."""

    def __init__(self) -> None:
        self._person: SimulatedPerson | None = None
        self._print: SimulatedPrint | None = None
        self._empty: SimulatedPerson | None = None

    def frame(self, at: float) -> Image:
        if self._print is not None:
            return self._print.frame(at)
        if self._person is not None:
            return self._person.frame(at)
        return _empty_room(at)

    def obey(self, order: Pose | Show) -> None:
        if isinstance(order, Pose):
            for one in (self._person, self._print):
                if one is not None:
                    one.look(order.yaw)
            return
        self._person = SimulatedPerson(order.photo) if order.photo is not None else None
        self._print = SimulatedPrint(self._person) if self._person is not None and order.as_print else None

    def second_person(self, present: bool) -> None:
        if self._person is not None:
            self._person.second_person(present)


def _empty_room(at: float) -> Image:
    import numpy as np

    noise = np.random.default_rng(int(at * 1000)).integers(0, 5, (90, 160, 1), dtype=np.uint8)
    wall = np.full((720, 1280, 3), (140, 138, 132), dtype=np.uint8)
    return np.asarray(wall + np.repeat(np.repeat(noise, 8, axis=0), 8, axis=1), dtype=np.uint8)


def _serve(pipe: Connection) -> None:
    stage = _Stage()
    camera = MjpegCamera(stage.frame, FPS)
    pipe.send(camera.url)
    switches = {"gone": camera.gone, "freeze": camera.freeze, "black": camera.black, "stall": camera.stall}
    switches["second_person"] = stage.second_person
    try:
        while True:
            order = pipe.recv()
            if isinstance(order, Fault):
                switches[order.word](order.on)
            else:
                stage.obey(order)
                if isinstance(order, Show):
                    pipe.send("shown")
    except (EOFError, KeyboardInterrupt):
        camera.close()
