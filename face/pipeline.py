"""One capture: from the first frame with a face to a template with a report of how alive it was."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from face.challenge import MOST_WRONG, Challenge, Event, Follower
from face.engine import Engine, Face, Image, align
from face.image import SMALLEST
from face.landmarks import load_mesh
from face.pad import perspective
from face.pad.continuity import fingerprint
from face.pad.evidence import Evidence
from face.pad.injection import CameraIdentity
from face.pad.lamp import SHORTEST_S, Colour, Lamp
from face.pad.report import PadReport, WitnessScore
from face.quality import DEFAULT, Limits, Quality, assess, eyes_dark
from face.template import Template, mean
from face.track import LOST, Tracker

Phase = Literal["position", "hold", "challenge", "matching"]
FrameFault = Literal["frame_format", "black", "frozen", "size_changed"]
BEFORE, SHOTS = 3, 5
"""Good frames taken before the first movement, and in all; the template is their mean."""
MOST_SHOTS = 8
"""More frames add cost and nothing else, while the lamp still runs."""
MIN_GAP_S = 0.08
"""Frames closer together than this show the same moment twice."""
GONE_S = 0.7
"""Without a face for so long, somebody else may have come: the capture starts again."""
HEAD = 2.2
"""Least height of a face's box in eye distances seen from the front."""
BLACK = 6.0
"""Mean of a frame that no light reaches."""
FROZEN_S = 1.0
"""A camera's noise makes every frame different."""
EYES_SHUT = 0.8
"""Eyes darker by less than this share of the person's usual are closing: the frame is passed over."""


@dataclass(frozen=True, slots=True)
class CaptureResult:
    template: Template
    pad: PadReport
    challenge: tuple[str, ...]
    """The movements that were asked for and made, in order."""
    challenge_skipped: bool
    jpeg: bytes = field(repr=False)
    """The sharpest frame, for evidence that is checked later."""
    seconds: float = 0.0
    """From the first frame with a face."""
    transcript: tuple[Event, ...] = ()
    quality: tuple[tuple[str, float], ...] = ()
    """Name and score of every element of the sharpest frame's quality."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the screen shows after one frame; the words are those of the face screen."""

    phase: Phase
    instruction: str
    progress: float
    light: Literal["unknown", "good", "dark", "bright"] = "unknown"
    distance: Literal["unknown", "good", "far", "near"] = "unknown"
    gaze: Literal["unknown", "good", "away"] = "unknown"
    good: bool = False
    box: tuple[float, float, float, float] | None = None
    result: CaptureResult | None = None
    lamp: Colour | None = None
    """The colour that the screen shows from now on, where it is the lamp."""
    fault: FrameFault | None = None
    """What is wrong with the frame itself; nobody before the camera can mend that."""


@dataclass(frozen=True, slots=True)
class _Shot:
    template: Template
    face: Face
    quality: Quality


