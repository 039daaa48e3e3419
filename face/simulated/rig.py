"""The attack rig: whole captures on simulated people and on attacks against them.

An attack is accepted where the capture calls it live and its template matches the person attacked. The results say
how the witnesses behave on these renderings, and nothing about real people or real attacks.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from face.challenge import ALL, INSTRUCTION, Challenge, draw
from face.compare import compare
from face.engine import Engine, EngineName, load_engine
from face.image import ImageFault, load
from face.pad.injection import CameraIdentity
from face.pad.lamp import Lamp
from face.pipeline import Capture, CaptureResult
from face.quality import DEFAULT, Limits
from face.reference import enrol
from face.simulated.attacks import Actor, Injected, Looped, OnScreen, Recording, SimulatedPrint, Swapped
from face.simulated.person import SimulatedPerson
from face.template import Template

SIZE = (640, 360)
"""Of the frames: eyes are as large a share of it as in the kiosk's, and five hundred captures take minutes."""
FRAME_S = 1 / 12
LIMIT_S, STUCK_S = 12.0, 2.2
TRIES = 3
GENUINE = 2
"""People for each portrait and round."""
BOUND = CameraIdentity("uvcvideo", "Kiosk Camera", "usb-0000:00:14.0-2")
VIRTUAL = CameraIdentity("v4l2 loopback", "Kiosk Camera", "platform:v4l2loopback-000")


class NoPhotosError(Exception):
    """The folder holds no two portraits that look straight."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the captures run."""

    lamp: bool = True
    pad_models: Path | None = None
    camera: CameraIdentity = BOUND


@dataclass(frozen=True, slots=True)
class RigResult:
    genuine_streams: int
    genuine_accepted: int
    """Within three tries."""
    first_try: int
    kinds: dict[str, tuple[int, int]]
    """Accepted and tried, by kind of attack."""
    stopped_by: dict[str, int]
    """How often each witness denied; `unfinished` where an attack never came to a result."""

    def as_json(self) -> dict[str, object]:
        return {
            "genuine_streams": self.genuine_streams,
            "genuine_accepted": self.genuine_accepted,
            "genuine_first_try": self.first_try,
            "attacks": sum(count for _, count in self.kinds.values()),
            "attack_kinds": len(self.kinds),
            "attacks_accepted": sum(accepted for accepted, _ in self.kinds.values()),
            "kinds": {kind: {"accepted": one[0], "tried": one[1]} for kind, one in self.kinds.items()},
            "stopped_by": self.stopped_by,
        }


@dataclass(frozen=True, slots=True)
class _Job:
    photo: Path
    reference: Template
    other: Path
    seed: int
    engine: EngineName
    options: Options


@dataclass(frozen=True, slots=True)
class _Done:
    """`genuine`: the tries that each person needed, 0 where none helped."""

    genuine: tuple[int, ...]
    attacks: tuple[tuple[str, bool, tuple[str, ...]], ...]


def run(
    photos: Path, engine: Engine, rounds: int, options: Options | None = None, jobs: int | None = None
) -> RigResult:
    """Runs every kind of attack against every portrait, `rounds` times.

    Args:
        photos: A folder of portraits.
        engine: Of the captures.
        rounds: Repetitions, each with other noise, moments and challenges.
        options: How the captures run.
        jobs: Processes; None for one a processor, 1 for none but this.

    Raises:
        NoPhotosError
    """
    portraits = _portraits(photos, engine)
    work = [
        _Job(photo, reference, _somebody_else(portraits, reference, at), turn * 101 + at, engine.name, chosen)
        for chosen in (options or Options(),)
        for turn in range(rounds)
        for at, (photo, reference) in enumerate(portraits)
    ]
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(work) == 1:
        done = [_play(job) for job in work]
    else:
        with multiprocessing.get_context("spawn").Pool(min(jobs, len(work))) as pool:
            done = pool.map(_play, work, chunksize=1)
    genuine = [tries for one in done for tries in one.genuine]
    kinds: dict[str, tuple[int, int]] = {}
    stopped: Counter[str] = Counter()
    for kind, passed, by in (attack for one in done for attack in one.attacks):
        before = kinds.get(kind, (0, 0))
        kinds[kind] = (before[0] + passed, before[1] + 1)
        stopped.update(by)
    return RigResult(
        len(genuine),
        sum(tries > 0 for tries in genuine),
        sum(tries == 1 for tries in genuine),
        kinds,
        dict(stopped.most_common()),
    )


def _portraits(folder: Path, engine: Engine) -> list[tuple[Path, Template]]:
    """Those that look straight: a person made from another cannot look into the camera."""
    found = []
    for path in sorted(folder.glob("*")):
        image = load(path) if path.is_file() else None
        faces = () if image is None or isinstance(image, ImageFault) else engine.detect(image)
        if image is None or isinstance(image, ImageFault) or not faces:
            continue
        template = enrol(image, engine)
        if isinstance(template, Template) and abs(faces[0].y5) <= DEFAULT.frontal:
            found.append((path, template))
    if len(found) < 2:
        raise NoPhotosError(f"{folder}: at least two portraits that look straight are needed")
    return found


def _somebody_else(portraits: list[tuple[Path, Template]], reference: Template, at: int) -> Path:
    """The next portrait that shows another person."""
    order = [portraits[(at + step) % len(portraits)] for step in range(1, len(portraits))]
    return min(order, key=lambda one: float(one[1].vector @ reference.vector) > 0.3)[0]


