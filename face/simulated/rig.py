"""The attack rig: whole captures on simulated people and on attacks against them.

An attack is accepted where the capture calls it live and its template matches the person attacked. The results say
how the witnesses behave on these renderings, and nothing about real people or real attacks.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from face.challenge import Challenge, Kind
from face.compare import compare
from face.engine import Detector, Engine, Image
from face.pipeline import Capture, CaptureResult
from face.reference import enrol
from face.simulated.attacks import SimulatedPrint, frozen, swapped
from face.simulated.person import Frames, SimulatedPerson
from face.template import Template

FRAME_S = 1 / 15
LIMIT_S = 8.0
TRIES = 3
TURN = {"live.left": 42.0, "live.right": -42.0}
Look = Callable[[float], None]


class NoPhotosError(Exception):
    """The folder holds no two portraits."""


@dataclass(frozen=True, slots=True)
class Stream:
    kind: str
    frames: Frames
    look: Look
    challenge: Kind


@dataclass(frozen=True, slots=True)
class RigResult:
    genuine_streams: int
    genuine_accepted: int
    kinds: dict[str, tuple[int, int]]
    """Accepted and tried, by kind of attack."""

    def as_json(self) -> dict[str, object]:
        return {
            "genuine_streams": self.genuine_streams,
            "genuine_accepted": self.genuine_accepted,
            "attacks": sum(count for _, count in self.kinds.values()),
            "attack_kinds": len(self.kinds),
            "attacks_accepted": sum(accepted for accepted, _ in self.kinds.values()),
            "kinds": {kind: {"accepted": one[0], "tried": one[1]} for kind, one in self.kinds.items()},
        }


def run(photos: Path, engine: Engine, rounds: int) -> RigResult:
    """Raises:
    NoPhotosError
    """
    portraits = _portraits(photos, engine)
    streams = accepted = 0
    kinds: dict[str, tuple[int, int]] = {}
    for turn in range(rounds):
        for at, (photo, reference) in enumerate(portraits):
            other = portraits[(at + 1) % len(portraits)][0]
            for kind in ("left", "right"):
                streams += 1
                accepted += _accepted_in_time(photo, reference, kind, engine, turn * 101)
                for stream in attacks(photo, other, kind, seed=turn * 101 + at):
                    passed = accepts(capture(stream, engine), reference, engine)
                    before = kinds.get(stream.kind, (0, 0))
                    kinds[stream.kind] = (before[0] + passed, before[1] + 1)
    return RigResult(streams, accepted, kinds)


def _portraits(folder: Path, engine: Engine) -> list[tuple[Path, Template]]:
    found = []
    for path in sorted(folder.glob("*")):
        template = enrol(path, engine) if path.is_file() else None
        if isinstance(template, Template):
            found.append((path, template))
    if len(found) < 2:
        raise NoPhotosError(f"{folder}: at least two portraits are needed")
    return found


def _accepted_in_time(photo: Path, reference: Template, kind: Kind, engine: Engine, seed: int) -> bool:
    for at in range(TRIES):
        person = SimulatedPerson(photo, seed=seed + at)
        if accepts(capture(Stream("person", person.frame, person.look, kind), engine), reference, engine):
            return True
    return False


def capture(stream: Stream, engine: Engine) -> CaptureResult | None:
    """Follows the words of one capture; None where it came to no result in time."""
    taking, at = Capture(engine, Challenge(stream.challenge)), 0.0
    while at < LIMIT_S:
        progress = taking.step(stream.frames(at), at)
        stream.look(TURN.get(progress.instruction, 0.0))
        if progress.result is not None:
            return progress.result
        at += FRAME_S
    return None


def accepts(result: CaptureResult | None, reference: Template, engine: Engine) -> bool:
    if result is None or result.pad.decision != "live":
        return False
    return compare(reference, result.template, engine.thresholds).decision == "match"


def attacks(photo: Path, other: Path, kind: Kind, seed: int) -> Iterator[Stream]:
    """One stream of every kind against the person of `photo`.

    Args:
        photo: Of the person attacked.
        other: Of the attacker, where a living face takes part.
        kind: The challenge.
        seed: Of noise, angles and moments.
    """
    random = np.random.default_rng([seed, int(hashlib.sha256(kind.encode()).hexdigest()[:6], 16)])

    def still(_: float) -> None:
        """A print does not follow."""

    def person(of: Path = photo) -> SimulatedPerson:
        return SimulatedPerson(of, seed=int(random.integers(1, 9999)))

    paper = SimulatedPrint(person(), wobble=float(random.uniform(0, 0.3)))
    yield Stream("print_still", paper.frame, still, kind)
    paper = SimulatedPrint(person(), wobble=float(random.uniform(0.8, 1.6)))
    yield Stream("print_tilted", paper.frame, paper.look, kind)
    paper = SimulatedPrint(person(), wobble=float(random.uniform(0.5, 1.2)))
    yield Stream("print_bent", _bent(paper.frame, float(random.uniform(15, 45))), paper.look, kind)
    paper = SimulatedPrint(person(), wobble=float(random.uniform(0.2, 0.8)))
    yield Stream("cut_out_eyes", _eyes_cut_out(paper.frame, _points(paper.frame(0.0))), paper.look, kind)

    shown = person()
    yield Stream("replay_still", shown.frame, still, kind)
    shown = person()
    yield Stream("replay_wrong_turn", shown.frame, _mirrored(shown), kind)

    freezing = person()
    yield Stream("frozen", frozen(freezing.frame, after=float(random.uniform(0.1, 0.4))), freezing.look, kind)
    yield Stream("looped", _looped(person().frame, int(random.integers(3, 9))), still, kind)

    first, second = person(), person(other)
    yield _both("swapped_after_capture", first, second, swapped(first.frame, second.frame, after=0.6), kind)
    living, paper = person(other), SimulatedPrint(person(), wobble=0.3)
    stage = _Stage()
    yield Stream("turned_by_other", stage.frames(paper.frame, living.frame), stage.look(living.look), kind)


def _both(name: str, first: SimulatedPerson, second: SimulatedPerson, frames: Frames, kind: Kind) -> Stream:
    def look(yaw: float) -> None:
        first.look(yaw)
        second.look(yaw)

    return Stream(name, frames, look, kind)


def _mirrored(person: SimulatedPerson) -> Look:
    return lambda yaw: person.look(-yaw)


class _Stage:
    """A print for the portrait, a living accomplice for the turn."""

    def __init__(self) -> None:
        self._turning = False

    def frames(self, paper: Frames, living: Frames) -> Frames:
        return lambda at: living(at) if self._turning else paper(at)

    def look(self, look: Look) -> Look:
        def act(yaw: float) -> None:
            self._turning = yaw != 0.0
            look(yaw)

        return act


def _bent(frames: Frames, depth: float) -> Frames:
    """Paper bent around an upright axis: columns move towards the middle as on a cylinder."""

    def frame(at: float) -> Image:
        picture = frames(at)
        height, width = picture.shape[:2]
        across = np.linspace(-1, 1, width, dtype=np.float32)
        x = np.arange(width, dtype=np.float32) + depth * np.sin(np.pi * across)
        columns = np.repeat(x[None, :], height, 0)
        rows = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, 1)
        return np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR), dtype=np.uint8)

    return frame


def _points(image: Image) -> NDArray[np.float32]:
    faces = Detector()(image)
    return faces[0].points if faces else np.zeros((5, 2), np.float32)


def _eyes_cut_out(frames: Frames, points: NDArray[np.float32]) -> Frames:
    """Holes where the eyes are, behind which living eyes move."""
    radius = int(np.linalg.norm(points[1] - points[0]) * 0.16)

    def frame(at: float) -> Image:
        picture = frames(at).copy()
        for x, y in points[:2]:
            middle = (int(x), int(y))
            cv2.circle(picture, middle, radius, (110, 140, 175), -1)
            cv2.circle(picture, middle, radius // 2, (235, 235, 235), -1)
            cv2.circle(
                picture, (int(x + radius * 0.3 * np.sin(at * 3)), int(y)), radius // 3, (35, 30, 25), -1
            )
        return picture

    return frame


def _looped(frames: Frames, length: int) -> Frames:
    """An injected camera that plays the same few frames again and again."""
    kept: list[Image] = []
    shown = [0]

    def frame(at: float) -> Image:
        if len(kept) < length:
            kept.append(frames(at))
            return kept[-1]
        shown[0] += 1
        return kept[shown[0] % length]

    return frame
