"""One capture: from the first frame with a face to a template with a report of how alive it was."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from face.challenge import INSTRUCTION, Challenge
from face.engine import Engine, Face, Image, align
from face.pad import continuity, minifasnet, moire, planarity
from face.pad.report import PadReport, WitnessScore, fuse
from face.quality import Quality, assess
from face.template import Template, mean

Phase = Literal["position", "hold", "challenge", "matching"]
BEFORE, AFTER = 3, 2
"""Good frames taken before and after the movement; the template is their mean."""
MIN_GAP_S = 0.08
"""Frames closer together than this show the same moment twice."""


@dataclass(frozen=True, slots=True)
class CaptureResult:
    template: Template
    pad: PadReport
    challenge: tuple[str, ...]
    challenge_skipped: bool
    jpeg: bytes = field(repr=False)
    """The sharpest frame, for evidence that is checked later."""
    seconds: float = 0.0


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


@dataclass(frozen=True, slots=True)
class _Shot:
    template: Template
    points: NDArray[np.float32]
    sharpness: float
    frame: Image = field(repr=False)


class Capture:
    """Fed with frames in order; keeps everything in memory, and only until it is dropped."""

    def __init__(
        self,
        engine: Engine,
        challenge: Challenge,
        *,
        skip_challenge: bool = False,
        pad_models: Path | None = None,
    ) -> None:
        """Args:
        engine: Finds faces and makes templates.
        challenge: The movement to ask for.
        skip_challenge: The person said before that they cannot do it.
        pad_models: Where the passive models were imported; without them that witness is inactive.

        Raises:
            ValueError: an imported model was altered.
        """
        self._engine = engine
        self._challenge = challenge
        self._skipped = skip_challenge
        self._before: list[_Shot] = []
        self._after: list[_Shot] = []
        self._turned: NDArray[np.float32] | None = None
        self._turned_template: Template | None = None
        self._prints: list[bytes] = []
        self._peaks: list[float] = []
        self._passive = (
            minifasnet.load(pad_models) if pad_models and minifasnet.installed(pad_models) else None
        )
        self._shares: list[float] = []
        self._last_shot = -1.0
        self._first_face: float | None = None

    def skip_challenge(self) -> None:
        """The person cannot do the movement; the report says so, and the other witnesses decide."""
        self._skipped = True

    def step(self, image: Image, at: float) -> Progress:
        """Looks at one frame.

        Args:
            image: (H, W, 3) uint8 BGR, not mirrored.
            at: Monotonic seconds.
        """
        faces = self._engine.detect(image)
        if not faces:
            return self._say("position", "cam.noface")
        if len(faces) > 1 and faces[1].box[2] > 0.6 * faces[0].box[2]:
            return self._say("position", "cam.multi")
        face = faces[0]
        if self._first_face is None:
            self._first_face = at
        moving = len(self._before) >= BEFORE and self._turned is None and not self._skipped
        quality = assess(image, face, frontal=not moving)
        self._prints.append(continuity.fingerprint(align(image, face)))
        if moving:
            return self._move(image, face, quality)
        if not quality.good:
            return self._say("position", quality.instruction, quality, face)
        if at - self._last_shot >= MIN_GAP_S:
            self._shoot(image, face, quality, at)
        needed = BEFORE + AFTER
        if len(self._before) + len(self._after) >= needed:
            return self._finish(face, quality, at)
        return self._say("hold", "live.hold", quality, face, good=True)

    def _move(self, image: Image, face: Face, quality: Quality) -> Progress:
        if quality.instruction in ("cam.closer", "cam.back", "cam.center"):
            return self._say("challenge", quality.instruction, quality, face)
        if self._challenge.followed(face.y5):
            self._turned = face.points
            self._turned_template = self._engine.template(image, face)
            return self._say("challenge", "cam.straight", quality, face, good=True)
        return self._say("challenge", INSTRUCTION[self._challenge.kind], quality, face)

    def _shoot(self, image: Image, face: Face, quality: Quality, at: float) -> None:
        shot = _Shot(self._engine.template(image, face), face.points, quality.sharpness, image.copy())
        (self._before if len(self._before) < BEFORE else self._after).append(shot)
        self._peaks.append(moire.peak(align(image, face)))
        if self._passive is not None:
            self._shares.append(self._passive(image, face))
        self._last_shot = at

    def _finish(self, face: Face, quality: Quality, at: float) -> Progress:
        shots = [*self._before, *self._after]
        before, after = mean([s.template for s in self._before]), mean([s.template for s in self._after])
        followed = self._turned is not None
        report = fuse(
            (
                WitnessScore("challenge", None, "confirm" if followed else "inactive"),
                planarity.witness(self._before[-1].points, self._turned),
                continuity.same_face(before, after),
                continuity.same_turned(before, self._turned_template),
                continuity.frames(self._prints),
                moire.witness(self._peaks),
                minifasnet.witness(self._shares),
            )
        )
        best = max(shots, key=lambda one: one.sharpness)
        ok, jpeg = cv2.imencode(".jpg", best.frame, [cv2.IMWRITE_JPEG_QUALITY, 90])
        if not ok:
            raise RuntimeError("a frame could not be encoded")
        result = CaptureResult(
            template=mean([one.template for one in shots]),
            pad=report,
            challenge=(self._challenge.kind,) if followed else (),
            challenge_skipped=self._skipped and not followed,
            jpeg=jpeg.tobytes(),
            seconds=at - (self._first_face if self._first_face is not None else at),
        )
        for one in shots:
            one.frame.fill(0)
        return self._say("matching", "cam.checking", quality, face, good=True, result=result)

    def _say(
        self,
        phase: Phase,
        instruction: str,
        quality: Quality | None = None,
        face: Face | None = None,
        *,
        good: bool = False,
        result: CaptureResult | None = None,
    ) -> Progress:
        steps = BEFORE + AFTER + 1
        done = len(self._before) + len(self._after) + (self._turned is not None or self._skipped)
        return Progress(
            phase,
            instruction,
            1.0 if result is not None else min(done, steps) / steps,
            quality.light if quality else "unknown",
            quality.distance if quality else "unknown",
            quality.gaze if quality else "unknown",
            good,
            face.box if face else None,
            result,
        )