def _play(job: _Job) -> _Done:
    engine = load_engine(job.engine)
    genuine = tuple(_tries(job, engine, job.seed * 7 + at) for at in range(GENUINE))
    attacks = []
    for at, (kind, make) in enumerate(ATTACKS.items()):
        random = np.random.default_rng([job.seed, at])
        nonce = random.bytes(16)
        challenge = draw(nonce, ALL)
        actor = make(_Scene(job.photo, job.other, challenge, random))
        camera = VIRTUAL if kind == "injected_virtual_camera" else job.options.camera
        result = capture(actor, challenge, engine, job.options, nonce, camera)
        by = ["unfinished"] if result is None else _denied(result)
        attacks.append((kind, accepts(result, job.reference, engine), tuple(by)))
    return _Done(genuine, tuple(attacks))


def _denied(result: CaptureResult) -> list[str]:
    return [one.name for one in result.pad.witnesses if one.decision == "deny"] or [result.pad.decision]


def _tries(job: _Job, engine: Engine, seed: int) -> int:
    person = SimulatedPerson(job.photo, SIZE, seed=seed)
    for at in range(TRIES):
        nonce = np.random.default_rng([seed, at]).bytes(16)
        result = capture(
            person, draw(nonce, ALL), engine, job.options, nonce, job.options.camera, begin=60.0 * at
        )
        if accepts(result, job.reference, engine):
            return at + 1
    return 0


def capture(
    actor: Actor,
    challenge: Challenge,
    engine: Engine,
    options: Options,
    nonce: bytes,
    camera: CameraIdentity,
    begin: float = 0.0,
) -> CaptureResult | None:
    """Follows the words of one capture; None where it came to no result in time."""
    taking = Capture(
        engine,
        challenge,
        pad_models=options.pad_models,
        limits=Limits(lamp_visible=options.lamp),
        lamp=Lamp(nonce) if options.lamp else None,
        bound=BOUND,
        camera=camera,
    )
    at, moved, reached = begin, begin, -1.0
    while at - begin < LIMIT_S and at - moved < STUCK_S:
        progress = taking.step(actor.frame(at), at)
        actor.follow(progress.instruction)
        if progress.lamp is not None:
            actor.lit(progress.lamp)
        if progress.result is not None:
            return progress.result
        if progress.progress > reached:
            moved, reached = at, progress.progress
        at += FRAME_S
    return None


def accepts(result: CaptureResult | None, reference: Template, engine: Engine) -> bool:
    if result is None or result.pad.decision != "live":
        return False
    return compare(reference, result.template, engine.thresholds).decision == "match"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What an attacker has: the victim's photograph, an own face, and luck."""

    photo: Path
    other: Path
    challenge: Challenge
    random: np.random.Generator

    def person(self, of: Path | None = None) -> SimulatedPerson:
        return SimulatedPerson(of or self.photo, SIZE, seed=int(self.random.integers(1, 9999)))

    def between(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def recording(self, challenge: Challenge) -> Recording:
        words = tuple(INSTRUCTION[kind] for kind in challenge.steps)
        return Recording(self.person(), words, start=self.between(0.5, 1.0), nonce=self.random.bytes(16))

    def other_challenge(self) -> Challenge:
        found = self.challenge
        while found == self.challenge:
            found = draw(self.random.bytes(16), ALL)
        return found


def _print(
    wobble: tuple[float, float], *, bend: bool = False, holes: bool = False
) -> Callable[[_Scene], Actor]:
    def make(scene: _Scene) -> Actor:
        depth = scene.between(10, 25) if bend else 0.0
        return SimulatedPrint(scene.person(), wobble=scene.between(*wobble), bend=depth, holes=holes)

    return make


def _screen(actor: Actor, scene: _Scene) -> OnScreen:
    return OnScreen(actor, pitch=scene.between(2.3, 4.5), strength=scene.between(8, 26))


ATTACKS: dict[str, Callable[[_Scene], Actor]] = {
    "print_still": _print((0.0, 0.0)),
    "print_tilted": _print((0.6, 1.6)),
    "print_bent": _print((0.3, 1.2), bend=True),
    "cut_out_eyes": _print((0.2, 0.9), holes=True),
    "replay_other_session": lambda scene: _screen(scene.recording(scene.other_challenge()), scene),
    "replay_lucky_session": lambda scene: _screen(scene.recording(scene.challenge), scene),
    "puppet_on_screen": lambda scene: _screen(scene.person(), scene),
    "frozen": lambda scene: Looped(scene.person(), after=scene.between(0.1, 0.6)),
    "looped": lambda scene: Looped(
        scene.person(), after=scene.between(0.3, 0.9), length=int(scene.random.integers(3, 9))
    ),
    "swapped_after_capture": lambda scene: Swapped(
        scene.person(), scene.person(scene.other), after=scene.between(0.4, 1.2)
    ),
    "turned_by_other": lambda scene: Swapped(
        SimulatedPrint(scene.person(), wobble=0.3), scene.person(scene.other)
    ),
    "injected_virtual_camera": lambda scene: Injected(scene.person()),
    "injected_own_camera": lambda scene: Injected(scene.person()),
}
"""Every kind, with how it is staged."""
