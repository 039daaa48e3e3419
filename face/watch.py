"""What the face check sees in each frame: every score, for a technician who sets up a camera."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2

from face.engine import Face, Image, align, load_engine
from face.pad import lamp, moire
from face.quality import Limits, Quality, assess
from face.source import Frame

GREEN, AMBER = (80, 190, 60), (30, 150, 240)


@dataclass(frozen=True, slots=True)
class Seen:
    at: float
    faces: int
    quality: Quality | None
    """Of the largest face."""
    moire: float | None
    tint: tuple[float, float] | None
    milliseconds: float

    @property
    def instruction(self) -> str:
        if self.quality is None:
            return "cam.noface"
        return self.quality.instruction or "live.hold"

    def as_json(self) -> dict[str, object]:
        scores = self.quality.elements if self.quality else ()
        return {
            "at": round(self.at, 3),
            "faces": self.faces,
            "instruction": self.instruction,
            "quality": [{"name": one.name, "score": round(one.score, 3), "good": one.good} for one in scores],
            "moire": None if self.moire is None else round(self.moire, 2),
            "tint": self.tint,
            "ms": round(self.milliseconds, 1),
        }

    def line(self) -> str:
        words = [f"{self.at:7.2f}s  {self.faces} face(s)  {self.instruction:<12}"]
        elements = self.quality.elements if self.quality else ()
        words += [f"{one.name} {one.score:.2f}{'' if one.good else '!'}" for one in elements]
        if self.moire is not None:
            words.append(f"moire {self.moire:.1f}")
        return "  ".join([*words, f"{self.milliseconds:.0f} ms"])


def watch(seen: Iterable[Frame], limits: Limits, *, window: bool = False) -> Iterator[Seen]:
    """Looks at each frame.

    Args:
        seen: The frames.
        limits: Of this camera.
        window: Draw them; the key q ends it.

    Raises:
        face.models.ModelFault
        face.source.SourceFault
    """
    engine = load_engine("sface")
    for frame in seen:
        began = time.perf_counter()
        faces = engine.detect(frame.image)
        quality = peak = tint = None
        if faces:
            aligned = align(frame.image, faces[0])
            quality = assess(frame.image, faces[0], limits=limits)
            peak, tint = moire.peak(aligned), lamp.tint(aligned)
        found = Seen(frame.at, len(faces), quality, peak, tint, 1000 * (time.perf_counter() - began))
        yield found
        if window and not _draw(frame.image, faces, found):
            return


def _draw(image: Image, faces: tuple[Face, ...], found: Seen) -> bool:
    picture = image.copy()
    for face in faces:
        x, y, width, height = (round(value) for value in face.box)
        colour = GREEN if found.quality is not None and found.quality.good else AMBER
        cv2.rectangle(picture, (x, y), (x + width, y + height), colour, 2)
        for px, py in face.points:
            cv2.circle(picture, (round(float(px)), round(float(py))), 3, colour, -1)
    for row, word in enumerate([found.instruction, *found.line().split("  ")[1:]]):
        cv2.putText(picture, word, (12, 28 + 24 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 255, 255), 2)
    cv2.imshow("mpp-kiosk face watch", picture)
    return (cv2.waitKey(1) & 0xFF) != ord("q")
