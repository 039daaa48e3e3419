"""Collects what the witnesses look at during one capture, and lets each of them speak at the end."""

from collections.abc import Sequence
from pathlib import Path

from face.engine import Face, Image, align
from face.pad import continuity, injection, lamp, minifasnet, moire, perspective, planarity, second
from face.pad.injection import CameraIdentity
from face.pad.lamp import Lamp
from face.pad.report import PadReport, WitnessScore, fuse
from face.template import Template


class Evidence:
    """Numbers only: no picture is kept here."""

    def __init__(
        self,
        shown: Lamp | None,
        pad_models: Path | None,
        bound: CameraIdentity | None,
        seen: CameraIdentity | None,
    ) -> None:
        """Args:
        shown: The colours that the screen shows meanwhile, if it does.
        pad_models: Where the passive models were imported, if they were.
        bound: The camera that the kiosk was set up with.
        seen: The camera that gives the frames.

        Raises:
            ValueError: an imported model was altered.
        """
        installed = pad_models is not None and minifasnet.installed(pad_models)
        self._passive = minifasnet.load(pad_models) if pad_models is not None and installed else None
        self._shown = shown
        self._camera = injection.camera(bound, seen)
        self._prints: list[bytes] = []
        self._times: list[float] = []
        self._tints: list[tuple[float, float, float]] = []
        self._peaks: list[float] = []
        self._shares: list[float] = []
        self._relief: list[WitnessScore] = []
        self._turned: list[WitnessScore] = []
        self._overlaps: list[float] = []
        self._second: list[WitnessScore] = []
        self.middle_far: float | None = None
        self.middle_near: float | None = None

    def frame(self, at: float) -> None:
        """Every frame of the camera, with its own time."""
        self._times.append(at)

    def face(self, aligned: Image, since_lamp: float, overlap: float | None) -> None:
        """Every frame with the face: its aligned crop, and how far it is the face that was followed."""
        self._prints.append(continuity.fingerprint(aligned))
        self._tints.append((since_lamp, *lamp.tint(aligned)))
        if overlap is not None:
            self._overlaps.append(overlap)

    def shot(self, image: Image, face: Face) -> None:
        """Every frame that a template is made of."""
        self._peaks.append(moire.peak(align(image, face)))
        if self._passive is not None:
            self._shares.append(self._passive(image, face))
        if not self._second:
            self._second.append(second.witness(image, face))

    def turned(self, before: Face, after: Face, frontal: Template, template: Template) -> None:
        """Every turn that was made: the views before and in it."""
        self._relief.append(planarity.witness(before.points, after.points))
        self._turned.append(continuity.same_turned(frontal, template))

    def report(
        self, challenge: WitnessScore, frontals: Sequence[Template], *, lamp_visible: bool
    ) -> PadReport:
        """Lets every witness speak.

        Args:
            challenge: What was asked and made.
            frontals: Templates before the first movement and after each.
            lamp_visible: Calibration has shown that the camera sees the screen's light.
        """
        first, last = (frontals[0], frontals[-1]) if len(frontals) > 1 else (None, None)
        weakest = min(
            (continuity.same_face(first, one) for one in frontals[1:]),
            key=lambda one: one.score or 0.0,
            default=continuity.same_face(first, last),
        )
        return fuse(
            (
                challenge,
                _weakest(self._relief, planarity.witness(None, None)),
                weakest,
                _weakest(self._turned, continuity.same_turned(None, None)),
                _followed(self._overlaps),
                lamp.witness(self._shown, self._tints, visible=lamp_visible),
                perspective.witness(self.middle_far, self.middle_near),
                continuity.frames(self._prints),
                injection.timing(self._times),
                self._camera,
                moire.witness(self._peaks),
                *(self._second or (WitnessScore("second_opinion", None, "inactive"),)),
                minifasnet.witness(self._shares),
            )
        )


def _weakest(found: list[WitnessScore], none: WitnessScore) -> WitnessScore:
    return min(found, key=lambda one: one.score or 0.0, default=none)


def _followed(overlaps: list[float]) -> WitnessScore:
    """The least overlap of the tracked and the found face; a loss starts the capture again before it gets here."""
    if not overlaps:
        return WitnessScore("tracked", None, "inactive")
    return WitnessScore("tracked", min(overlaps), "unsure")
