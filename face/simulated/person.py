"""A person before the camera, moving in three dimensions, made from one photograph.

The photograph is set into a room; a turn of the head turns the mesh of its face in space, so that
the nose leaves the plane of eyes and mouth as a real one does. Breathing, sway and sensor noise keep frames apart.
"""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from face.engine import Detector, Image
from face.image import ImageFault, load
from face.simulated.depth import TurnableFace

EYES_SHARE = 0.085
"""Eye distance as a share of the frame's width at distance 1."""
DEGREES_PER_SECOND = 45.0
FACTOR_PER_SECOND = 0.8
Frames = Callable[[float], Image]


class NoFaceInPhotoError(ValueError):
    """The photograph does not show one usable face."""


class SimulatedPerson:
    """`frame(at)` gives what the camera sees; the targets are set as a person would move."""

    def __init__(self, photo: Path, size: tuple[int, int] = (1280, 720), seed: int = 1) -> None:
        """Args:
        photo: A portrait.
        size: Width and height of the frames.
        seed: Of the sensor noise.

        Raises:
            NoFaceInPhotoError
        """
        image = load(photo)
        faces = () if isinstance(image, ImageFault) else Detector()(image)
        if isinstance(image, ImageFault) or not faces:
            raise NoFaceInPhotoError("the photograph shows no usable face")
        self._width, self._height = size
        scale = EYES_SHARE * 1.5 * self._width / faces[0].eye_distance
        self._photo: Image = np.asarray(
            cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
        face = Detector()(self._photo)[0]
        self._centre = face.points.mean(axis=0)
        self._face = TurnableFace(self._photo, face)
        self._heads: dict[tuple[int, int], Image] = {}
        self._noise = np.random.default_rng(seed)
        self._room = self._empty_room()
        self._present = True
        self._second = False
        self._yaw = self._pitch = self._target_yaw = self._target_pitch = 0.0
        self._distance = self._target_distance = 1.0
        self._last: float | None = None

    def look(self, yaw: float, pitch: float = 0.0) -> None:
        """Turns the head to `yaw` degrees (positive: to the person's own left) and `pitch` (positive: down)."""
        self._target_yaw, self._target_pitch = yaw, pitch

    def come(self, distance: float) -> None:
        """Goes to a distance; 1 is right, 0.5 twice as near, 2 twice as far."""
        self._target_distance = distance

    def enter(self) -> None:
        self._present = True

    def leave(self) -> None:
        """Nobody stands there."""
        self._present = False
        self.look(0.0)
        self.come(1.0)

    def second_person(self, present: bool) -> None:
        """Somebody else looks over the shoulder."""
        self._second = present

    def frame(self, at: float) -> Image:
        """The frame at `at` seconds, (H, W, 3) uint8 BGR."""
        self._move(at)
        picture = self._room.copy() if not self._present else self._scene(at)
        noise = self._noise.integers(-4, 5, (self._height // 2, self._width // 2, 1), dtype=np.int16)
        grain = np.repeat(np.repeat(noise, 2, axis=0), 2, axis=1)
        return np.asarray(cv2.add(picture, np.broadcast_to(grain, picture.shape), dtype=cv2.CV_8U), np.uint8)

    def _move(self, at: float) -> None:
        passed = 0.0 if self._last is None else min(max(at - self._last, 0.0), 0.5)
        self._last = at
        self._yaw = _towards(self._yaw, self._target_yaw, DEGREES_PER_SECOND * passed)
        self._pitch = _towards(self._pitch, self._target_pitch, DEGREES_PER_SECOND * passed)
        self._distance = _towards(self._distance, self._target_distance, FACTOR_PER_SECOND * passed)

    def _scene(self, at: float) -> Image:
        sway = (2.0 * np.sin(at * 1.3), 1.5 * np.sin(at * 0.9 + 1))
        scale = (1.0 + 0.004 * np.sin(at * 1.7)) / 1.5 / self._distance
        picture = self._place(self._head(), (self._width / 2 + sway[0], self._height * 0.48 + sway[1]), scale)
        if self._second:
            right = self._place(self._photo, (self._width * 0.8, self._height * 0.45), scale * 0.9)
            picture[:, int(self._width * 0.68) :] = right[:, int(self._width * 0.68) :]
        return picture

    def _head(self) -> Image:
        """The photograph with the head turned, in steps of two degrees that are drawn once."""
        pose = (2 * round(self._yaw / 2), 2 * round(self._pitch / 2))
        if pose == (0, 0):
            return self._photo
        if pose not in self._heads:
            self._heads[pose] = self._face.turned(*pose)
        return self._heads[pose]

    def _place(self, photo: Image, at: tuple[float, float], scale: float) -> Image:
        matrix = np.array(
            [[scale, 0, at[0] - self._centre[0] * scale], [0, scale, at[1] - self._centre[1] * scale]],
            dtype=np.float32,
        )
        return np.asarray(
            cv2.warpAffine(photo, matrix, (self._width, self._height), borderMode=cv2.BORDER_REPLICATE),
            dtype=np.uint8,
        )

    def _empty_room(self) -> Image:
        shade: NDArray[np.float32] = np.linspace(150, 105, self._height, dtype=np.float32)[:, None, None]
        return np.broadcast_to(shade * (1.0, 0.98, 0.94), (self._height, self._width, 3)).astype(np.uint8)


def _towards(value: float, target: float, most: float) -> float:
    return value + min(max(target - value, -most), most)