class Capture:
    """Fed with frames in order; keeps everything in memory, and only until it is dropped."""

    def __init__(
        self,
        engine: Engine,
        challenge: Challenge,
        *,
        skip_challenge: bool = False,
        pad_models: Path | None = None,
        limits: Limits = DEFAULT,
        lamp: Lamp | None = None,
        bound: CameraIdentity | None = None,
        camera: CameraIdentity | None = None,
    ) -> None:
        """Args:
        engine: Finds faces and makes templates.
        challenge: The movements to ask for.
        skip_challenge: The person said before that they cannot do them.
        pad_models: Where the passive models were imported; without them that witness is inactive.
        limits: Of this camera.
        lamp: The colours that the screen will show as `Progress.lamp` says; None where it shows none.
        bound: The camera that the kiosk was set up with.
        camera: The camera that gives the frames.

        Raises:
            ValueError: an imported model was altered.
        """
        self._engine = engine
        self._challenge = challenge
        self._skipped = skip_challenge
        self._pad_models = pad_models
        self._limits = limits
        self._lamp = lamp
        self._cameras = (bound, camera)
        self._first_face: float | None = None
        self._shape: tuple[int, ...] | None = None
        self._newest: tuple[bytes, float] | None = None
        self._restart()

    def _restart(self) -> None:
        self._evidence = Evidence(self._lamp, self._pad_models, *self._cameras)
        self._shots: list[_Shot] = []
        self._best: tuple[Quality, Image] | None = None
        self._frontals: list[Template] = []
        self._transcript: list[Event] = []
        self._done = 0
        self._follower: Follower | None = None
        self._straight_since = 0
        self._tracker: Tracker | None = None
        self._last_shot = -1.0
        self._last_face: float | None = None
        self._usual_eyes: list[float] = []

    def forget(self) -> None:
        """Zeroes the kept frame and drops everything; the capture starts again."""
        if self._best is not None:
            self._best[1].fill(0)
        self._restart()

    def skip_challenge(self) -> None:
        """The person cannot do the movements; the report says so, and the other witnesses decide."""
        self._skipped = True
        self._follower = None

    def step(self, image: Image, at: float) -> Progress:
        """Looks at one frame.

        Args:
            image: (H, W, 3) uint8 BGR, not mirrored; anything else is said to be a fault.
            at: Monotonic seconds.
        """
        fault = self._fault(image, at)
        if fault is not None:
            return replace(self._say(at, "position", "cam.noface"), fault=fault)
        faces = self._engine.detect(image)
        if self._last_face is not None and at - self._last_face > GONE_S:
            self.forget()
        self._evidence.frame(at)
        if not faces:
            return self._say(at, "position", "cam.noface")
        if len(faces) > 1 and faces[1].box[2] > 0.6 * faces[0].box[2]:
            return self._say(at, "position", "cam.multi")
        face = faces[0]
        if self._first_face is None:
            self._first_face = at
        overlap = self._tracker.overlap(image, face) if self._tracker else None
        if overlap is not None and overlap < LOST:
            self.forget()
            return self._say(at, "position", "live.hold", face=face)
        self._last_face = at
        aligned = align(image, face)
        self._evidence.face(aligned, at - self._first_face, overlap)
        quality = assess(image, face, frontal=self._follower is None, limits=self._limits)
        if self._follower is not None:
            return self._follow(self._follower, image, face, quality, at)
        if not quality.good:
            return self._say(at, "position", quality.instruction, quality, face)
        if self._tracker is None:
            self._tracker = Tracker(image, face)
        if len(self._shots) < MOST_SHOTS and at - self._last_shot >= MIN_GAP_S and self._eyes_open(aligned):
            self._shoot(image, face, quality, at)
        return self._next(image, face, quality, at)

    def _fault(self, image: Image, at: float) -> FrameFault | None:
        if (
            image.ndim != 3
            or image.shape[2] != 3
            or image.dtype != np.uint8
            or min(image.shape[:2]) < SMALLEST
        ):
            return "frame_format"
        if self._shape is not None and image.shape != self._shape:
            self.forget()
            self._shape = image.shape
            return "size_changed"
        self._shape = image.shape
        sample = np.ascontiguousarray(image[::8, ::8])
        if float(sample.mean()) < BLACK:
            return "black"
        seen = fingerprint(sample)
        if self._newest is None or self._newest[0] != seen:
            self._newest = (seen, at)
        return "frozen" if at - self._newest[1] >= FROZEN_S else None

    def _next(self, image: Image, face: Face, quality: Quality, at: float) -> Progress:
        """After a good frontal frame: the next movement, another frame, or the end."""
        steps = () if self._skipped else self._challenge.steps
        if self._done < len(steps) and len(self._shots) >= BEFORE and self._straight_since > 0:
            self._frontals.append(mean([one.template for one in self._shots[-self._straight_since :]]))
            kind = steps[self._done]
            straight = float(np.median([one.face.y5 for one in self._shots[:BEFORE]]))
            self._follower = Follower(kind, face, image.shape[1], at, straight)
            if kind == "closer":
                self._evidence.middle_far = perspective.middle_share(load_mesh()(image, face))
            self._transcript.append(Event("asked", kind, self._since(at)))
            return self._say(at, "challenge", self._follower.instruction, quality, face)
        lit = self._lamp is None or self._since(at) >= SHORTEST_S
        if len(self._shots) >= SHOTS and self._done >= len(steps) and self._straight_since > 0 and lit:
            return self._finish(image, face, quality, at)
        return self._say(at, "hold", "live.hold", quality, face, good=True)

    def _follow(self, follower: Follower, image: Image, face: Face, quality: Quality, at: float) -> Progress:
        kind = self._challenge.steps[self._done]
        # a turned head's eyes stand closer together: its size says nothing about the distance
        place = next(
            (one.instruction for one in quality.elements if one.name == "position" and not one.good), ""
        )
        if face.box[3] < HEAD * self._limits.farthest * image.shape[1]:
            place = "cam.closer"
        if place:
            return self._say(at, "challenge", place, quality, face)
        word = follower.see(face, at)
        if word is not None:
            self._transcript.append(Event(word, kind, self._since(at)))
        if word != "made":
            return self._say(at, "challenge", follower.instruction, quality, face)
        if kind != "closer":
            template = self._engine.template(image, face)
            self._evidence.turned(self._shots[-1].face, face, self._frontals[-1], template)
        else:
            self._evidence.middle_near = perspective.middle_share(load_mesh()(image, face))
        self._done += 1
        self._follower = None
        self._straight_since = 0
        return self._say(at, "challenge", "cam.straight", quality, face, good=True)

    def _eyes_open(self, aligned: Image) -> bool:
        dark = eyes_dark(aligned)
        self._usual_eyes.append(dark)
        return dark >= EYES_SHUT * float(np.median(self._usual_eyes))

    def _shoot(self, image: Image, face: Face, quality: Quality, at: float) -> None:
        template = self._engine.template(image, face, mirrored=len(self._shots) % 2 == 1)
        self._shots.append(_Shot(template, face, quality))
        if self._best is None:
            self._best = (quality, image.copy())
        elif quality.sharpness > self._best[0].sharpness:
            np.copyto(self._best[1], image)
            self._best = (quality, self._best[1])
        self._evidence.shot(image, face)
        self._straight_since += 1
        self._last_shot = at

    def _finish(self, image: Image, face: Face, quality: Quality, at: float) -> Progress:
        if self._last_shot < at:
            # the lamp went on shining after the last frame was taken: upon the same face?
            self._frontals.append(self._engine.template(image, face))
        self._frontals.append(mean([one.template for one in self._shots[-self._straight_since :]]))
        report = self._evidence.report(
            self._challenge_score(), self._frontals, lamp_visible=self._limits.lamp_visible
        )
        assert self._best is not None, "there are shots, and so a best one"
        best, frame = self._best
        ok, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 90])
        frame.fill(0)
        if not ok:
            raise RuntimeError("a frame could not be encoded")
        result = CaptureResult(
            template=mean([one.template for one in self._shots]),
            pad=report,
            challenge=self._challenge.steps[: self._done],
            challenge_skipped=self._skipped and self._done < len(self._challenge.steps),
            jpeg=jpeg.tobytes(),
            seconds=self._since(at),
            transcript=tuple(self._transcript),
            quality=tuple((one.name, one.score) for one in best.elements),
        )
        return self._say(at, "matching", "cam.checking", quality, face, good=True, result=result)

    def _challenge_score(self) -> WitnessScore:
        """The share of movements made; too many wrong or early ones are a try, not an answer."""
        if self._skipped and self._done < len(self._challenge.steps):
            return WitnessScore("challenge", None, "inactive")
        wrong = sum(one.word in ("wrong", "early") for one in self._transcript)
        score = self._done / max(1, self._done + wrong)
        return WitnessScore("challenge", score, "deny" if wrong >= MOST_WRONG else "confirm")

    def _since(self, at: float) -> float:
        return at - self._first_face if self._first_face is not None else 0.0

    def _say(
        self,
        at: float,
        phase: Phase,
        instruction: str,
        quality: Quality | None = None,
        face: Face | None = None,
        *,
        good: bool = False,
        result: CaptureResult | None = None,
    ) -> Progress:
        steps = 0 if self._skipped else len(self._challenge.steps)
        done = min(len(self._shots), SHOTS) + min(self._done, steps)
        return Progress(
            phase,
            instruction,
            1.0 if result is not None else min(done / (SHOTS + steps), 0.99),
            quality.light if quality else "unknown",
            quality.distance if quality else "unknown",
            quality.gaze if quality else "unknown",
            good,
            face.box if face else None,
            result,
            self._lamp.colour(self._since(at)) if self._lamp is not None else None,
        )
